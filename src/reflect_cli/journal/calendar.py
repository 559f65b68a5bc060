"""Days ahead as an iCalendar file (RFC 5545), in which nothing can be read but the days.

Each event has a title that says nothing. Its UID is given from outside, and must tell nothing either.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TITLE = "Your note is due"

#: Lines longer than this are folded (RFC 5545, 3.1); in octets, the line break not counted.
_LONGEST = 75
_BREAK = "\r\n"
_FROM_NINE_IN_THE_MORNING = "PT9H"


@dataclass(frozen=True, slots=True)
class Day:
    """One whole day in the calendar. `uid` is the same whenever this day is written again."""

    uid: str
    day: date


def calendar_text(days: Iterable[Day], made: datetime) -> str:
    """The file, with CRLF at the end of each line; *made* carries its zone."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Notes//Notes 1//EN"]
    for one in days:
        lines += _event(one, made)
    return "".join(
        f"{part}{_BREAK}" for line in (*lines, "END:VCALENDAR") for part in _folded(line)
    )


def _event(one: Day, made: datetime) -> list[str]:
    after = one.day + timedelta(days=1) if one.day < date.max else one.day
    return [
        "BEGIN:VEVENT",
        f"UID:{escaped(one.uid)}",
        f"DTSTAMP:{made.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{_basic(one.day)}",
        f"DTEND;VALUE=DATE:{_basic(after)}",
        f"SUMMARY:{escaped(TITLE)}",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{escaped(TITLE)}",
        f"TRIGGER:{_FROM_NINE_IN_THE_MORNING}",
        "END:VALARM",
        "END:VEVENT",
    ]


def escaped(text: str) -> str:
    """*text* as a TEXT value (RFC 5545, 3.3.11)."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _basic(day: date) -> str:
    return day.isoformat().replace("-", "")


def _folded(line: str) -> Iterator[str]:
    """*line* in pieces of at most 75 octets, the later ones behind a space, no letter cut in two."""
    piece, length = "", 0
    for letter in line:
        size = len(letter.encode())
        if length + size > _LONGEST:
            yield piece
            piece, length = " ", 1
        piece += letter
        length += size
    yield piece
