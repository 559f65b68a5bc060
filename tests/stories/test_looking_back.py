"""A question over months: answered again unseen, read side by side, held back; and a letter ahead."""

from __future__ import annotations

import pytest

from small_set import END, head

SET = (
    head("test.weeks", "Weeks")
    + """\
calls:
  c4: |
    A call of the test.
---
section: ask
title: Asking
---
prompt: steady
kind: scale
ask: |
  How steady were you this week?
from: 0
to: 5
low: Not at all
high: Quite
---
prompt: moment
kind: long
ask: |
  {moment}
calls: [c4]
---
prompt: talked
kind: long
ask: |
  Whom did you talk with?
---
prompt: noted
kind: short
content-note: |
  This asks about a hard day.
ask: |
  What was that day like?
"""
    + END
)
FIRST = "Which moment came back?"
LATER = "Which moment came back to you?"


@pytest.fixture
def sitting(days, home):
    """A function that carries one session on the day it is."""
    path = home / "weeks.reflect.yaml"

    def carry(steady: int, moment: str, talked: str, asked: str = FIRST) -> None:
        path.write_text(SET.format(moment=asked), encoding="utf-8")
        answers = (str(steady), moment, "/done", talked, "/done", "", "Grey.")
        closing = ("2", "", "1", "", "/skip", "", "")
        lines = "\n".join(("1", "", "", *answers, *closing))
        said = days.kept("start", str(path), "--plain", typed=lines)
        assert "Saved." in said, said

    return carry


def test_a_question_is_read_over_time_and_answered_again_unseen(days, sitting):
    sitting(2, "The lift home.", "Nobody.")
    assert "No question" in days.kept("look-back", "questions")
    days.later(days=30)
    sitting(4, "Still the lift home.", "My brother.", asked=LATER)

    listed = {
        one["question"]: one for one in days.reflect("look-back", "questions", "--json").stored
    }
    names = {f"test.weeks/{name}" for name in ("steady", "moment", "talked", "noted")}
    assert {*names, "close.how"} == set(listed)
    assert (2, LATER) == (
        listed["test.weeks/moment"]["answers"],
        listed["test.weeks/moment"]["words"],
    )
    series = days.kept("look-back", "question", "test.weeks/steady")
    assert "The highest number given is 4. How far the scale went was not kept." in series
    assert "Wed 25 Nov 2026  2\nFri 25 Dec 2026  4\n" in series

    days.later(days=5)
    typed = "A man at work. He listened.\n/done\n\n"
    again = days.kept("look-back", "again", "test.weeks/talked", "--plain", typed=typed)
    assert "My brother" not in again.partition("Saved.")[0]
    assert (
        "Then, Fri 25 Dec 2026\n\n| My brother.\n\nNow, Wed 30 Dec 2026\n\n| A man at work."
        in again
    )
    read = days.kept("look-back", "question", "test.weeks/talked")
    assert read.index("Nobody.") < read.index("My brother.") < read.index("A man at work.")
    two = days.kept("look-back", "question", "test.weeks/talked", "--limit", "2")
    assert ("Nobody." in two, "These are the last 2." in two) == (False, True)


def test_a_scale_of_an_installed_set_keeps_its_ends_and_can_be_answered_again(days, sitting, home):
    for steady in (2, 4):
        sitting(steady, "The lift home.", "Nobody.")
        days.later(days=10)
    question = "test.weeks/steady"
    assert "cannot be answered again" in days.reflect("look-back", "again", question).err
    days.kept("sets", "install", str(home / "weeks.reflect.yaml"), "--plain", typed="1\n")

    assert "\nFrom 0 to 5\n" in days.kept("look-back", "question", question)
    again = days.kept("look-back", "again", question, "--plain", typed="5\n\n")
    assert "Now, Tue 15 Dec 2026\n\n| 5" in again
    assert "Tue 15 Dec 2026  5\n" in days.kept("look-back", "question", question)


