"""`reflect author present`: what is on the wall, what is not, and that nothing is taken."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from handout.sample import PAPER
from house.test_light_start import RUNNER
from house.tree import python
from reflect_cli.commands.app import app
from reflect_cli.handout import words
from reflect_cli.handout.slides import TALK_MINUTES, slides
from reflect_cli.library.sets import SHIPPED, shipped
from reflect_cli.promptsets.model import InGroup
from reflect_cli.promptsets.reading import read


@pytest.fixture(scope="module")
def wall():
    return slides(read(PAPER.encode(), "paper"))


def texts(slide) -> str:
    return "\n".join((slide.label, slide.text, *slide.below, *slide.points))


@pytest.mark.parametrize("name", SHIPPED)
def test_what_is_left_out_before_a_group_is_on_no_screen(name):
    prompt_set = shipped(name).prompt_set
    hidden = [one for one in prompt_set.prompts if one.in_group is InGroup.LEAVE_OUT]
    shown = "\n".join(map(texts, slides(prompt_set)))

    assert [] == [one.id for one in hidden if one.text.strip() in shown]


def test_nor_is_a_condition_that_would_tell_of_it(wall):
    shown = "\n".join(map(texts, wall))

    assert "Pushed someone" not in shown
    assert words.FOR_SOME in shown
    assert "Only if you chose “Yes” in question 2." in shown


def test_what_is_reported_and_agreed_comes_before_any_question(wall):
    assert ["A set for paper", words.REPORT_WALL, words.AGREEMENTS] == [
        one.text for one in wall[:3]
    ]
    assert ("What is said stays here",) == wall[2].points


def test_a_set_without_a_guide_begins_with_what_is_reported_as_well():
    assert words.REPORT_WALL == slides(shipped("speak").prompt_set)[1].text


def test_whom_the_set_names_stands_there_at_the_end(wall):
    assert (words.WHERE_TO_TURN, ("A neighbour: Next door",)) == (wall[-1].text, wall[-1].points)


def test_words_written_earlier_are_named_and_never_shown(wall):
    assert any("each man has his words for question 3" in texts(one) for one in wall)


def test_questions_for_talk_and_pauses_have_a_timer(wall):
    by_text = {one.text: one.seconds for one in wall}

    assert 180 == by_text["Is there a moment?"]
    assert 120 == by_text["What you wrote is locked."]
    assert 0 == by_text["How steady are you?"]
    assert 5 == TALK_MINUTES


def test_without_a_terminal_the_whole_wall_is_printed_once():
    done = CliRunner().invoke(app, ["author", "present", "group"])
    count = len(slides(shipped("group").prompt_set))

    assert 0 == done.exit_code
    assert f"{count} of {count}" in done.stdout
    assert 1 == done.stdout.count("The evening is over.")


@pytest.mark.parametrize("command", ["present group --plain", "print group --html -o -"])
def test_neither_opens_a_journal_nor_loads_what_could(command, journal):
    before = sorted((file.name, file.stat().st_mtime_ns) for file in journal.iterdir())
    done = python("-c", RUNNER, "author", *command.split())
    code, loaded = json.loads(done.stderr.splitlines()[-1])

    assert 0 == code
    opens = ("apsw", "nacl", "reflect_cli.vault.vault", "reflect_cli.vault.database")
    assert [] == [name for name in loaded if name in opens]
    assert before == sorted((file.name, file.stat().st_mtime_ns) for file in journal.iterdir())
