"""Ctrl-C, a closed window, a shutdown, nobody at the keys: heard only while we wait for the person.

Between an answer and its being on disk a signal waits its turn, so an accepted answer is never
half kept. While we wait, a signal ends the waiting and the asker puts away what was typed.
"""

from __future__ import annotations

import signal
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType


class ToldToLeave(KeyboardInterrupt):
    """The window was closed or the machine is going down."""


class LeftAlone(KeyboardInterrupt):
    """No key was pressed for as long as a journal may stand open with nobody there."""


_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGALRM)
_GONE = (signal.SIGTERM, signal.SIGHUP)
_SOON, _OFTEN = 0.001, 30.0  # zero would mean never
#: The one that goes on while the computer sleeps, where there is one.
_CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


def _now() -> float:
    return time.clock_gettime(_CLOCK)


class _Ears:
    def __init__(self) -> None:
        self.waiting = False
        self.pending: int | None = None
        self.gone = False
        self.alone = False
        self.patience = 0.0
        self.last_key = 0.0
        self.watches: Callable[[], bool] = lambda: False

    def heard(self, number: int, _frame: FrameType | None) -> None:
        self.gone = self.gone or number in _GONE
        if number == signal.SIGALRM and not self.is_time():
            if self.waiting:  # elsewhere an alarm would find nobody to hear it
                self.set_alarm()
            return
        if number != signal.SIGALRM or self.pending is None:
            self.pending = number
        if self.waiting:
            self.answer()

    def has_come(self) -> None:
        """A key was pressed, or something new is shown to somebody who pressed one."""
        self.last_key, self.alone = _now(), False
        if self.pending == signal.SIGALRM:
            self.pending = None
        if self.waiting:
            self.set_alarm()

    def set_alarm(self) -> None:
        """Be woken when nobody has come for too long; earlier, too, since a sleeping computer wakes nobody."""
        if self.watches():
            left = self.last_key + self.patience - _now()
            signal.setitimer(signal.ITIMER_REAL, min(_OFTEN, max(_SOON, left)))

    def is_time(self) -> bool:
        """Whether nobody has come for too long."""
        return self.watches() and _now() >= self.last_key + self.patience

    def answer(self) -> None:
        """Raise what was heard, once."""
        number, self.pending = self.pending, None
        self.waiting = False
        if number == signal.SIGINT:
            raise KeyboardInterrupt
        if number == signal.SIGALRM:
            self.last_key, self.alone = _now(), True
            raise LeftAlone
        if number is not None:
            raise ToldToLeave


_ears = _Ears()


@contextmanager
def guarded() -> Iterator[None]:
    """For as long as this lasts, signals are only heard inside `waiting`."""
    before = {number: signal.signal(number, _ears.heard) for number in _SIGNALS}
    _ears.has_come()
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
        _ears.set_alarm()
        yield
    finally:
        _ears.waiting = False
        signal.setitimer(signal.ITIMER_REAL, 0)


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
    if was:
        _ears.set_alarm()


def leave_when_alone(seconds: float, watches: Callable[[], bool]) -> None:
    """From now on, waiting for so long without a key raises LeftAlone, as long as *watches* says so."""
    _ears.patience, _ears.watches = seconds, watches


def key_pressed() -> None:
    """Somebody is here."""
    _ears.has_come()


def is_alone() -> bool:
    """Whether the last waiting ended because nobody was here."""
    return _ears.alone


def must_leave() -> bool:
    """Whether nobody is here to be asked: the window is gone, or no key was pressed for long."""
    return _ears.gone or _ears.alone


def window_is_gone() -> bool:
    """Whether a hang-up or termination was heard; nothing more can be shown."""
    return _ears.gone
