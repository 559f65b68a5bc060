"""Every line of how a journal file is opened, each with a test that fails without it.

The real engine answers wherever it can be made to. A stand-in is put in its place only for
answers that this engine never gives: there the test shows that we would have listened.
"""

import os

import apsw
import pytest

from reflect_cli.errors import ReflectError, VaultDamaged
from reflect_cli.vault import cipher
from reflect_cli.vault.cipher import keyed
from reflect_cli.vault.database import make_database
from reflect_cli.vault.keys import database_key
from reflect_cli.vault.salt import salt_of
from reflect_cli.vault.unlocking import read_headers, unlock

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

    assert {("sqlcipher", 4): 4, ("sqlcipher", 3): "refused", ("chacha20", 0): "refused"} == found


@pytest.mark.parametrize("name", SETTINGS)
def test_each_setting_holds_on_the_open_file(vault, name):
    assert SETTINGS[name] == vault.database._connection.pragma(name)


def test_each_setting_is_made_and_not_only_what_the_engine_does_anyway(tmp_path):
    """On a plain file where each of them says the opposite first."""
    opposite = {name: 1 - value for name, value in SETTINGS.items() if value in (0, 1)}
    opposite |= {"locking_mode": "normal", "temp_store": 1, "mmap_size": 65536, "synchronous": 1}
    connection = apsw.Connection(str(tmp_path / "plain.db"))
    for name, value in opposite.items():
        connection.pragma(name, value)
    before = {name: connection.pragma(name) for name in opposite}
    cipher._settle(connection)
    after = {name: connection.pragma(name) for name in opposite}
    connection.close()

    assert opposite == before
    assert {name: SETTINGS[name] for name in opposite} == after


def test_defences_are_on(vault):
    assert 1 == vault.database._connection.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, -1)


def test_the_engine_waits_for_another_program_a_moment(path, opened, monkeypatch):
    """Shortened here: without the setting the engine would answer at once, without waiting."""
    monkeypatch.setattr(cipher, "_BUSY_MILLISECONDS", 77)
    connection = keyed(path, opened.master, salt_of(path))

    assert 77 == connection.pragma("busy_timeout")
    connection.close()
