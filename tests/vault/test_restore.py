"""A restored vault equals its backup; what was there is never lost, whatever happens meanwhile."""

import json
import os
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from reflect_cli.errors import CannotWrite, ReflectError, UnsafePlace, UsageProblem, VaultBusy
from reflect_cli.vault import restoring
from reflect_cli.vault.kdf import LIGHT, new_kdf
from reflect_cli.vault.marks import Mark
from reflect_cli.vault.place import moved_aside
from reflect_cli.vault.restoring import restore, restore_with
from reflect_cli.vault.vault import open_vault
from vault.kept import VAULT, any_contents, backup, contents, many
from vault.restore_worker import held
from vault.sample import bytes_of, entry, everything, not_synced, passphrase, python

DAY = "2026-11-24"
WORKER = Path(__file__).with_name("restore_worker.py")


@pytest.fixture(scope="session")
def key(roots):
    """A derived key for restored vaults; `roots` opens them again without stretching."""
    kdf = new_kdf(LIGHT)
    return kdf, roots(kdf)


@pytest.fixture
def place(tmp_path) -> Path:
    """Where there is no vault yet."""
    (tmp_path / "new").mkdir(mode=0o700)
    return tmp_path / "new" / "vault"


def test_a_restored_vault_equals_the_one_it_came_from_row_by_row(vault, folder, place, roots, key):
    vault.entries.revise(entry(3, "Said otherwise, filler"), "2026-12-01T08:00:00+01:00")
    taken = backup(vault.contents())
    taken = replace(taken, vault=vault.id())
    vault.close()

    assert restore_with(place, taken, key, DAY) is None

    before, after = everything(folder, roots), everything(place, roots)
    before.pop("meta")
    assert ("vault", taken.vault.hex()) in after.pop("meta")
    assert said(before.pop("record")) == said(after.pop("record"))
    assert unsigned(before.pop("entry")) == unsigned(after.pop("entry"))
    assert before == after


def said(records):
    """What each record says, without what signs it: that is new in a new vault."""
    return sorted((about, at, kind, body) for _, _, about, _, _, _, at, kind, body, *_ in records)


def unsigned(entries):
    """The rows of entries without the id of the record that stands."""
    return [(*row[:8], *row[9:]) for row in entries]


def test_a_restored_vault_opens_with_its_new_passphrase_and_goes_on(place):
    restore(place, backup(), passphrase(b"another one now"), LIGHT, DAY)

    with open_vault(place, passphrase(b"another one now")) as vault:
        assert contents() == vault.contents()
        assert VAULT == vault.id()
        vault.entries.add(entry(77))
        assert 3 == vault.entries.count()
        assert () == vault.entries.search("wording second")  # it lies in the bin
        vault.marks.set(Mark(entry(1).id, "binned", "", "2026-12-02T08:00:00+01:00"))
        assert 1 == len(vault.entries.search("wording second"))
    assert {0o600} == {path.stat().st_mode & 0o777 for path in place.iterdir()}
    assert 0o700 == place.stat().st_mode & 0o777


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(any_contents)
def test_any_contents_are_restored_exactly(tmp_path_factory, roots, key, taken):
    folder = tmp_path_factory.mktemp("any") / "vault"
    restore_with(folder, backup(taken), key, DAY)

    assert taken == held(folder, roots)


def test_a_thousand_entries_are_restored_exactly(place, roots, key):
    restore_with(place, backup(many(1000)), key, DAY)

    assert many(1000) == held(place, roots)


def test_a_vault_that_is_there_is_moved_aside_unchanged(folder, roots, key):
    before = bytes_of(folder)
    aside = restore_with(folder, backup(), key, DAY)

    assert f"vault.before-restore-{DAY}" == aside.name
    assert before == {name: held for name, held in bytes_of(aside).items() if name in before}
    assert contents() == held(folder, roots)
    assert 41 == len(held(aside, roots).by_entry)


def test_moving_aside_twice_a_day_keeps_both(folder, key):
    first = restore_with(folder, backup(), key, DAY)
    second = restore_with(folder, backup(), key, DAY)

    assert {first, second} == set(moved_aside(folder))
    assert first != second


