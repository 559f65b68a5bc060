"""Entries as other programs keep them, on their way to becoming ours.

An id is made from where an entry comes from and what is in it, so that reading the same thing twice
gives the same entries. What a reader cannot take over it counts, by name.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reflect_cli.journal.entry import Entry, EntryKind, Item

if TYPE_CHECKING:
    from datetime import datetime

#: The prompt and kind of the one text that an entry from elsewhere has.
TEXT, LONG = "text", "long"
STARRED = "starred"
_LONGEST_TITLE = 80


class NotRead(ValueError):
    """What was to be read is not in the form it should have; the words say in which way."""


@dataclass(frozen=True, slots=True, repr=False)
class Brought:
    """One entry from elsewhere. `at` is when it was last changed, ISO 8601 with a zone."""

    entry: Entry
    at: str
    tags: tuple[str, ...] = ()


@dataclass(slots=True, repr=False)
class Reading:
    """What was read, and what of it has no place here, counted by what it is."""

    brought: list[Brought] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)


def free_entry(entry_id: str, title: str, text: str, began: datetime) -> Entry:
    """A free entry of one text without a question; *began* has a zone."""
    stamp = began.isoformat(timespec="seconds")
    item = Item(TEXT, LONG, "", "", stamp, text)
    return Entry(entry_id, EntryKind.FREE, title, stamp, stamp, (item,))


def id_of(moment: int, *parts: str) -> str:
    """A UUIDv8 (RFC 9562) that is the same for the same *moment*, in milliseconds, and *parts*."""
    framed = "\0".join(parts).encode("utf-8", "surrogatepass")
    digits = hashlib.sha256(framed).hexdigest()
    head = f"{max(0, min(moment, (1 << 48) - 1)):012x}"
    return f"{head[:8]}-{head[8:]}-8{digits[:3]}-a{digits[3:6]}-{digits[6:18]}"


def title_in(text: str, otherwise: str) -> str:
    """The first line of *text* with anything in it, without Markdown's # before it, cut if long."""
    lines = (line.strip().lstrip("#").strip() for line in text.split("\n"))
    first = " ".join(next((line for line in lines if line), otherwise).split())
    return first if len(first) <= _LONGEST_TITLE else f"{first[:_LONGEST_TITLE].rstrip()} …"


def tag_of(words: str) -> str:
    """A tag as we keep it: small letters, no @ or # before it; empty for what cannot be one."""
    tag = " ".join(words.split()).lstrip("@#").strip().lower()
    return tag if tag.isprintable() else ""
