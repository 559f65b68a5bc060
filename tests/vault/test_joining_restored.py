"""Copies that are not quite like ours: from a backup, under other ids; or a file with another name."""

import shutil

import pytest

from reflect_cli.journal.plan import PlanState, PlanStep
from reflect_cli.vault.backup import Backup
from reflect_cli.vault.joining import _PREFIX, copy_of, join
from reflect_cli.vault.restoring import restore_with
from reflect_cli.vault.unlocking import read_headers, unlock
from reflect_cli.vault.vault import open_vault
from vault.sample import WHEN, entry, open_within, passphrase, plan

LATER = "2026-11-25T07:30:00+01:00"


@pytest.fixture
def restored(folder, tmp_path, roots, monkeypatch):
    """The same journal on another computer, from a backup."""
    with open_vault(folder, passphrase()) as vault:
        backup = Backup(vault.id(), WHEN, "reflect", vault.contents())
    kdf = unlock(read_headers(folder), roots).header.slots[0].kdf
    copy = tmp_path / "elsewhere" / "vault"
    copy.parent.mkdir(mode=0o700)
    monkeypatch.setenv("REFLECT_HOME", str(tmp_path / "computer-two"))
    restore_with(copy, backup, (kdf, roots(kdf)), "2026-11-25")
    return copy


def test_what_was_written_after_the_restore_follows_what_is_here(folder, restored, monkeypatch):
    with open_vault(restored, passphrase()) as vault:
        vault.entries.revise(entry(1, "changed after the restore"), LATER)
        vault.plans.step(plan().id, PlanStep(LATER, PlanState.LET_GO, "no longer mine"))
    monkeypatch.setenv("REFLECT_HOME", str(folder.parent / "computer-one"))
    (folder.parent / f"{_PREFIX}killed").mkdir()
    (folder.parent / f"{_PREFIX}killed" / "journal.db").write_bytes(b"half")

    with open_vault(folder, passphrase()) as vault:
        with copy_of(restored, folder, passphrase()) as copy:
            joined = join(vault, copy)
        said = [record.said for record in vault.records.of(entry(1).id)]

        assert (2, 0, 0) == (joined.records, joined.drafts, joined.two_versions)
        assert [(), (said[0].id,)] == [one.parents for one in said]
        assert ["changed after the restore"] == [
            i.value for i in vault.entries.get(said[0].about).items
        ]
        assert PlanState.LET_GO is vault.plans.get(plan().id).state
        assert () == vault.check().found
    assert [] == list(folder.parent.glob(f"{_PREFIX}*"))
    assert [] == open_within(folder.parent)


def test_a_journal_file_with_another_name_brings_what_lies_beside_it(folder, tmp_path, monkeypatch):
    """It was copied while it was open: its newest entry is not in the file itself yet."""
    copy = tmp_path / "elsewhere"
    shutil.copytree(folder, copy / "vault")
    copy.chmod(0o700)
    (copy / "vault").chmod(0o700)
    monkeypatch.setenv("REFLECT_HOME", str(copy / "computer"))
    with open_vault(copy / "vault", passphrase()) as vault:
        vault.entries.add(entry(61))
        for name in ("journal.db", "journal.db-wal"):
            shutil.copy(copy / "vault" / name, copy / name.replace("journal", "old"))

    monkeypatch.setenv("REFLECT_HOME", str(tmp_path / "computer"))
    with (
        open_vault(folder, passphrase()) as vault,
        copy_of(copy / "old.db", folder, passphrase()) as old,
    ):
        assert 1 == join(vault, old).records
        assert entry(61) == vault.entries.get(entry(61).id)