def test_a_damaged_vault_is_moved_aside_too(folder, key, roots):
    (folder / "header.json").write_bytes(b"nothing")
    (folder / "header.copy").unlink()
    (folder / "notes.txt").write_text("mine")
    folder.chmod(0o755)
    aside = restore_with(folder, backup(), key, DAY)

    assert "mine" == (aside / "notes.txt").read_text()
    assert contents() == held(folder, roots)


def test_a_vault_that_is_open_is_not_replaced(folder, key):
    with open_vault(folder, passphrase()), pytest.raises(VaultBusy):
        restore_with(folder, backup(), key, DAY)

    assert () == moved_aside(folder)


def test_a_vault_that_appears_meanwhile_is_not_touched(place, key, monkeypatch):
    real = restoring._build

    def build(building, *more):
        real(building, *more)
        place.mkdir(mode=0o700)
        (place / "header.json").write_bytes(b"another's")

    monkeypatch.setattr(restoring, "_build", build)
    with pytest.raises(UsageProblem, match="already"):
        restore_with(place, backup(), key, DAY)

    assert {"header.json": b"another's"} == bytes_of(place)
    assert [place] == list(place.parent.iterdir())


def test_a_new_vault_that_cannot_take_its_place_leaves_the_old_one_there(folder, key, monkeypatch):
    before = bytes_of(folder)

    def refuse(_building, _folder):
        raise CannotWrite("refused")

    monkeypatch.setattr("reflect_cli.vault.making.put_in_place", refuse)
    with pytest.raises(CannotWrite):
        restore_with(folder, backup(), key, DAY)

    assert before == {name: held for name, held in bytes_of(folder).items() if name in before}
    assert [folder] == list(folder.parent.iterdir())


@pytest.mark.parametrize("which", [1, 2], ids=["taking it aside", "the new one's place"])
def test_a_name_that_the_disk_does_not_keep_brings_the_old_vault_back(folder, key, which):
    before = bytes_of(folder)
    with not_synced(folder.parent, which), pytest.raises(CannotWrite):
        restore_with(folder, backup(), key, DAY)

    assert before == {name: held for name, held in bytes_of(folder).items() if name in before}
    assert [folder] == list(folder.parent.iterdir())


def test_a_vault_that_does_not_come_out_equal_replaces_nothing(folder, key, monkeypatch):
    real = restoring.put_into

    def forgetful(database, taken):
        real(database, replace(taken, revisions=taken.revisions[1:]))

    monkeypatch.setattr(restoring, "put_into", forgetful)
    with pytest.raises(ReflectError, match="did not come out equal"):
        restore_with(folder, backup(), key, DAY)

    assert [folder] == list(folder.parent.iterdir())


def test_a_link_in_the_vaults_place_is_refused(folder, tmp_path, key):
    there = tmp_path / "linked"
    there.symlink_to(folder)

    with pytest.raises(UnsafePlace, match="link"):
        restore(there, backup(), passphrase(), LIGHT, DAY)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_somebody_else_is_refused(folder):
    os.chown(folder, 12345, 12345)

    with pytest.raises(UnsafePlace, match="another user"):
        restore(folder, backup(), passphrase(), LIGHT, DAY)


def test_a_folder_of_other_files_is_refused(place):
    place.mkdir()
    (place / "letter").write_text("")

    with pytest.raises(UsageProblem, match="other files"):
        restore(place, backup(), passphrase(), LIGHT, DAY)


@pytest.mark.parametrize("over", ["a vault", "nothing"])
def test_a_restore_killed_at_any_moment_leaves_a_whole_vault(made, tmp_path, over):
    """The old one in its place or aside, or the new one in its place; and a new try succeeds."""
    place = tmp_path / "place"
    place.mkdir(mode=0o700)
    code = "import runpy, sys; sys.argv[:2] = sys.argv[1:2]; runpy.run_path(sys.argv[0], run_name='__main__')"
    template = str(made) if over == "a vault" else ""
    said, errors = python(code, WORKER, template, place, 8).communicate()

    assert "" == errors
    told = [json.loads(line) for line in said.splitlines()]
    killed = Counter(left for was_killed, left, _ in told if was_killed)
    assert all(again for *_, again in told)
    assert sum(killed.values()) >= 30
    wanted = {
        "a vault": {
            "old in place, nothing aside",
            "nothing in place, old aside",
            "new in place, old aside",
        },
        "nothing": {"nothing in place, nothing aside", "new in place, nothing aside"},
    }
    assert wanted[over] == set(killed)
