"""Marks stand beside the words: set, cleared, joined, carried over, and gone with what they are about."""

from __future__ import annotations

from dataclasses import replace

from reflect_cli.vault.checking import Found, Trouble
from reflect_cli.vault.marks import Mark
from reflect_cli.vault.vault import open_vault
from vault.sample import WHEN, entry, passphrase, plan
from vault.test_joining import LATER, at, joined, other

__all__ = ["at", "other"]  # fixtures

TAG = Mark(entry(1).id, "tag:quarry", "on", WHEN)
BIN = Mark(entry(1).id, "binned", WHEN, WHEN)


def test_a_mark_stands_until_it_is_cleared_and_no_entry_changes(vault):
    before = vault.entries.get(entry(1).id)
    vault.marks.set(TAG)
    vault.marks.set(BIN)
    assert {"tag:quarry": "on", "binned": WHEN} == vault.marks.of(entry(1).id)
    vault.marks.set(Mark(entry(1).id, "binned", "", LATER))

    assert "" == vault.marks.get(entry(1).id, "binned")
    assert (TAG,) == vault.marks.every()
    assert {entry(1).id: "on"} == vault.marks.named("tag:quarry")
    assert (before,) == vault.entries.revisions(entry(1).id)
    assert () == vault.check().found


def test_setting_what_stands_already_adds_no_record(vault):
    vault.marks.set(TAG)
    count = vault.check().records
    vault.marks.set(TAG)

    assert count == vault.check().records


def test_what_holds_a_value_or_a_day_that_has_come_is_found_by_its_mark(vault):
    for number, day in ((3, "2027-01-05"), (1, "2027-03-01"), (2, "2026-12-01")):
        vault.marks.note(entry(number).id, "follow", day, WHEN)

    assert (entry(1).id,) == vault.marks.holding("follow", "2027-03-01")
    assert () == vault.marks.holding("follow", "2027-03-02")
    due = ((entry(2).id, "2026-12-01"), (entry(3).id, "2027-01-05"))
    assert (due[:1], due) == tuple(
        vault.marks.until("follow", day) for day in ("2027-01-04", "2027-01-05")
    )


def test_a_plan_comes_up_on_the_day_its_mark_says(vault):
    made = replace(plan(2), due="2027-01-05")
    vault.plans.add(made)
    before = vault.plans.standing_of(made.id)
    vault.marks.note(made.id, "due", "2027-02-01", LATER)
    after = vault.plans.standing_of(before.short)

    assert (made, "2027-01-05") == (before.plan, before.next)
    assert replace(before, next="2027-02-01") == after


def test_a_removed_entry_takes_the_words_of_its_marks_with_it(vault):
    vault.marks.set(TAG)
    vault.marks.set(Mark(plan().id, "follow", "month", WHEN))
    vault.entries.remove(entry(1).id)

    assert ["follow"] == [mark.name for mark in vault.marks.every()]
    kept = vault.database.rows("SELECT body FROM record WHERE kind = 'mark' AND body NOT NULL")
    assert 1 == len(kept)
    assert () == vault.check().found


def test_a_mark_set_elsewhere_on_what_was_removed_here_is_gone(folder, other, at):
    with open_vault(folder, passphrase()) as vault:
        vault.entries.remove(entry(1).id)
    at("two")
    with open_vault(other, passphrase()) as vault:
        vault.marks.set(TAG)
    at("one")
    joined(folder, other)

    with open_vault(folder, passphrase()) as vault:
        assert () == vault.marks.every()
        assert "quarry" not in str(vault.database.rows("SELECT body FROM record"))
        assert () == vault.check().found


def test_of_two_marks_under_one_name_the_one_set_last_stands_in_both_copies(folder, other, at):
    with open_vault(folder, passphrase()) as vault:
        vault.marks.set(Mark(entry(1).id, "shown:p0", "asked", LATER))
        vault.marks.set(TAG)
    at("two")
    with open_vault(other, passphrase()) as vault:
        vault.marks.set(Mark(entry(1).id, "shown:p0", "2027-01-01", WHEN))
    joined(other, folder)
    with open_vault(other, passphrase()) as vault:
        there = vault.marks.every()
    at("one")
    joined(folder, other)

    with open_vault(folder, passphrase()) as vault:
        assert there == vault.marks.every()
        assert "asked" == vault.marks.get(entry(1).id, "shown:p0")


def test_a_check_finds_a_mark_that_does_not_stand_and_one_that_is_missing(vault):
    vault.marks.set(TAG)
    with vault.transaction():
        vault.database.run("UPDATE mark SET name = 'tag:light'")

    # the mark that stands, the one that is missing, and the entry whose tag is not what is marked
    assert (Found(Trouble.STANDING, 3),) == vault.check().found
    vault.rebuild()
    assert (TAG,) == vault.marks.every()
    assert () == vault.check().found
