"""Sittings put away, newest first by the order in which they were kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.journal.draft import Draft
from reflect_cli.vault.texts import storable

if TYPE_CHECKING:
    from reflect_cli.vault.database import Database, Row

_COLUMNS = "id, began, updated, set_id, title, state, source"
_KEEP = f"""
INSERT INTO draft ({_COLUMNS}, kept)
VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(kept), 0) + 1 FROM draft))
ON CONFLICT (id) DO UPDATE SET
    began = excluded.began, updated = excluded.updated, set_id = excluded.set_id,
    title = excluded.title, state = excluded.state, source = excluded.source,
    kept = excluded.kept
"""  # noqa: S608 - a constant
_NEWEST_FIRST = f"SELECT {_COLUMNS} FROM draft ORDER BY kept DESC"  # noqa: S608 - a constant
_BY_ID = f"SELECT {_COLUMNS} FROM draft WHERE id = ?"  # noqa: S608 - a constant


class Drafts:
    """The drafts of an open vault."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, draft: Draft) -> None:
        """*draft*, new or changed, is durable on disk when this returns."""
        values = (
            draft.id,
            draft.began,
            draft.updated,
            draft.set_id,
            draft.title,
            draft.state,
            draft.source,
        )
        with self._database.change():
            self._database.run(_KEEP, tuple(storable(value) for value in values))

    def latest(self) -> Draft | None:
        """The draft kept last, if there is any."""
        found = self._database.one(_NEWEST_FIRST + " LIMIT 1")
        return _draft(found) if found else None

    def every(self) -> tuple[Draft, ...]:
        """All drafts, the one kept last first."""
        return tuple(_draft(row) for row in self._database.rows(_NEWEST_FIRST))

    def get(self, draft_id: str) -> Draft | None:
        """The draft of that id, if there is one."""
        found = self._database.one(_BY_ID, (draft_id,))
        return _draft(found) if found else None

    def drop(self, draft_id: str) -> None:
        """Forget a draft; nothing happens if there is none."""
        with self._database.change():
            self._database.run("DELETE FROM draft WHERE id = ?", (draft_id,))


def _draft(row: Row) -> Draft:
    return Draft(*row)
