"""Bringing an older journal file up to date, with a proved copy of it until the new one is proved.

A kill leaves the older file whole, or the newer one beside the copy: the next opening copies anew,
or compares the two and removes the copy. A failure before the newer one is written leaves no copy.
"""

from __future__ import annotations

import os
import shutil
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from reflect_cli.errors import CannotWrite, VaultDamaged
from reflect_cli.vault import files
from reflect_cli.vault.bodies import step_in
from reflect_cli.vault.chain import NOTHING_YET, Head
from reflect_cli.vault.cipher import keyed, trust
from reflect_cli.vault.migrations import LATEST, Signer, bring_up, version_of
from reflect_cli.vault.place import WAL, sync_folder
from reflect_cli.vault.records import EVERY, record_in
from reflect_cli.vault.troubles import database_damaged, filing, storing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import apsw

    from reflect_cli.vault.chain import Chain

_REVISIONS = """
SELECT id, at, body FROM revision JOIN entry ON entry.n = entry ORDER BY entry.n, revision.n
"""
_STEPS = """
SELECT id, at, plan_step.state, note FROM plan_step JOIN plan ON plan.n = plan
ORDER BY plan.n, plan_step.n
"""
_RECORDED = "SELECT about, at, body FROM record WHERE kind = ? ORDER BY n"

#: Asked of the older file and of the newer one: the answers must be the same.
_SAME = (
    'SELECT id, entry, prompt, made, cue, act, "when", who, due, state FROM plan ORDER BY n',
    "SELECT id, kind, set_id, title, began, finished FROM entry ORDER BY n",
    "SELECT id, kept, began, updated, set_id, title, state, source FROM draft ORDER BY id",
    "SELECT name, value FROM setting ORDER BY name",
    "SELECT value FROM meta WHERE name = 'vault'",
    _STEPS,
)


@dataclass(frozen=True, slots=True, repr=False)
class Closed:
    """A journal file that nobody has open, and what opens it."""

    path: Path
    master: bytearray
    salt: bytes

    @contextmanager
    def alone(self, path: Path) -> Iterator[apsw.Connection]:
        """The file or its copy, open for reading."""
        with closing(keyed(path, self.master, self.salt, alone=True)) as connection:
            yield connection

    def is_older(self) -> bool:
        """Whether the file, closed and folded, is of an earlier version."""
        with self.alone(self.path) as connection:
            return version_of(connection) < LATEST


def is_due(connection: apsw.Connection, path: Path) -> bool:
    """Whether the open journal at *path* is older, or its bringing up did not come to its end."""
    return version_of(connection) < LATEST or os.path.lexists(_copy_of(path))


def renew(connection: apsw.Connection, journal: Closed, signer: Signer) -> None:
    """Close *connection* and bring its *journal* to the latest version; nothing is ever lost.

    Raises CannotWrite and VaultDamaged. When what was written is not what was there, that is
    VaultDamaged too, and both files stay.
    """
    with _told(journal), closing(connection):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with storing():
        older = journal.is_older()
    if older:
        with _leaving_no_copy(journal):
            _copy(journal)
            _bring_up(journal, signer)
    _require_folded(journal)
    copy = _copy_of(journal.path)
    with storing(), journal.alone(journal.path) as new, journal.alone(copy) as old:
        if not (_is_whole(new) and _holds_the_same(new, old, signer.chain)):
            raise _came_out_wrong(copy)
    with filing():
        copy.unlink()
        sync_folder(copy.parent)


def _copy_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.before-{LATEST}")


def _part_of(copy: Path) -> Path:
    return copy.with_name(f"{copy.name}.new")


def _copy(journal: Closed) -> None:
    """Copy the file beside itself, durably, and prove that every page of the copy can be read."""
    _require_folded(journal)
    copy = _copy_of(journal.path)
    part = _part_of(copy)
    with filing():
        part.unlink(missing_ok=True)
        files.make_empty(part)
        with journal.path.open("rb") as source, part.open("r+b") as target:
            shutil.copyfileobj(source, target)
            target.flush()
            os.fsync(target.fileno())
        part.replace(copy)
        sync_folder(copy.parent)
    with journal.alone(copy) as connection:
        if not _is_whole(connection):
            raise database_damaged()


def _bring_up(journal: Closed, signer: Signer) -> None:
    with closing(keyed(journal.path, journal.master, journal.salt)) as connection:
        trust(connection)
        bring_up(connection, signer)


@contextmanager
def _told(journal: Closed) -> Iterator[None]:
    """Say what it was that the disk did not take."""
    try:
        with storing():
            yield
    except CannotWrite:
        raise _not_brought_up(journal) from None


@contextmanager
def _leaving_no_copy(journal: Closed) -> Iterator[None]:
    """When this fails and the older file stands as it did, its copy goes."""
    try:
        with _told(journal):
            yield
    except BaseException:
        copy = _copy_of(journal.path)
        with suppress(Exception):
            _part_of(copy).unlink(missing_ok=True)
            _require_folded(journal)
            if journal.is_older():
                copy.unlink(missing_ok=True)
        raise


def _require_folded(journal: Closed) -> None:
    """Raise unless the file alone is all of it."""
    beside = journal.path.with_name(WAL)
    with filing():
        if beside.exists() and beside.stat().st_size > 0:
            raise _not_brought_up(journal)


def _is_whole(connection: apsw.Connection) -> bool:
    """Whether every page can be read and the tables are sound; the search index is made anew."""
    found = [str(line) for (line,) in connection.execute("PRAGMA integrity_check")]
    return all(line == "ok" or "entry_search" in line for line in found)


def _holds_the_same(new: apsw.Connection, old: apsw.Connection, chain: Chain) -> bool:
    """Whether *new* has every word of *old*, and each record in it proves itself."""
    pairs = [(old.execute(asked), new.execute(asked)) for asked in _SAME]
    pairs.append((old.execute(_REVISIONS), new.execute(_RECORDED, ("entry",))))
    steps = ((about, at, *step_in(body)) for about, at, body in new.execute(_RECORDED, ("step",)))
    if any(one != other for pair in pairs for one, other in zip_longest(*pair)):
        return False
    if any(one != other for one, other in zip_longest(old.execute(_STEPS), steps)):
        return False
    head = NOTHING_YET
    for record in map(record_in, new.execute(EVERY)):
        if (record.seq, record.prev) != (head.seq + 1, head.mac) or not chain.holds(record):
            return False
        head = Head(record.seq, record.mac)
    return True


def _not_brought_up(journal: Closed) -> CannotWrite:
    room = 4 * journal.path.stat().st_size // (1 << 20) + 1
    return CannotWrite(
        "The journal is from an earlier Reflect and must first be brought up to date. "
        "Its disk did not take that.",
        hint=f"Make about {room} MiB of room on it and try again. Nothing is lost.",
    )


def _came_out_wrong(copy: Path) -> VaultDamaged:
    return VaultDamaged(
        "The journal was brought up to date, and what was written is not what was there before.",
        hint=f"The journal from before is whole, in {copy.name}. Copy the folder before anything "
        "else, and please report this.",
    )
