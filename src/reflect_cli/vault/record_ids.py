"""New ids: UUIDv7 (RFC 9562), the time in milliseconds and then random bits."""

from __future__ import annotations

import os
import time


def new_record_id() -> str:
    """An id that sorts by the time it was made."""
    millis = time.time_ns() // 1_000_000
    number = (millis << 80) | int.from_bytes(os.urandom(10), "big")
    number = (number & ~(0xF << 76)) | (0x7 << 76)
    number = (number & ~(0x3 << 62)) | (0x2 << 62)
    digits = f"{number:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
