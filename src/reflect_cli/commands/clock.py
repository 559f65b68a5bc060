"""The time and new ids, handed to the rooms that must not look for themselves."""

from __future__ import annotations

import os
import time
from datetime import date, datetime


def now() -> str:
    """The local time as ISO 8601 with its zone, to the second."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def today() -> date:
    """His own day, where he is."""
    return datetime.now().astimezone().date()


def new_id() -> str:
    """A UUIDv7 (RFC 9562): the time in milliseconds, then random bits."""
    millis = time.time_ns() // 1_000_000
    number = (millis << 80) | int.from_bytes(os.urandom(10), "big")
    number = (number & ~(0xF << 76)) | (0x7 << 76)
    number = (number & ~(0x3 << 62)) | (0x2 << 62)
    digits = f"{number:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
