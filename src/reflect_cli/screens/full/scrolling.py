"""Laid-out text that can be longer than its window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit.application import get_app
from prompt_toolkit.formatted_text import ANSI
from prompt_toolkit.layout import Dimension, Window
from prompt_toolkit.layout.controls import FormattedTextControl

from reflect_cli.screens.blocks import Block, Shape, laid_out
from reflect_cli.screens.console import wants_colour

if TYPE_CHECKING:
    from collections.abc import Callable


class Scrolling:
    """Blocks of text, and the number of the first line that shows.

    Until he scrolls, the question shows, even when what stands above it fills the window; a page
    that is only read begins *from_top*.
    """

    def __init__(self, blocks: list[Block], *, from_top: bool = False) -> None:
        self.blocks = blocks
        self._from_top = from_top
        self.top = 0
        self._moved = False
        self._laid: tuple[int, list[str]] = (0, [])

    def lines(self) -> list[str]:
        """The blocks laid out for the terminal's present width."""
        columns = columns_and_rows()[0]
        if self._laid[0] != columns:
            self._laid = (columns, _lines(self.blocks, columns))
        return self._laid[1]

    def move(self, lines: int, shown: int) -> None:
        """Scroll by *lines*, with *shown* lines visible; never past either end."""
        self._settle(shown)
        self._moved = True
        self.top = min(max(0, self.top + lines), max(0, len(self.lines()) - shown))

    def hidden_below(self, shown: int) -> int:
        """How many lines stand below the *shown* ones."""
        self._settle(shown)
        return max(0, len(self.lines()) - self.top - shown)

    def window(self, height: Callable[[], int]) -> Window:
        """A window that shows *height* lines."""
        return Window(
            FormattedTextControl(lambda: ANSI(self._shown(height()))),
            height=lambda: Dimension.exact(height()),
            always_hide_cursor=True,
        )

    def _shown(self, height: int) -> str:
        self._settle(height)
        return "\n".join(self.lines()[self.top : self.top + height])

    def _settle(self, shown: int) -> None:
        last = max(0, len(self.lines()) - shown)
        self.top = min(self.top if self._moved else self._start(shown), last)

    def _start(self, shown: int) -> int:
        """The line of the question if it would end below the window, else the first."""
        place = [number for number, b in enumerate(self.blocks) if b.shape is Shape.QUESTION]
        columns = columns_and_rows()[0]
        if self._from_top or not place or len(self.lines()) <= shown:
            return 0
        if len(_lines(self.blocks[: place[0] + 1], columns)) <= shown:
            return 0
        before = _lines(self.blocks[: place[0]], columns)
        return len(before) + 1 if before else 0


def _lines(blocks: list[Block], columns: int) -> list[str]:
    text = laid_out(blocks, columns, colour=wants_colour())
    return text.split("\n") if text else []


def columns_and_rows() -> tuple[int, int]:
    """The size of the terminal now."""
    size = get_app().output.get_size()
    return int(size.columns), int(size.rows)
