"""What sittings left behind: entries, their revisions, and the full-text index over them.

The index is fed `Entry.searchable_words()` and must be handed the very same words to forget them;
a change to that method needs a migration that builds the index anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import apsw

from reflect_cli.errors import UsageProblem
from reflect_cli.journal.entry import EntryKind
from reflect_cli.vault import past
from reflect_cli.vault.bodies import body_of, entry_in
from reflect_cli.vault.ids import row_number, short_id
from reflect_cli.vault.texts import match_expression, snippet, storable
from reflect_cli.vault.troubles import database_damaged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflect_cli.journal.entry import Entry
    from reflect_cli.vault.database import Database, Row

_ADD = """
INSERT INTO entry (id, backwards, kind, set_id, title, began, finished)
VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_REVISE = "UPDATE entry SET title = ?, finished = ? WHERE n = ?"
_ADD_REVISION = "INSERT INTO revision (entry, at, body) VALUES (?, ?, ?)"
_LATEST_BODY = "SELECT body FROM revision WHERE entry = ? ORDER BY n DESC LIMIT 1"
_EVERY_BODY = "SELECT body FROM revision WHERE entry = ? ORDER BY n"
_HISTORY = "SELECT body, at FROM revision ORDER BY n"
_REMEMBER = "INSERT INTO entry_search (rowid, words) VALUES (?, ?)"
_FORGET = "INSERT INTO entry_search (entry_search, rowid, words) VALUES ('delete', ?, ?)"
_RECENT = """
SELECT id, kind, set_id, title, began, finished FROM entry
WHERE n < coalesce((SELECT n FROM entry WHERE id = ?), ?) ORDER BY n DESC LIMIT ?
"""
_SEARCH = """
SELECT id, kind, set_id, title, began, finished, n FROM entry
WHERE n IN (SELECT rowid FROM entry_search WHERE entry_search MATCH ? ORDER BY rowid DESC LIMIT ?)
ORDER BY n DESC
"""
_AFTER_EVERY_ROW = 2**62


@dataclass(frozen=True, slots=True)
class EntrySummary:
    """An entry as a line in a list; `short` is the end of its id, enough to find it again."""

    id: str
    short: str
    kind: EntryKind
    set_id: str
    title: str
    began: str
    finished: str


@dataclass(frozen=True, slots=True)
class Match:
    """An entry a search found, with one printable line around what was looked for."""

    summary: EntrySummary
    snippet: str


class Entries:
    """The entries of an open vault."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, entry: Entry) -> None:
        """Add *entry* with its first revision; durable when this returns."""
        self._add(entry, entry.finished)

    def put_back(self, entry: Entry, at: str) -> None:
        """Add a revision from a backup as it was kept at *at*; the first one makes the entry."""
        if self._database.one("SELECT 1 FROM entry WHERE id = ?", (entry.id,)):
            self.revise(entry, at)
        else:
            self._add(entry, at)

    def revise(self, entry: Entry, at: str) -> None:
        """Add a new revision of an entry that is there; earlier ones stay. *at* is when."""
        with self._database.change():
            row = row_number(self._database, "entry", entry.id)
            before = self._latest(row)
            self._database.run(_FORGET, (row, _words(before)))
            self._database.run(_REVISE, (storable(entry.title), entry.finished, row))
            self._add_revision(row, entry, at)

    def remove(self, entry_id: str) -> None:
        """Remove an entry, all its revisions and its words in the index, for good."""
        with self._database.change():
            row = row_number(self._database, "entry", entry_id)
            self._database.run(_FORGET, (row, _words(self._latest(row))))
            self._database.run("DELETE FROM entry WHERE n = ?", (row,))

    def get(self, text: str) -> Entry:
        """The entry, as last revised, of a whole id or the end or beginning of exactly one."""
        return self._latest(row_number(self._database, "entry", text))

    def revisions(self, text: str) -> tuple[Entry, ...]:
        """Every revision of an entry, the first one first."""
        row = row_number(self._database, "entry", text)
        return tuple(entry_in(body) for (body,) in self._database.rows(_EVERY_BODY, (row,)))

    def history(self) -> tuple[tuple[Entry, str], ...]:
        """Every revision of every entry with the time it was kept, in the order of keeping."""
        return tuple((entry_in(body), at) for body, at in self._database.rows(_HISTORY))

    def read_through(self) -> Iterator[None]:
        """Every entry with all its revisions read and understood, one a step."""
        for (row,) in self._database.rows("SELECT n FROM entry ORDER BY n"):
            for (body,) in self._database.rows(_EVERY_BODY, (row,)) or [("",)]:
                entry_in(body)
            yield

    def short_id(self, entry_id: str) -> str:
        """The end of *entry_id* that is enough to find it."""
        return short_id(self._database, "entry", entry_id)

    def recent(self, limit: int, before: str | None = None) -> tuple[EntrySummary, ...]:
        """The entries added last, the last one first; *before* is the id to go on from.

        The order is that of adding, so that a clock set back cannot hide what was just kept.
        """
        rows = self._database.rows(_RECENT, (before or "", _AFTER_EVERY_ROW, limit))
        return tuple(self._summary(row) for row in rows)

    def search(self, text: str, limit: int = 20) -> tuple[Match, ...]:
        """Entries with all the words and "quoted phrases" of *text*, last added first.

        The last word also finds longer ones that begin with it.
        """
        if not (expression := match_expression(text)):
            return ()
        rows = self._database.rows(_SEARCH, (expression, limit))
        return tuple(self._match(row, text) for row in rows)

    def count(self) -> int:
        """How many entries there are."""
        found = self._database.one("SELECT count(*) FROM entry")
        return int(found[0]) if found else 0

    def set_ids(self) -> frozenset[str]:
        """The ids of the sets that have an entry."""
        rows = self._database.rows("SELECT DISTINCT set_id FROM entry")
        return frozenset(str(set_id) for (set_id,) in rows if set_id)

    def _add(self, entry: Entry, at: str) -> None:
        with self._database.change():
            try:
                self._database.run(_ADD, (entry.id, entry.id[::-1], *_listed(entry)))
            except apsw.ConstraintError:
                raise UsageProblem("An entry with this id is in the journal already.") from None
            self._add_revision(self._database.last_row(), entry, at)

    def _add_revision(self, row: int, entry: Entry, at: str) -> None:
        self._database.run(_ADD_REVISION, (row, at, body_of(entry)))
        self._database.run(_REMEMBER, (row, _words(entry)))
        past.note(self._database.run, row, entry)

    def _latest(self, row: int) -> Entry:
        found = self._database.one(_LATEST_BODY, (row,))
        if found is None:
            raise database_damaged()
        return entry_in(found[0])

    def _summary(self, row: Row) -> EntrySummary:
        entry_id, kind, set_id, title, began, finished = row
        short = self.short_id(entry_id)
        return EntrySummary(entry_id, short, EntryKind(kind), set_id, title, began, finished)

    def _match(self, row: Row, text: str) -> Match:
        *listed, number = row
        words = self._latest(number).searchable_words()
        return Match(self._summary(tuple(listed)), snippet(words, text))


def _listed(entry: Entry) -> tuple[str, str, str, str, str]:
    title = storable(entry.title)
    return entry.kind.value, entry.set_id, title, entry.began, entry.finished


def _words(entry: Entry) -> str:
    return storable(entry.searchable_words())
