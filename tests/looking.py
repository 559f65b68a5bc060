"""Looking at a screen on which something is drawn meanwhile, and the keys a person has."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

KEYS = {
    "enter": "\r",
    "done": "\x04",
    "skip": "\x0b",
    "back": "\x02",
    "shift-tab": "\x1b[Z",
    "later": "\x0c",
    "why": "\x12",
    "pause": "\x03",
    "support": "\x07",
    "stop": "\x0f",
    "leave": "\x18",
    "suspend": "\x1a",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "words-down": "\x0e",
    "words-up": "\x10",
}


def seen(look: Callable[[], str], words: str, seconds: float) -> str:
    """The screen, once *words* stand on it, line breaks aside, and nothing more is being drawn."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        shown = look()
        if words in " ".join(shown.split()):
            return _drawn(look, shown)
        time.sleep(0.02)
    raise AssertionError(f"{words!r} is not on the screen:\n{look()}")


def _drawn(look: Callable[[], str], shown: str) -> str:
    """The screen once nothing more is being drawn on it, or after half a second of drawing."""
    for _ in range(20):
        time.sleep(0.025)
        before, shown = shown, look()
        if before == shown:
            break
    return shown
