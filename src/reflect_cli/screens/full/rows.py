"""Breaking his own text into rows between words, without losing or adding a character.

`textwrap` will not do: it drops spaces, and the cursor has to be able to stand on each of them.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from prompt_toolkit.layout.screen import Char
from prompt_toolkit.utils import get_cwidth


@dataclass(frozen=True, slots=True)
class Rows:
    """A text and where each of its rows begins."""

    text: str
    starts: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.starts)

    def row(self, number: int) -> str:
        """The characters of one row, without a line break."""
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[number] : end].removesuffix("\n")

    def place_of(self, position: int) -> tuple[int, int]:
        """The row that holds the character at *position*, and its column in that row."""
        number = bisect_right(self.starts, position) - 1
        return number, position - self.starts[number]

    def position_of(self, number: int, column: int) -> int:
        """The character at *column* of a row, or the last place in it.

        A number below the first or above the last counts as that row.
        """
        number = min(max(0, number), len(self.starts) - 1)
        last = number == len(self.starts) - 1
        row = self.row(number)
        ends = last or self.text.startswith("\n", self.starts[number] + len(row))
        return self.starts[number] + min(column, len(row) if ends else len(row) - 1)


def rows_of(text: str, width: int) -> Rows:
    """*text* in rows of at most *width* cells; one space may hang over the end of each."""
    starts: list[int] = []
    at = 0
    for line in text.split("\n"):
        if len(line) <= width and line.isascii() and line.isprintable():
            starts.append(at)
        else:
            starts += [at + start for start in _starts(line, width)]
        at += len(line) + 1
    return Rows(text, tuple(starts))


def in_rows(text: str, width: int) -> list[str]:
    """*text* as the rows that are shown, for words that nobody edits."""
    rows = rows_of(text, max(1, width))
    return [rows.row(number).rstrip() for number in range(len(rows))]


@lru_cache(maxsize=4096)
def _starts(line: str, width: int) -> tuple[int, ...]:
    if line.isascii() and line.isprintable():
        return tuple(_starts_by_length(line, width))
    return tuple(_starts_by_cells(line, width))


def _starts_by_length(line: str, width: int) -> list[int]:
    starts, at = [0], 0
    while len(line) - at > width:
        space = line.rfind(" ", at, at + width + 1)
        at = space + 1 if space > at else at + width
        starts.append(at)
    return starts


def _starts_by_cells(line: str, width: int) -> list[int]:
    starts, used, space = [0], 0, -1
    for at, char in enumerate(line):
        cells = _cells(char)
        if used + cells > width:
            if char == " ":
                starts.append(at + 1)
                used, space = 0, -1
                continue
            start = space + 1 if space > starts[-1] else at
            starts.append(start)
            used, space = sum(map(_cells, line[start:at])), -1
        used += cells
        space = at if char == " " else space
    return starts


@lru_cache(maxsize=4096)
def _cells(char: str) -> int:
    """The cells *char* takes as it is drawn: a control character is drawn as two signs."""
    return get_cwidth(Char.display_mappings.get(char, char))
