"""A copy that was restored from a backup has the same words under other ids: joined, it is one journal."""

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
