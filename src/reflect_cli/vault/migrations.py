"""Bringing a journal file to the version this Reflect writes, in one transaction or not at all.

A new file goes the same road from version 0, so there is only one way a table comes to be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reflect_cli.vault import answers, past, schema
from reflect_cli.vault.bodies import entry_in
from reflect_cli.vault.header import too_new
from reflect_cli.vault.older import put_in_records
from reflect_cli.vault.shown import FED, NOTE_FED
from reflect_cli.vault.texts import storable

if TYPE_CHECKING:
    from collections.abc import Callable

    import apsw

    from reflect_cli.vault.chain import Chain

_STANDING = "SELECT entry.n, body FROM entry JOIN record ON record.id = entry.record"


@dataclass(frozen=True, slots=True)
class Signer:
    """What signs the records an older file is brought up with: the key, and this computer."""

    chain: Chain
    device: str


def _make_tables(connection: apsw.Connection, _signer: Signer) -> None:
    connection.execute(schema.VERSION_1)


def _note_what_was_worked_on(connection: apsw.Connection, _signer: Signer) -> None:
    connection.execute(schema.VERSION_2)
    latest = (
        "SELECT entry, body FROM revision WHERE n IN (SELECT max(n) FROM revision GROUP BY entry)"
    )
    for row, body in list(connection.execute(latest)):
        past.note(connection.execute, row, entry_in(body))


def _put_words_in_records(connection: apsw.Connection, signer: Signer) -> None:
    connection.execute(schema.VERSION_3)
    connection.execute(schema.INSTALLED_SETS)
    put_in_records(connection, signer.chain, signer.device)
    connection.execute(schema.VERSION_3_LEAVES)
    _index_anew(connection)
    _note_answers(connection)


def _note_answers(connection: apsw.Connection) -> None:
    for row, body in list(connection.execute(_STANDING)):
        answers.note(connection.execute, row, entry_in(body))


def _index_anew(connection: apsw.Connection) -> None:
    """Earlier versions gave the index a plan's words in another form than they are taken out in."""
    connection.execute("INSERT INTO entry_search (entry_search) VALUES ('delete-all')")
    for row, body in connection.execute(_STANDING):
        words = storable(entry_in(body).searchable_words())
        connection.execute("INSERT INTO entry_search (rowid, words) VALUES (?, ?)", (row, words))
    connection.execute(NOTE_FED, (FED,))


#: The step at position n brings version n to version n + 1.
MIGRATIONS: tuple[Callable[[apsw.Connection, Signer], None], ...] = (
    _make_tables,
    _note_what_was_worked_on,
    _put_words_in_records,
)
LATEST = len(MIGRATIONS)


def version_of(connection: apsw.Connection) -> int:
    """The version of the tables; raises VaultTooNew if they are beyond this Reflect."""
    version = int(connection.pragma("user_version"))
    if version > LATEST:
        raise too_new()
    return version


def bring_up(connection: apsw.Connection, signer: Signer) -> None:
    """Run every step that is missing, and note the version, all or nothing."""
    version = version_of(connection)
    if version == LATEST:
        return
    with connection:
        for step in MIGRATIONS[version:]:
            step(connection, signer)
        # So that a -wal from before, put beside it later, is seen to be from before.
        connection.execute("UPDATE meta SET value = value + 1 WHERE name = 'head'")
        connection.pragma("user_version", LATEST)
