"""One line while it is edited: a key makes the next line, and how a terminal gets there.

Nothing here reads or writes. What is drawn moves the cursor with backspaces and so reads well
aloud; only a line that fills several rows needs the two sequences that go up and clear.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reflect_cli.screens.safe import safe

if TYPE_CHECKING:
    from collections.abc import Callable

#: One key that is not text, or a run of text. A tab is text.
_PART = re.compile(
    r"\x1b(?:\[[0-9;?]*[@-~]|O[@-~])?|[\x00-\x08\x0a-\x1f\x7f]|[^\x00-\x08\x0a-\x1f\x7f]+"
)
_UNFINISHED = re.compile(r"\x1b(?:\[[0-9;?]*|O)?\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """The text of a line, and where in it the next key acts."""

    text: str = ""
    at: int = 0

    @property
    def is_at_end(self) -> bool:
        """Whether the next key acts after the last character."""
        return self.at == len(self.text)

    def after(self, part: str) -> Line:
        """The line after a run of text, or after a key; a key that edits nothing changes nothing."""
        if (part[0] >= " " and part[0] != "\x7f") or part[0] == "\t":
            return _without(self, self.at, self.at, part)
        edit = _EDITS.get(part)
        return edit(self) if edit else self


@dataclass(frozen=True, slots=True)
class Row:
    """The terminal a line stands on: the words before it, its width, and whether it goes up."""

    prompt: str
    columns: int
    can_go_up: bool


def first_part(unread: str) -> str:
    """The first run of text or key in *unread*; empty while the rest of a key has yet to come."""
    if not unread or _UNFINISHED.match(unread):
        return ""
    found = _PART.match(unread)
    assert found is not None  # the three cases of the pattern hold every character
    return found[0]


def redrawn(before: Line, after: Line, row_here: Callable[[], Row]) -> str:
    """What brings a terminal that shows *before* to show *after*; *row_here* says where it stands."""
    if before.is_at_end and after.is_at_end and after.text.startswith(before.text):
        return safe(after.text[len(before.text) :])
    row = row_here()
    old, new = _width(before.text), _width(after.text)
    if row.can_go_up and _width(row.prompt) + max(old, new) >= row.columns:
        return _redrawn_over_rows(before, after, row)
    blank = max(0, old - new)
    ahead = new - _width(after.text[: after.at])
    shown = f"{safe(after.text)}{' ' * blank}"
    return "\b" * _width(before.text[: before.at]) + shown + "\b" * (blank + ahead)


def _redrawn_over_rows(before: Line, after: Line, row: Row) -> str:
    top = f"{_up(_row_of(before, row))}\r"
    shown = f"{row.prompt}{safe(after.text)}\x1b[J"
    if after.is_at_end:
        return top + shown
    last = _row_of(Line(after.text, len(after.text)), row)
    right = (_width(row.prompt) + _width(after.text[: after.at])) % row.columns
    back = f"{_up(last - _row_of(after, row))}\r"
    return top + shown + back + (f"\x1b[{right}C" if right else "")


def _row_of(line: Line, row: Row) -> int:
    """The row the cursor is on; after the last cell of a row it stays there."""
    cells = _width(row.prompt) + _width(line.text[: line.at])
    return max(0, cells - 1 if line.is_at_end else cells) // row.columns


def _up(rows: int) -> str:
    return f"\x1b[{rows}A" if rows else ""


def _width(text: str) -> int:
    shown = safe(text)
    if shown.isascii():
        return len(shown)
    return sum(
        0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in shown
    )


def _without(line: Line, start: int, end: int, put: str = "") -> Line:
    """*line* with what is between *start* and *end* replaced by *put*."""
    start = max(0, start)
    return Line(f"{line.text[:start]}{put}{line.text[end:]}", start + len(put))


def _word_start(line: Line) -> int:
    before = line.text[: line.at].rstrip()
    return before.rfind(" ") + 1


_EDITS: dict[str, Callable[[Line], Line]] = {
    **dict.fromkeys(("\x7f", "\x08"), lambda line: _without(line, line.at - 1, line.at)),
    **dict.fromkeys(
        ("\x1b[3~",), lambda line: Line(_without(line, line.at, line.at + 1).text, line.at)
    ),
    **dict.fromkeys(("\x15",), lambda line: _without(line, 0, line.at)),
    **dict.fromkeys(("\x0b",), lambda line: _without(line, line.at, len(line.text))),
    **dict.fromkeys(("\x17",), lambda line: _without(line, _word_start(line), line.at)),
    **dict.fromkeys(
        ("\x02", "\x1b[D", "\x1bOD"), lambda line: Line(line.text, max(0, line.at - 1))
    ),
    **dict.fromkeys(
        ("\x06", "\x1b[C", "\x1bOC"),
        lambda line: Line(line.text, min(len(line.text), line.at + 1)),
    ),
    **dict.fromkeys(("\x01", "\x1b[H", "\x1bOH", "\x1b[1~"), lambda line: Line(line.text)),
    **dict.fromkeys(
        ("\x05", "\x1b[F", "\x1bOF", "\x1b[4~"), lambda line: Line(line.text, len(line.text))
    ),
}
