"""What stands now, computed from the records: rows for lists, the search index, what was worked on.

Computed anew for one entry or plan whenever something is said about it. When two copies were joined
and an entry was changed in both, the later version stands and both are kept; when one copy removed
what the other changed, the change stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.vault import shown
from reflect_cli.vault.bodies import entry_in, mark_in, plan_in, step_in
from reflect_cli.vault.chain import RecordKind
from reflect_cli.vault.records import (
    heads_in,
    in_order,
    marked_by,
    marks_on,
    plan_standing,
    standing_marks,
)

if TYPE_CHECKING:
    from collections.abc import Callable

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
_ADD_PLAN = """
INSERT INTO plan (id, backwards, entry, prompt, made, cue, act, "when", who, due, state)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_STEP = "INSERT INTO plan_step (plan, at, state, note) VALUES (?, ?, ?, ?)"
_ADD_MARK = "INSERT INTO mark (about, name, value, at) VALUES (?, ?, ?, ?)"
_IS_THERE = "SELECT 1 FROM entry WHERE id = ?1 UNION ALL SELECT 1 FROM plan WHERE id = ?1"
_STANDING = """
SELECT entry.n, body FROM entry JOIN record ON record.id = entry.record
WHERE entry.n > ? ORDER BY entry.n LIMIT ?
"""
_FORGET_ALL = "INSERT INTO entry_search (entry_search) VALUES ('delete-all')"
_COMES_UP = """
UPDATE plan SET next = (
    SELECT CASE day WHEN 'none' THEN '' ELSE day END FROM (
        SELECT coalesce((SELECT value FROM mark WHERE about = ?1 AND name = 'due'), due) AS day
    )
) WHERE id = ?1
"""
_COMPUTED = ("worked", "memory", "tagged", "answered")
_OPEN = "open"
_BATCH = 500


class Current:
    """Keeps what stands now in step with the records; only inside `change`."""

    def __init__(self, records: Records) -> None:
        self._database = records.database
        self._records = records

    def bring_up(self, about: str) -> None:
        """Compute what stands now for one entry or plan."""
        self.follow(about, self._records.of(about))

    def follow(self, about: str, records: tuple[Record, ...]) -> None:
        """As `bring_up`, where all *records* about it are read already."""
        if marked_by(about):
            self._marks(about, records)
        elif any(record.said.kind in (RecordKind.PLAN, RecordKind.STEP) for record in records):
            self._plan(about, records)
        else:
            self._entry(about, records)

    def rebuild(self, tell: Callable[[int, int], None] = lambda _done, _total: None) -> None:
        """Compute everything anew; `tell(done, total)` is called after each thing said about."""
        self._database.run(_FORGET_ALL)
        for table in (*_COMPUTED, "plan_step", "plan", "entry", "mark"):
            self._database.run(f"DELETE FROM {table}")  # noqa: S608 - constants
        abouts = sorted(self._records.abouts(), key=lambda about: bool(marked_by(about)))
        for done, about in enumerate(abouts, start=1):
            self.bring_up(about)  # marks come last: they stand only with what they are on
            tell(done, len(abouts))

    def index_if_other(self) -> None:
        """Make the search index anew where it was fed other words than those of today."""
        fed = self._database.one("SELECT value FROM meta WHERE name = 'indexed'")
        if fed == (shown.FED,):
            return
        with self._database.change():
            self._database.run(_FORGET_ALL)
            self.index_anew(lambda _done, _total: None)
            self._database.run(shown.NOTE_FED, (shown.FED,))

    def index_anew(self, tell: Callable[[int, int], None]) -> None:
        """Make the search index of all entries that are in sight, where it is empty.

        `tell(done, total)` is called as entries are read.
        """
        last, done = 0, 0
        found = self._database.one("SELECT count(*) FROM entry")
        total = int(found[0]) if found else 0
        while rows := self._database.rows(_STANDING, (last, _BATCH)):
            with self._database.change():
                for row, body in rows:
                    shown.index(self._database, row, entry_in(body))
            last = int(rows[-1][0])
            done += len(rows)
            tell(done, total)

    def _entry(self, about: str, records: tuple[Record, ...]) -> None:
        row = self._row("entry", about)
        if row is not None:
            shown.hide(self._database, row)
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
        shown.show(self._database, row, entry)

    def _gone(self, row: int | None, records: tuple[Record, ...]) -> None:
        """Every version was removed: nothing of it is listed or found, and its words are wiped."""
        if row is not None:
            self._database.run("DELETE FROM entry WHERE n = ?", (row,))
        entries = [record for record in records if record.said.kind is RecordKind.ENTRY]
        self._records.wipe(record.said.id for record in entries)
        self.bring_up(marks_on(records[0].said.about))

    def _plan(self, about: str, records: tuple[Record, ...]) -> None:
        row = self._row("plan", about)
        if (standing := standing_plan(records)) is None:
            self._database.run("DELETE FROM plan WHERE n = ?", (row,))
            told = [one.said for one in records if one.said.kind is not RecordKind.REMOVED]
            self._records.wipe(said.id for said in told)
            self.bring_up(marks_on(about))
            return
        words, history = standing
        if row is None:
            self._database.run(_ADD_PLAN, (about, about[::-1], *words))
            row = self._database.last_row()
        self._database.run("UPDATE plan SET state = ? WHERE n = ?", (words[-1], row))
        self._database.run(_COMES_UP, (about,))
        self._database.run("DELETE FROM plan_step WHERE plan = ?", (row,))
        for step in history:
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
        self._database.run(_COMES_UP, (about,))
        row = self._row("entry", about)
        if row is not None:
            shown.label(self._database, row, about)

    def _row(self, table: str, about: str) -> int | None:
        statement = {
            "entry": "SELECT n FROM entry WHERE id = ?",
            "plan": "SELECT n FROM plan WHERE id = ?",
        }[table]
        found = self._database.one(statement, (about,))
        return int(found[0]) if found else None


def standing_plan(
    records: tuple[Record, ...],
) -> tuple[tuple[str, ...], tuple[tuple[str, str, str], ...]] | None:
    """What a plan is shown as: its words and its state; and what became of it, in order.

    None when it is gone. Raises VaultDamaged and VaultTooNew.
    """
    if (made := plan_standing(records)) is None:
        return None
    steps = [record for record in in_order(records) if record.said.kind is RecordKind.STEP]
    told = tuple(
        (step.said.at, *step_in(step.said.body)) for step in steps if step.said.body is not None
    )
    state = told[-1][1] if told else _OPEN
    return (*plan_in(made.said.body or "").values(), state), told
