"""The tables: one road to them, versions that only go up, revisions that stay."""

import apsw
import pytest

from reflect_cli.errors import ReflectError, VaultTooNew
from reflect_cli.vault.chain import Chain
from reflect_cli.vault.migrations import LATEST, MIGRATIONS, Signer, bring_up, version_of
from vault.sample import WHEN, entry

SIGNER = Signer(Chain(bytes(32)), "d" * 32)
TABLES = {
    "meta", "setting", "draft", "entry", "record", "plan", "plan_step", "entry_search",
    "worked", "memory", "installed", "distrusted",
}  # fmt: skip


def shape(rows):
    return sorted(str(row[0]) for row in rows if row[0])


def test_a_made_vault_has_the_tables_that_migrating_from_nothing_gives(vault):
    empty = apsw.Connection(":memory:")
    bring_up(empty, SIGNER)

    asked = "SELECT sql FROM sqlite_schema"
    assert shape(empty.execute(asked)) == shape(vault.database.rows(asked))
    assert LATEST == version_of(empty) == len(MIGRATIONS)
    assert TABLES <= {row[0] for row in empty.execute("SELECT name FROM sqlite_schema")}


def test_migrating_again_changes_nothing():
    empty = apsw.Connection(":memory:")
    bring_up(empty, SIGNER)
    bring_up(empty, SIGNER)

    assert LATEST == version_of(empty)


def test_a_step_that_fails_leaves_the_version_and_the_tables_as_they_were(monkeypatch):
    def broken(connection, _signer):
        connection.execute("CREATE TABLE half (a)")
        raise RuntimeError

    monkeypatch.setattr("reflect_cli.vault.migrations.MIGRATIONS", (*MIGRATIONS, broken))
    monkeypatch.setattr("reflect_cli.vault.migrations.LATEST", LATEST + 1)
    empty = apsw.Connection(":memory:")
    with pytest.raises(RuntimeError):
        bring_up(empty, SIGNER)

    assert 0 == empty.pragma("user_version")
    assert [] == list(empty.execute("SELECT name FROM sqlite_schema"))


def test_tables_from_a_newer_reflect_are_not_migrated():
    empty = apsw.Connection(":memory:")
    empty.pragma("user_version", LATEST + 1)
    with pytest.raises(VaultTooNew):
        bring_up(empty, SIGNER)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record SET body = ''",
        "UPDATE record SET body = NULL, at = ''",
        "UPDATE record SET n = n + 1000",
        "DELETE FROM record",
        "REPLACE INTO record SELECT n, id, about, device, seq, parents, at, kind, '', digest, prev, mac FROM record",
    ],
)
def test_a_record_is_neither_changed_nor_removed(vault, statement):
    with pytest.raises(ReflectError, match="ConstraintError"), vault.transaction():
        vault.database.run(statement)

    assert entry(1).id == vault.entries.get(entry(1).id).id
    assert 41 == len(vault.database.rows("SELECT n FROM record WHERE kind = 'entry'"))


def test_the_words_of_every_version_go_with_their_entry(vault):
    vault.entries.revise(entry(1, "again"), WHEN)
    vault.entries.remove(entry(1).id)

    said = vault.database.rows("SELECT kind, body FROM record WHERE about = ?", (entry(1).id,))
    assert 40 == vault.entries.count()
    assert [("entry", None), ("entry", None), ("removed", "{}")] == said


def test_every_change_raises_the_head_once(vault):
    def head():
        return vault.database.one("SELECT value FROM meta WHERE name = 'head'")[0]

    before = head()
    vault.settings.set("a", "b")
    with vault.transaction():
        vault.entries.add(entry(80))
        vault.drafts.drop("d1")

    assert before + 2 == head()


def test_the_file_is_kept_as_safely_as_it_can_be(vault):
    """What each setting answers on an open vault, journal and cipher included."""
    asked = {
        "journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "temp_store": 2,
        "trusted_schema": 0, "foreign_keys": 1, "recursive_triggers": 1, "mmap_size": 0,
        "cell_size_check": 1, "cipher": "sqlcipher", "locking_mode": "exclusive",
    }  # fmt: skip
    connection = vault.database._connection

    assert asked == {name: connection.pragma(name) for name in asked}
    assert 1 == connection.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, -1)
    assert "1" == str(
        connection.execute("SELECT v FROM entry_search_config WHERE k = 'secure-delete'").get
    )
