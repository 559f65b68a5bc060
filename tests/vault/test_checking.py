"""Looking through a whole journal: how far it has come, and what it finds."""

from dataclasses import replace

import pytest

from reflect_cli.errors import UsageProblem, VaultDamaged
from reflect_cli.vault.chain import RecordKind
from reflect_cli.vault.checking import Found, Trouble
from vault.sample import WHEN, entry, plan


def test_it_says_now_and_then_how_far_it_has_come(vault):
    step = vault.plans.get(plan().id).history[0]
    with vault.transaction():
        for number in range(360):
            vault.records.add(plan().id, RecordKind.STEP, step.at, f'{{"record":1,"n":{number}}}')
    told = []
    report = vault.check(lambda done, total: told.append((done, total)))

    assert [(200, 403), (400, 403), (403, 403)] == told
    assert (Found(Trouble.WORDS, 360), Found(Trouble.STANDING, 1)) == report.found


def test_words_that_cannot_be_read_are_told_of_every_kind_of_record(vault):
    with vault.transaction():
        vault.records.add(plan().id, RecordKind.STEP, WHEN, "{}")
        vault.records.add(plan().id, RecordKind.PLAN, WHEN, "{}")
        vault.records.add("another", RecordKind.ENTRY, WHEN, "{}")

    assert {Trouble.WORDS: 3, Trouble.STANDING: 2} == {
        found.trouble: found.count for found in vault.check().found
    }


def test_an_entry_whose_words_are_not_there_is_damage(vault):
    vault.database._connection.execute("UPDATE entry SET record = 'none' WHERE n = 7")

    with pytest.raises(VaultDamaged):
        vault.entries.get(entry(7).id)


def test_what_is_there_is_not_added_again(vault):
    """Not even with other words: a new wording is a revision."""
    with pytest.raises(UsageProblem, match="An entry with this id"):
        vault.entries.add(entry(1, "other words"))
    with pytest.raises(UsageProblem, match="A plan with this id"):
        vault.plans.add(replace(plan(), cue="another cue"))

    assert 1 == len(vault.entries.revisions(entry(1).id))
    assert plan().cue == vault.plans.get(plan().id).cue


def test_the_sets_that_have_an_entry_are_known_by_their_ids(vault):
    vault.entries.add(replace(entry(60), set_id="tell"))
    vault.entries.add(replace(entry(61), set_id=""))

    assert {"weekly", "tell"} == vault.entries.set_ids()
