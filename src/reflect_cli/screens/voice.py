"""Choosing between the two voices, and the few things said outside a sitting in either."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from reflect_cli.screens import words
from reflect_cli.screens.blocks import Block, plain_text
from reflect_cli.screens.console import say
from reflect_cli.screens.interrupts import guarded
from reflect_cli.screens.safe import safe, safe_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reflect_cli.flows.ports import Asker
    from reflect_cli.screens.ways import Support

SUPPORT_TITLE = "People to turn to"


@contextmanager
def speaking(*, plain: bool, support: Support) -> Iterator[Asker]:
    """The voice for a sitting."""
    with guarded():
        if plain:
            from reflect_cli.screens.plain.asker import PlainAsker

            yield PlainAsker(support)
        else:
            from reflect_cli.screens.full.asker import FullAsker
            from reflect_cli.screens.full.stage import alternate_screen

            with alternate_screen():
                yield FullAsker(support, SUPPORT_TITLE)


def show(head: str, blocks: list[Block], *, plain: bool) -> None:
    """A page: on stdout in line mode, else in the reader, which leaves nothing behind."""
    if plain:
        say(plain_text(blocks))
        return
    from reflect_cli.screens.full.reader import read

    with guarded(), suppress(KeyboardInterrupt):  # Ctrl-C closes a page, too
        read(head, blocks)


def choose(
    head: str, blocks: list[Block], options: Sequence[tuple[str, str]], *, plain: bool
) -> str | None:
    """The value of the option he picks, or None when he leaves without one."""
    with guarded():
        if plain:
            return _chosen_in_lines(blocks, options)
        from reflect_cli.screens.full.menu import chosen

        return chosen(head, blocks, options)


def _chosen_in_lines(blocks: list[Block], options: Sequence[tuple[str, str]]) -> str | None:
    from reflect_cli.screens.plain.lines import InputEnded, LineInterrupted, read_line

    if blocks:
        say(plain_text(blocks))
    for number, (_, label) in enumerate(options, start=1):
        say(f"  {number}. {safe_line(label)}")
    say(words.PLAIN_ONE)
    try:
        while True:
            typed = read_line().strip()
            if typed.isdecimal() and 1 <= int(typed) <= len(options):
                return options[int(typed) - 1][0]
            say(words.PLAIN_NO_OPTION.format(given=safe(typed)[:20]))
    except (InputEnded, LineInterrupted):
        return None
