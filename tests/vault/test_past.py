"""What was worked on is kept beside the entries, and an older journal is brought up to it."""

from __future__ import annotations

import dataclasses

import pytest

from reflect_cli.journal.entry import Entry, EntryKind, Item
from reflect_cli.journal.path import Past, Touched
from reflect_cli.promptsets.kinds import PlanMade
from reflect_cli.promptsets.person import Person
from reflect_cli.vault import schema
from vault.sample import entry as sample_entry

WHEN = "2026-11-24T20:00:00+01:00"


def sitting(number: int, *calls: str, letter: str = "", plan: bool = False) -> Entry:
    items = [Item(f"q-{call}", "long", "", "?", WHEN, "words", calls=(call,)) for call in calls]
    if letter:
        items.append(Item("person.letter", "short", "", "?", WHEN, letter))
        items.append(Item("answer-for", "choose-one", "", "?", WHEN, "yes"))
    if plan:
        items.append(Item("turn.plan", "plan", "", "?", WHEN, PlanMade("", "act")))
    entry_id = f"01900000-0000-7000-8000-{number:012x}"
    return Entry(
        entry_id, EntryKind.SESSION, "T", WHEN, WHEN, tuple(items), set_id="reflect.recall"
    )


def test_calls_are_counted_with_their_last_day_and_plan(vault):
    vault.entries.add(sitting(1001, "c4", "c5"))
    vault.entries.add(sitting(1002, "c4", plan=True))

    assert {
        "c4": Touched(2, "2026-11-24", has_plan=True),
        "c5": Touched(1, "2026-11-24", has_plan=False),
    } == {call: touch for call, touch in vault.worked.past().calls.items() if call in ("c4", "c5")}


def test_a_removed_entry_no_longer_counts(vault):
    vault.entries.add(sitting(1001, "c4", letter="K"))
    vault.entries.remove(sitting(1001).id)

    assert "c4" not in vault.worked.past().calls
    assert Person() == vault.worked.last_person()


def test_a_revision_counts_as_it_now_is(vault):
    vault.entries.add(sitting(1001, "c4"))
    vault.entries.revise(dataclasses.replace(sitting(1001, "c9"), id=sitting(1001).id), WHEN)

    assert {"c9"} == {call for call in vault.worked.past().calls if call in ("c4", "c9")}


@pytest.mark.parametrize(("plan", "often"), [(False, {"k"}), (True, set())])
def test_a_memory_is_often_after_three_entries_without_a_plan(vault, plan, often):
    for number in (1, 2):
        vault.entries.add(sitting(1000 + number, "c4", letter="K"))
    assert frozenset() == vault.worked.often()
    vault.entries.add(sitting(1003, "c4", letter="k", plan=plan))

    assert often == vault.worked.often()


def test_last_times_initial_and_a_mark_are_remembered(vault):
    assert not vault.worked.past().has_marked
    vault.entries.add(sitting(1001, "c4", letter="K"))

    assert Person("K", "") == vault.worked.last_person()
    assert vault.worked.past().has_marked


def test_a_journal_of_the_first_version_is_brought_up_with_what_it_holds(vault):
    import apsw

    from reflect_cli.vault.bodies import entry_body
    from reflect_cli.vault.chain import Chain
    from reflect_cli.vault.migrations import LATEST, Signer, bring_up, version_of
    from reflect_cli.vault.past import Worked

    old = apsw.Connection(":memory:")
    old.execute(schema.VERSION_1)
    old.pragma("user_version", 1)
    for number, one in enumerate((sitting(1, "c4", letter="K"), sample_entry(2)), start=1):
        old.execute(
            "INSERT INTO entry (n, id, backwards, kind, set_id, title, began, finished)"
            " VALUES (?, ?, ?, 'session', ?, 'T', ?, ?)",
            (number, one.id, one.id[::-1], one.set_id, WHEN, WHEN),
        )
        old.execute("INSERT INTO revision (entry, at, body) VALUES (?, ?, ?)",
                    (number, WHEN, entry_body(one)))  # fmt: skip
    bring_up(old, Signer(Chain(bytes(32)), "d" * 32))

    class Opened:
        def rows(self, statement, values=()):
            return list(old.execute(statement, values))

        def one(self, statement, values=()):
            return (self.rows(statement, values) or [None])[0]

    assert LATEST == version_of(old)
    past = Worked(Opened()).past()
    assert isinstance(past, Past)
    assert Touched(1, "2026-11-24", has_plan=False) == past.calls["c4"]
    assert past.has_marked
