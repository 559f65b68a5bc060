"""Tags and the bin: where an entry is found, where it is not, and what is left when it is gone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reflect_cli.errors import NothingToShow
from reflect_cli.flows.letters import OPENS
from reflect_cli.journal.entry import EntryKind
from reflect_cli.journal.plan import PlanState, PlanStep
from reflect_cli.journal.wanted import Wanted
from reflect_cli.promptsets.kinds import PlanMade
from reflect_cli.vault.checking import Found, Trouble
from reflect_cli.vault.marks import Mark
from reflect_cli.vault.shown import BINNED, TAG
from reflect_cli.vault.vault import open_vault
from vault.sample import WHEN, bytes_of, entry, many_kinds, passphrase, plan
from vault.test_joining import LATER, at, joined, other

__all__ = ["at", "other"]  # fixtures

ONE = entry(1).id
IN_BIN = Wanted(binned=True)


def ids(found):
    return [each.id for each in found]


def put_in_bin(vault, *entry_ids, when=WHEN):
    for entry_id in entry_ids:
        vault.marks.set(Mark(entry_id, BINNED, when, when))


def take_out(vault, *entry_ids):
    put_in_bin(vault, *entry_ids, when="")


def test_what_is_in_the_bin_is_found_nowhere_else(vault):
    put_in_bin(vault, ONE, many_kinds().id)

    everything = (*vault.entries.recent(99), *vault.entries.chosen(Wanted(), 99))
    assert not {ONE, many_kinds().id}.intersection(ids(everything))
    assert () == vault.entries.search('"number1"')
    assert () == vault.entries.search("naive")
    assert {} == vault.worked.past().calls
    assert [many_kinds().id, ONE] == ids(vault.entries.chosen(IN_BIN, 99))
    assert entry(1, "Plain words number1. " + "filler " * 150) == vault.entries.get(ONE)
    assert () == vault.check().found


def test_a_letter_ahead_is_listed_as_one_but_not_read_before_it_is_opened(vault):
    read = vault.entries.get(ONE)
    vault.marks.note(ONE, OPENS, "2027-11-24", WHEN)

    with pytest.raises(NothingToShow, match="not been opened"):
        vault.entries.get(ONE)
    assert ONE not in ids(vault.entries.recent(99))
    assert (ONE, read.title) == (
        (line := vault.entries.summary(ONE)).id,
        line.title,
    )
    assert vault.entries.summary("none") is None
    vault.marks.note(ONE, OPENS, "", LATER)
    assert read == vault.entries.get(ONE)


def test_the_last_of_a_kind_is_one_in_sight(vault):
    assert many_kinds().id == vault.entries.latest_of(EntryKind.SESSION)
    put_in_bin(vault, many_kinds().id)

    assert entry(40).id == vault.entries.latest_of(EntryKind.SESSION)
    assert vault.entries.latest_of(EntryKind.TELLING) is None


def test_a_set_that_is_only_in_the_bin_does_not_count_as_used(vault):
    vault.entries.add(replace(entry(77), set_id="reflect.own", finished=LATER))
    assert "reflect.own" in vault.worked.past().last_by_set
    put_in_bin(vault, entry(77).id)

    assert "reflect.own" not in vault.worked.past().last_by_set
    assert "reflect.own" not in vault.entries.set_ids()


def test_what_is_taken_out_again_stands_where_it_stood(vault):
    before = (vault.entries.recent(99), vault.worked.past(), vault.entries.search("naive"))
    put_in_bin(vault, many_kinds().id, ONE)
    take_out(vault, ONE, many_kinds().id)

    assert before == (vault.entries.recent(99), vault.worked.past(), vault.entries.search("naive"))
    assert () == vault.entries.chosen(IN_BIN, 99)
    assert () == vault.check().found


def test_an_entry_changed_while_in_the_bin_is_found_by_its_new_words_afterwards(vault):
    put_in_bin(vault, ONE)
    vault.entries.revise(entry(1, "Quarry and heron."), LATER)
    assert () == vault.entries.search("heron")
    take_out(vault, ONE)

    assert [ONE] == [match.summary.id for match in vault.entries.search("heron")]
    assert () == vault.entries.search('"number1"')
    assert () == vault.check().found


def test_computing_anew_leaves_bin_and_tags_as_they_were(vault):
    put_in_bin(vault, ONE)
    vault.marks.set(Mark(ONE, f"{TAG}quarry", "on", WHEN))
    vault.marks.set(Mark(entry(2).id, f"{TAG}quarry", "on", WHEN))
    vault.rebuild()

    assert [ONE] == ids(vault.entries.chosen(IN_BIN, 99))
    assert [entry(2).id] == ids(vault.entries.chosen(Wanted(tags=("quarry",)), 99))
    assert {"quarry": 1} == vault.entries.tags()
    assert () == vault.check().found


@pytest.mark.parametrize(
    "spoilt", ["UPDATE entry SET binned = 'x' WHERE id = '{}'", "DELETE FROM tagged"]
)
def test_a_check_sees_a_tag_or_a_place_in_the_bin_that_no_mark_says(vault, spoilt):
    vault.marks.set(Mark(ONE, f"{TAG}quarry", "on", WHEN))
    with vault.transaction():
        vault.database.run(spoilt.format(ONE))

    assert Found(Trouble.STANDING, 1) in vault.check().found
    vault.rebuild()
    assert () == vault.check().found


def test_put_into_the_bin_in_one_copy_it_is_in_the_bin_of_both(folder, other, at):
    at("two")
    with open_vault(other, passphrase()) as vault:
        put_in_bin(vault, ONE, when=LATER)
    at("one")
    joined(folder, other)

    with open_vault(folder, passphrase()) as vault:
        assert [ONE] == ids(vault.entries.chosen(IN_BIN, 99))
        assert () == vault.entries.search('"number1"')


def test_removing_for_good_takes_the_plans_made_in_the_entry_too(vault):
    other_plan = replace(plan(2), entry=entry(2).id, cue="heron", act="call")
    vault.plans.add(other_plan)
    vault.marks.set(Mark(plan().id, "follow", "month", WHEN))
    with vault.transaction():
        vault.plans.remove_of(ONE, LATER)
        vault.entries.remove(ONE, LATER)

    assert (other_plan,) == vault.plans.every()
    assert () == vault.marks.every()
    kept = str(vault.database.rows("SELECT body FROM record WHERE body NOT NULL"))
    assert "answer him" not in kept
    assert "It went well" not in kept
    assert "heron" in kept
    assert () == vault.check().found
    with pytest.raises(NothingToShow):
        vault.plans.get(plan().id)


def test_a_plan_removed_here_stays_gone_though_another_copy_went_on_with_it(folder, other, at):
    with open_vault(folder, passphrase()) as vault:
        vault.plans.remove_of(ONE, WHEN)
    at("two")
    with open_vault(other, passphrase()) as vault:
        vault.plans.step(plan().id, PlanStep(LATER, PlanState.CHANGED, "Another quarry."))
    at("one")
    joined(folder, other)

    with open_vault(folder, passphrase()) as vault:
        assert () == vault.plans.every()
        assert "quarry" not in str(vault.database.rows("SELECT body FROM record"))
        assert () == vault.check().found


def test_shrinking_after_removal_makes_the_file_smaller_and_changes_nothing_else(folder):
    with open_vault(folder, passphrase()) as vault:
        for number in range(100, 160):
            vault.entries.add(entry(number, "heron " * 400))
    large = sum(map(len, bytes_of(folder).values()))
    with open_vault(folder, passphrase()) as vault:
        before = vault.entries.recent(41, before=entry(100).id)
        for number in range(100, 160):
            vault.entries.remove(entry(number).id, LATER)
        vault.shrink()
        assert () == vault.check().found
        assert before == vault.entries.recent(99)

    assert sum(map(len, bytes_of(folder).values())) < large * 0.9
    with open_vault(folder, passphrase()) as vault:
        assert () == vault.check().found


def test_a_plan_answer_stays_a_plan_answer_in_a_removed_and_returned_entry(vault):
    kept = vault.entries.kept(many_kinds().id)
    vault.entries.remove(many_kinds().id, LATER)
    for version, when in kept:
        vault.entries.put_back(version, when)

    assert PlanMade("he asks", "answer", "", "") in [
        i.value for i in vault.entries.get(many_kinds().id).items
    ]
    assert () == vault.check().found
