"""Every side path, walked in line mode: its word, its screens, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reflect_cli.promptsets.model import Branch
from terminal.lines import STEADY, given, inside

if TYPE_CHECKING:
    from pathlib import Path

ARRIVED = ("1", "", "", "2")
QUESTION = "\n  What comes after it?\n"

#: How each is walked back to the question; the words after its own word.
BACK = {
    "now": ("", "2"),
    "crisis": ("", "2"),
    "law": ("", "2"),
    "mine": ("", "2"),
    "minor": ("3",),
    "partner": ("", "1"),
    "contact": ("", "/skip", "1"),
    "anger": ("", "/skip", "1"),
    "stuck": ("3",),
    "watched": ("/skip", "/skip", "/skip", "1"),
    "none": ("/skip", "/skip", "6", ""),
}
#: How each leads to the close.
STOP = {
    "now": ("", "1"),
    "crisis": ("", "1"),
    "law": ("", "1"),
    "mine": ("", "1"),
    "minor": ("1", ""),
    "partner": ("", "2"),
    "contact": ("", "/skip", "2"),
    "anger": ("", "/skip", "2"),
    "stuck": ("4",),
    "watched": ("/skip", "/skip", "/skip", "2"),
    "none": ("/stop",),
}


def test_each_of_the_eleven_leads_back_to_the_question_he_left(journal: Path, tiny_set: str):
    assert {branch.value for branch in Branch} == BACK.keys() == STOP.keys()
    walked = [line for name, lines in BACK.items() for line in (f"/{name}", *lines)]
    ending = ("What came after.", "/skip", "2", "", *STEADY)

    done = inside("start", tiny_set, given=given(*ARRIVED, *walked, *ending))

    assert 0 == done.returncode, done.stderr
    assert len(BACK) + 1 == done.stdout.count(QUESTION)
    assert "Saved." in done.stdout
    assert "| What came after." in inside("journal", "show").stdout


def test_each_of_the_eleven_can_be_read_again_and_comes_back(journal: Path, tiny_set: str):
    walked = [line for name, lines in BACK.items() for line in (f"/{name}", *lines)]
    again = [line for name in BACK for line in (f"/{name}", "")]

    done = inside("start", tiny_set, given=given(*ARRIVED, *walked, *again, "/pause"))

    assert 0 == done.returncode, done.stderr
    assert 2 * len(BACK) + 1 == done.stdout.count(QUESTION)
    assert 2 == done.stdout.count("If anyone is in danger, call the emergency number first.")


@pytest.mark.parametrize("name", STOP)
def test_stop_in_a_side_path_leads_to_the_close(journal: Path, tiny_set: str, name: str):
    done = inside("start", tiny_set, given=given(*ARRIVED, f"/{name}", *STOP[name], "/pause"))

    assert 0 == done.returncode, done.stderr
    assert 1 == done.stdout.count(QUESTION)
    assert "What will you do?" not in done.stdout
    assert "This set ends here." in done.stdout or "How are you now?" in done.stdout
