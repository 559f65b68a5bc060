"""What stands now, computed from the records: rows for lists, the search index, what was worked on.

Computed anew for one entry or plan whenever something is said about it. When two copies were joined
and an entry was changed in both, the later version stands and both are kept; when one copy removed
what the other changed, the change stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.vault import past
from reflect_cli.vault.bodies import entry_in, mark_in, plan_in, step_in
from reflect_cli.vault.chain import RecordKind
from reflect_cli.vault.records import heads_in, in_order, marked_by, marks_on, standing_marks

if TYPE_CHECKING:
    from reflect_cli.journal.entry import Entry
    from reflect_cli.vault.chain import Record
    from reflect_cli.vault.records import Records

_ADD_ENTRY = """
INSERT INTO entry (id, backwards, kind, set_id, title, began, finished, record, versions)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_CHANGE_ENTRY = """
UPDATE entry SET kind = ?, set_id = ?, title = ?, began = ?, finished = ?, record = ?, versions = ?
WHERE n = ?
"""
_REMEMBER = "INSERT INTO entry_search (rowid, words) VALUES (?, ?)"
_FORGET = "INSERT INTO entry_search (entry_search, rowid, words) VALUES ('delete', ?, ?)"
_ADD_PLAN = """
INSERT INTO plan (id, backwards, entry, prompt, made, cue, act, "when", who, due, state)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_STEP = "INSERT INTO plan_step (plan, at, state, note) VALUES (?, ?, ?, ?)"
_ADD_MARK = "INSERT INTO mark (about, name, value, at) VALUES (?, ?, ?, ?)"
_IS_THERE = "SELECT 1 FROM entry WHERE id = ?1 UNION ALL SELECT 1 FROM plan WHERE id = ?1"
_OPEN = "open"


class Current:
    """Keeps what stands now in step with the records; only inside `change`."""

    def __init__(self, records: Records) -> None:
        self._database = records.database
        self._records = records

    def bring_up(self, about: str) -> None:
        """Compute what stands now for one entry or plan."""
        records = self._records.of(about)
        if marked_by(about):
            self._marks(about, records)
        elif any(record.said.kind in (RecordKind.PLAN, RecordKind.STEP) for record in records):
            self._plan(about, records)
        else:
            self._entry(about, records)

    def rebuild(self) -> None:
        """Compute everything anew."""
        self._database.run("INSERT INTO entry_search (entry_search) VALUES ('delete-all')")
        for table in ("worked", "memory", "plan_step", "plan", "entry", "mark"):
            self._database.run(f"DELETE FROM {table}")  # noqa: S608 - constants
        for about in sorted(self._records.abouts(), key=lambda about: bool(marked_by(about))):
            self.bring_up(about)  # marks come last: they stand only with what they are on

    def _entry(self, about: str, records: tuple[Record, ...]) -> None:
        row = self._row("entry", about)
        if row is not None:
            self._database.run(_FORGET, (row, self._indexed(row)))
        live = [head for head in heads_in(records) if head.said.kind is RecordKind.ENTRY]
        live = [head for head in live if head.said.body is not None]
        if not live:
            self._gone(row, records)
            return
        standing = max(live, key=lambda head: (head.said.at, head.said.id))
        entry = entry_in(standing.said.body or "")
        listed = (entry.kind.value, entry.set_id, entry.title, entry.began, entry.finished)
        stands = (*listed, standing.said.id, len(live))
        if row is None:
            self._database.run(_ADD_ENTRY, (about, about[::-1], *stands))
            row = self._database.last_row()
        else:
            self._database.run(_CHANGE_ENTRY, (*stands, row))
        self._database.run(_REMEMBER, (row, words_of(entry)))
        past.note(self._database.run, row, entry)

    def _gone(self, row: int | None, records: tuple[Record, ...]) -> None:
        """Every version was removed: nothing of it is listed or found, and its words are wiped."""
        if row is not None:
            self._database.run("DELETE FROM entry WHERE n = ?", (row,))
        entries = [record for record in records if record.said.kind is RecordKind.ENTRY]
        self._records.wipe(record.said.id for record in entries)
        self.bring_up(marks_on(records[0].said.about))

    def _indexed(self, row: int) -> str:
        """The words the search index was given for an entry; it must be handed the same ones."""
        found = self._database.one(
            "SELECT body FROM record WHERE id = (SELECT record FROM entry WHERE n = ?)", (row,)
        )
        return words_of(entry_in(found[0])) if found and found[0] is not None else ""

    def _plan(self, about: str, records: tuple[Record, ...]) -> None:
        made = next(record for record in records if record.said.kind is RecordKind.PLAN)
        words = plan_in(made.said.body or "")
        steps = in_order(record for record in records if record.said.kind is RecordKind.STEP)
        told = [(step.said.at, *step_in(step.said.body or "")) for step in steps]
        state = told[-1][1] if told else _OPEN
        row = self._row("plan", about)
        if row is None:
            self._database.run(_ADD_PLAN, (about, about[::-1], *words.values(), state))
            row = self._database.last_row()
        self._database.run("UPDATE plan SET state = ? WHERE n = ?", (state, row))
        self._database.run("DELETE FROM plan_step WHERE plan = ?", (row,))
        for step in told:
            self._database.run(_ADD_STEP, (row, *step))

    def _marks(self, topic: str, records: tuple[Record, ...]) -> None:
        """The marks set last on one entry or plan; none, and no text of any, when that is gone."""
        about = marked_by(topic)
        self._database.run("DELETE FROM mark WHERE about = ?", (about,))
        if self._database.one(_IS_THERE, (about,)) is None:
            self._records.wipe(record.said.id for record in records)
            return
        for name, record in standing_marks(records).items():
            if value := mark_in(record.said.body or "")[1]:
                self._database.run(_ADD_MARK, (about, name, value, record.said.at))

    def _row(self, table: str, about: str) -> int | None:
        statement = {
            "entry": "SELECT n FROM entry WHERE id = ?",
            "plan": "SELECT n FROM plan WHERE id = ?",
        }[table]
        found = self._database.one(statement, (about,))
        return int(found[0]) if found else None


def words_of(entry: Entry) -> str:
    """What the search index is given for *entry*."""
    from reflect_cli.vault.texts import storable

    return storable(entry.searchable_words())
