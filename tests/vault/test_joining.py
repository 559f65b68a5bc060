"""Two copies of one journal, each written to, joined again: nothing is lost, whatever was done."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reflect_cli.errors import UnsafePlace, UsageProblem, VaultDamaged, VaultMissing
from reflect_cli.journal.plan import PlanState, PlanStep
from reflect_cli.vault.joining import copy_of, join
from reflect_cli.vault.kdf import LIGHT
from reflect_cli.vault.vault import create, open_vault
from vault.sample import WHEN, bytes_of, draft, entry, passphrase, plan

LATER = "2026-11-25T07:30:00+01:00"


@pytest.fixture
def other(folder, tmp_path):
    """A second copy of the same journal, on another computer."""
    copy = tmp_path / "elsewhere" / "vault"
    shutil.copytree(folder, copy)
    copy.parent.chmod(0o700)
    copy.chmod(0o700)
    return copy


@pytest.fixture
def at(monkeypatch, tmp_path):
    """Be at one of two computers: each has a state folder of its own."""

    def here(name: str) -> None:
        monkeypatch.setenv("REFLECT_HOME", str(tmp_path / f"computer-{name}"))

    here("one")
    return here


def joined(ours, theirs):
    with open_vault(ours, passphrase()) as vault, copy_of(theirs, ours, passphrase()) as copy:
        return join(vault, copy)


def content(folder):
    with open_vault(folder, passphrase()) as vault:
        entries = {s.id: vault.entries.get(s.id) for s in vault.entries.recent(500)}
        versions = {key: set(vault.entries.versions(key)) for key in entries}
        plans = {p.id: (p.state, set(p.history)) for p in vault.plans.every()}
        return entries, versions, plans


def test_what_each_wrote_is_in_both(folder, other, at):
    with open_vault(folder, passphrase()) as vault:
        vault.entries.add(entry(60, "written at home"))
    at("two")
    with open_vault(other, passphrase()) as vault:
        vault.entries.add(entry(61, "written on the way"))
        vault.plans.step(plan().id, PlanStep(LATER, PlanState.LET_GO, "no longer mine"))
    at("one")

    first = joined(folder, other)
    assert (2, 0) == (first.records, first.two_versions)
    at("two")
    assert 1 == joined(other, folder).records
    assert content(folder) == content(other)
    at("one")
    with open_vault(folder, passphrase()) as vault:
        assert ["written on the way"] == [i.value for i in vault.entries.get(entry(61).id).items]
        assert PlanState.LET_GO is vault.plans.get(plan().id).state
        assert () == vault.check().found


def test_joining_twice_brings_nothing_more(folder, other, at):
    at("two")
    with open_vault(other, passphrase()) as vault:
        vault.entries.add(entry(61))
    at("one")
    joined(folder, other)

    again = joined(folder, other)
    assert (0, 0) == (again.records, again.drafts)


def test_an_entry_changed_in_both_keeps_both_versions(folder, other, at):
    with open_vault(folder, passphrase()) as vault:
        vault.entries.revise(entry(1, "changed at home"), WHEN)
    at("two")
    with open_vault(other, passphrase()) as vault:
        vault.entries.revise(entry(1, "changed on the way"), LATER)
    at("one")

    assert 1 == joined(folder, other).two_versions
    with open_vault(folder, passphrase()) as vault:
        shown = [item.value for item in vault.entries.get(entry(1).id).items]
        kept = [version.items[0].value for version in vault.entries.versions(entry(1).id)]
        found = [m.summary.id for m in vault.entries.search("way")]
        vault.entries.revise(entry(1, "both said in one"), LATER)

        assert ["changed on the way"] == shown
        assert ["changed at home", "changed on the way"] == kept
        assert [entry(1).id] == found
        assert 0 == vault.entries.with_two_versions()
        assert 4 == len(vault.entries.revisions(entry(1).id))


def test_removed_here_and_changed_there_keeps_the_words(folder, other, at):
    with open_vault(folder, passphrase()) as vault:
        vault.entries.remove(entry(1).id)
    at("two")
    with open_vault(other, passphrase()) as vault:
        vault.entries.revise(entry(1, "still wanted"), LATER)
    at("one")
    joined(folder, other)

    with open_vault(folder, passphrase()) as vault:
        assert ["still wanted"] == [i.value for i in vault.entries.get(entry(1).id).items]
        assert () == vault.check().found


def test_removed_there_is_gone_here_with_its_words(folder, other, at):
    at("two")
    with open_vault(other, passphrase()) as vault:
        vault.entries.remove(entry(1).id)
    at("one")
    joined(folder, other)

    with open_vault(folder, passphrase()) as vault:
        assert entry(1).id not in {s.id for s in vault.entries.recent(500)}
        assert "number1." not in str(vault.database.rows("SELECT body FROM record"))


def test_a_paused_sitting_that_differs_is_kept_beside_ours(folder, other, at):
    at("two")
    with open_vault(other, passphrase()) as vault:
        vault.drafts.keep(draft(state='{"step": 9}'))
    at("one")

    assert 1 == joined(folder, other).drafts
    with open_vault(folder, passphrase()) as vault:
        assert {'{"step": 3}', '{"step": 9}'} == {d.state for d in vault.drafts.every()}


def test_a_paused_sitting_that_differs_comes_once_however_often_the_two_are_joined(
    folder, other, at
):
    at("two")
    with open_vault(other, passphrase()) as vault:
        vault.drafts.keep(draft(state='{"step": 9}'))
    for computer, ours, theirs in [("one", folder, other), ("two", other, folder)] * 2:
        at(computer)
        joined(ours, theirs)
    at("one")

    assert 0 == joined(folder, other).drafts
    for ours in (folder, other):
        with open_vault(ours, passphrase()) as vault:
            assert ['{"step": 3}', '{"step": 9}'] == sorted(d.state for d in vault.drafts.every())


def test_a_link_to_a_copy_is_refused_and_what_it_leads_to_keeps_its_mode(
    folder, other, at, tmp_path
):
    link = tmp_path / "link.db"
    link.symlink_to(other / "journal.db")
    (other / "journal.db").chmod(0o640)

    with pytest.raises(UnsafePlace, match="link"):
        joined(folder, link)
    assert 0o640 == (other / "journal.db").stat().st_mode & 0o777


def test_two_computers_that_wrote_under_one_name_lose_nothing(folder, other, at):
    """A whole home folder was copied, the computer's name with it."""
    with open_vault(folder, passphrase()) as vault:
        vault.entries.add(entry(60, "one of two"))
    with open_vault(folder, passphrase()) as vault:
        name = vault.records.device
    with open_vault(other, passphrase(), accept_older=True) as vault:
        assert name == vault.records.device
        vault.entries.add(entry(61, "two of two"))
        vault.entries.add(entry(62, "three"))
    with open_vault(folder, passphrase(), accept_older=True):
        pass

    assert 2 == joined(folder, other).records
    with open_vault(folder, passphrase()) as vault:
        assert {entry(n).id for n in (60, 61, 62)} <= {s.id for s in vault.entries.recent(500)}
        assert () == vault.check().found


