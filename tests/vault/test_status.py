"""What can be told of a vault from outside, in every state its files can be in."""

import json

import pytest

from reflect_cli.errors import VaultDamaged, VaultMissing, VaultTooNew
from reflect_cli.vault import status as states
from reflect_cli.vault.status import DatabaseState, HeaderState, require_openable, status

BOTH = ("header.json", "header.copy")


@pytest.fixture
def newer(folder):
    """A function that makes a copy of the key file one of a newer Reflect."""

    def make(name):
        stored = json.loads((folder / name).read_bytes()) | {"min_reader": 2, "version": 2}
        written = json.dumps(stored, sort_keys=True, separators=(",", ":"))
        (folder / name).write_text(f"{written}\n", encoding="ascii")

    return make


def linked(path):
    path.rename(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")


def test_a_whole_vault_has_no_problem(folder):
    found = status(folder)

    assert (HeaderState.WHOLE, HeaderState.WHOLE, DatabaseState.THERE) == (
        found.header, found.header_copy, found.database
    )  # fmt: skip
    assert (1, 64, False) == (found.version, found.key_memory_mib, found.has_kit)
    assert (folder / "header.json").stat().st_mtime == found.changed
    assert found.problem is None


def test_each_state_of_a_copy_of_the_key_file_is_seen(folder, newer):
    newer("header.json")
    linked(folder / "header.copy")
    found = status(folder)
    assert (HeaderState.NEWER, HeaderState.UNREADABLE) == (found.header, found.header_copy)
    assert (None, None, None, None) == (
        found.version, found.key_memory_mib, found.has_kit, found.changed
    )  # fmt: skip
    (folder / "header.json").write_bytes(b"{")
    (folder / "header.copy").unlink()

    found = status(folder)
    assert (HeaderState.DAMAGED, HeaderState.MISSING) == (found.header, found.header_copy)


def test_the_copy_is_believed_when_the_key_file_is_damaged(folder):
    (folder / "header.json").write_bytes(b"{")
    found = status(folder)

    assert (1, 64, False) == (found.version, found.key_memory_mib, found.has_kit)
    assert (folder / "header.copy").stat().st_mtime == found.changed


def test_each_state_of_the_journal_file_is_seen(folder):
    journal = folder / "journal.db"
    linked(journal)
    assert DatabaseState.UNREADABLE is status(folder).database
    journal.unlink()
    assert DatabaseState.MISSING is status(folder).database
    journal.write_bytes(b"short")
    assert DatabaseState.DAMAGED is status(folder).database


def test_what_opening_would_raise_is_known_before_a_passphrase_is_asked(folder, tmp_path, newer):
    assert isinstance(status(tmp_path / "none").problem, VaultMissing)
    (folder / "header.json").write_bytes(b"{")
    assert status(folder).problem is None  # the copy opens it
    newer("header.copy")
    assert isinstance(status(folder).problem, VaultTooNew)
    (folder / "header.copy").write_bytes(b"{}")
    assert isinstance(status(folder).problem, VaultDamaged)
    for name in BOTH:
        (folder / name).unlink()
    with pytest.raises(VaultDamaged, match="missing"):
        require_openable(folder)


def test_a_journal_file_that_is_gone_is_told_before_a_passphrase_is_asked(folder):
    (folder / "journal.db").unlink()

    assert "missing" in status(folder).problem.message


def test_a_file_that_goes_while_it_is_looked_at_has_no_time(tmp_path):
    assert states._written(tmp_path / "gone") is None
