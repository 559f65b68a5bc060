"""`reflect` alone: a menu at a terminal, a short status without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

    from reflect_cli.commands.options import Manner

ABOUT = """\
Reflect asks plain questions about moments with women that you are unsure of, and about what \
you will do now. What you write is encrypted on this device; nothing is ever sent."""
BEGIN_WITHOUT = """\
To begin:            reflect start
To see a session:    reflect demo
Help lines:          reflect support
Everything else:     reflect --help"""

#: What leads back to the menu; a session, once ended, ends the program.
_RETURNING = ("read", "look", "plans", "sets", "support")


def at_home(manner: Manner) -> None:
    """The menu, again after each thing that was only looked at; or, with no terminal, how to begin."""
    from reflect_cli.paths import vault_folder
    from reflect_cli.screens.console import has_terminal
    from reflect_cli.vault.vault import exists

    if not has_terminal():
        made = exists(vault_folder())
        state = "There is a journal on this device." if made else "There is no journal here yet."
        typer.echo(f"{ABOUT}\n\n{state}\n\n{BEGIN_WITHOUT}")
        return
    due: str | None = ""
    while True:
        picked = _picked(manner, due or "", made=exists(vault_folder()))
        if picked in (None, "quit"):
            return
        told = _actions(manner)[picked]()
        due = due if told is None else told
        if picked not in _RETURNING:
            return


def _picked(manner: Manner, due: str, *, made: bool) -> str | None:
    """What he picks. *due* is the line about what is due, known once the journal was open."""
    from reflect_cli.commands.asking import picked
    from reflect_cli.screens.blocks import text

    lead = [text(ABOUT), *([text(due)] if due else [])]
    return picked(lead, _options(made=made), manner)


def _options(*, made: bool) -> list[tuple[str, str]]:
    begin = "Begin, or go on with a paused session" if made else "Begin"
    written = (
        [
            ("write", "Write a free entry"),
            ("read", "Read the journal"),
            ("look", "Look back, and see what is due"),
            ("plans", "Plans"),
            ("tell", "Prepare what you will say to a man you trust"),
        ]
        if made
        else []
    )
    return [
        ("start", begin),
        *written,
        ("sets", "Read the questions"),
        ("support", "People to turn to"),
        ("quit", "Close"),
    ]


def _actions(manner: Manner) -> dict[str | None, Callable[[], str | None]]:
    """What each choice does; one that opened the journal gives back the line about what is due."""
    from reflect_cli.commands import looking, reading, sit, support, tell

    plain, descriptor = manner.plain, manner.passphrase_fd
    return {
        "start": lambda: sit.start(None, plain, descriptor),
        "write": lambda: sit.write(plain=plain, passphrase_fd=descriptor),
        "read": lambda: reading.read_entries(manner),
        "look": lambda: looking.looked_back(manner),
        "plans": lambda: looking.plans_looked_at(manner),
        "tell": lambda: tell.tell(plain=plain, passphrase_fd=descriptor),
        "sets": lambda: reading.read_sets(manner),
        "support": lambda: support.support(plain=plain),
    }
