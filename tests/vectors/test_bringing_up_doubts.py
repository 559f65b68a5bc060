"""An older journal that is not sound, and a newer one that is not its like: told, and nothing goes."""

import sys

import apsw
import pytest

from reflect_cli.errors import CannotWrite, VaultDamaged
from reflect_cli.vault.cipher import trust
from reflect_cli.vault.migrations import bring_up
from reflect_cli.vault.renewal import Closed, _copy
from vault.sample import bytes_of
from vectors import fixtures as f
from vectors.test_bringing_up import COPY


def changed(folder, *statements):
    """Run *statements* on the closed journal, past every rule of its tables."""
    connection = f.connected(folder)
    connection.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 0)
    connection.pragma("writable_schema", 1)
    for statement in statements:
        connection.execute(statement)
    trust(connection)
    connection.close()


def without_lock(folder):
    return {name: content for name, content in bytes_of(folder).items() if name != "lock"}


def test_an_index_that_does_not_fit_its_table_is_found_before_anything_is_changed(tmp_path):
    folder = f.taken("vault-v2", tmp_path / "vault")
    changed(
        folder,
        "UPDATE sqlite_schema SET sql = replace(sql, '(set_id, ', '(kind, ') "
        "WHERE name = 'entry_by_set'",
    )
    before = without_lock(folder)

    with pytest.raises(VaultDamaged, match="The journal file is damaged"):
        f.opened(folder)
    assert before == without_lock(folder)


def test_ctrl_c_when_the_newer_one_is_just_written_keeps_the_copy_for_the_next_opening(tmp_path):
    """It is heard when the step in which the engine committed comes back."""
    folder = f.taken("vault-v2", tmp_path / "vault")

    def heard(frame, event, _given):
        if event == "return" and frame.f_code is bring_up.__code__:
            raise KeyboardInterrupt

    def committed(*_):
        sys.setprofile(heard)
        return apsw.SQLITE_OK

    def listen(connection):
        connection.set_wal_hook(committed)

    apsw.connection_hooks.append(listen)
    try:
        with pytest.raises(KeyboardInterrupt):
            f.opened(folder)
    finally:
        sys.setprofile(None)
        apsw.connection_hooks.remove(listen)
    assert (folder / COPY).exists()

    assert f.recorded("vault-v2") == f.found_in(folder)
    assert f.AFTERWARDS == set(bytes_of(folder))


def test_a_journal_is_not_copied_without_what_lies_beside_it(tmp_path):
    folder = f.taken("vault-v2-open", tmp_path / "vault")
    before = bytes_of(folder)

    with pytest.raises(CannotWrite, match="must first be brought up to date"):
        _copy(Closed(folder / "journal.db", *f.keys_of(folder)))
    assert before == bytes_of(folder)


DOUBTS = {
    "a step whose record is gone": (
        "DROP TRIGGER record_never_goes",
        "DELETE FROM record WHERE n = (SELECT max(n) FROM record WHERE kind = 'step')",
    ),
    "a record signed by nobody": (
        "DROP TRIGGER record_never_changes",
        "UPDATE record SET mac = zeroblob(32) WHERE n = (SELECT max(n) FROM record)",
    ),
    "a record that follows nothing": (
        "DROP TRIGGER record_never_changes",
        "UPDATE record SET seq = seq + 1 WHERE n = (SELECT max(n) FROM record)",
    ),
}


@pytest.mark.parametrize("doubt", DOUBTS)
def test_a_newer_one_that_does_not_prove_itself_is_told_and_the_copy_stays(doubt, tmp_path):
    folder = f.taken("vault-v2", tmp_path / "vault")
    older = (folder / "journal.db").read_bytes()
    f.found_in(folder)
    changed(folder, *DOUBTS[doubt])
    (folder / COPY).write_bytes(older)
    (folder / COPY).chmod(0o600)
    before = without_lock(folder)

    with pytest.raises(VaultDamaged, match="not what was there before"):
        f.opened(folder)
    assert before == without_lock(folder)
