"""A set that he installed: its text as it came, and the key that was trusted for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Installed:
    """One installed set. `key` is empty for an unsigned one; `since` is when it was installed.

    `source` is the text that is read, `trailer` the lines of its signature; `words` are the six
    words of the key. `since` is ISO 8601 with a zone, and stays the same over updates.
    """

    set_id: str
    version: str
    title: str
    source: str
    since: str
    key: str = ""
    words: str = ""
    trailer: str = ""


@dataclass(frozen=True, slots=True)
class Distrusted:
    """A key that he trusts no more, by its six words, and since when."""

    words: str
    since: str
