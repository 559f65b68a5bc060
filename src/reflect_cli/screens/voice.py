"""Choosing between the two voices, and the few things said outside a sitting in either."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from reflect_cli.errors import ClosedAlone, LeftNow
from reflect_cli.screens.blocks import plain_text, text
from reflect_cli.screens.console import say
from reflect_cli.screens.interrupts import guarded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reflect_cli.flows.ports import Asker
    from reflect_cli.screens.blocks import Block
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


def show(
    head: str,
    blocks: list[Block],
    *,
    plain: bool,
    support: Support | None = None,
    leaving: bool = False,
) -> None:
    """A page: on stdout in line mode, else in the reader, which leaves nothing behind.

    With *support*, Ctrl-G shows the help lines there. With *leaving*, leaving now raises LeftNow, so
    that no menu comes after it; without, it closes the page.
    """
    if plain:
        say(plain_text(blocks))
        return
    from reflect_cli.screens.full.menu import shown

    with guarded(), _unless(leaving):
        shown(head, blocks, _page(support))


def choose(  # noqa: PLR0913 - each is named where it is called
    head: str,
    blocks: list[Block],
    options: Sequence[tuple[str, str]],
    *,
    plain: bool,
    support: Support | None = None,
    leaving: bool = False,
) -> str | None:
    """The value of the option he picks, or None when he goes without one.

    With *support*, the help lines are one key or word away; *leaving* is as in `show`.
    """
    with guarded(), _unless(leaving):
        if plain:
            from reflect_cli.screens.plain.menu import chosen_in_lines

            return chosen_in_lines(blocks, options, support)
        from reflect_cli.screens.full.menu import chosen

        return chosen(head, blocks, options, _page(support))
    return None


def ask_line(
    head: str, label: str, *, plain: bool, support: Support | None = None, leaving: bool = False
) -> str | None:
    """The line he types beside *label*, or None when he goes without one; *leaving* is as in `show`."""
    with guarded(), _unless(leaving):
        if plain:
            from reflect_cli.screens.plain.menu import line_typed

            return line_typed(label)
        from reflect_cli.screens.full.menu import line

        return line(head, [text(label)], _page(support))
    return None


@contextmanager
def _unless(leaving: bool) -> Iterator[None]:
    """Lets leaving now through with *leaving*; else it only ends what is inside, unless nobody is here."""
    try:
        yield
    except LeftNow as left:
        if leaving or isinstance(left, ClosedAlone):
            raise


def _page(support: Support | None) -> tuple[str, list[Block]] | None:
    return (SUPPORT_TITLE, support.page) if support else None
