"""Altered, shortened, swapped or foreign files: an error of ours, or exactly the same data."""

import os
import shutil

import apsw
import pytest

from reflect_cli.errors import ReflectError, VaultDamaged, VaultTooNew
from reflect_cli.vault.kdf import LIGHT
from reflect_cli.vault.migrations import LATEST
from reflect_cli.vault.vault import create, open_vault
from vault.sample import bytes_of, entry, everything, passphrase

PAGE = 4096


@pytest.fixture(scope="session")
def whole(made, tmp_path_factory, roots):
    copy = tmp_path_factory.mktemp("whole") / "vault"
    shutil.copytree(made, copy)
    return everything(copy, roots)


def verdict(folder, roots, whole):
    """Whether all of it reads the same, is refused, or is silently different.

    A page that no table or search reads (an index for short ids, say) may be altered unseen.
    """
    try:
        found = everything(folder, roots)
    except VaultDamaged:
        return "refused"
    return "same" if found == whole else "silently different"


def put(folder, content):
    for name in ("journal.db-wal", "journal.db-shm"):
        (folder / name).unlink(missing_ok=True)
    (folder / "journal.db").write_bytes(content)


def test_no_flipped_byte_in_any_page_gives_different_data(folder, roots, whole):
    content = (folder / "journal.db").read_bytes()
    verdicts = {}
    for page in range(0, len(content), PAGE):
        for step, within in enumerate([0, 1, 15, 16, 17, 20, 24, 27, 100, 1811, 4015, 4016, 4095]):
            place = page + within
            mask = (1, 0x80, 0xFF)[step % 3]
            put(folder, content[:place] + bytes([content[place] ^ mask]) + content[place + 1 :])
            verdicts[place] = verdict(folder, roots, whole)

    assert "silently different" not in verdicts.values()
    assert len(content) // PAGE > 20
    assert (
        list(verdicts.values()).count("refused") > len(verdicts) * 0.6
    )  # pages of indexes are not read


def test_every_page_cut_off_zeroed_or_swapped_is_found(folder, roots, whole):
    content = (folder / "journal.db").read_bytes()
    for page in range(0, len(content), PAGE):
        put(folder, content[:page] + bytes(PAGE) + content[page + PAGE :])
        assert verdict(folder, roots, whole) != "silently different", f"zeroed {page}"
        put(folder, content[:page])
        assert "refused" == verdict(folder, roots, whole), f"cut at {page}"
        put(folder, content[: page + 700])
        assert "refused" == verdict(folder, roots, whole), f"cut in {page}"
        other = (page + PAGE) % len(content)
        swapped = bytearray(content)
        swapped[page : page + PAGE] = content[other : other + PAGE]
        swapped[other : other + PAGE] = content[page : page + PAGE]
        put(folder, bytes(swapped))
        assert verdict(folder, roots, whole) != "silently different", f"swapped {page}"


@pytest.mark.parametrize("size", [0, 1, 15, 16, 100, 511])
def test_an_empty_or_tiny_file_is_never_taken_for_a_new_journal(folder, size):
    put(folder, os.urandom(size))
    before = bytes_of(folder)

    with pytest.raises(VaultDamaged):
        open_vault(folder, passphrase())
    assert before == bytes_of(folder)


def test_a_plain_database_in_its_place_is_refused_untouched(folder):
    (folder / "journal.db").unlink()
    plain = apsw.Connection(str(folder / "journal.db"))
    plain.execute("CREATE TABLE meta (name, value)")
    plain.close()
    (folder / "journal.db").chmod(0o600)
    before = bytes_of(folder)

    with pytest.raises(VaultDamaged, match="not encrypted"):
        open_vault(folder, passphrase())
    assert before == bytes_of(folder)


def test_a_missing_journal_file_is_named(folder):
    (folder / "journal.db").unlink()

    with pytest.raises(VaultDamaged, match="missing"):
        open_vault(folder, passphrase())
    assert not (folder / "journal.db").exists()


def test_random_bytes_in_its_place_are_refused(folder):
    put(folder, os.urandom(10 * PAGE))

    with pytest.raises(VaultDamaged):
        open_vault(folder, passphrase())


def test_the_journal_file_of_another_vault_is_refused(folder, tmp_path):
    with create(tmp_path / "other", passphrase(), LIGHT):
        pass
    shutil.copy(tmp_path / "other" / "journal.db", folder / "journal.db")

    with pytest.raises(VaultDamaged):
        open_vault(folder, passphrase())


def test_a_newer_journal_file_is_refused_with_every_byte_untouched(folder):
    with open_vault(folder, passphrase()) as vault:
        vault.database._connection.pragma("user_version", LATEST + 1)
    before = bytes_of(folder)

    with pytest.raises(VaultTooNew):
        open_vault(folder, passphrase())
    assert before == bytes_of(folder)


def test_an_older_wal_beside_a_newer_file_is_refused_and_takes_nothing_back(folder):
    with open_vault(folder, passphrase()) as vault:
        vault.entries.add(entry(70))
        old = (folder / "journal.db-wal").read_bytes()
    with open_vault(folder, passphrase()) as vault:
        vault.entries.add(entry(71))
    newer = (folder / "journal.db").read_bytes()
    (folder / "journal.db-wal").write_bytes(old)
    (folder / "journal.db-wal").chmod(0o600)

    with pytest.raises(VaultDamaged, match="wal"):
        open_vault(folder, passphrase())
    assert newer == (folder / "journal.db").read_bytes()
    (folder / "journal.db-wal").unlink()
    with open_vault(folder, passphrase()) as vault:
        assert 43 == vault.entries.count()


def test_a_wal_left_by_a_crash_is_read(folder, tmp_path):
    with open_vault(folder, passphrase()) as vault:
        vault.entries.add(entry(70))
        copy = tmp_path / "crashed"
        shutil.copytree(folder, copy)
    copy.chmod(0o700)

    with open_vault(copy, passphrase()) as vault:
        assert 42 == vault.entries.count()


def test_a_damaged_wal_gives_earlier_entries_or_an_error_never_others(
    folder, roots, whole, tmp_path
):
    with open_vault(folder, passphrase()) as vault:
        vault.settings.set("country", "be")
        crashed = tmp_path / "crashed"
        shutil.copytree(folder, crashed)
    crashed.chmod(0o700)
    saved = bytes_of(crashed)
    wal = saved["journal.db-wal"]
    for place in range(0, len(wal), 397):
        for name, content in saved.items():
            (crashed / name).write_bytes(content)
        (crashed / "journal.db-wal").write_bytes(
            wal[:place] + bytes([wal[place] ^ 0xFF]) + wal[place + 1 :]
        )
        try:
            found = everything(crashed, roots)
        except ReflectError:
            continue
        assert found["setting"] in ([("country", "nl")], [("country", "be")])
        assert whole["record"] == found["record"]
