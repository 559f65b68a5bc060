"""One thing that keeps a prompt set from being used, and how it is put on a page."""

from __future__ import annotations

from dataclasses import dataclass

from reflect_cli.promptsets.characters import ELLIPSIS, glyph, shown, width

#: How much of a long line is shown, in terminal columns, and how much of it before the caret.
ROOM, LEAD = 100, 60
#: No more characters than this either side are looked at, however little room they take.
NEAR = 300


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a file. Lines and columns count from one; a column is one character."""

    line: int
    column: int
    length: int = 1


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong at one place, in words, and what to do. `excerpt` is the whole line."""

    code: str
    line: int
    column: int
    length: int
    message: str
    hint: str = ""
    excerpt: str = ""


def rendered(finding: Finding, name: str) -> str:
    """*finding* as plain text, safe in any terminal; *name* is only used to name the file."""
    place = f"error[{finding.code}] {shown(name)}:{finding.line}:{finding.column}"
    line, before, marked = _window(finding)
    rows = [
        place,
        f"{finding.line:>6} | {line}".rstrip(),
        f"       | {' ' * before}{'^' * marked} {finding.message}",
    ]
    if finding.hint:
        rows.append(f"       = {finding.hint}")
    return "\n".join(rows)


def rendered_all(findings: tuple[Finding, ...], name: str) -> str:
    """Every finding, one under the other."""
    return "\n".join(rendered(finding, name) for finding in findings)


def _window(finding: Finding) -> tuple[str, int, int]:
    """The part of the line to show, the columns before the caret, and the caret's width."""
    start = finding.column - 1
    base, end = max(0, start - NEAR), start + NEAR
    cells = [glyph(char) for char in finding.excerpt[base:end]]
    widths = [width(cell) for cell in cells]
    start -= base
    first = _first_shown(widths, start, whole=len(cells) == len(finding.excerpt))
    last = _last_shown(widths, first)
    ahead = ELLIPSIS if base + first else ""
    behind = ELLIPSIS if base + last < len(finding.excerpt) else ""
    before = len(ahead) + sum(widths[first:start]) + max(0, start - len(cells))
    marked = sum(widths[start : min(start + finding.length, last)])
    return ahead + "".join(cells[first:last]) + behind, before, max(1, marked)


def _first_shown(widths: list[int], start: int, *, whole: bool) -> int:
    if whole and sum(widths) <= ROOM:
        return 0
    first, room = min(start, len(widths)), LEAD
    while first > 0 and room >= widths[first - 1]:
        first -= 1
        room -= widths[first]
    return first


def _last_shown(widths: list[int], first: int) -> int:
    last, room = first, ROOM
    while last < len(widths) and room >= widths[last]:
        room -= widths[last]
        last += 1
    return last
