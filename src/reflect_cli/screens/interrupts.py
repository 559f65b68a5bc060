"""Ctrl-C, a closed window, a shutdown: heard only while we wait for the person.

Between an answer and its being on disk a signal waits its turn, so an accepted answer is never
half kept. While we wait, a signal ends the waiting and the asker puts away what was typed.
"""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType


class ToldToLeave(KeyboardInterrupt):
    """The window was closed or the machine is going down."""


_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class _Ears:
    def __init__(self) -> None:
        self.waiting = False
        self.pending: int | None = None
        self.gone = False

    def heard(self, number: int, _frame: FrameType | None) -> None:
        self.gone = self.gone or number != signal.SIGINT
        self.pending = number
        if self.waiting:
            self.answer()

    def answer(self) -> None:
        """Raise what was heard, once."""
        number, self.pending = self.pending, None
        self.waiting = False
        if number == signal.SIGINT:
            raise KeyboardInterrupt
        if number is not None:
            raise ToldToLeave


_ears = _Ears()


@contextmanager
def guarded() -> Iterator[None]:
    """For as long as this lasts, signals are only heard inside `waiting`."""
    before = {number: signal.signal(number, _ears.heard) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        _ears.pending = None


@contextmanager
def waiting() -> Iterator[None]:
    """We wait for the person: a signal, also one that came before, is raised here."""
    _ears.waiting = True
    try:
        if _ears.pending is not None:
            _ears.answer()
        yield
    finally:
        _ears.waiting = False


@contextmanager
def not_waiting() -> Iterator[None]:
    """Something is made durable while we wait: a signal heard in it is raised when it has ended."""
    was, _ears.waiting = _ears.waiting, False
    try:
        yield
    finally:
        _ears.waiting = was
    if was and _ears.pending is not None:
        _ears.answer()


def window_is_gone() -> bool:
    """Whether a hang-up or termination was heard; nothing more can be shown."""
    return _ears.gone