def test_what_is_written_out_of_a_memory_is_held_back_until_he_asks(days, sitting):
    sitting(2, "The lift home.", "Nobody.")
    days.later(days=30)
    sitting(4, "Still the lift home.", "Nobody yet.", asked=LATER)
    question = ("look-back", "question", "test.weeks/moment")

    held = days.kept(*question)
    assert ("lift" in held, held.count("only when you ask")) == (False, 2)
    shown = days.kept(*question, "--all")
    noted = days.kept("look-back", "question", "test.weeks/noted")
    assert ("Grey" in noted, noted.count("only when you ask")) == (False, 2)
    changed = f"The lift home.\n\nFrom here on it was asked in other words:\n\n{LATER}"
    assert changed in shown
    first, last = days.reflect(*question, "--json").stored
    assert (None, "if-asked") == (first["answer"], first["held"])

    days.kept("look-back", "hold", first["entry"], "free", "--question", "test.weeks/moment")
    days.kept("look-back", "hold", last["entry"], "2027-01-10")
    read = days.kept(*question, "--all")
    assert ("The lift home." in read, "Held back until Sun 10 Jan 2027." in read) == (True, True)
    assert "Still" not in read + days.kept("look-back", "question", "test.weeks/talked")
    days.later(days=20)
    assert "Still the lift home." in days.kept(*question)


def test_a_painful_question_answered_again_has_arriving_and_closing_around_it(days, sitting):
    sitting(2, "The lift home.", "Nobody.")
    days.later(days=40)
    typed = "1\n\n\nI know more now.\n/done\n2\n/skip\n/skip\n\n2\n"
    again = days.kept("look-back", "again", "test.weeks/moment", "--plain", typed=typed)

    assert again.startswith("\nArriving.")
    before, _, after = again.partition("you see only when you ask")
    assert ("The lift home." in before, "The lift home." in after) == (False, True)
    assert 2 == len(days.reflect("look-back", "question", "test.weeks/moment", "--json").stored)


def test_a_letter_is_out_of_sight_until_its_day_and_then_an_entry(days, home):
    written = days.kept(
        "look-back", "letter", "--opens", "in 8 weeks", typed="A heron on the roof.\n"
    )
    assert "Saved. The letter opens on Wed 20 Jan 2027" in written
    (letter,) = days.reflect("look-back", "letters", "--json").stored
    assert "heron" not in days.kept("look-back", "letters")
    assert [] == days.reflect("journal", "list", "--json").stored
    assert [] == days.reflect("journal", "search", "heron", "--json").stored
    for line in (("journal", "show"), ("look-back", "open")):
        refused = days.reflect(*line, letter["short"])
        assert (21, "") == (refused.code, refused.out), line
        assert "letter" in refused.err

    whole = home / "whole.json"
    days.kept("journal", "export", str(whole), "--unencrypted")
    assert "A heron on the roof." in whole.read_text(encoding="utf-8")
    days.later(days=56)
    assert f"reflect look-back open {letter['short']}" in days.kept("look-back", "due")
    assert "A heron on the roof." in days.kept("look-back", "open", letter["short"])
    assert "No letter waits" in days.kept("look-back", "letters")
    (found,) = days.reflect("journal", "search", "heron", "--json").stored
    assert letter["id"] == found["id"]


def test_a_letter_can_be_opened_early_if_he_says_so(days):
    days.kept("look-back", "letter", "--plain", typed="4\nA heron.\n/done\n\n")
    (letter,) = days.reflect("look-back", "letters", "--json").stored

    assert "2027-11-25" == letter["opens"]
    assert "A heron." in days.kept("look-back", "open", letter["short"], "--open-early")
    past = days.reflect("look-back", "letter", "--opens", "today", typed="A heron.\n")
    assert (2, "Wed 25 Nov 2026 is not ahead.") == (
        past.code,
        past.err.split("\n")[0].removeprefix("reflect: "),
    )


def test_a_question_nobody_answered_is_told(days):
    for line in (("question",), ("again", "--plain")):
        told = days.reflect("look-back", *line, "recall/nothing", typed="\n")
        assert (21, "") == (told.code, told.out)
        assert "no answer to a question of that name" in told.err
