"""Comments that follow a value so closely that they may be part of it.

A comment may stand beside a value whose form is fixed, such as an id, a number or a list in
brackets: what is left of the value would show if it had been cut. Beside a text in the author's
own words, written without quotation marks, nobody can tell whether `#` begins a comment or
belongs to the text. The reader notes such a place with the value, and the check of fields
refuses it where the field holds prose or a condition.
"""

from __future__ import annotations

import re

from reflect_cli.promptsets.findings import Span

_COMMENT = re.compile(r"\s+(#.*)")


def cut_beside_mark(lines: tuple[str, ...], number: int, column: int) -> Span | None:
    """A comment on the line of `|` or `>`, which stands at *column*, counted from nought."""
    line = lines[number - 1]
    return _beside(line, number, column + len(line[column:].split(maxsplit=1)[0]))


def cut_after(lines: tuple[str, ...], number: int, column: int, margin: int) -> Span | None:
    """A comment after a one-line text that ends before *column*, or further in below it.

    *margin* is the column, counted from one, of the field or item the text belongs to.
    """
    beside = _beside(lines[number - 1], number, column)
    if beside is not None:
        return beside
    while number < len(lines) and not lines[number].strip():
        number += 1
    line = lines[number] if number < len(lines) else ""
    inner = len(line) - len(line.lstrip(" "))
    if line[inner : inner + 1] == "#" and inner >= margin:
        return Span(number + 1, inner + 1, len(line.strip()))
    return None


def _beside(line: str, number: int, column: int) -> Span | None:
    match = _COMMENT.match(line, column)
    return Span(number, match.start(1) + 1, len(match[1].rstrip())) if match else None
