"""The words of line mode: what each screen names, what a mistyped one leads to, and numbers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from terminal.lines import (
    at_first_question,
    at_long_question,
    at_plan,
    at_short_question,
    given,
    inside,
    kept,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ARRIVED = ("1", "", "")
MOVES = "/skip /back /later /pause /stop /leave"
ASIDE = "/support /now /crisis /law"
HINT = "To begin a line with / write //"
OPTIONS = "  1. Yes, there is\n  2. No, there is not\nType a number, then Enter."


def asked(tiny_set: str, *lines: str) -> str:
    """What line mode says, from arriving on, when *lines* come through a pipe."""
    done = inside("start", tiny_set, given=given(*ARRIVED, *lines))
    assert 0 == done.returncode, done.stderr
    return done.stdout


def test_a_mistyped_word_is_refused_with_the_list_and_is_no_answer(journal: Path, tiny_set: str):
    said = asked(tiny_set, "2", "/suport", "/stop it", "A real answer")

    words = f"Also: {MOVES} {ASIDE}\n{HINT}\n"
    assert f"There is no word /suport here.\n{words}" in said
    assert (
        f"/stop stands alone on its line. To keep the line as text, begin it with //\n{words}"
        in said
    )
    assert "A real answer" == kept(journal)["short"]


def test_a_line_that_begins_with_two_slashes_is_text(journal: Path, tiny_set: str):
    asked(tiny_set, "1", "//suport", "/ is a line", "/home and away", "//stop it", "/done")

    assert "/suport\n/ is a line\n/home and away\n/stop it" == kept(journal)["told"]


def test_a_word_that_is_none_gives_the_list_at_a_choice_too(journal: Path, tiny_set: str):
    said = asked(tiny_set, "/help")

    assert f"There is no word /help here.\nAlso: {MOVES} /why {ASIDE}\n" in said


def test_the_hint_about_slashes_stands_only_where_text_is_typed(journal: Path, tiny_set: str):
    said = asked(tiny_set, "1", "told", "/done", "short", "cue")

    screens = said.split("\n\n")
    with_hint = [screen for screen in screens if HINT in screen]
    assert 3 == len(with_hint)
    assert all("lines" in s or "one line" in s or s.startswith("Also:") for s in with_hint)


def test_the_hint_about_slashes_is_never_broken(
    terminal: Callable[..., Any], journal: Path, tiny_set: str
):
    screen = at_short_question(terminal, tiny_set, size=(40, 200))

    assert f"\n{HINT}\n" in screen.see("write //")


@pytest.mark.parametrize("typed", ["I did one", "one", "a b c"])
def test_a_choice_answered_with_words_asks_for_a_number(journal: Path, tiny_set: str, typed: str):
    said = asked(tiny_set, typed, "2")

    assert "\nType a number from 1 to 2.\n" in said
    assert "There is no option" not in said
    assert "What comes after it?" in said


@pytest.mark.parametrize("typed", ["0", "--5", "9" * 5000, "1" * 5000 + ".", "²", "-"])
def test_a_number_that_is_not_there_never_ends_the_program(
    journal: Path, tiny_set: str, typed: str
):
    said = asked(tiny_set, typed, "/support", typed, "", "2")

    assert "What comes after it?" in said


@pytest.mark.parametrize("typed", ["--5", "5" * 5000, "-", "+", "٣٣", "11", "-1"])
def test_a_scale_takes_only_its_own_numbers(journal: Path, home: Path, tiny_set: str, typed: str):
    path = home / "scale.reflect.yaml"
    tiny = (home / "tiny.reflect.yaml").read_text()
    scale = "kind: scale\nfrom: 0\nto: 10\nlow: None\nhigh: All\nask: |\n  What comes"
    path.write_text(tiny.replace("kind: short\nask: |\n  What comes", scale))

    said = asked(str(path), "2", typed, "7")

    assert "\nGive a number from 0 to 10.\n" in said
    assert 7 == kept(journal)["short"]


def test_after_why_the_question_is_said_again_with_its_options(journal: Path, tiny_set: str):
    said = asked(tiny_set, "/why", "2")

    question = "  Is there something to write about?\n\n"
    because = said.split("So that the rest can be left out.\n")[1]
    assert because.startswith(f"\n{question}{OPTIONS}\n")


def test_after_support_the_question_is_said_again_with_its_options(journal: Path, tiny_set: str):
    said = asked(tiny_set, "/support", "", "2")

    assert 2 == said.count(f"Is there something to write about?\n\n{OPTIONS}\n")


@pytest.mark.parametrize("word", ["/skip", "/pause", "/later", "/leave", "/back"])
def test_no_plan_is_kept_that_he_never_made(journal: Path, tiny_set: str, word: str):
    asked(tiny_set, "2", "short", word)

    assert "plan" not in kept(journal)


def test_a_plan_that_was_skipped_is_not_in_the_entry(journal: Path, tiny_set: str):
    asked(tiny_set, "2", "short", "/skip", "2", "", "1", "", "/skip", "")

    entry = json.loads(inside("journal", "show", "--json").stdout)
    (plan,) = [item for item in entry["items"] if item["prompt"] == "plan"]
    assert plan["skipped"]
    assert "I will" not in inside("journal", "show").stdout


def test_a_plan_that_was_begun_is_kept(terminal: Callable[..., Any], journal: Path, tiny_set: str):
    screen = at_plan(terminal, tiny_set)
    screen.type("he laughs", "enter")
    screen.see("then I will")
    screen.type("say n", "pause")
    screen.ended()

    plan = kept(journal)["plan"]
    assert ("he laughs", "say n") == (plan.cue, plan.act)


def test_the_screen_before_a_hard_question_names_every_word(
    journal: Path, home: Path, tiny_set: str
):
    path = home / "noted.reflect.yaml"
    tiny = (home / "tiny.reflect.yaml").read_text()
    path.write_text(tiny.replace("kind: short", "kind: short\ncontent-note: |\n  It is hard."))

    said = asked(str(path), "2", "/why", "", "short")

    note = said.split("Before you read on. It is hard.")[1].split("What comes after it?")[0]
    assert f"press Enter to read it.\nAlso: {MOVES} {ASIDE}\n" in note
    assert "short" == kept(journal)["short"]


def test_the_page_of_ways_names_the_words_that_work_there(journal: Path, tiny_set: str):
    said = asked(tiny_set, "2", "/support", "/suport", "/now", "/pause")

    hint = "Type a number, or press Enter to go back. Your place is kept.\nAlso: /pause /leave\n"
    assert f"{hint}There is no word /suport here.\n{hint}That is not possible here.\n{hint}" in said
    assert said.endswith("To come back: reflect resume\n")
    assert "The input ended" not in said


def test_the_last_screen_names_the_words_that_work_there(journal: Path, tiny_set: str):
    end = ("2", "short", "/skip", "2", "", "1", "", "/skip")
    said = asked(tiny_set, *end, "/sop", "words", "/now", "", "1", "/back", "/law")

    hint = "Press Enter to keep this session in the journal.\nAlso: /back /pause /leave " + ASIDE
    assert (
        f"{hint}\nThere is no word /sop here.\n{hint}\nThat is not possible here.\n{hint}" in said
    )
    assert "If anyone is in danger, call the emergency number first." in said


@pytest.mark.parametrize("question", [at_first_question, at_long_question, at_short_question])
def test_ctrl_c_at_the_page_of_ways_is_a_pause(
    terminal: Callable[..., Any], journal: Path, tiny_set: str, question: Callable[..., Any]
):
    screen = question(terminal, tiny_set)
    screen.line("/support")
    screen.see("What has come up?")
    screen.press("pause")
    screen.see("Paused. Everything")

    assert 0 == screen.ended()


@pytest.mark.parametrize("typed", ["9" * 5000, "words", "0", "--5"])
def test_a_menu_asks_for_a_number_it_has(terminal: Callable[..., Any], journal: Path, typed: str):
    screen = terminal("--plain", TERM="dumb", columns=200, rows=120)
    screen.see("Type a number, then Enter.")
    screen.line(typed)
    screen.see("Type a number from 1 to ", seconds=30)
    screen.line("/pause")

    assert 0 == screen.ended()
