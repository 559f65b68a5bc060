"""The journal's database file: made, opened with every check, read from, and changed.

Each change raises `head`, a number kept inside the file. It can only grow, so when the file alone
knows a higher one than the file with its -wal, that -wal is from an earlier day and would take
entries back; it is refused. (A whole old file is seen by the anchor, which is kept elsewhere.)
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import apsw

from reflect_cli.errors import CannotWrite, ReflectError, VaultDamaged
from reflect_cli.vault import files
from reflect_cli.vault.beside import as_found, does_not_fit, size_of
from reflect_cli.vault.chain import Chain
from reflect_cli.vault.cipher import keyed, require_encryption, trust
from reflect_cli.vault.keys import SALT_BYTES, chain_key
from reflect_cli.vault.migrations import LATEST, Signer, bring_up, version_of
from reflect_cli.vault.place import DATABASE, WAL
from reflect_cli.vault.renewal import Closed, is_due, renew
from reflect_cli.vault.salt import salt_of
from reflect_cli.vault.texts import storable
from reflect_cli.vault.troubles import database_damaged, filing, keeping, put_back, storing
from reflect_cli.vault.undisturbed import undisturbed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reflect_cli.vault.header import Header

_HIGHEST = 2**63 - 1

_ROOM_KIB, _USUAL_KIB = 96 * 1024, 2000  # the latter is what SQLite takes unless told

#: What a statement is given for its question marks.
Values = tuple[str | int | bytes | None, ...]

#: SQLite's rows have no types; each table module says what its columns are.
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the file says of itself: whose it is, the header's `gen` it last saw, its head."""

    vault: str
    gen: int
    head: int


class Database:
    """An open journal file."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._depth = 0
        self.is_open = True

    def rows(self, statement: str, values: Values = ()) -> list[Row]:
        """Every row *statement* gives."""
        with storing():
            return list(self._connection.execute(statement, _bound(values)))

    def one(self, statement: str, values: Values = ()) -> Row | None:
        """The first row *statement* gives, or None."""
        found = self.rows(statement, values)
        return found[0] if found else None

    def run(self, statement: str, values: Values = ()) -> None:
        """Run *statement*; only inside `change`, which translates what the database says."""
        assert self._depth  # otherwise head would not move with it
        self._connection.execute(statement, _bound(values))

    def last_row(self) -> int:
        """The number of the row added last."""
        return self._connection.last_insert_rowid()

    @contextmanager
    def change(self) -> Iterator[None]:
        """Everything inside is durable when this ends, or none of it happened.

        A change inside another is a part of it. Signals wait until it is over.
        """
        if self._depth:
            with self._part():
                yield
            return
        with undisturbed(), keeping():
            try:
                self._depth = 1
                self._connection.execute("BEGIN IMMEDIATE")
                self._connection.execute("UPDATE meta SET value = value + 1 WHERE name = 'head'")
                yield
                self._connection.execute("COMMIT")
            finally:
                self._depth = 0
                if self._connection.in_transaction:  # it did not come to the end
                    self._connection.execute("ROLLBACK")

    @contextmanager
    def _part(self) -> Iterator[None]:
        self._depth += 1
        try:
            with self._connection:
                yield
        finally:
            self._depth -= 1

    def gen(self) -> int:
        """The highest header `gen` this file has seen."""
        return _facts(self._connection).gen

    def vault(self) -> bytes:
        """The id of the vault this file belongs to."""
        return bytes.fromhex(_facts(self._connection).vault)

    def remember_gen(self, gen: int) -> None:
        """The file has seen a header with this *gen*; it never forgets a higher one."""
        with self.change():
            self.run("UPDATE meta SET value = max(value, ?) WHERE name = 'gen'", (gen,))

    @contextmanager
    def with_room(self) -> Iterator[None]:
        """Up to 96 MiB of pages stay in memory while this lasts, decrypted and proved once.

        That is less than the standard key took, which is gone by then.
        """
        self.rows(f"PRAGMA cache_size = -{_ROOM_KIB}")
        try:
            yield
        finally:
            self.rows(f"PRAGMA cache_size = -{_USUAL_KIB}")
            self.rows("PRAGMA shrink_memory")

    def shrink(self) -> None:
        """Write the file anew without the room nothing is in. Raises CannotWrite."""
        with undisturbed(), keeping():
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Fold the -wal into the file and close; what was kept is durable either way."""
        self.is_open = False
        with suppress(apsw.Error):
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with suppress(apsw.Error):
            self._connection.close()


def _bound(values: Values) -> Values:
    """*values* as the file can hold them: no half characters, no number beyond its own."""
    return tuple(map(_held, values))


