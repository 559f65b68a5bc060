"""Choices kept inside the vault, because even which set he uses is his own affair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.vault.texts import storable

if TYPE_CHECKING:
    from reflect_cli.vault.database import Database

_SET = """
INSERT INTO setting (name, value) VALUES (?, ?)
ON CONFLICT (name) DO UPDATE SET value = excluded.value
"""


class Settings:
    """The settings of an open vault: text by name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> str | None:
        """The value of *name*, or None if it was never set."""
        found = self._database.one("SELECT value FROM setting WHERE name = ?", (name,))
        return str(found[0]) if found else None

    def set(self, name: str, value: str) -> None:
        """*name* is *value* from now on; durable when this returns."""
        with self._database.change():
            self._database.run(_SET, (name, storable(value)))

    def drop(self, name: str) -> None:
        """Forget *name*; nothing happens if it was never set."""
        with self._database.change():
            self._database.run("DELETE FROM setting WHERE name = ?", (name,))

    def every(self) -> dict[str, str]:
        """All settings by name."""
        return dict(self._database.rows("SELECT name, value FROM setting ORDER BY name"))
