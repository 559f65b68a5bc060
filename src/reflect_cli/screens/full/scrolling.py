"""Laid-out text that can be longer than its window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit.application import get_app
from prompt_toolkit.data_structures import Point
from prompt_toolkit.formatted_text import ANSI
from prompt_toolkit.layout import Window
from prompt_toolkit.layout.controls import FormattedTextControl

from reflect_cli.screens.blocks import Block, laid_out
from reflect_cli.screens.console import wants_colour

if TYPE_CHECKING:
    from prompt_toolkit.layout.dimension import AnyDimension


class Scrolling:
    """Blocks of text, and the number of the first line that shows."""

    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = blocks
        self.top = 0

    def text(self) -> str:
        """The blocks laid out for the terminal's present width."""
        return laid_out(self.blocks, columns_and_rows()[0], colour=wants_colour())

    def lines(self) -> int:
        """How many lines that makes."""
        return self.text().count("\n") + 1

    def move(self, lines: int, shown: int) -> None:
        """Scroll by *lines*, with *shown* lines visible; never past either end."""
        self.top = min(max(0, self.top + lines), max(0, self.lines() - shown))

    def window(self, height: AnyDimension = None) -> Window:
        """A window on the text. Its hidden cursor follows `top`, which holds the scroll there."""
        control = FormattedTextControl(
            lambda: ANSI(self.text()),
            get_cursor_position=lambda: Point(0, min(self.top, self.lines() - 1)),
            show_cursor=False,
        )
        return Window(
            control,
            height=height,
            dont_extend_height=height is not None,
            get_vertical_scroll=lambda _window: self.top,
            always_hide_cursor=True,
        )


def columns_and_rows() -> tuple[int, int]:
    """The size of the terminal now."""
    size = get_app().output.get_size()
    return int(size.columns), int(size.rows)
