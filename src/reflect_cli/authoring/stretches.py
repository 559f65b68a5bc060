"""A value as it stands in the file, so that words found in it have a line and a column."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reflect_cli.promptsets.findings import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflect_cli.promptsets.nodes import Scalar
    from reflect_cli.promptsets.source import Source


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of a value joined by single spaces. `rows` are (offset in `text`, line, column)."""

    text: str
    rows: tuple[tuple[int, int, int], ...]
    at: Span

    def span(self, start: int, end: int) -> Span:
        """The place of `text[start:end]`, as far as it stands on one line."""
        if not self.rows:
            return self.at
        offsets = [row[0] for row in self.rows]
        number = max(0, bisect_right(offsets, start) - 1)
        offset, line, column = self.rows[number]
        ends = offsets[number + 1] - 1 if number + 1 < len(offsets) else len(self.text)
        return Span(line, column + start - offset, max(1, min(end, ends) - start))

    def found(self, words: str) -> tuple[Span, ...]:
        """Every place where *words* stand, however they are broken into lines."""
        pattern = r"\s+".join(map(re.escape, words.split()))
        found = re.finditer(pattern, self.text) if pattern else ()
        return tuple(self.span(match.start(), match.end()) for match in found)

    def matches(self, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], Span]]:
        """Every match of *pattern*, with its place."""
        for match in pattern.finditer(self.text):
            yield match, self.span(match.start(), match.end())


def stretch_of(source: Source, scalar: Scalar) -> Stretch:
    """The lines of *scalar* in the file."""
    rows, parts, offset = [], [], 0
    for line, column, text in _lines(source, scalar):
        rows.append((offset, line, column))
        parts.append(text)
        offset += len(text) + 1
    return Stretch(" ".join(parts), tuple(rows), scalar.at)


def _lines(source: Source, scalar: Scalar) -> Iterator[tuple[int, int, str]]:
    if not scalar.is_indented:
        quote = len(scalar.style)
        start = scalar.at.column - 1 + quote
        end = scalar.at.column - 1 + scalar.at.length - quote
        yield scalar.at.line, start + 1, source.lines[scalar.at.line - 1][start:end]
        return
    for number in range(scalar.at.line + 1, scalar.last_line + 1):
        line = source.lines[number - 1] if number <= len(source.lines) else ""
        if line.strip():
            yield number, len(line) - len(line.lstrip()) + 1, line.strip()
