"""A sitting put away: everything needed to come back to the same word."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Draft:
    """A put-away sitting.

    `source` is the whole text of the prompt set it began with, so that a set that changed or
    went away since cannot change the questions; it is empty for a free entry. `state` is the
    sitting as JSON text (session/record.py). Times are ISO 8601 with a zone.
    """

    id: str
    began: str
    updated: str
    set_id: str
    title: str
    state: str
    source: str = ""
