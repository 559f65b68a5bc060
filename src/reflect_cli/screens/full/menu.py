"""A list to pick one thing from, outside a sitting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.screens import words
from reflect_cli.screens.full.fields import choice_field
from reflect_cli.screens.full.keys import Key, Pressed
from reflect_cli.screens.full.page import Page
from reflect_cli.screens.full.stage import alternate_screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reflect_cli.screens.blocks import Block


def chosen(head: str, blocks: list[Block], options: Sequence[tuple[str, str]]) -> str | None:
    """The value picked, or None for Ctrl-C, Ctrl-X or a closed window."""
    with alternate_screen():
        page = Page(head, blocks, [Key.LEAVE], words.ENTER_DOES["choice"])
        try:
            result = page.run(choice_field(options))
        except (KeyboardInterrupt, EOFError, OSError):
            return None
    return None if isinstance(result, Pressed) else str(result)
