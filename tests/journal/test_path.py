"""What comes next, and what an entry counts for."""

from __future__ import annotations

from datetime import date

import pytest

from reflect_cli.journal.entry import Entry, EntryKind, Item
from reflect_cli.journal.path import STAGES, Next, Past, Touched, next_on_path
from reflect_cli.journal.worked import worked_in
from reflect_cli.library.calls import calls
from reflect_cli.promptsets.kinds import PlanMade

TODAY = date(2026, 11, 24)
WHEN = "2026-11-24T20:00:00+01:00"


def touched(*done: str, plan: bool = False) -> dict[str, Touched]:
    return {call: Touched(1, "2026-11-01", plan) for call in done}


def first_calls(*stages: str) -> dict[str, Touched]:
    return touched(*(STAGES[stage][0] for stage in stages))


def test_the_stages_hold_the_thirty_calls_each_once():
    held = [call for stage in STAGES.values() for call in stage]

    assert sorted(held) == sorted(call.id for call in calls())


def test_the_path_begins_with_looking():
    assert Next("look", "c1") == next_on_path(Past({}, {}), TODAY)


def test_each_stage_comes_once_before_any_comes_again():
    past = Past(first_calls("look", "recall", "own"), {}, has_marked=True)

    assert Next("weigh", "c12") == next_on_path(past, TODAY)


def test_owning_is_only_for_a_marked_memory():
    past = Past(first_calls("look", "recall"), {})
    marked = Past(first_calls("look", "recall"), {}, has_marked=True)

    assert Next("weigh", "c14") == next_on_path(past, TODAY)
    assert Next("own", "c10") == next_on_path(marked, TODAY)


def test_after_one_of_each_the_open_calls_come_in_order():
    past = Past(first_calls(*STAGES), {}, has_marked=True)

    assert Next("look", "c2") == next_on_path(past, TODAY)


def test_a_man_to_whom_nothing_came_is_not_sent_back_to_look_for_it():
    past = Past(first_calls("look"), {"reflect.recall": "2026-11-01"})

    assert Next("weigh", "c14") == next_on_path(past, TODAY)


def test_a_memory_in_any_set_counts_for_the_days_between():
    past = Past(touched("c1"), {"reflect.short": "2026-11-24"}, last_memory="2026-11-24")

    assert Next("recall", "c4", 0) == next_on_path(past, TODAY)


def test_when_every_call_was_worked_on_nothing_is_next():
    every = [call for stage in STAGES.values() for call in stage]

    assert next_on_path(Past(touched(*every), {}, has_marked=True), TODAY) is None


@pytest.mark.parametrize(
    ("last", "days"), [("2026-11-24", 0), ("2026-11-23", 1), ("2026-11-22", None)]
)
def test_days_are_advised_between_two_sessions_on_a_memory(last: str, days: int | None):
    past = Past(touched("c1"), {"reflect.short": last}, last_memory=last, has_marked=True)

    assert Next("recall", "c4", days) == next_on_path(past, TODAY)


def test_a_clock_set_back_gives_no_advice():
    past = Past(touched("c1"), {}, last_memory="2026-12-24")

    assert Next("recall", "c4", None) == next_on_path(past, TODAY)


def item(prompt: str, kind: str, value: object, *named: str, off: bool = False) -> Item:
    return Item(prompt, kind, "", "?", WHEN, value, calls=named, off_path=off)


def entry(*items: Item) -> Entry:
    return Entry("id", EntryKind.SESSION, "A title", WHEN, WHEN, items)


def test_choosing_a_call_is_not_yet_work_on_it():
    shows = worked_in(entry(item("today", "choose-one", "c4", "c4", "c5", "c6", "c7")))

    assert frozenset() == shows.calls


def test_a_question_shared_by_calls_counts_for_the_one_he_was_at():
    shows = worked_in(
        entry(item("did", "long", "x", "c4"), item("know", "short", "y", "c4", "c5", "c6"))
    )

    assert frozenset({"c4"}) == shows.calls


def test_what_is_skipped_or_left_behind_a_branch_does_not_count():
    shows = worked_in(
        entry(item("did", "long", None, "c4"), item("left", "long", "x", "c5", off=True))
    )

    assert frozenset() == shows.calls


def test_a_plan_at_the_turn_stands_for_every_call_of_the_entry():
    plan = PlanMade("", "something")
    shows = worked_in(entry(item("did", "long", "x", "c4"), item("turn.plan", "plan", plan)))

    assert frozenset({"c4"}) == shows.planned
    assert shows.has_plan


def test_the_memory_and_its_mark_are_seen():
    shows = worked_in(
        entry(
            item(
                "person.letter",
                "short",
                " k ",
            ),
            item("person.pronoun", "choose-one", "she"),
            item("answer-for", "choose-one", "yes", "c4"),
        )
    )

    assert ("k", "she", "k", True) == (
        shows.person.letter,
        shows.person.pronoun,
        shows.person.memory,
        shows.is_marked,
    )
