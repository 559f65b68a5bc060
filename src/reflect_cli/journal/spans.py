"""Days ahead, counted from his own day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

#: The spans that can be chosen, in days or, as a negative number, in months.
_SPANS = {
    "week": 7,
    "two-weeks": 14,
    "month": -1,
    "three-months": -3,
    "quarter": -3,
    "six-months": -6,
    "half-year": -6,
    "year": -12,
}


def day_after(span: str, start: date) -> str:
    """The ISO date *span* after *start*; empty for a span that is none, such as "never".

    A month ends on its last day where it has no day of that number.
    """
    length = _SPANS.get(span, 0)
    if length >= 0:
        return (start + timedelta(days=length)).isoformat() if length else ""
    months = start.year * 12 + start.month - 1 - length
    year, month = divmod(months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last)).isoformat()
