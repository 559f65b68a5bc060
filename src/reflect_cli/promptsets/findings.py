"""One thing to say about a prompt set, where it stands, and how it is put on a page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reflect_cli.promptsets.characters import ELLIPSIS, glyph, shown, width

#: How much of a long line is shown, in terminal columns, and how much of it before the caret.
ROOM, LEAD = 100, 60
#: No more characters than this either side are looked at, however little room they take.
NEAR = 300
#: What stands before a line and its number.
MARGIN = 9


class Weight(StrEnum):
    """What a finding asks for: an error has to go before the set can be used."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


_WEIGHTS = {"E": Weight.ERROR, "W": Weight.WARNING, "N": Weight.NOTE}


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a file. Lines and columns count from one; a column is one character."""

    line: int
    column: int
    length: int = 1


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong at one place, in words, and what to do. `excerpt` is the whole line.

    The first letter of `code` gives its weight: E, W or N. `rule` is another name under which an
    author can waive it.
    """

    code: str
    line: int
    column: int
    length: int
    message: str
    hint: str = ""
    excerpt: str = ""
    rule: str = ""

    @property
    def weight(self) -> Weight:
        """How much it matters."""
        return _WEIGHTS[self.code[0]]


def rendered(finding: Finding, name: str, columns: int = 0) -> str:
    """*finding* as plain text, safe in any terminal; *name* is only used to name the file.

    With *columns* no row is wider than that, as far as there is room at all.
    """
    room = max(20, columns - MARGIN - 2) if columns else ROOM
    line, before, marked = _window(finding, min(room, ROOM))
    rows = [
        f"{finding.weight}[{finding.code}] {shown(name)}:{finding.line}:{finding.column}",
        f"{finding.line:>6} | {line}".rstrip(),
        *_told(f"{' ' * before}{'^' * marked}", finding.message, columns),
    ]
    if finding.hint:
        rows += _rows("       = ", finding.hint, columns)
    return "\n".join(rows)


def rendered_all(findings: tuple[Finding, ...], name: str, columns: int = 0) -> str:
    """Every finding, one under the other."""
    return "\n".join(rendered(finding, name, columns) for finding in findings)


def _told(caret: str, message: str, columns: int) -> list[str]:
    """The message behind the caret, or under it where it would not fit."""
    whole = f"       | {caret} {message}"
    if not columns or width(whole) <= columns:
        return [whole]
    return [f"       | {caret}", *_rows("       | ", message, columns)]


def _rows(lead: str, text: str, columns: int) -> list[str]:
    if not columns:
        return [f"{lead}{text}"]
    from textwrap import wrap

    room = max(20, columns - len(lead))
    broken = wrap(text, room, break_long_words=False, break_on_hyphens=False)
    return [f"{lead if n == 0 else ' ' * len(lead)}{row}" for n, row in enumerate(broken)]


def _window(finding: Finding, room: int) -> tuple[str, int, int]:
    """The part of the line to show, the columns before the caret, and the caret's width."""
    start = finding.column - 1
    base, end = max(0, start - NEAR), start + NEAR
    cells = [glyph(char) for char in finding.excerpt[base:end]]
    widths = [width(cell) for cell in cells]
    start -= base
    is_whole = len(cells) == len(finding.excerpt) and sum(widths) <= room
    first = 0 if is_whole else _first_shown(widths, start, room * LEAD // ROOM)
    last = _last_shown(widths, first, room)
    ahead = ELLIPSIS if base + first else ""
    behind = ELLIPSIS if base + last < len(finding.excerpt) else ""
    before = len(ahead) + sum(widths[first:start]) + max(0, start - len(cells))
    marked = sum(widths[start : min(start + finding.length, last)])
    return ahead + "".join(cells[first:last]) + behind, before, max(1, marked)


def _first_shown(widths: list[int], start: int, room: int) -> int:
    first = min(start, len(widths))
    while first > 0 and room >= widths[first - 1]:
        first -= 1
        room -= widths[first]
    return first


def _last_shown(widths: list[int], first: int, room: int) -> int:
    last = first
    while last < len(widths) and room >= widths[last]:
        room -= widths[last]
        last += 1
    return last
