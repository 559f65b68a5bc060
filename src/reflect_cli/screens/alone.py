"""When a journal stood open and nobody was at the keys."""

from __future__ import annotations

from reflect_cli.errors import LeftNow
from reflect_cli.screens import words
from reflect_cli.screens.console import clear, say
from reflect_cli.screens.interrupts import is_alone


def leave_if_alone() -> None:
    """After a waiting that was cut off: clear the screen, say why, and raise LeftNow if nobody was here."""
    if is_alone():
        clear()
        say(words.ALONE)
        raise LeftNow
