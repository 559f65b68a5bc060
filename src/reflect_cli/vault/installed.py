"""Installed sets, and keys no longer trusted. They lie in the vault: a title is itself a disclosure.

Everything else in Reflect reaches these two tables only through this module.
"""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING

from reflect_cli.journal.installed import Distrusted, Installed
from reflect_cli.vault.texts import storable

if TYPE_CHECKING:
    from reflect_cli.vault.database import Database

_PUT = """
INSERT INTO installed (set_id, version, title, source, since, key, words, trailer)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (set_id) DO UPDATE SET version = excluded.version, title = excluded.title,
    source = excluded.source, since = excluded.since, key = excluded.key, words = excluded.words,
    trailer = excluded.trailer
"""
_EVERY = """
SELECT set_id, version, title, source, since, key, words, trailer FROM installed ORDER BY n
"""
_DISTRUST = "INSERT INTO distrusted (words, since) VALUES (?, ?) ON CONFLICT DO NOTHING"


class InstalledSets:
    """What is installed in an open vault."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def every(self) -> tuple[Installed, ...]:
        """All of them, the first installed first."""
        return tuple(Installed(*row) for row in self._database.rows(_EVERY))

    def get(self, set_id: str) -> Installed | None:
        """The installed set of this id."""
        return next((one for one in self.every() if one.set_id == set_id), None)

    def put(self, one: Installed) -> None:
        """Keep *one*, in place of an earlier version; durable when this returns."""
        with self._database.change():
            self._database.run(_PUT, tuple(storable(value) for value in astuple(one)))

    def remove(self, set_id: str) -> None:
        """Forget the set and the key trusted for it; nothing happens if it is not there."""
        with self._database.change():
            self._database.run("DELETE FROM installed WHERE set_id = ?", (set_id,))

    def distrusted(self) -> tuple[Distrusted, ...]:
        """The keys no longer trusted."""
        rows = self._database.rows("SELECT words, since FROM distrusted ORDER BY n")
        return tuple(Distrusted(*row) for row in rows)

    def distrust(self, one: Distrusted) -> None:
        """Trust the key of these words no more; durable when this returns."""
        with self._database.change():
            self._database.run(_DISTRUST, (storable(one.words), storable(one.since)))

    def forgive(self, words: str) -> None:
        """Take the distrust of these words back."""
        with self._database.change():
            self._database.run("DELETE FROM distrusted WHERE words = ?", (words,))
