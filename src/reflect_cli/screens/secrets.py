"""Asking for a passphrase. It is never shown, never on the command line, never kept."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

from reflect_cli.errors import NoTerminal
from reflect_cli.screens.interrupts import waiting

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
