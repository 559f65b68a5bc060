"""What is kept comes back, whole and in order."""

import pytest

from reflect_cli.errors import NothingToShow, UsageProblem
from reflect_cli.journal.draft import Draft
from reflect_cli.journal.entry import EntryKind
from reflect_cli.journal.plan import PlanState, PlanStep
from reflect_cli.vault.vault import open_vault
from vault.sample import WHEN, draft, entry, many_kinds, passphrase, plan, uuid7


def reopened(vault, folder):
    vault.close()
    return open_vault(folder, passphrase())


def test_an_entry_with_every_kind_of_answer_comes_back_equal(vault):
    assert many_kinds() == vault.entries.get(many_kinds().id)


def test_a_draft_kept_is_there_after_reopening(vault, folder):
    vault.drafts.keep(draft("late", '{"unsent": "half a sent"}'))

    with reopened(vault, folder) as again:
        assert draft("late", '{"unsent": "half a sent"}') == again.drafts.latest()
        assert ["late", "d1"] == [each.id for each in again.drafts.every()]


def test_keeping_a_draft_again_replaces_it_and_makes_it_the_latest(vault):
    vault.drafts.keep(draft("d2"))
    vault.drafts.keep(draft("d1", "newer"))

    assert draft("d1", "newer") == vault.drafts.latest() == vault.drafts.get("d1")
    assert 2 == len(vault.drafts.every())


def test_a_dropped_draft_is_gone_and_dropping_nothing_is_fine(vault):
    vault.drafts.drop("d1")
    vault.drafts.drop("never-there")

    assert (None, None, ()) == (
        vault.drafts.latest(),
        vault.drafts.get("d1"),
        vault.drafts.every(),
    )


def test_a_draft_with_half_a_character_is_kept_not_lost(vault):
    vault.drafts.keep(Draft("h", WHEN, WHEN, "", "", "caf\udce9"))

    assert r"caf\udce9" == vault.drafts.get("h").state


def test_a_plan_keeps_its_history_and_stands_where_the_last_step_says(vault):
    after = vault.plans.step(plan().id, PlanStep(WHEN, PlanState.LET_GO))

    assert PlanState.LET_GO is after.state
    assert ["It went well.", ""] == [step.note for step in after.history]
    assert (after,) == vault.plans.every() == vault.plans.every(PlanState.LET_GO)
    assert () == vault.plans.every(PlanState.OPEN)


def test_a_plan_is_found_by_its_short_id(vault):
    assert plan().id == vault.plans.get(vault.plans.short_id(plan().id)).id


def test_settings_are_set_replaced_and_dropped(vault):
    vault.settings.set("country", "be")
    vault.settings.set("voice", "plain")
    vault.settings.drop("country")

    assert {"voice": "plain"} == vault.settings.every()
    assert (None, "plain") == (vault.settings.get("country"), vault.settings.get("voice"))


def test_the_newest_entries_come_first_and_pages_join_up(vault):
    first = vault.entries.recent(20)
    second = vault.entries.recent(20, before=first[-1].id)
    third = vault.entries.recent(20, before=second[-1].id)

    listed = [each.id for each in first + second + third]
    assert sorted(listed, reverse=True) == listed
    assert vault.entries.count() == len(set(listed)) == 41
    assert (EntryKind.SESSION, "weekly", "All kinds") == (
        first[0].kind,
        first[0].set_id,
        first[0].title,
    )


def test_every_short_id_finds_its_own_entry(vault):
    for summary in vault.entries.recent(50):
        assert 6 <= len(summary.short) < 12
        assert summary.id == vault.entries.get(summary.short).id


def test_an_entry_is_found_by_the_beginning_of_its_id_in_any_case(vault):
    assert uuid7(7) == vault.entries.get(uuid7(7)[:13].upper()).id


def test_ids_that_end_alike_get_longer_short_ids(vault):
    one = entry(1).id[:-12] + "aaaaaa777777"
    two = entry(1).id[:-12] + "baaaaa777777"
    for row_id in (one, two):
        vault.entries.add(entry(1).__class__(row_id, EntryKind.FREE, "t", WHEN, WHEN, ()))

    assert ("aaaaaa777777", "baaaaa777777") == (
        vault.entries.short_id(one),
        vault.entries.short_id(two),
    )
    with pytest.raises(UsageProblem, match="2 ids"):
        vault.entries.get("777777")


def test_an_end_that_is_also_another_ids_beginning_means_the_end(vault):
    other = entry(1).id[:-6] + uuid7(2)[:6]
    vault.entries.add(entry(1).__class__(other, EntryKind.FREE, "t", WHEN, WHEN, ()))

    assert other == vault.entries.get(uuid7(2)[:6]).id


@pytest.mark.parametrize("text", ["", "   ", "zzzzzz", "%", "_", "'; --", "\U0010ffff"])
def test_an_id_that_is_nothing_says_so(vault, text):
    with pytest.raises(NothingToShow):
        vault.entries.get(text)


def test_the_same_entry_is_not_added_twice(vault):
    with pytest.raises(UsageProblem):
        vault.entries.add(entry(1))

    assert 41 == vault.entries.count()


def test_a_revision_is_added_and_the_earlier_one_stays(vault):
    vault.entries.revise(entry(1, "Other words now"), WHEN)

    first, last = vault.entries.revisions(entry(1).id)
    assert "Other words now" == last.items[0].value == vault.entries.get(entry(1).id).items[0].value
    assert first.items[0].value.startswith("Plain words number1.")
    assert 1 == len(vault.entries.search("other words"))
    assert () == vault.entries.search('"number1"')


def test_a_transaction_is_all_or_nothing(vault):
    def broken_off():
        with vault.transaction():
            vault.entries.add(entry(77))
            vault.drafts.drop("d1")
            raise KeyError

    with pytest.raises(KeyError):
        broken_off()

    assert 41 == vault.entries.count()
    assert draft() == vault.drafts.latest()


def test_a_failed_step_inside_a_transaction_undoes_only_itself_when_it_is_caught(vault):
    with vault.transaction():
        vault.entries.add(entry(77))
        with pytest.raises(UsageProblem):
            vault.entries.add(entry(77))

    assert 42 == vault.entries.count()
