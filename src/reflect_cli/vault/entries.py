"""What sittings left behind: entries, their versions, and the full-text index over them.

The index is fed `Entry.searchable_words()` and must be handed the very same words to forget them;
with a change to that method goes a new number in `shown.FED`, and the index is made anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reflect_cli.errors import NothingToShow, UsageProblem
from reflect_cli.journal.entry import EntryKind
from reflect_cli.journal.wanted import Wanted
from reflect_cli.vault.bodies import entry_body, entry_in
from reflect_cli.vault.chain import RecordKind
from reflect_cli.vault.ids import neighbours_in, row_number, short_id, shortened
from reflect_cli.vault.records import heads_in, in_order
from reflect_cli.vault.selecting import is_text_alone, where
from reflect_cli.vault.texts import match_expression, snippet
from reflect_cli.vault.troubles import database_damaged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reflect_cli.journal.entry import Entry
    from reflect_cli.vault.current import Current
    from reflect_cli.vault.database import Row, Values
    from reflect_cli.vault.records import Records

_BODIES = "SELECT body FROM record WHERE about = ? AND kind = 'entry' AND body NOT NULL ORDER BY n"
_STANDING = """
SELECT body, opens FROM entry LEFT JOIN record ON record.id = entry.record WHERE entry.n = ?
"""
_HISTORY = """
SELECT about FROM record
WHERE kind = 'entry' AND body NOT NULL AND about IN (SELECT id FROM entry) ORDER BY n
"""
_LISTED = """
SELECT n, id, {beside}, kind, set_id, title, began, finished FROM entry
WHERE {wanted} ORDER BY n DESC LIMIT ?
"""
_RECENT = """
binned = '' AND opens = '' AND n < coalesce((SELECT n FROM entry WHERE id = ?), ?)
"""
_LATEST_OF = """
SELECT id FROM entry WHERE kind = ? AND binned = '' AND opens = '' ORDER BY n DESC LIMIT 1
"""
_FOUND = """
n IN (SELECT rowid FROM entry_search WHERE entry_search MATCH ? ORDER BY rowid DESC LIMIT ?)
"""
_TAGS = """
SELECT tag, count(*) FROM tagged JOIN entry ON n = entry WHERE binned = '' GROUP BY tag ORDER BY tag
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

    def __init__(self, records: Records, current: Current) -> None:
        self._database = records.database
        self._records = records
        self._current = current

    def add(self, entry: Entry) -> None:
        """Add *entry* with its first version; durable when this returns."""
        self._add(entry, entry.finished)

    def put_back(self, entry: Entry, at: str) -> None:
        """Add a version as it was kept at *at*; the first one makes the entry, or brings it back."""
        with self._database.change():
            self._say(entry.id, RecordKind.ENTRY, at, entry_body(entry))

    def revise(self, entry: Entry, at: str) -> None:
        """Add a new version of an entry that is there; earlier ones stay. *at* is when."""
        with self._database.change():
            row_number(self._database, "entry", entry.id)
            self._say(entry.id, RecordKind.ENTRY, at, entry_body(entry))

    def remove(self, entry_id: str, at: str = "") -> None:
        """Remove an entry, the words of all its versions, and what the index knew, for good."""
        with self._database.change():
            row = row_number(self._database, "entry", entry_id)
            whole = self._latest(row)
            self._say(whole.id, RecordKind.REMOVED, at or whole.finished, "{}")

    def get(self, text: str) -> Entry:
        """The entry, as last revised, of a whole id or the end or beginning of exactly one.

        Raises NothingToShow for a letter that has not been opened.
        """
        body, opens = self._standing(row_number(self._database, "entry", text))
        if opens:
            raise NothingToShow(
                "That is a letter that has not been opened.",
                hint="`reflect look-back letters` shows when it opens.",
            )
        return entry_in(body)

    def revisions(self, text: str) -> tuple[Entry, ...]:
        """Every version of an entry, the first one first."""
        about = self._latest(row_number(self._database, "entry", text)).id
        return tuple(entry_in(body) for (body,) in self._database.rows(_BODIES, (about,)))

    def history(self) -> tuple[tuple[Entry, str], ...]:
        """Every version of every entry with the time it was kept, in the order of keeping.

        Of those of one entry the one that stands comes last, also after two copies were joined.
        """
        rows = self._database.rows("SELECT id, record FROM entry")
        told = {about: iter(self._told(about, standing)) for about, standing in rows}
        return tuple(next(told[about]) for (about,) in self._database.rows(_HISTORY))

    def kept(self, entry_id: str) -> tuple[tuple[Entry, str], ...]:
        """As `history`, of the entry of one whole id."""
        found = self._database.one("SELECT record FROM entry WHERE id = ?", (entry_id,))
        return tuple(self._told(entry_id, str(found[0]))) if found else ()

    def read_through(self) -> Iterator[None]:
        """Every entry with all its revisions read and understood, one a step."""
        for (about,) in self._database.rows("SELECT id FROM entry ORDER BY n"):
            for (body,) in self._database.rows(_BODIES, (about,)) or [("",)]:
                entry_in(body)
            yield

    def short_id(self, entry_id: str) -> str:
        """The end of *entry_id* that is enough to find it."""
        return short_id(self._database, "entry", entry_id)

    def summary(self, entry_id: str) -> EntrySummary | None:
        """The entry of a whole id as a line, wherever it is shown; None if there is none."""
        found = self._rows("id = ?", (entry_id,), 1)
        return _summary(found[0]) if found else None

    def shorts(self, ids: Iterable[str]) -> dict[str, str]:
        """The short id of every entry among *ids*, by its whole id; others are left out."""
        there = "SELECT 1 FROM entry WHERE id = ?"
        return {one: self.short_id(one) for one in ids if self._database.one(there, (one,))}

    def recent(self, limit: int, before: str | None = None) -> tuple[EntrySummary, ...]:
        """The entries added last, the last one first; *before* is the id to go on from.

        The order is that of adding, so that a clock set back cannot hide what was just kept.
        """
        rows = self._rows(_RECENT, (before or "", _AFTER_EVERY_ROW), limit)
        return tuple(map(_summary, rows))

    def latest_of(self, kind: EntryKind) -> str | None:
        """The id of the entry of *kind* added last, if there is one."""
        found = self._database.one(_LATEST_OF, (kind.value,))
        return str(found[0]) if found else None

    def search(self, text: str, limit: int = 20) -> tuple[Match, ...]:
        """Entries with all the words and "quoted phrases" of *text*, last added first.

        The last word also finds longer ones that begin with it.
        """
        return self.matches(Wanted(text=text), limit)

    def chosen(self, wanted: Wanted, limit: int) -> tuple[EntrySummary, ...]:
        """The entries that are *wanted*, last added first."""
        return tuple(map(_summary, self._wanted(wanted, limit)))

    def matches(self, wanted: Wanted, limit: int) -> tuple[Match, ...]:
        """As `chosen`, each with a line around the words; none for a text without words."""
        if not match_expression(wanted.text):
            return ()
        return tuple(self._match(row, wanted.text) for row in self._wanted(wanted, limit))

    def number(self, wanted: Wanted) -> int:
        """How many entries are *wanted*."""
        condition, values = where(wanted)
        counted = f"SELECT count(*) FROM entry WHERE {condition}"  # noqa: S608 - built by `where`
        found = self._database.one(counted, values)
        return int(found[0]) if found else 0

    def tags(self) -> dict[str, int]:
        """Every tag outside the bin and on how many entries it is, in the order of the alphabet."""
        return dict(self._database.rows(_TAGS))

    def count(self) -> int:
        """How many entries there are."""
        found = self._database.one("SELECT count(*) FROM entry")
        return int(found[0]) if found else 0

    def with_two_versions(self) -> int:
        """How many entries have more than one version that stands, after two copies were joined."""
        found = self._database.one("SELECT count(*) FROM entry WHERE versions > 1")
        return int(found[0]) if found else 0

    def versions(self, text: str) -> tuple[Entry, ...]:
        """The versions of an entry that stand beside each other, the one shown last."""
        about = self._latest(row_number(self._database, "entry", text)).id
        heads = [h for h in heads_in(self._records.of(about)) if h.said.kind is RecordKind.ENTRY]
        ordered = sorted(heads, key=lambda head: (head.said.at, head.said.id))
        return tuple(entry_in(head.said.body) for head in ordered if head.said.body is not None)

    def set_ids(self) -> frozenset[str]:
        """The ids of the sets that have an entry outside the bin."""
        rows = self._database.rows("SELECT DISTINCT set_id FROM entry WHERE +binned = ''")
        return frozenset(str(set_id) for (set_id,) in rows if set_id)

    def _add(self, entry: Entry, at: str) -> None:
        with self._database.change():
            if self._records.of(entry.id):
                raise UsageProblem("An entry with this id is in the journal already.")
            self._say(entry.id, RecordKind.ENTRY, at, entry_body(entry))

    def _told(self, about: str, standing: str) -> list[tuple[Entry, str]]:
        """The versions of one entry and when each was kept, the one that stands last."""
        said = [record.said for record in in_order(self._records.of(about)) if record.said.body]
        said = [one for one in said if one.kind is RecordKind.ENTRY]
        said.sort(key=lambda one: one.id == standing)
        return [(entry_in(one.body or ""), one.at) for one in said]

    def _say(self, about: str, kind: RecordKind, at: str, body: str) -> None:
        self._current.follow(about, self._records.add(about, kind, at, body))

    def _latest(self, row: int) -> Entry:
        return entry_in(self._standing(row)[0])

    def _standing(self, row: int) -> tuple[str, str]:
        """The words of the version that stands, and the day before which they are not shown."""
        body, opens = self._database.one(_STANDING, (row,)) or (None, "")
        if body is None:
            raise database_damaged()
        return str(body), str(opens)

    def _wanted(self, wanted: Wanted, limit: int) -> list[Row]:
        if is_text_alone(wanted):  # read from the end of the index, however many there are
            return self._rows(_FOUND, (match_expression(wanted.text), limit), limit)
        return self._rows(*where(wanted), limit)

    def _rows(self, condition: str, values: Values, limit: int) -> list[Row]:
        statement = _LISTED.format(beside=neighbours_in("entry"), wanted=condition)
        return self._database.rows(statement, (*values, limit))

    def _match(self, row: Row, text: str) -> Match:
        words = self._latest(row[0]).searchable_words()
        return Match(_summary(row), snippet(words, text))


def _summary(row: Row) -> EntrySummary:
    _, entry_id, before, after, kind, set_id, title, began, finished = row
    short = shortened(entry_id, before, after)
    return EntrySummary(entry_id, short, EntryKind(kind), set_id, title, began, finished)
