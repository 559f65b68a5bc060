"""Every line of how a journal file is opened, each with a test that fails without it.

The real engine answers wherever it can be made to. A stand-in is put in its place only for
answers that this engine never gives: there the test shows that we would have listened.
"""

import os
import shutil
from dataclasses import replace

import apsw
import pytest

from reflect_cli.errors import ReflectError, VaultDamaged, VaultTooNew
from reflect_cli.vault import cipher, database
from reflect_cli.vault.cipher import keyed, trust
from reflect_cli.vault.database import make_database, open_database
from reflect_cli.vault.kdf import LIGHT
from reflect_cli.vault.keys import database_key, new_master_key
from reflect_cli.vault.migrations import LATEST
from reflect_cli.vault.salt import salt_of
from reflect_cli.vault.unlocking import read_headers, unlock
from reflect_cli.vault.vault import create, open_vault
from vault.sample import bytes_of, entry, passphrase

SETTINGS = {
    "cipher": "sqlcipher",
    "locking_mode": "exclusive",
    "temp_store": 2,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
    "secure_delete": 1,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "synchronous": 2,
    "fullfsync": 1,
    "checkpoint_fullfsync": 1,
}


@pytest.fixture
def opened(folder, roots):
    """The header of the copied vault and its master key."""
    return unlock(read_headers(folder), roots)


@pytest.fixture
def path(folder):
    return folder / "journal.db"


def refused(path, content):
    """What is said of *content* as a journal file; it is left as it was."""
    path.write_bytes(content)
    with pytest.raises(VaultDamaged) as told:
        salt_of(path)
    assert content == path.read_bytes()
    return told.value.message


class Answering:
    """A stand-in for a connection that answers one setting with something else."""

    def __init__(self, **answers):
        self._answers = {"cipher": "sqlcipher", "legacy": 4, "key": "ok"} | answers
        self.asked = []

    def pragma(self, name, value):
        self.asked.append((name, value))
        return self._answers[name]

    def execute(self, statement, *, can_cache):
        self.asked.append((statement, can_cache))
        self.get = self._answers["key"]
        return self


def test_an_engine_without_its_mark_is_refused_for_opening_and_making(
    path, opened, tmp_path, monkeypatch
):
    monkeypatch.delattr(apsw, "mc_version")
    for act in (
        lambda: keyed(path, opened.master, bytes(16)),
        lambda: make_database(tmp_path, opened.master, opened.header, bytes(16)),
    ):
        with pytest.raises(ReflectError, match="cannot encrypt"):
            act()
    assert not (tmp_path / "journal.db").exists()


def test_a_file_that_is_not_there_is_never_made(tmp_path, opened):
    for alone in (False, True):
        with pytest.raises(apsw.CantOpenError):
            keyed(tmp_path / "journal.db", opened.master, bytes(16), alone=alone)
    with pytest.raises(VaultDamaged, match="missing"):
        salt_of(tmp_path / "journal.db")
    assert not (tmp_path / "journal.db").exists()


@pytest.mark.parametrize("alone", [False, True])
def test_the_engine_itself_does_not_follow_a_link(path, opened, tmp_path, alone):
    (tmp_path / "link.db").symlink_to(path)

    with pytest.raises(apsw.Error):
        keyed(tmp_path / "link.db", opened.master, salt_of(path), alone=alone)


def test_the_salt_is_not_read_through_a_link(path, tmp_path):
    (tmp_path / "link.db").symlink_to(path)

    with pytest.raises(OSError, match="symbolic link"):
        salt_of(tmp_path / "link.db")


@pytest.mark.parametrize("size", [0, 1, 16, 511])
def test_a_file_too_short_to_be_one_is_damage(path, size):
    assert "damaged" in refused(path, os.urandom(size))


def test_a_file_of_the_shortest_length_is_looked_into(path):
    path.write_bytes(bytes(range(256)) * 2)

    assert bytes(range(16)) == salt_of(path)


def test_a_file_that_begins_like_a_plain_database_is_refused(path):
    assert "not encrypted" in refused(path, b"SQLite format 3\0" + bytes(8192))