def _held(value: str | int | bytes | None) -> str | int | bytes | None:
    if isinstance(value, str):
        return storable(value)
    return max(-_HIGHEST, min(value, _HIGHEST)) if isinstance(value, int) else value


def make_database(folder: Path, master: bytearray, header: Header, salt: bytes) -> None:
    """Make the file in *folder*, empty, at the latest version, closed and durable."""
    require_encryption()
    path = folder.resolve() / DATABASE
    with filing():
        files.make_empty(path)
    with storing():
        connection = keyed(path, master, salt)
        try:
            trust(connection)
            _require_wal(connection)
            bring_up(connection, Signer(Chain(chain_key(master)), ""))
            born = (("vault", header.vault.hex()), ("gen", header.gen), ("head", 1))
            connection.executemany("INSERT INTO meta (name, value) VALUES (?, ?)", born)
        finally:
            connection.close()
    if files.read_start(path, SALT_BYTES) != salt:
        raise ReflectError("The new journal file did not come out encrypted; it was not kept.")


def open_database(folder: Path, master: bytearray, header: Header, device: str = "") -> Database:
    """Open the file in *folder* that belongs with *header*; every doubt is an error.

    An older one is brought up to date first, signed as *device*'s.
    """
    path = folder.resolve() / DATABASE
    with filing():
        salt = salt_of(path)
    with as_found(path.with_name(WAL)) as is_hot:
        head_alone = _head_alone(path, master, salt) if is_hot else 0
        try:
            connection = _checked(path, master, header, salt, head_alone)
        except VaultDamaged:
            if head_alone:
                raise does_not_fit() from None
            raise
    if is_due(connection, path):
        renew(connection, Closed(path, master, salt), Signer(Chain(chain_key(master)), device))
        connection = _checked(path, master, header, salt, head_alone)
    return Database(connection)


def open_for_reading(folder: Path, master: bytearray, header: Header) -> Database:
    """Open the file in *folder* for reading alone; keeping anything then fails as it should.

    Raises CannotWrite when the file must be put in order or brought up to date first.
    """
    path = folder.resolve() / DATABASE
    with filing():
        salt = salt_of(path)
        if size_of(path.with_name(WAL)):
            raise _needs_writing("was not closed the last time it was used")
    with storing():
        connection = keyed(path, master, salt, alone=True)
        try:
            _check(connection, header, 0)
            _refuse_older(connection)
        except BaseException:
            connection.close()
            raise
    return Database(connection)


def _refuse_older(connection: apsw.Connection) -> None:
    if version_of(connection) < LATEST:
        raise _needs_writing("is from an earlier Reflect")


def _needs_writing(why: str) -> CannotWrite:
    return CannotWrite(
        f"The journal {why}, so it cannot be opened for reading alone.",
        hint="Open it once with `reflect journal list`. Where its folder cannot be written to, "
        "copy the folder to another disk and open the copy.",
    )


def _checked(
    path: Path, master: bytearray, header: Header, salt: bytes, head_alone: int
) -> apsw.Connection:
    """A connection that leaves the file and its -wal as they are until both are proved to fit."""
    with storing():
        connection = keyed(path, master, salt)
        try:
            _check(connection, header, head_alone)
            _require_wal(connection)
            trust(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def _head_alone(path: Path, master: bytearray, salt: bytes) -> int:
    """The head in the file without the -wal beside it, which is neither read nor touched.

    After a crash the file alone may be half-written; then its -wal decides.
    """
    try:
        with storing():
            connection = keyed(path, master, salt, alone=True)
            try:
                return _facts(connection).head
            finally:
                connection.close()
    except VaultDamaged:
        return 0


def _check(connection: apsw.Connection, header: Header, head_alone: int) -> None:
    facts = _facts(connection)
    if facts.vault != header.vault.hex():
        raise VaultDamaged(
            "The journal file and the key file belong to two different journals.",
            hint=put_back("both"),
        )
    if head_alone > facts.head:
        raise does_not_fit()


def _facts(connection: apsw.Connection) -> Facts:
    if not 0 < version_of(connection) <= LATEST:
        raise database_damaged()
    try:
        found = dict(connection.execute("SELECT name, value FROM meta"))
        return Facts(str(found["vault"]), int(found["gen"]), int(found["head"]))
    except (apsw.SQLError, KeyError, ValueError, TypeError):
        raise database_damaged() from None


def _require_wal(connection: apsw.Connection) -> None:
    if connection.pragma("journal_mode", "wal") != "wal":
        raise ReflectError(
            "The journal's disk does not allow the way Reflect makes sure of what it wrote.",
            hint="Keep the journal on a disk of this computer, not on a network drive.",
        )
