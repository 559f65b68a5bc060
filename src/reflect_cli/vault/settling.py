"""What an opening makes up for: a change that was cut short, a damaged copy of the header, an older index."""

from __future__ import annotations

from contextlib import suppress
from enum import StrEnum
from typing import TYPE_CHECKING

from reflect_cli.errors import CannotWrite
from reflect_cli.vault import rotating
from reflect_cli.vault.current import Current
from reflect_cli.vault.database import open_database, open_for_reading
from reflect_cli.vault.unlocking import write_headers

if TYPE_CHECKING:
    from pathlib import Path

    from reflect_cli.vault.database import Database
    from reflect_cli.vault.records import Records
    from reflect_cli.vault.unlocking import HeaderFiles, Unlocked


class Notice(StrEnum):
    """Something the person should be told after opening; screens have the words."""

    HEADER_REPAIRED = "header-repaired"  # one copy of the key file was damaged, and was put right
    KEY_FINISHED = (
        "key-finished"  # a change of the master key was cut short, and came to its end now
    )
    KEY_UNDONE = "key-undone"  # one was cut short before it counted, and what it left is gone
    HEADER_OLDER = "header-older"  # an older key file, with an older passphrase, was put back
    OLDER = "older"  # it lacks what this computer remembers of it, and was taken all the same
    READ_ONLY = "read-only"  # the folder cannot be written to; nothing new can be kept


def open_file(
    folder: Path, opened: Unlocked, device: str, *, writing: bool
) -> tuple[Database, tuple[Notice, ...]]:
    """The journal file of the vault at *folder*, which is *opened*, and what there is to tell.

    For *writing*, a change of the master key that was cut short is first brought to its end, or
    what it left is removed. Raises as opening does, and CannotWrite where that must be done first.
    """
    if not writing:
        rotating.require_finished(folder, opened)
        return open_for_reading(folder, opened.master, opened.header), ()
    finished = rotating.finish(folder, opened)
    database = open_database(folder, opened.master, opened.header, device)
    if finished:
        return database, (Notice.KEY_FINISHED,)
    return database, (Notice.KEY_UNDONE,) if rotating.sweep(folder) else ()


def search_in_step(records: Records) -> None:
    """Make up for a search index that an earlier Reflect fed other words.

    Where the disk refuses it the next opening does it.
    """
    with suppress(CannotWrite):
        Current(records).index_if_other()


def settled(
    folder: Path, opened: Unlocked, database: Database, seen: HeaderFiles | None
) -> tuple[Notice, ...]:
    """Make up for a change that was cut short, and put a damaged copy of the header right.

    Unless what opened is older than one the file has *seen*, or nothing may be written.
    """
    known = database.gen()
    if opened.header.gen < known:
        return (Notice.HEADER_OLDER,)
    if seen is None:
        return ()
    with suppress(CannotWrite):
        repaired = seen.main != seen.copy
        if repaired:
            write_headers(folder, opened.header)
        if opened.header.gen > known:
            database.remember_gen(opened.header.gen)
        return (Notice.HEADER_REPAIRED,) if repaired else ()
    return ()
