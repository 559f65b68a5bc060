"""A page to read, a list to pick from, and a line to type, outside a sitting."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from reflect_cli.errors import LeftNow
from reflect_cli.screens import words
from reflect_cli.screens.alone import leave_if_alone
from reflect_cli.screens.console import clear
from reflect_cli.screens.full.keys import Key, Pressed
from reflect_cli.screens.full.options import choice_field
from reflect_cli.screens.full.page import Page
from reflect_cli.screens.full.reader import read, read_on
from reflect_cli.screens.full.scrolling import Scrolling
from reflect_cli.screens.full.stage import alternate_screen
from reflect_cli.screens.full.writing import text_field

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reflect_cli.screens.blocks import Block
    from reflect_cli.screens.full.page import Field

#: The head and the words of the page that Ctrl-G shows.
SupportPage = tuple[str, "list[Block]"]


def shown(head: str, blocks: list[Block], support: SupportPage | None = None) -> None:
    """Show *blocks* until he closes the page. Raises LeftNow for Ctrl-X."""
    page = Scrolling(blocks, from_top=True)
    keys = [*([Key.SUPPORT] if support else []), Key.LEAVE]
    pressed: Key | None = Key.SUPPORT
    with suppress(KeyboardInterrupt, EOFError, OSError), alternate_screen():
        while pressed is Key.SUPPORT:
            pressed = read_on(head, page, keys)
            if pressed is Key.SUPPORT and support:
                pressed = read(*support) or pressed
    leave_if_alone()
    if pressed is Key.LEAVE:
        clear()
        raise LeftNow


def chosen(
    head: str,
    blocks: list[Block],
    options: Sequence[tuple[str, str]],
    support: SupportPage | None = None,
) -> str | None:
    """The value picked, or None for Ctrl-C or a closed window. Raises LeftNow for Ctrl-X."""
    return _asked(head, blocks, lambda: choice_field(options), support)


def line(head: str, blocks: list[Block], support: SupportPage | None = None) -> str | None:
    """The line typed, or None for Ctrl-C or a closed window. Raises LeftNow for Ctrl-X."""
    return _asked(head, blocks, lambda: text_field("", lines=False), support)


def _asked(
    head: str, blocks: list[Block], field: Callable[[], Field], support: SupportPage | None
) -> str | None:
    keys = [*([Key.SUPPORT] if support else []), Key.CLOSE, Key.LEAVE]
    answer = field()
    does = words.ENTER_DOES["pick" if answer.is_list else "line"]
    try:
        with alternate_screen():
            result: Any = Pressed(Key.SUPPORT)
            while result == Pressed(Key.SUPPORT):
                result = Page(head, blocks, keys, does).run(answer)
                if result == Pressed(Key.SUPPORT) and support:
                    away = read(*support)
                    result = Pressed(away) if away else result
    except (KeyboardInterrupt, EOFError, OSError):
        leave_if_alone()
        return None
    if result == Pressed(Key.LEAVE):
        clear()
        raise LeftNow
    return None if isinstance(result, Pressed) else str(result)
