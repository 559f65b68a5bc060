"""Rows of text, laid out as a Markdown table that also reads well in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from processes import Times

NONE = "-"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """*rows* under *head*; the first column to the left, the others to the right."""
    every = [list(head), *map(list, rows)]
    widths = [max(len(row[column]) for row in every) for column in range(len(head))]
    rule = [":" + "-" * (widths[0] - 1), *("-" * (width - 1) + ":" for width in widths[1:])]
    lines = [_line(each, widths) for each in (every[0], rule, *every[1:])]
    return "\n".join(lines)


def ms(times: Times | None) -> str:
    """The least and the median, in whole milliseconds; a decimal below 100."""
    return f"{number(times.least)} / {number(times.median)}" if times else NONE


def fine(times: Times | None) -> str:
    """The least and the median, in hundredths of a millisecond."""
    return f"{times.least:.2f} / {times.median:.2f}" if times else NONE


def number(value: float) -> str:
    """*value* to three figures or so."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def ratio(above: float, below: float | None) -> str:
    """How many times *below* fits in *above*."""
    return f"{above / below:.2f}" if below else NONE


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first = cells[0].ljust(widths[0])
    others = [cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True)]
    return f"| {' | '.join([first, *others])} |"
