"""Bringing a journal file to the version this Reflect writes, in one transaction or not at all.

A new file goes the same road from version 0, so there is only one way a table comes to be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.vault import past, schema
from reflect_cli.vault.bodies import entry_in
from reflect_cli.vault.header import too_new

if TYPE_CHECKING:
    from collections.abc import Callable

    import apsw


def _make_tables(connection: apsw.Connection) -> None:
    connection.execute(schema.VERSION_1)


def _note_what_was_worked_on(connection: apsw.Connection) -> None:
    connection.execute(schema.VERSION_2)
    latest = (
        "SELECT entry, body FROM revision WHERE n IN (SELECT max(n) FROM revision GROUP BY entry)"
    )
    for row, body in list(connection.execute(latest)):
        past.note(connection.execute, row, entry_in(body))


def _keep_installed_sets(connection: apsw.Connection) -> None:
    connection.execute(schema.INSTALLED_SETS)


#: The step at position n brings version n to version n + 1.
MIGRATIONS: tuple[Callable[[apsw.Connection], None], ...] = (
    _make_tables,
    _note_what_was_worked_on,
    _keep_installed_sets,
)
LATEST = len(MIGRATIONS)


def version_of(connection: apsw.Connection) -> int:
    """The version of the tables; raises VaultTooNew if they are beyond this Reflect."""
    version = int(connection.pragma("user_version"))
    if version > LATEST:
        raise too_new()
    return version


def bring_up(connection: apsw.Connection) -> None:
    """Run every step that is missing, and note the version, all or nothing."""
    version = version_of(connection)
    if version == LATEST:
        return
    with connection:
        for step in MIGRATIONS[version:]:
            step(connection)
        connection.pragma("user_version", LATEST)
