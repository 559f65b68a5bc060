"""An opened journal file: whose it is, what lies beside it, and how it is made and closed.

What comes before that is in test_open_sequence.py; the same rule holds for both.
"""

import shutil
from dataclasses import replace

import apsw
import pytest

from reflect_cli.errors import ReflectError, VaultDamaged, VaultTooNew
from reflect_cli.vault import cipher, database
from reflect_cli.vault.cipher import keyed, trust
from reflect_cli.vault.database import open_database
from reflect_cli.vault.kdf import LIGHT
from reflect_cli.vault.keys import new_master_key
from reflect_cli.vault.migrations import LATEST
from reflect_cli.vault.salt import salt_of
from reflect_cli.vault.unlocking import read_headers, unlock
from reflect_cli.vault.vault import create, open_vault
from vault.sample import bytes_of, entry, passphrase


@pytest.fixture
def opened(folder, roots):
    """The header of the copied vault and its master key."""
    return unlock(read_headers(folder), roots)


@pytest.fixture
def path(folder):
    return folder / "journal.db"


def test_a_wrong_key_is_found_by_the_first_reading(folder, path, opened):
    """The engine says "ok" to any key of the right length."""
    connection = apsw.Connection(str(path))
    cipher._set_key(connection, bytes(new_master_key()), salt_of(path))
    connection.close()

    with pytest.raises(VaultDamaged, match="damaged"):
        open_database(folder, new_master_key(), opened.header)


def test_a_file_of_another_vault_under_the_same_key_is_refused(folder, opened):
    stranger = replace(opened.header, vault=bytes(16))

    with pytest.raises(VaultDamaged, match="two different journals"):
        open_database(folder, opened.master, stranger)


@pytest.mark.parametrize("name", ["vault", "gen", "head"])
def test_a_file_that_does_not_say_whose_it_is_is_damage(folder, path, opened, name):
    connection = keyed(path, opened.master, salt_of(path))
    connection.execute("DELETE FROM meta WHERE name = ?", (name,))
    trust(connection)
    connection.close()

    with pytest.raises(VaultDamaged):
        open_database(folder, opened.master, opened.header)


@pytest.mark.parametrize(("version", "kind"), [(LATEST + 1, VaultTooNew), (0, VaultDamaged)])
def test_the_version_inside_is_looked_at_before_anything_is_changed(
    folder, path, opened, version, kind
):
    connection = keyed(path, opened.master, salt_of(path))
    connection.pragma("user_version", version)
    trust(connection)
    connection.close()
    before = bytes_of(folder)

    with pytest.raises(kind):
        open_database(folder, opened.master, opened.header)
    assert before == bytes_of(folder)


def test_a_wal_from_an_earlier_day_is_refused_and_stays_what_it_was(folder):
    with open_vault(folder, passphrase()) as vault:
        vault.entries.add(entry(70))
        old = (folder / "journal.db-wal").read_bytes()
    with open_vault(folder, passphrase()) as vault:
        vault.entries.add(entry(71))
    (folder / "journal.db-wal").write_bytes(old)
    (folder / "journal.db-wal").chmod(0o600)
    before = bytes_of(folder)

    with pytest.raises(VaultDamaged, match="not its own") as told:
        open_vault(folder, passphrase())
    assert before == bytes_of(folder)
    assert "move journal.db-wal" in told.value.hint


def test_a_wal_whose_pages_would_fit_is_refused_by_the_head_alone(folder):
    """Without the comparison it opens, nothing is damaged, and a change is silently taken back."""
    with open_vault(folder, passphrase()) as vault:
        vault.settings.set("country", "be")
        old = (folder / "journal.db-wal").read_bytes()
    with open_vault(folder, passphrase()) as vault:
        vault.settings.set("country", "se")
    (folder / "journal.db-wal").write_bytes(old)
    (folder / "journal.db-wal").chmod(0o600)

    with pytest.raises(VaultDamaged, match="not its own"):
        open_vault(folder, passphrase())


def test_until_it_is_proved_nothing_beside_the_file_is_folded_into_it(folder, path, opened):
    with open_vault(folder, passphrase()) as vault:
        vault.entries.add(entry(70))
        crashed = folder.parent / "crashed"
        shutil.copytree(folder, crashed)
    before = (crashed / "journal.db").read_bytes()
    connection = keyed(crashed / "journal.db", opened.master, before[:16])
    assert 42 == connection.execute("SELECT count(*) FROM entry").get
    connection.close()
    untouched = (crashed / "journal.db").read_bytes()
    connection = keyed(crashed / "journal.db", opened.master, before[:16])
    trust(connection)
    list(connection.execute("SELECT count(*) FROM entry"))
    connection.close()

    assert before == untouched
    assert before != (crashed / "journal.db").read_bytes()


def test_a_disk_that_gives_no_wal_is_refused():
    """A file in memory cannot have one: the real engine answers otherwise."""
    with pytest.raises(ReflectError, match="does not allow the way"):
        database._require_wal(apsw.Connection(":memory:"))


def test_the_open_file_has_a_wal(vault):
    assert "wal" == vault.database._connection.pragma("journal_mode")


def test_a_file_that_came_out_without_its_salt_is_not_kept(tmp_path, monkeypatch):
    """What a build that ignores the key would do: here the key is never handed over."""
    monkeypatch.setattr(cipher, "_set_key", lambda *_: None)

    with pytest.raises(ReflectError, match="did not come out encrypted"):
        create(tmp_path / "vault", passphrase(), LIGHT)
    assert ["home"] == [path.name for path in tmp_path.iterdir()]


def test_closing_folds_everything_into_the_one_file(folder):
    with open_vault(folder, passphrase()) as vault:
        vault.entries.add(entry(70))
        assert (folder / "journal.db-wal").stat().st_size > 0

    assert {"header.json", "header.copy", "journal.db", "lock"} == set(bytes_of(folder))


def test_closing_folds_it_in_even_where_the_engine_would_not(folder, opened):
    """Told to leave the -wal alone, the engine would; the command folds it in by itself."""
    journal = open_database(folder, opened.master, opened.header)
    journal._connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
    before = (folder / "journal.db").read_bytes()
    with journal.change():
        journal.run("INSERT INTO setting VALUES ('a', 'b')")
    journal.close()

    wal = folder / "journal.db-wal"
    assert before != (folder / "journal.db").read_bytes()
    assert not wal.exists() or not wal.stat().st_size


def test_removed_words_leave_the_search_index_too(vault):
    asked = "SELECT v FROM entry_search_config WHERE k = 'secure-delete'"

    assert "1" == str(vault.database._connection.execute(asked).get)