def test_the_copy_is_left_byte_for_byte_as_it_was(folder, other, at):
    before = bytes_of(other)
    joined(folder, other)

    assert before == bytes_of(other)
    assert ["vault"] == [path.name for path in folder.parent.iterdir()]


def test_a_journal_file_alone_can_be_joined(folder, other, at):
    at("two")
    with open_vault(other, passphrase()) as vault:
        vault.entries.add(entry(61))
    at("one")

    assert 1 == joined(folder, other / "journal.db").records


def test_another_journal_is_refused(folder, tmp_path, at):
    strange = tmp_path / "strange" / "vault"
    create(strange, passphrase(), LIGHT).close()
    before = bytes_of(folder)

    with pytest.raises(UsageProblem, match="another journal"):
        joined(folder, strange)
    assert before["journal.db"][:16] == bytes_of(folder)["journal.db"][:16]


def test_a_place_without_a_journal_is_told(folder, tmp_path, at):
    with pytest.raises(VaultMissing):
        joined(folder, tmp_path)


def test_a_copy_with_a_broken_chain_gives_nothing(folder, other, at):
    at("two")
    with open_vault(other, passphrase()) as vault:
        vault.entries.add(entry(61))
        vault.database._connection.execute("DROP TRIGGER record_never_changes")
        vault.database._connection.execute("UPDATE record SET body = '{}' WHERE n = 3")
    at("one")

    with pytest.raises(VaultDamaged, match="not whole"):
        joined(folder, other)
    with open_vault(folder, passphrase()) as vault:
        assert 41 == vault.entries.count()


@settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_copies_that_are_joined_in_any_order_come_to_the_same(
    folder, tmp_path_factory, monkeypatch, data
):
    """Three computers write, change, remove and join at random; in the end all hold the same."""
    place = tmp_path_factory.mktemp("three")
    copies = []
    for name in "abc":
        shutil.copytree(folder, place / name / "vault")
        (place / name).chmod(0o700)
        (place / name / "vault").chmod(0o700)
        copies.append(place / name)
    said: set[str] = set()
    for number in range(data.draw(st.integers(3, 8))):
        which = data.draw(st.sampled_from(copies))
        monkeypatch.setenv("REFLECT_HOME", str(which / "computer"))
        act = data.draw(st.sampled_from(["add", "change", "remove", "join"]))
        if act == "join":
            joined(which / "vault", data.draw(st.sampled_from(copies)) / "vault")
        else:
            said |= written(which / "vault", act, 100 + number)
    for one in [*copies, *copies]:
        monkeypatch.setenv("REFLECT_HOME", str(one / "computer"))
        for another in copies:
            if one != another:
                joined(one / "vault", another / "vault")

    held = []
    for one in copies:
        monkeypatch.setenv("REFLECT_HOME", str(one / "computer"))
        held.append(content(one / "vault"))
    assert held[0] == held[1] == held[2]
    assert said <= {str(e.items[0].value) for e in held[0][0].values()}


def written(folder, act: str, number: int) -> set[str]:
    """What was added, if something was."""
    with open_vault(folder, passphrase()) as vault:
        if act == "add":
            vault.entries.add(entry(number, f"added{number}"))
            return {f"added{number}"}
        if act == "change":
            at = f"2026-11-{number % 28 + 1:02}T07:00:00+01:00"
            vault.entries.revise(entry(1, f"changed{number}"), at)
        elif entry(2).id in {s.id for s in vault.entries.recent(500)}:
            vault.entries.remove(entry(2).id)
    return set()
