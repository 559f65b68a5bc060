"""The machine's errors in the person's words. What he wrote is never part of them."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reflect_cli.errors import CannotWrite, ReflectError, UnsafePlace, VaultBusy, VaultDamaged

if TYPE_CHECKING:
    from collections.abc import Iterator

    import apsw

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EROFS, errno.EACCES, errno.EPERM}
_RESTORE = "Restore the journal from a backup; keep the present folder until that is done."


def put_back(what: str) -> str:
    """The hint for a file of the vault that is gone or damaged: a backup of Reflect's has none of them."""
    return (
        f"Put {what} back from a copy of the folder, or make the journal anew from a backup: "
        "reflect vault restore --replace FILE"
    )


@contextmanager
def filing() -> Iterator[None]:
    """Translate what the operating system says about files."""
    try:
        yield
    except OSError as problem:
        raise _from_system(problem) from None


@contextmanager
def storing() -> Iterator[None]:
    """Translate what the database says while it is opened or read."""
    import apsw

    try:
        yield
    except apsw.Error as problem:
        raise _from_database(problem) from None


@contextmanager
def keeping() -> Iterator[None]:
    """Translate what the database says while it is written to: nothing was kept, whatever it was.

    The words are still in memory then, and the journal may be whole on a disk that is gone.
    """
    import apsw

    try:
        yield
    except apsw.Error as problem:
        told = _from_database(problem)
        if isinstance(told, VaultDamaged):
            raise _writing_failed() from None
        if isinstance(told, VaultBusy):
            raise CannotWrite(told.message, hint=told.hint) from None
        raise told from None


def disk_full() -> CannotWrite:
    """The error for a disk with no room left."""
    return CannotWrite(
        "The disk is full, so this could not be kept.",
        hint="Make some room and try again. What was kept earlier is whole.",
    )


def not_writable() -> CannotWrite:
    """The error for a place that refuses writing."""
    return CannotWrite(
        "The journal's folder cannot be written to.",
        hint="Make it writable for you and try again. What was kept earlier is whole.",
    )


def database_damaged() -> VaultDamaged:
    """The error for a database that is not what Reflect wrote."""
    return VaultDamaged("The journal file is damaged.", hint=_RESTORE)


def _from_system(problem: OSError) -> ReflectError:
    if problem.errno in _FULL:
        return disk_full()
    if problem.errno in _FORBIDDEN:
        return not_writable()
    if problem.errno == errno.ELOOP:
        return UnsafePlace(
            "A file of the journal is a link to somewhere else.",
            hint="Put the file itself in its place.",
        )
    return _writing_failed()


def _from_database(problem: apsw.Error) -> ReflectError:
    import apsw

    match problem:
        case apsw.FullError():
            return disk_full()
        case apsw.ReadOnlyError() | apsw.PermissionsError() | apsw.CantOpenError():
            return not_writable()
        case apsw.BusyError() | apsw.LockedError():
            return VaultBusy(
                "Another program has the journal file open.", hint="Close it and try again."
            )
        case apsw.NotADBError() | apsw.CorruptError():
            return database_damaged()
        case apsw.IOError():
            return _from_reading_or_writing(problem)
        case _:
            return ReflectError(
                f"The journal's database did not do what was asked ({type(problem).__name__}).",
                hint="Nothing kept is lost. If it happens again, please report it.",
            )


def _from_reading_or_writing(problem: apsw.Error) -> ReflectError:
    import apsw

    reading = {apsw.SQLITE_IOERR_READ, apsw.SQLITE_IOERR_SHORT_READ, apsw.SQLITE_IOERR_CORRUPTFS}
    return (
        database_damaged()
        if getattr(problem, "extendedresult", 0) in reading
        else _writing_failed()
    )


def _writing_failed() -> CannotWrite:
    return CannotWrite(
        "The computer could not write to the journal's disk.",
        hint="Check the disk and try again. What was kept earlier is whole.",
    )
