"""The door when something stands in the way: nothing is half open, and the truth is told."""

import errno
from dataclasses import replace
from pathlib import Path

import pytest

from reflect_cli.errors import CannotWrite, VaultDamaged, WrongPassphrase
from reflect_cli.vault import kdf
from reflect_cli.vault.database import open_database, open_for_reading
from reflect_cli.vault.lock import is_busy, take
from reflect_cli.vault.recovery import Kit
from reflect_cli.vault.unlocking import HeaderFiles, read_headers, unlock
from reflect_cli.vault.vault import _entered, _unlocked, _Way, open_to_change, open_vault
from vault.changer import opens
from vault.sample import entry, open_within, passphrase
from vault.test_full_disk import mounted_read_only

KEY = bytes(range(20))


@pytest.fixture
def changing(folder, roots):
    """The copy, open to be changed, with a key that was derived before."""
    opened = unlock(read_headers(folder), roots)
    with _entered(folder, opened, take(folder), way=_Way.CHANGING) as vault:
        yield vault


def test_two_damaged_copies_of_the_key_file_are_damage(roots):
    for found in (HeaderFiles(b"{", b"["), HeaderFiles(b"{", None), HeaderFiles(None, b"[")):
        with pytest.raises(VaultDamaged):
            unlock(found, roots)


def test_keys_are_not_changed_where_nothing_can_be_written(folder, tmp_path):
    with (
        mounted_read_only(folder.parent, tmp_path) as place,
        pytest.raises(CannotWrite, match="cannot be written to"),
    ):
        open_to_change(place / "vault", passphrase())


def changed_meanwhile(folder, roots, change):
    """A lock that is got only after another Reflect has changed the keys."""

    def hold():
        opened = unlock(read_headers(folder), roots)
        with _entered(folder, opened, take(folder), way=_Way.CHANGING) as vault:
            change(vault.keys)
        return take(folder)

    return hold


def test_a_key_file_that_changed_while_the_lock_was_waited_for_is_read_again(folder, roots):
    hold = changed_meanwhile(folder, roots, lambda keys: keys.set_kit(Kit(bytearray(KEY))))
    opened, held, seen = _unlocked(folder, passphrase(), hold)
    held.release()

    assert 2 == opened.header.gen
    assert read_headers(folder) == seen


def test_a_passphrase_that_changed_while_the_lock_was_waited_for_does_not_open(folder, roots):
    new = bytearray(b"another lantern")
    hold = changed_meanwhile(folder, roots, lambda keys: keys.set_passphrase(new, kdf.LIGHT))
    with pytest.raises(WrongPassphrase):
        _unlocked(folder, passphrase(), hold)

    assert not is_busy(folder)


def test_a_copy_that_cannot_be_put_right_is_not_in_the_way(folder, monkeypatch):
    (folder / "header.copy").unlink()

    def refuse(_path, _target):
        raise OSError(errno.EIO, "no")

    monkeypatch.setattr(Path, "replace", refuse)
    with open_vault(folder, passphrase()) as vault:
        assert () == vault.notices
        assert 41 == vault.entries.count()
    assert not (folder / "header.copy").exists()


def test_ctrl_c_before_anything_is_written_is_heard_and_nothing_changed(
    folder, changing, monkeypatch
):
    before = read_headers(folder)

    def heard(_path, _target):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", heard)
        with pytest.raises(KeyboardInterrupt):
            changing.keys.set_kit(Kit(bytearray(KEY)))
    assert before == read_headers(folder)
    assert not opens(folder, Kit(bytearray(KEY)))
    changing.keys.set_kit(Kit(bytearray(KEY)))
    assert opens(folder, Kit(bytearray(KEY)))


def test_a_key_file_that_cannot_be_read_after_a_failed_writing_was_not_written(
    folder, changing, monkeypatch
):
    def lost(_path, target):
        target.unlink()
        target.symlink_to("nowhere")
        raise OSError(errno.EIO, "no")

    monkeypatch.setattr(Path, "replace", lost)
    with pytest.raises(CannotWrite):
        changing.keys.set_kit(Kit(bytearray(KEY)))
    assert 1 == changing.keys._header.gen


def test_closing_wipes_every_key_and_lets_go_of_every_file(folder, roots):
    opened = unlock(read_headers(folder), roots)
    vault = _entered(folder, opened, take(folder), way=_Way.CHANGING)
    master, sealing = vault.keys._master, vault.sealing._key
    assert bytes(32) not in (bytes(master), bytes(sealing))
    assert bytearray(32) == opened.master
    assert ["journal.db", "journal.db-wal", "lock"] == open_within(folder)
    vault.close()
    vault.close()

    assert bytearray(32) == master == sealing
    assert [] == open_within(folder)


def test_a_door_that_stays_shut_leaves_no_key_no_lock_and_no_file_open(folder, roots):
    with open_vault(folder, passphrase()) as vault:
        before = (folder / "journal.db").read_bytes()
        vault.entries.add(entry(70))
    (folder / "journal.db").write_bytes(before)
    opened = unlock(read_headers(folder), roots)
    with pytest.raises(VaultDamaged, match="older than this computer remembers") as told:
        _entered(folder, opened, take(folder))

    assert told.value.__traceback__  # which holds what was opened
    assert bytearray(32) == opened.master
    assert [] == open_within(folder)
    assert not is_busy(folder)


def test_a_file_that_is_refused_is_closed_at_once(folder, roots):
    opened = unlock(read_headers(folder), roots)
    stranger = replace(opened.header, vault=bytes(16))
    for look in (open_database, open_for_reading):
        with pytest.raises(VaultDamaged, match="two different journals") as told:
            look(folder, opened.master, stranger)
        assert told.value.__traceback__
        assert [] == open_within(folder)
