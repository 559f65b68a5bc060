"""A journal of Day One's, as its JSON export describes it: one object with a list of entries."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from reflect_cli.journal.foreign import (
    STARRED,
    Brought,
    NotRead,
    Reading,
    free_entry,
    id_of,
    tag_of,
    title_in,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Fields we take over.
_TAKEN = {"uuid", "creationDate", "modifiedDate", "timeZone", "text", "richText", "tags", "starred"}
_TITLE = "Day One entry"
ANOTHER_ZONE = "time zones this computer does not know, taken as UTC"
NO_TIME = "entries without a time, which cannot be taken"
NO_TEXT = "texts that are not text"


def is_day_one(raw: bytes) -> bool:
    """Whether *raw* looks like Day One's JSON."""
    return raw.lstrip()[:1] == b"{" and b'"entries"' in raw and b'"creationDate"' in raw


def read(raw: bytes) -> Reading:
    """The entries of one Day One journal. Raises NotRead when it is not in that form."""
    try:
        stored = json.loads(raw.decode())
        entries = stored["entries"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NotRead("It is not JSON with a list of entries, as Day One writes it") from None
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise NotRead("Its entries are no list of objects")
    reading = Reading()
    for one in entries:
        _read_one(one, reading)
    return reading


def _read_one(one: Mapping[str, Any], reading: Reading) -> None:
    zone = _zone(one.get("timeZone"), reading)
    try:
        created = _moment(one["creationDate"])
        changed = max(created, _moment(one.get("modifiedDate") or one["creationDate"]))
        began, at = created.astimezone(zone), changed.astimezone(zone)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        reading.left_out[NO_TIME] += 1
        return
    for name, value in one.items():
        if name not in _TAKEN and value not in (None, False, "", [], {}):
            reading.left_out[f"{name}"] += len(value) if isinstance(value, list) else 1
    text = _text_of(one)
    if one.get("text") and not isinstance(one["text"], str):
        reading.left_out[NO_TEXT] += 1
    source = str(one.get("uuid") or text)
    entry_id = id_of(int(created.timestamp() * 1000), "day one", source)
    entry = free_entry(entry_id, title_in(text, _TITLE), text, began)
    given = one.get("tags")
    tags = [tag_of(str(tag)) for tag in (given if isinstance(given, list) else ())]
    tags += [STARRED] * bool(one.get("starred"))
    stamp = at.isoformat(timespec="seconds")
    reading.brought.append(Brought(entry, stamp, tuple(dict.fromkeys(filter(None, tags)))))


def _moment(words: str) -> datetime:
    found = datetime.fromisoformat(words)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _zone(name: object, reading: Reading) -> ZoneInfo | Any:  # noqa: ANN401 - any zone there is
    if not name:
        return UTC
    try:
        return ZoneInfo(str(name).replace("\\/", "/"))
    except (ValueError, OSError, KeyError):
        reading.left_out[ANOTHER_ZONE] += 1
        return UTC


def _text_of(one: Mapping[str, Any]) -> str:
    """Its Markdown; where there is none, the bare words of its rich text."""
    if isinstance(text := one.get("text"), str) and text:
        return text
    try:
        contents = json.loads(one["richText"])["contents"]
        return "".join(str(part.get("text", "")) for part in contents)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return ""
