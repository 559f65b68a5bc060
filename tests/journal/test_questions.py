"""Which answers stand in one line, and which are held back until he asks."""

from __future__ import annotations

from datetime import date

import pytest

from reflect_cli.journal.entry import Entry, EntryKind, Item
from reflect_cli.journal.questions import (
    Showing,
    is_kept_over_time,
    question_of,
    when_shown,
)
from reflect_cli.journal.spans import day_after

WHEN = "2026-11-24T20:00:00+01:00"
TODAY = date(2026, 11, 25)


def item(prompt: str = "moment", kind: str = "long", calls: tuple[str, ...] = (), **more) -> Item:
    return Item(prompt, kind, "", "?", WHEN, more.pop("value", "words"), calls=calls, **more)


def entry(one: Item, set_id: str = "reflect.recall", kind: EntryKind = EntryKind.SESSION) -> Entry:
    return Entry("id", kind, "T", WHEN, WHEN, (one,), set_id)


@pytest.mark.parametrize(
    ("prompt", "name"),
    [
        ("moment", "reflect.recall/moment"),
        ("close.how", "close.how"),
        ("reflect.own/chose", "reflect.own/chose"),
    ],
)
def test_a_question_keeps_its_name_wherever_it_is_asked(prompt, name):
    assert name == question_of("reflect.recall", prompt)


@pytest.mark.parametrize(
    ("one", "kept"),
    [
        (entry(item()), True),
        (entry(item(value=None)), False),
        (entry(item(off_path=True)), False),
        (entry(item("arrive.ready", "choose-one")), False),
        (entry(item("close.how", "choose-one")), True),
        (entry(item("today", "choose-one")), False),
        (entry(item("text"), "reflect.free", EntryKind.FREE), False),
        (entry(item("letter"), "reflect.letter"), False),
    ],
)
def test_only_answers_to_a_question_stand_in_its_line(one, kept):
    assert kept is is_kept_over_time(one, one.items[0])


@pytest.mark.parametrize(
    ("one", "mark", "showing"),
    [
        (item(calls=("c28",)), "", Showing.SHOWN),
        (item(calls=("c28",)), "asked", Showing.IF_ASKED),
        (item(calls=("c4",)), "", Showing.IF_ASKED),
        (item(calls=("c13",)), "", Showing.IF_ASKED),
        (item("side.anger-line"), "", Showing.IF_ASKED),
        (item(calls=("c4",)), "free", Showing.SHOWN),
        (item("steady-now", "scale", ("c4",), value=3), "", Showing.SHOWN),
        (item(), "2026-11-25", Showing.SHOWN),
        (item(), "2026-11-26", Showing.LATER),
        (item(), "what a newer Reflect knows", Showing.IF_ASKED),
    ],
)
def test_when_an_answer_may_be_shown(one, mark, showing):
    assert showing is when_shown(one, mark, TODAY).showing


@pytest.mark.parametrize(
    ("span", "start", "day"),
    [
        ("week", date(2026, 12, 28), "2027-01-04"),
        ("month", date(2027, 1, 31), "2027-02-28"),
        ("half-year", date(2027, 8, 31), "2028-02-29"),
        ("year", date(2028, 2, 29), "2029-02-28"),
        ("never", date(2028, 2, 29), ""),
    ],
)
def test_days_ahead_are_counted_as_on_a_calendar(span, start, day):
    assert day == day_after(span, start)
