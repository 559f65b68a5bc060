"""Changing an answer: the question in its old words, a new version, nothing beside it touched."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reflect_cli.flows.revising import (
    by_itself,
    can_change,
    in_source,
    revised,
    set_to_change,
    source_of,
)
from reflect_cli.flows.sitting import begun, resumed
from reflect_cli.journal.entry import EntryKind
from reflect_cli.library.dressing import with_ways_out
from reflect_cli.promptsets.model import Branch, Kind
from reflect_cli.session import events as ev
from vault.sample import WHEN, many_kinds

NOW = "2026-11-25T20:00:00+01:00"
NEW = {"a": "Another.", "b": "calm", "c": ("calm",), "d": 7, "f": "Now I know.", "g": "Whole."}


def sitting_on(number):
    item = many_kinds().items[number - 1]
    asked = with_ways_out(set_to_change(item, "All kinds"), "uk")
    sitting = begun(asked, source_of(many_kinds(), number), new_id="s", now=NOW)
    words = () if item.value is None else ((item.prompt, item.value),)
    return sitting.after(replace(sitting.session, words=words))


def answered(sitting, value):
    return sitting.after(sitting.session.apply(ev.Answered(value), NOW))


@pytest.mark.parametrize(
    "number", [n for n, i in enumerate(many_kinds().items, 1) if can_change(i)]
)
def test_every_kind_of_answer_can_be_changed_and_the_others_stay(number):
    before = many_kinds()
    item = before.items[number - 1]
    sitting = sitting_on(number)
    assert item.question == sitting.session.current.text
    assert item.value == sitting.session.value_of(item.prompt)
    after = revised(before, number, answered(sitting, NEW[item.prompt]), NOW)

    assert replace(item, value=NEW[item.prompt], at=NOW) == after.items[number - 1]
    others = [one for place, one in enumerate(before.items, 1) if place != number]
    assert others == [one for place, one in enumerate(after.items, 1) if place != number]
    assert replace(after, items=()) == replace(before, items=())


def test_the_same_answer_or_none_is_no_change():
    assert revised(many_kinds(), 4, answered(sitting_on(4), 4), NOW) is None
    assert revised(many_kinds(), 4, sitting_on(4), NOW) is None


def test_a_paused_change_comes_back_with_its_half_typed_words():
    sitting = sitting_on(6)
    paused = sitting.after(sitting.session.apply(ev.Paused("half a"), NOW)).draft(NOW)
    back = resumed(paused, sitting.session.prompt_set)

    assert (many_kinds().id, 6, "f") == in_source(back.source)
    assert "half a" == back.session.unsent_for("f")


def test_what_was_written_on_a_side_path_is_added_to_the_entry():
    sitting = sitting_on(6)
    session = sitting.session.apply(ev.Turned(Branch.STUCK), NOW)
    while session.current is not None and session.current.id != "f":
        long = session.current.kind is Kind.LONG
        event = (
            ev.Answered("Round and round.")
            if long
            else ev.Skipped()
            if session.current.kind.asks
            else ev.Seen()
        )
        session = session.apply(event, NOW)
    after = revised(many_kinds(), 6, answered(sitting.after(session), "Now."), NOW)

    assert "Now." == after.items[5].value
    assert len(after.items) >= len(many_kinds().items)
    written = [item.value for item in after.items[len(many_kinds().items) :]]
    assert all(value is not None for value in written)


def test_a_plan_is_not_changed_here():
    assert [5] == [n for n, item in enumerate(many_kinds().items, 1) if not can_change(item)]


def test_words_whose_entry_is_gone_become_an_entry_of_their_own():
    alone = by_itself(answered(sitting_on(6), "Kept."), NOW)

    assert (EntryKind.FREE, "", "Kept.") == (alone.kind, alone.set_id, alone.items[0].value)
    assert WHEN != alone.finished
