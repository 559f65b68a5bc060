"""What comes in on standard input, as text, and the terminal's manners while we read it.

Every byte is read by us and in order: none that is not text is dropped, and a Ctrl-C is a key
among the others, so that the terminal throws away nothing that was typed before it.
"""

from __future__ import annotations

import atexit
import codecs
import os
import select
import sys
import termios
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import TYPE_CHECKING

from reflect_cli.screens.interrupts import key_pressed, waiting
from reflect_cli.screens.plain.editing import first_part

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

_CHUNK = 16384
_LOCAL = 3  # where tcgetattr puts the local flags
_CHARACTERS = 6


class Keyboard:
    """What has come in on *stream* and has not been used yet; `is_over` once nothing more can."""

    def __init__(self, stream: TextIO) -> None:
        self.unread = ""
        self.is_over = False
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(stream.encoding or "utf-8")("replace")
        self._has_descriptor = _has_descriptor(stream)

    def listen(self, seconds: float | None) -> None:
        """Wait for more, at most so long. Raises EOFError, and KeyboardInterrupt for a signal.

        Nothing is lost to a signal: it is heard while we wait, not while we take what came.
        """
        with waiting():
            if self._has_descriptor:
                select.select([self._stream], [], [], seconds)
        if self._is_ready(0):
            key_pressed()
            self._take()

    def is_more_waiting(self, seconds: float = 0) -> bool:
        """Whether something has come already, or comes within so long."""
        return bool(first_part(self.unread)) or self._is_ready(seconds)

    def everything(self) -> str:
        """All that has come so far; it counts as used."""
        with suppress(EOFError):
            while self._is_ready(0):
                self._take()
        found, self.unread = self.unread, ""
        return found

    def _is_ready(self, seconds: float) -> bool:
        return not self._has_descriptor or bool(select.select([self._stream], [], [], seconds)[0])

    def _take(self) -> None:
        if not self._has_descriptor:
            sent = self._stream.readline().encode("utf-8", "replace")
        else:
            try:
                sent = os.read(self._stream.fileno(), _CHUNK)
            except OSError:  # the terminal is gone
                sent = b""
        self.unread += self._decoder.decode(sent, final=not sent)
        if not sent:
            self.is_over = True
            raise EOFError


@lru_cache(maxsize=1)
def keyboard_of(stream: TextIO) -> Keyboard:
    """The one keyboard of *stream*; what came early for one question is there for the next."""
    return Keyboard(stream)


def nobody_answers() -> bool:
    """Whether the answers came through a pipe, and it ended before there were enough."""
    return keyboard_of(sys.stdin).is_over and not sys.stdin.isatty()


def _has_descriptor(stream: TextIO) -> bool:
    try:
        stream.fileno()
    except OSError:  # something in memory stands in for it
        return False
    return True


class _Manners:
    """How the terminal behaves: as we found it, or giving us every key as it comes."""

    def __init__(self) -> None:
        self._found: list[int | list[bytes | int]] | None = None
        self.is_ours = False

    def take(self) -> None:
        """Every key comes to us at once and is shown by us."""
        with suppress(termios.error):
            if self._found is None:
                self._found = termios.tcgetattr(sys.stdin)
                atexit.register(self._put_back)
            ours = [*self._found]
            flags = termios.ICANON | termios.ECHO | termios.ISIG | termios.IEXTEN
            ours[_LOCAL] = (_number(ours[_LOCAL]) & ~flags) | termios.NOFLSH
            ours[_CHARACTERS] = _one_at_a_time(ours[_CHARACTERS])
            termios.tcsetattr(sys.stdin, termios.TCSANOW, ours)
            self.is_ours = True

    def give_back(self) -> None:
        """As we found it, but that Ctrl-C throws away nothing that was sent before it."""
        self.is_ours = False
        with suppress(termios.error):
            if self._found is not None:
                usual = [*self._found]
                usual[_LOCAL] = _number(usual[_LOCAL]) | termios.NOFLSH
                termios.tcsetattr(sys.stdin, termios.TCSADRAIN, usual)

    def _put_back(self) -> None:
        """At the end: as we found it, and what was typed too late does not reach the shell."""
        with suppress(termios.error, ValueError):
            if self._found is not None:
                termios.tcsetattr(sys.stdin, termios.TCSAFLUSH, self._found)


manners = _Manners()


@contextmanager
def own_keys() -> Iterator[None]:
    """While this lasts, the keys are ours. Inside itself it changes nothing."""
    if manners.is_ours or not sys.stdin.isatty():
        yield
        return
    manners.take()
    try:
        yield
    finally:
        manners.give_back()


def _number(flags: int | list[bytes | int]) -> int:
    assert isinstance(
        flags, int
    )  # tcgetattr gives one list, the special characters, and it is last
    return flags


def _one_at_a_time(characters: int | list[bytes | int]) -> list[bytes | int]:
    assert isinstance(characters, list)  # as above
    changed = [*characters]
    changed[termios.VMIN], changed[termios.VTIME] = 1, 0
    return changed
