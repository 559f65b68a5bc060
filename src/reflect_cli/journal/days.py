"""Days in plain words: gone by for the filters of a list, ahead for plans, letters and what is held back."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_AGO = re.compile(r"(\d{1,4}|a|an|one) (day|week|month|year)s? ago")
_PERIOD = re.compile(r"(this|last) (week|month|year)")
_WEEKDAY = re.compile(rf"(?:last |on )?({'|'.join(WEEKDAYS)})")
_NAMED = re.compile(r"(?:(\d{1,2}) )?([a-z]{3,9})(?: (\d{4}))?")

_COUNTS = (
    "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_IN = re.compile(
    rf"(?:in )?(\d{{1,4}}|an?|{'|'.join(_COUNTS)}) (day|week|month|year)s?(?: from (?:now|today))?"
)
_NEXT = re.compile(r"next (week|month|year)")
_COMING = re.compile(r"(?:on |this |next )?([a-z]{3,9})")
_MONTH_FIRST = re.compile(r"([a-z]{3,9}) (\d{1,2})(?: (\d{4}))?")


def days_in(words: str, today: date) -> tuple[date, date]:
    """The first and the last day that *words* mean, both included. Raises ValueError.

    A weekday is the latest one before *today*; a month without a year the latest that has begun.
    """
    said = " ".join(words.lower().replace(",", " ").split())
    near = {"today": today, "now": today, "yesterday": today - timedelta(days=1)}
    if said in near:
        return near[said], near[said]
    if found := _WRITTEN.fullmatch(said):
        year, month, day = (int(part) if part else None for part in found.groups())
        return _span(year or 0, month, day)
    if found := _AGO.fullmatch(said):
        count = int(found[1]) if found[1].isdigit() else 1
        day_meant = _back(today, count, found[2])
        return day_meant, day_meant
    if found := _PERIOD.fullmatch(said):
        return _period(found[2], today, earlier=found[1] == "last")
    if found := _WEEKDAY.fullmatch(said):
        days = (today.weekday() - WEEKDAYS.index(found[1]) - 1) % 7 + 1
        return today - timedelta(days=days), today - timedelta(days=days)
    if (found := _NAMED.fullmatch(said)) and (named := month_in(found[2])):
        day = int(found[1]) if found[1] else None
        year = int(found[3]) if found[3] else today.year - ((named, day or 1) > _day_of(today))
        return _span(year, named, day)
    raise ValueError(words)


def day_ahead(words: str, today: date) -> date:
    """The day that *words* mean, from *today* on unless they name a date. Raises ValueError.

    A weekday is the first one after *today*; a date without a year the next one there is.
    """
    said = " ".join(words.lower().replace(",", " ").split())
    near = {"today": 0, "tomorrow": 1, "the day after tomorrow": 2, "day after tomorrow": 2}
    if said in near:
        return today + timedelta(days=near[said])
    if (found := _WRITTEN.fullmatch(said)) and found[3]:
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _IN.fullmatch(said):
        return _back(today, -_count(found[1]), found[2])
    if found := _NEXT.fullmatch(said):
        return _back(today, -1, found[1])
    if (found := _COMING.fullmatch(said)) and (weekday := _weekday(found[1])) is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    return _date_named(said, today)


def month_in(words: str) -> int | None:
    """The number of the month that *words* name, in letters or digits; None for anything else."""
    said = words.strip().lower()
    if said.isascii() and said.isdigit():
        return int(said) if 1 <= int(said) <= len(MONTHS) else None
    found = [number for number, name in enumerate(MONTHS, 1) if name.startswith(said)]
    return found[0] if len(said) >= 3 and len(found) == 1 else None


def _count(said: str) -> int:
    if said.isdigit():
        return int(said)
    return _COUNTS.index(said) + 1 if said in _COUNTS else 1


def _weekday(said: str) -> int | None:
    found = [number for number, name in enumerate(WEEKDAYS) if name.startswith(said)]
    return found[0] if len(found) == 1 else None


def _date_named(said: str, today: date) -> date:
    """`24 december`, `december 24`, or either with a year. Raises ValueError."""
    if (found := _NAMED.fullmatch(said)) and found[1]:
        day, name, year = found.groups()
    elif found := _MONTH_FIRST.fullmatch(said):
        name, day, year = found.groups()
    else:
        raise ValueError(said)
    month = month_in(name)
    if month is None:
        raise ValueError(said)
    if year:
        return date(int(year), month, int(day))
    passed = (month, int(day)) < _day_of(today)
    return date(today.year + passed, month, int(day))


def _day_of(today: date) -> tuple[int, int]:
    return today.month, today.day


def _span(year: int, month: int | None, day: int | None) -> tuple[date, date]:
    first = date(year, month or 1, day or 1)
    if day:
        return first, first
    last_month = month or len(MONTHS)
    return first, date(year, last_month, monthrange(year, last_month)[1])


def _back(today: date, count: int, unit: str) -> date:
    try:
        if unit in ("day", "week"):
            return today - timedelta(days=count * (7 if unit == "week" else 1))
        months = today.year * 12 + today.month - 1 - count * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
    except OverflowError:
        raise ValueError(count) from None


def _period(unit: str, today: date, *, earlier: bool) -> tuple[date, date]:
    if unit == "week":
        first = today - timedelta(days=today.weekday() + (7 if earlier else 0))
        return first, first + timedelta(days=6)
    meant = _back(today.replace(day=1), 1, unit) if earlier else today
    return _span(meant.year, meant.month if unit == "month" else None, None)
