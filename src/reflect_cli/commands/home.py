"""`reflect` alone: a menu at a terminal, a short status without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

    from reflect_cli.commands.options import Manner

ABOUT = """\
Reflect asks honest questions about moments with women you are unsure of, and about what \
you will do now. What you write is encrypted on this device; nothing is ever sent."""
BEGIN_WITHOUT = """\
To begin:            reflect start
To see a session:    reflect demo
Help lines:          reflect support
Everything else:     reflect --help"""


def at_home(manner: Manner) -> None:
    """The menu, or, with no terminal, how to begin."""
    from reflect_cli.paths import vault_folder
    from reflect_cli.screens.console import has_terminal
    from reflect_cli.vault.vault import exists

    made = exists(vault_folder())
    if not has_terminal():
        state = "There is a journal on this device." if made else "There is no journal here yet."
        typer.echo(f"{ABOUT}\n\n{state}\n\n{BEGIN_WITHOUT}")
        return
    from reflect_cli.screens.blocks import text
    from reflect_cli.screens.voice import choose

    picked = choose("Reflect", [text(ABOUT)], _options(made=made), plain=manner.is_plain)
    if picked in (None, "quit"):
        return
    _actions(manner)[picked]()


def _options(*, made: bool) -> list[tuple[str, str]]:
    begin = "Begin, or go on with a paused session" if made else "Begin"
    reading = [("write", "Write a free entry"), ("read", "Read the journal")] if made else []
    return [
        ("start", begin),
        *reading,
        ("sets", "See the prompt sets"),
        ("support", "People to turn to"),
        ("quit", "Close"),
    ]


def _actions(manner: Manner) -> dict[str | None, Callable[[], None]]:
    from reflect_cli.commands import journal, sets, sit, support

    plain, descriptor = manner.plain, manner.passphrase_fd
    return {
        "start": lambda: sit.start(None, plain, descriptor),
        "write": lambda: sit.write(plain, descriptor),
        "read": lambda: journal.list_entries(plain=plain, passphrase_fd=descriptor),
        "sets": sets.list_sets,
        "support": lambda: support.support(plain=plain),
    }
