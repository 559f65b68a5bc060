"""When line mode puts away what is typed: never cut short by a signal, not after every line."""

from __future__ import annotations

import os
import pty
import signal
import sys
from typing import TYPE_CHECKING, Any

import pytest

from reflect_cli.promptsets.model import Kind
from reflect_cli.screens.interrupts import guarded
from reflect_cli.screens.plain.keyboard import keyboard_of, own_keys
from reflect_cli.screens.plain.lines import LineInterrupted, _Typing
from reflect_cli.screens.plain.turn import Turn
from reflect_cli.screens.ways import Support
from screens.sample import at

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Where to write what is typed; standard input is the terminal it comes from."""
    theirs, ours = pty.openpty()
    with os.fdopen(ours, "r") as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        yield theirs
    os.close(theirs)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_during_a_save_is_heard_when_the_save_has_ended(keys: int, number: int):
    saved: list[str] = []

    def save(half: str) -> bool:
        os.kill(os.getpid(), number)
        saved.append(half)
        return False

    os.write(keys, b"half a line")
    with guarded(), own_keys(), pytest.raises(LineInterrupted) as cut:
        _Typing("> ", save, due=0.0).whole()

    assert [""] == saved
    assert "half a line" == cut.value.text


def test_while_lines_are_pasted_the_text_is_not_saved_after_each(keys: int):
    saved: list[Any] = []
    session = at(Kind.LONG)
    assert session.current is not None
    turn = Turn(session, session.current, saved.append, Support("", []))
    lines: list[str] = []
    turn.partial = lambda _line: "\n".join(lines)
    keyboard_of(sys.stdin).unread = "more"
    for number in range(500):
        lines.append(f"line {number}")
        turn.hold_lines()
    assert 1 == len(saved)

    keyboard_of(sys.stdin).unread = ""
    turn.hold_lines()
    assert ["line 0", "\n".join(lines)] == saved