def test_each_file_has_a_key_of_its_own_from_its_first_bytes(path, opened, tmp_path):
    """The same master key and another salt: another key, and another file's pages do not fit."""
    other = tmp_path / "other"
    other.mkdir(mode=0o700)
    make_database(other, opened.master, opened.header, bytes(16))
    keys = {bytes(database_key(opened.master, salt)) for salt in (salt_of(path), bytes(16))}
    assert 2 == len(keys)
    mixed = bytearray(path.read_bytes())
    mixed[4096:8192] = (other / "journal.db").read_bytes()[4096:8192]
    path.write_bytes(mixed)

    connection = keyed(path, opened.master, salt_of(path))
    with pytest.raises((apsw.NotADBError, apsw.CorruptError)):
        list(connection.execute("PRAGMA integrity_check"))
    connection.close()


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_key_of_another_length_is_not_handed_to_the_engine(length):
    """It would be stretched as if it were words, and a new file made with it."""
    connection = Answering()
    with pytest.raises(AssertionError):
        cipher._set_key(connection, bytes(length), bytes(16))
    with pytest.raises(AssertionError):
        cipher._set_key(connection, bytes(32), bytes(15))

    assert [] == connection.asked


def test_the_cipher_then_its_format_then_the_key_and_the_statement_is_not_remembered():
    connection = Answering()
    cipher._set_key(connection, bytes(32), bytes(16))

    statement = f"PRAGMA key = 'raw:{'0' * 64}{'0' * 32}'"
    asked = [("cipher", "sqlcipher"), ("legacy", 4), (statement, False)]
    # the words of the statement were overwritten once the engine had read them
    assert asked[:2] == connection.asked[:2]
    assert connection.asked[2] in (asked[2], ("\0" * len(statement), False))
    assert 3 == len(connection.asked)


@pytest.mark.parametrize(
    "answers",
    [{"cipher": "chacha20"}, {"cipher": None}, {"legacy": 0}, {"legacy": None}, {"key": None}],
)
def test_an_engine_that_answers_otherwise_is_not_used(answers):
    """A misspelt setting answers nothing, and the file would be plain text or another format."""
    with pytest.raises(ReflectError, match="did not switch encryption on"):
        cipher._set_key(Answering(**answers), bytes(32), bytes(16))


def test_the_file_is_in_the_format_that_the_settings_ask_for(path, opened):
    """With another cipher, another format number or no salt in the key, it cannot be read."""
    key, salt = database_key(opened.master, salt_of(path)).hex(), salt_of(path).hex()
    found = {}
    for settings in (
        ("sqlcipher", 4, f"raw:{key}{salt}"),
        ("sqlcipher", 3, f"raw:{key}{salt}"),
        ("chacha20", 0, f"raw:{key}{salt}"),
        ("sqlcipher", 4, f"raw:{key[:-2]}00{salt}"),
    ):
        connection = apsw.Connection(str(path))
        connection.pragma("cipher", settings[0])
        connection.pragma("legacy", settings[1])
        connection.execute(f"PRAGMA key = '{settings[2]}'")
        try:
            found[settings[:2]] = connection.execute("SELECT count(*) FROM meta").get
        except apsw.NotADBError:
            found.setdefault(settings[:2], "refused")
        connection.close()

    assert {("sqlcipher", 4): 3, ("sqlcipher", 3): "refused", ("chacha20", 0): "refused"} == found


@pytest.mark.parametrize("name", SETTINGS)
def test_each_setting_holds_on_the_open_file(vault, name):
    assert SETTINGS[name] == vault._database._connection.pragma(name)


def test_defences_are_on(vault):
    assert 1 == vault._database._connection.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, -1)


def test_the_engine_waits_for_another_program_a_moment(path, opened, monkeypatch):
    """Shortened here: without the setting the engine would answer at once, without waiting."""
    monkeypatch.setattr(cipher, "_BUSY_MILLISECONDS", 77)
    connection = keyed(path, opened.master, salt_of(path))

    assert 77 == connection.pragma("busy_timeout")
    connection.close()


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
    assert "wal" == vault._database._connection.pragma("journal_mode")


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

    assert "1" == str(vault._database._connection.execute(asked).get)
