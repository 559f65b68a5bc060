"""The whole story in line mode: with a screen reader, over a slow line, or through a pipe."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from terminal.lines import NO_PLAN, STEADY, given, kept, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PASSPHRASE = "seven dull grey stones"


def test_from_the_first_run_to_reading_it_again(terminal: Callable[..., Any], tiny_set: str):
    first = terminal("start", tiny_set, "--plain", rows=200, columns=250)
    first.see("New passphrase:")
    first.line(PASSPHRASE)
    first.see("The same again:")
    first.line(PASSPHRASE)
    first.see("Later, with: reflect vault recovery")
    first.line("2")
    pass_the_gate(first)
    arrive(first)
    first.see("Is there something to write about?")
    first.line("/why")
    first.see("So that the rest can be left out.")
    first.line("/support")
    first.see("Your place is kept.")
    first.line("")
    first.line("1")
    first.see("What did you do, step by step?")
    first.line("I asked twice.")
    first.line("Then I wai")
    first.line("/pause")
    first.see("reflect resume")
    assert 0 == first.ended()

    second = terminal(
        "resume", "--plain", rows=200, columns=250, REFLECT_PASSCOMMAND=f"echo {PASSPHRASE}"
    )
    second.see("| Then I wai")
    second.line("/undo")
    second.see("taken back")
    second.line("Then I waited.")
    second.line("/done")
    second.see("What comes after it?")
    second.line("/back")
    second.see("| Then I waited.")
    second.line("/done")
    second.see("What comes after it?")
    second.line("/skip")
    second.see("If or when")
    second.line("he laughs")
    second.see("then I will")
    second.line("say no")
    second.see("When, roughly?")
    second.line("")
    second.see("Who will know?")
    second.line("2")
    finish(second)
    second.see("Saved.")
    assert 0 == second.ended()

    secret = {"REFLECT_PASSCOMMAND": f"echo {PASSPHRASE}"}
    assert "A short set" in run("journal", "list", **secret).stdout
    shown = run("journal", "show", **secret).stdout
    assert "| I asked twice.\n| Then I waited." in shown
    assert "If he laughs, then I will say no" in shown
    assert "I asked twice." in run("journal", "search", "waited", **secret).stdout


def pass_the_gate(screen: Any) -> None:
    screen.see("Are you 18 or over?")
    screen.line("1")
    for words in (
        "It is not treatment",
        "encrypted on this device",
        "can become evidence",
        "Do not contact",
        "a letter that is not theirs",
    ):
        screen.see(words)
        screen.line("")
    screen.see("Which country")
    screen.line("3")
    screen.see("one person you could call")
    screen.line("brother")
    screen.see("Support and the way out are on every screen")
    screen.line("")


def arrive(screen: Any) -> None:
    screen.see("alone, sober, awake enough")
    screen.line("1")
    screen.see("three slow breaths")
    screen.line("")
    screen.see("Three questions for a test.")
    screen.line("")


def finish(screen: Any) -> None:
    screen.see("This set ends here.")
    screen.line("")
    screen.see("How are you now?")
    screen.line("1")
    screen.see("can still come up later")
    screen.line("")
    screen.see("next hour")
    screen.line("A walk")
    screen.see("That was the last question.")
    screen.line("")


def test_line_mode_sends_no_control_sequences_at_all(
    terminal: Callable[..., Any], journal: object, tiny_set: str
):
    screen = terminal("start", tiny_set, "--plain", rows=200, columns=250, TERM="dumb")
    arrive(screen)
    screen.see("Is there something to write about?")
    screen.line("2")
    screen.see("What comes after it?")
    screen.line("Nothing.")
    screen.see("If or when")
    screen.line("/pause")
    assert 0 == screen.ended()

    assert b"\x1b" not in screen.raw


@pytest.mark.parametrize("environ", [{"ACCESSIBLE": "1"}, {"TERM": "dumb"}])
def test_the_environment_can_ask_for_line_mode(
    terminal: Callable[..., Any], journal: object, tiny_set: str, environ: dict[str, str]
):
    screen = terminal("start", tiny_set, **environ)
    screen.see("1. Yes")

    assert b"\x1b[?1049h" not in screen.raw


def test_words_of_ours_can_be_written_as_text(
    terminal: Callable[..., Any], journal: object, tiny_set: str
):
    screen = terminal("start", tiny_set, "--plain", rows=200, columns=250)
    arrive(screen)
    screen.see("Is there something")
    screen.line("2")
    screen.see("What comes after it?")
    screen.line("//skip")
    screen.see("If or when")
    screen.line("/back")

    screen.see("| /skip")


def test_many_lines_pasted_into_a_short_answer_stay_one_answer(
    terminal: Callable[..., Any], journal: object, tiny_set: str
):
    screen = terminal("start", tiny_set, "--plain", rows=200, columns=250)
    arrive(screen)
    screen.see("Is there something")
    screen.line("2")
    screen.see("What comes after it?")
    screen.child.send("one\ntwo\nthree\n")
    screen.see("If or when")
    screen.line("/back")
    screen.see("| one")
    screen.see("| three")


def test_a_line_longer_than_a_terminal_holds_is_kept_whole(
    terminal: Callable[..., Any], journal: object, tiny_set: str, monkeypatch: pytest.MonkeyPatch
):
    screen = terminal("start", tiny_set, "--plain", rows=200, columns=250, TERM="dumb")
    arrive(screen)
    screen.see("Is there something")
    screen.line("2")
    screen.see("What comes after it?")
    long_line = "word " * 2000
    for start in range(0, len(long_line), 500):
        screen.child.send(long_line[start : start + 500])
        screen.look()
    screen.line("end")
    screen.see("If or when", seconds=30)
    screen.line("/stop")
    screen.see("This set ends here.")
    screen.line("")
    screen.see("How are you now?")
    screen.line("/skip")
    screen.see("next hour")
    screen.line("/skip")
    screen.see("That was the last question.")
    screen.line("")
    screen.ended()

    assert f"| {long_line}end" in run("journal", "show").stdout


def test_a_whole_session_can_come_through_a_pipe(journal: Path, tiny_set: str):
    answers = ("1", "I asked twice.", "Then I waited.", "/done", "A walk", "/skip", *NO_PLAN, "")
    done = run("start", tiny_set, given=given("1", "", "", *answers, *STEADY))

    assert 0 == done.returncode, done.stderr
    assert "Saved." in done.stdout
    assert "| Then I waited." in run("journal", "show").stdout


def test_input_that_ends_early_is_a_pause_and_keeps_the_text(journal: Path, tiny_set: str):
    done = run("start", tiny_set, given="1\n\n\n1\nI asked\ntw")

    assert 0 == done.returncode, done.stderr
    assert "reflect resume" in done.stdout
    assert "I asked\ntw" == kept(journal)["told"]
    again = run("resume", given="/back\n")
    assert "| I asked\n| tw" in again.stdout


def test_a_free_entry_comes_from_standard_input(journal: Path):
    done = run("write", given="A line.\nAnother é line.\n")

    assert 0 == done.returncode, done.stderr
    assert "| A line.\n| Another é line." in run("journal", "show").stdout


def test_bytes_that_are_not_text_are_kept_as_well_as_they_can_be(journal: Path):
    done = subprocess.run(
        [sys.executable, "-m", "reflect_cli", "write"],
        input=b"caf\xe9 \xff\n",
        capture_output=True,
        check=False,
    )

    assert 0 == done.returncode, done.stderr
    assert "| caf\ufffd" in run("journal", "show").stdout


def test_without_terminal_or_passphrase_it_says_what_to_do(journal: Path):
    done = run("journal", "list", REFLECT_PASSCOMMAND="")

    assert 2 == done.returncode
    assert "--passphrase-fd" in done.stderr


def test_reflect_alone_without_a_terminal_says_how_to_begin():
    done = run()

    assert 0 == done.returncode
    assert "reflect start" in done.stdout
