"""A journal of jrnl's, as it stands in jrnl's own plain file: `[date] title`, then the body."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reflect_cli.journal.foreign import (
    STARRED,
    Brought,
    NotRead,
    Reading,
    free_entry,
    id_of,
    tag_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: jrnl's own format of today, that of earlier years, and near ones.
TIME_FORMATS = (
    "%Y-%m-%d %I:%M:%S %p",
    "%Y-%m-%d %I:%M %p",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
    "%d.%m.%Y %H:%M",
)
NOT_DATED = "lines before the first date"
LIKE_A_DATE = "lines in [ ] with digits that are no date, kept as text"

_FIRST_LINE = re.compile(r"\[([^\[\]\n]{4,40})\](?: (.*)|\s*)")
_TAG = re.compile(r"(?<!\S)[@#][-+*#/\w]+")


def read(
    text: str, zoned: Callable[[datetime], datetime], time_format: str | None = None
) -> Reading:
    """The entries of a plain jrnl file; *zoned* gives a time without a zone the one of this place.

    Raises NotRead when there is none in it.
    """
    reading = Reading()
    formats = (time_format,) if time_format else TIME_FORMATS
    seen: Counter[str] = Counter()
    for when, title, body in _entries(text, formats, reading):
        reading.brought.append(_brought(when, title, body, seen, zoned))
    if not reading.brought:
        raise NotRead("No line begins with a date in brackets, as jrnl writes them")
    return reading


def _entries(
    text: str, formats: tuple[str, ...], reading: Reading
) -> Iterator[tuple[datetime, str, str]]:
    """Each entry's time, its first line, and the rest."""
    when: datetime | None = None
    title, body = "", list[str]()
    for line in text.replace("\r\n", "\n").split("\n"):
        found = _FIRST_LINE.fullmatch(line)
        date = _time_in(found[1], formats) if found else None
        if found and date is None and any(map(str.isdigit, found[1])):
            reading.left_out[LIKE_A_DATE] += 1
        if found and date:
            if when:
                yield when, title, "\n".join(body).strip("\n")
            when, title, body = date, found[2] or "", []
        elif when:
            body.append(line)
        elif line.strip():
            reading.left_out[NOT_DATED] += 1
    if when:
        yield when, title, "\n".join(body).strip("\n")


def _brought(
    when: datetime,
    line: str,
    body: str,
    seen: Counter[str],
    zoned: Callable[[datetime], datetime],
) -> Brought:
    starred = line.rstrip().endswith("*")
    title = " ".join(line.strip("\n *").split()) if starred else " ".join(line.split())
    text = f"{line}\n{body}"
    again = f"{when.isoformat()}\n{text}"
    seen[again] += 1
    moment = int(when.replace(tzinfo=UTC).timestamp() * 1000)  # the same id in every zone
    entry_id = id_of(moment, "jrnl", text, str(seen[again]))
    entry = free_entry(entry_id, title, body or title, zoned(when))
    tags = [tag_of(found) for found in _TAG.findall(text)] + [STARRED] * starred
    if not title:
        entry = replace(entry, title=when.date().isoformat())
    return Brought(entry, entry.finished, tuple(dict.fromkeys(filter(None, tags))))


def _time_in(words: str, formats: tuple[str, ...]) -> datetime | None:
    for each in formats:
        try:
            found = datetime.strptime(words.strip(), each)  # noqa: DTZ007 - jrnl writes no zone
        except ValueError:
            continue
        return found.replace(tzinfo=None)
    return None
