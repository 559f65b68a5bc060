"""Typing and pasting in line mode on a real terminal: no byte of it is lost on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from terminal.lines import (
    at_long_question,
    at_short_question,
    kept,
    run,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LEFT = "\x1b[D"
PASTED = "one\ntwo\nthr"


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, "Ctrl-C"])
def test_every_line_of_a_cut_paste_into_a_short_answer_is_put_away(
    terminal: Callable[..., Any], journal: Path, tiny_set: str, how: int | str
):
    screen = at_short_question(terminal, tiny_set)
    screen.type(PASTED)
    screen.see("thr")
    screen.press("pause") if how == "Ctrl-C" else screen.child.kill(how)

    assert 0 == screen.ended()
    assert PASTED == kept(journal)["short"]


def test_every_line_of_a_paste_survives_a_kill_after_three_seconds(
    terminal: Callable[..., Any], journal: Path, tiny_set: str
):
    screen = at_short_question(terminal, tiny_set)
    screen.type(PASTED)
    screen.see("thr")
    time.sleep(3)
    screen.child.kill(signal.SIGKILL)
    screen.ended()

    assert PASTED == kept(journal)["short"]


@pytest.mark.parametrize("answer", ["at once", "é" * 3000])
def test_what_was_sent_before_ctrl_c_is_an_answer_all_the_same(
    terminal: Callable[..., Any], journal: Path, tiny_set: str, answer: str
):
    screen = at_long_question(terminal, tiny_set)
    screen.child.send(f"{answer}\n/done\nlast\x03")

    assert 0 == screen.ended()
    assert answer == kept(journal)["told"]
    assert "last" == kept(journal)["short"]


@pytest.mark.parametrize("question", [at_short_question, at_long_question])
def test_a_byte_that_is_not_text_is_kept_as_a_mark(
    terminal: Callable[..., Any], journal: Path, tiny_set: str, question: Callable[..., Any]
):
    screen = question(terminal, tiny_set)
    screen.child.send(b"caf\xe9 words\x03")

    assert 0 == screen.ended()
    assert "caf\ufffd words" in kept(journal).values()


def test_a_byte_that_is_not_text_does_not_end_a_piped_session(journal: Path, tiny_set: str):
    done = subprocess.run(
        [sys.executable, "-m", "reflect_cli", "start", tiny_set],
        input=b"1\n\n\n2\ncaf\xe9 words\n",
        env={**os.environ, "PYTHONIOENCODING": "utf-8:strict"},
        capture_output=True,
        check=False,
    )

    assert 0 == done.returncode, done.stderr
    assert "caf\ufffd words" == kept(journal)["short"]


def test_a_line_can_be_edited_in_its_middle(
    terminal: Callable[..., Any], journal: Path, tiny_set: str
):
    screen = at_short_question(terminal, tiny_set)
    screen.type(f"I wated{LEFT * 3}i")
    screen.see("> I waited")
    screen.press("pause")

    assert 0 == screen.ended()
    assert "I waited" == kept(journal)["short"]


def test_thousands_of_pasted_lines_are_kept_whole(
    terminal: Callable[..., Any], journal: Path, tiny_set: str
):
    lines = [f"line {number} of many" for number in range(4000)]
    screen = at_long_question(terminal, tiny_set)
    paste(screen, "\n".join(lines) + "\n/pause\n")

    assert 0 == screen.ended(seconds=60)
    assert "\n".join(lines) == kept(journal)["told"]


def paste(screen: Any, text: str) -> None:
    for start in range(0, len(text), 2000):
        screen.child.send(text[start : start + 2000])
        screen.look()


def test_ctrl_d_on_an_empty_text_says_so_and_pauses_when_pressed_again(
    terminal: Callable[..., Any], journal: Path, tiny_set: str
):
    screen = at_long_question(terminal, tiny_set)
    screen.press("done")
    screen.see("There is no text yet.")
    screen.type("Words.", "enter", "done")
    screen.see("What comes after it?")
    screen.press("done")
    screen.see("There is no text yet. Ctrl-D once more pauses.")
    screen.press("done")
    screen.see("Paused. Everything")

    assert 0 == screen.ended()
    assert "Words." == kept(journal)["told"]


def test_ctrl_d_ends_a_text_with_the_line_that_is_being_typed(
    terminal: Callable[..., Any], journal: Path, tiny_set: str
):
    screen = at_long_question(terminal, tiny_set)
    screen.type("first", "enter")
    screen.type("second", "done")
    screen.see("What comes after it?")
    screen.line("/pause")

    assert 0 == screen.ended()
    assert "first\nsecond" == kept(journal)["told"]


def test_what_is_said_after_a_cut_line_begins_on_a_line_of_its_own(
    terminal: Callable[..., Any], journal: Path, tiny_set: str
):
    screen = at_short_question(terminal, tiny_set)
    screen.type("half", "pause")

    assert "\n> half\nPaused. Everything" in screen.see("Paused.")


def test_a_piped_session_says_nothing_behind_a_prompt(journal: Path, tiny_set: str):
    done = run("start", tiny_set, given="1\n\n\n2\n/support\n")

    assert 0 == done.returncode
    assert [] == [line for line in done.stdout.splitlines() if line.startswith(">")]
    assert "\nThe input ended here, so the session is paused.\nPaused. Everything" in done.stdout


def test_ctrl_z_stops_and_the_line_is_shown_again_when_he_comes_back(
    terminal: Callable[..., Any],
    journal: Path,
    tiny_set: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    """What stands on the line is put away before the program stops; it may be killed stopped."""
    python = sys.executable
    shell = tmp_path / "shell"
    shell.write_text("#!/bin/sh\nPS1='$ ' exec bash --norc --noprofile -i\n")
    shell.chmod(0o755)
    with monkeypatch.context() as in_a_shell:
        in_a_shell.setattr(sys, "executable", str(shell))
        screen = terminal(columns=200, rows=100)
    screen.line(f"{python} -m reflect_cli start {tiny_set} --plain")
    for words, line in (("alone, sober", "1"), ("slow breaths", ""), ("Three questions", "")):
        screen.see(words)
        screen.line(line)
    screen.see("Is there something")
    screen.line("2")
    screen.see("What comes after it?")
    screen.type("half a")
    screen.child.send("\x1a")
    screen.see("Stopped")
    screen.line("fg")
    screen.see("--plain > half a")
    screen.type(" line")
    screen.see("> half a line")
    screen.child.send("\x1a")
    screen.see("Stopped")
    screen.line("kill -9 %1; sleep 0.2")
    screen.line("")
    screen.see("Killed")

    assert "half a line" == kept(journal)["short"]
