"""Asking for a passphrase. It is never shown, never on the command line, never kept."""

from __future__ import annotations

import getpass
import os
import termios
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from reflect_cli.errors import NoTerminal
from reflect_cli.screens.interrupts import waiting

if TYPE_CHECKING:
    from collections.abc import Iterator

ASK = "Passphrase: "
NEW = "New passphrase: "
AGAIN = "The same again: "


def can_ask() -> bool:
    """Whether there is a terminal to ask at, even when input or output is a pipe."""
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return Path("/dev/tty").exists()


@contextmanager
def without_echo() -> Iterator[None]:
    """While this lasts the terminal shows nothing that is typed, also between two questions.

    Making a key takes a moment; a passphrase typed ahead in it would otherwise stand on the screen.
    """
    try:
        terminal = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
    except OSError:
        yield
        return
    try:
        before = termios.tcgetattr(terminal)
        silent = [*before[:3], before[3] & ~termios.ECHO, *before[4:]]
        termios.tcsetattr(terminal, termios.TCSADRAIN, silent)
        try:
            yield
        finally:
            with suppress(termios.error):  # the window may be gone
                termios.tcsetattr(terminal, termios.TCSAFLUSH, before)
    finally:
        os.close(terminal)


def ask_passphrase(prompt: str = ASK) -> bytearray:
    """What is typed, without echo, as UTF-8 that the caller wipes after use.

    Python keeps its own copy of the typed text until it is collected; wiping is best effort.
    Raises NoTerminal, and KeyboardInterrupt for Ctrl-C or Ctrl-D.
    """
    if not can_ask():
        raise NoTerminal(
            "There is no terminal to ask for the passphrase.",
            hint="Give it with --passphrase-fd N, or name a command in REFLECT_PASSCOMMAND.",
        )
    try:
        with waiting():
            return bytearray(getpass.getpass(prompt).encode("utf-8", "surrogateescape"))
    except EOFError:
        raise KeyboardInterrupt from None
