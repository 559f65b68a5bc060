"""The time and new ids, handed to the rooms that must not look for themselves."""

from __future__ import annotations

from datetime import date, datetime


def now() -> str:
    """The local time as ISO 8601 with its zone, to the second."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def today() -> date:
    """His own day, where he is."""
    return datetime.now().astimezone().date()


def new_id() -> str:
    """A UUIDv7 (RFC 9562): the time in milliseconds, then random bits."""
    from reflect_cli.vault.record_ids import new_record_id

    return new_record_id()
