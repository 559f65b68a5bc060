"""Asking for a passphrase. It is never shown, never on the command line, never kept."""

from __future__ import annotations

import locale
import os
import signal
import termios
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NoReturn

from reflect_cli.errors import NoTerminal
from reflect_cli.screens.interrupts import ToldToLeave

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

ASK = "Passphrase: "
NEW = "New passphrase: "
AGAIN = "The same again: "
OTHER_WAY = "Give it with --passphrase-fd N, or name a command in REFLECT_PASSCOMMAND."

_TERMINAL = "/dev/tty"
_ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
_MOST_AT_ONCE = 4096


def can_ask() -> bool:
    """Whether there is a terminal to ask at, even when input or output is a pipe."""
    try:
        os.close(_terminal())
    except OSError:
        return False
    return True


def require_terminal(what: str = "the passphrase", way: str = OTHER_WAY) -> None:
    """Raise NoTerminal when there is nobody to ask for *what*; *way* is how else to give it."""
    if not can_ask():
        raise NoTerminal(f"There is no terminal to ask for {what}.", hint=way)


@contextmanager
def without_echo() -> Iterator[None]:
    """While this lasts the terminal shows nothing that is typed, also between two questions.

    Making a key takes a moment; a passphrase typed ahead in it would otherwise stand on the
    screen. Being told to end raises ToldToLeave here, so that the echo comes back first.
    """
    try:
        terminal = _terminal()
    except OSError:
        yield
        return
    handlers = {number: signal.signal(number, _leave) for number in _ENDING}
    before = None
    try:
        with suppress(termios.error):  # the window may be gone
            before = termios.tcgetattr(terminal)
            _silence(terminal, before, termios.TCSADRAIN)
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        if before is not None:
            with suppress(termios.error):
                termios.tcsetattr(terminal, termios.TCSAFLUSH, before)
        os.close(terminal)


def ask_passphrase(prompt: str = ASK) -> bytearray:
    """What is typed at the terminal, without echo, as UTF-8 that the caller wipes after use.

    Bytes that are no text in the terminal's encoding are given back as they came. What was typed
    before the question is thrown away. Raises NoTerminal, and KeyboardInterrupt for Ctrl-C and
    for Ctrl-D on an empty line.
    """
    require_terminal()
    with without_echo():
        terminal = _terminal()
        try:
            _silence(terminal, termios.tcgetattr(terminal), termios.TCSAFLUSH)
            os.write(terminal, prompt.encode())
            typed = _line_from(terminal)
            os.write(terminal, b"\n")
        finally:
            os.close(terminal)
    return _as_utf8(typed)


def show_at_terminal(text: str) -> None:
    """*text*, which is safe, at the terminal itself, wherever output goes. Raises NoTerminal."""
    require_terminal()
    terminal = _terminal()
    try:
        os.write(terminal, f"{text}\n".encode())
    finally:
        os.close(terminal)


def _line_from(terminal: int) -> bytearray:
    typed = bytearray()
    while not typed.endswith(b"\n"):
        part = os.read(terminal, _MOST_AT_ONCE)
        if not part and not typed:
            raise KeyboardInterrupt
        if not part:
            return typed
        typed += part
    del typed[-1]
    return typed


def _as_utf8(typed: bytearray) -> bytearray:
    for encoding in ("utf-8", locale.getencoding()):
        with suppress(UnicodeDecodeError, LookupError):
            return bytearray(typed.decode(encoding).encode())
    return typed


def _terminal() -> int:
    return os.open(_TERMINAL, os.O_RDWR | os.O_NOCTTY | os.O_CLOEXEC)


def _silence(terminal: int, settings: list[Any], when: int) -> None:
    silent = [*settings[:3], settings[3] & ~termios.ECHO, *settings[4:]]
    termios.tcsetattr(terminal, when, silent)


def _leave(_number: int, _frame: FrameType | None) -> NoReturn:
    raise ToldToLeave
