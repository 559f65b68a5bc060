"""Answers stand in line by their question, without a word being read, and leave it with their entry."""

from __future__ import annotations

import dataclasses

from reflect_cli.journal.entry import Entry, EntryKind, Item
from reflect_cli.journal.plan import PlanState
from vault.sample import WHEN, plan, uuid7


def sitting(number: int, at: str, asked: str = "What now?", value: object = "words") -> Entry:
    kind = "scale" if isinstance(value, int) else "long"
    items = (Item("now", kind, "S", asked, at, value), Item("skipped", "long", "S", "?", at))
    return Entry(uuid7(7000 + number), EntryKind.SESSION, "T", at, at, items, "test.set")


def line(vault, limit: int = 10):
    return [
        (one.at, one.words, one.number) for one in vault.answers.over_time("test.set/now", limit)
    ]


def asked(vault):
    return [one for one in vault.answers.questions(1) if one.name == "test.set/now"]


def test_answers_come_oldest_first_whenever_they_were_added(vault):
    vault.entries.add(sitting(1, "2027-02-01T08:00:00+01:00", "What now, then?"))
    vault.entries.add(sitting(2, "2027-01-01T23:30:00-01:00"))
    vault.entries.add(sitting(3, "2027-01-02T00:15:00+00:00"))

    assert [
        ("2027-01-02T00:15:00Z", "What now?", None),
        ("2027-01-02T00:30:00Z", "What now?", None),
        ("2027-02-01T07:00:00Z", "What now, then?", None),
    ] == line(vault)
    assert line(vault)[1:] == line(vault, 2)
    (question,) = asked(vault)
    assert ("What now, then?", 3) == (question.words, question.times)
    assert question.last == "2027-02-01T07:00:00Z"


def test_a_revision_a_removal_the_bin_and_a_rebuild_leave_what_stands(vault):
    first, second = (
        sitting(1, "2027-01-01T08:00:00Z", value=3),
        sitting(2, "2027-02-01T08:00:00Z", value=5),
    )
    vault.entries.add(first)
    vault.entries.add(second)
    changed = dataclasses.replace(first.items[0], value=4)
    vault.entries.revise(dataclasses.replace(first, items=(changed,)), WHEN)
    assert [4, 5] == [number for _, _, number in line(vault)]

    vault.marks.note(second.id, "binned", WHEN, WHEN)
    assert [4] == [number for _, _, number in line(vault)]
    before = line(vault), asked(vault)
    vault.rebuild()
    assert before == (line(vault), asked(vault))
    vault.marks.note(second.id, "binned", "", WHEN)
    assert [4, 5] == [number for _, _, number in line(vault)]

    vault.entries.remove(first.id)
    vault.entries.remove(second.id)
    assert [] == asked(vault)
    assert [] == vault.database.rows("SELECT n FROM asked WHERE question LIKE 'test.set%'")


def test_a_number_no_file_can_hold_stands_in_line_without_it(vault):
    vault.entries.add(sitting(1, "2027-01-01T08:00:00Z", value=10**30))

    assert [None] == [number for _, _, number in line(vault)]


def test_a_letter_is_seen_nowhere_until_its_mark_goes(vault):
    one = sitting(1, "2027-01-01T08:00:00Z", value="A quagga.")
    vault.entries.add(one)
    vault.marks.note(one.id, "opens", "2027-06-01", WHEN)

    assert () == vault.entries.search("quagga")
    assert one.id not in [summary.id for summary in vault.entries.recent(100)]
    assert [] == line(vault)
    assert () == vault.check().found
    vault.rebuild()
    assert () == vault.entries.search("quagga")
    vault.marks.note(one.id, "opens", "", WHEN)
    assert one == vault.entries.get(one.id)
    assert 1 == len(vault.entries.search("quagga")) == len(line(vault))
    assert () == vault.check().found


def test_a_plan_comes_up_on_the_day_set_last(vault):
    made = dataclasses.replace(plan(8), due="2027-01-10")
    vault.plans.add(made)
    vault.plans.add(dataclasses.replace(plan(9), due=""))

    def days():
        return [one.next for one in vault.plans.standing(PlanState.OPEN, 10)]

    assert ["2027-01-10", ""] == days()
    vault.marks.note(plan(9).id, "due", "2027-01-05", WHEN)
    vault.marks.note(made.id, "due", "none", WHEN)
    assert ["2027-01-05", ""] == days()
    vault.rebuild()
    assert ["2027-01-05", ""] == days()
    assert [] == [one.plan.id for one in vault.plans.due("2027-01-04")]
    assert [plan(9).id] == [one.plan.id for one in vault.plans.due("2027-01-05")]
    vault.marks.note(made.id, "due", "", WHEN)
    assert ["2027-01-05", "2027-01-10"] == days()
