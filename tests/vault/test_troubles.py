"""What the system and the database say, in the person's words: each with its own kind of error."""

import errno

import apsw
import pytest

from reflect_cli.errors import (
    CannotWrite,
    ReflectError,
    UnsafePlace,
    VaultBusy,
    VaultDamaged,
)
from reflect_cli.vault import cipher
from reflect_cli.vault.database import open_database
from reflect_cli.vault.troubles import filing, keeping, storing
from reflect_cli.vault.unlocking import read_headers, unlock


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        ("ENOSPC", CannotWrite, "The disk is full"),
        ("EDQUOT", CannotWrite, "The disk is full"),
        ("EFBIG", CannotWrite, "The disk is full"),
        ("EROFS", CannotWrite, "cannot be written to"),
        ("EACCES", CannotWrite, "cannot be written to"),
        ("EPERM", CannotWrite, "cannot be written to"),
        ("ELOOP", UnsafePlace, "a link to somewhere else"),
        ("EIO", CannotWrite, "could not write"),
    ],
)
def test_what_the_system_says_of_a_file(code, kind, words):
    with pytest.raises(ReflectError, match=words) as told, filing():
        raise OSError(getattr(errno, code), "words of the system")

    assert kind is type(told.value)
    assert told.value.hint


def from_disk(code):
    """The engine's error for reading or writing, with the part of it that says which."""
    problem = apsw.IOError()
    problem.extendedresult = code
    return problem


@pytest.mark.parametrize(
    ("problem", "opening", "writing"),
    [
        (apsw.FullError(), CannotWrite, CannotWrite),
        (apsw.ReadOnlyError(), CannotWrite, CannotWrite),
        (apsw.PermissionsError(), CannotWrite, CannotWrite),
        (apsw.CantOpenError(), CannotWrite, CannotWrite),
        (apsw.BusyError(), VaultBusy, CannotWrite),
        (apsw.LockedError(), VaultBusy, CannotWrite),
        (apsw.NotADBError(), VaultDamaged, CannotWrite),
        (apsw.CorruptError(), VaultDamaged, CannotWrite),
        (from_disk(apsw.SQLITE_IOERR_READ), VaultDamaged, CannotWrite),
        (from_disk(apsw.SQLITE_IOERR_SHORT_READ), VaultDamaged, CannotWrite),
        (from_disk(apsw.SQLITE_IOERR_CORRUPTFS), VaultDamaged, CannotWrite),
        (from_disk(apsw.SQLITE_IOERR_WRITE), CannotWrite, CannotWrite),
        (apsw.IOError(), CannotWrite, CannotWrite),
        (apsw.SQLError(), ReflectError, ReflectError),
    ],
    ids=repr,
)
def test_what_the_engine_says_when_it_opens_and_when_it_writes(problem, opening, writing):
    """A failure to write never says that the journal is damaged: it may be a disk that is gone."""
    for told_by, kind in ((storing, opening), (keeping, writing)):
        with pytest.raises(ReflectError) as told, told_by():
            raise problem
        assert kind is type(told.value)
        assert told.value.message
        assert told.value.hint


def test_another_program_that_has_the_file_open_is_told(folder, vault, roots, monkeypatch):
    monkeypatch.setattr(cipher, "_BUSY_MILLISECONDS", 1)
    opened = unlock(read_headers(folder), roots)

    with pytest.raises(VaultBusy, match="Another program") as told:
        open_database(folder, opened.master, opened.header)
    assert "Close it and try again." == told.value.hint
