"""What has been worked on so far, kept beside the entries so that asking never reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.journal.path import Past, Touched
from reflect_cli.journal.worked import worked_in
from reflect_cli.promptsets.person import Person
from reflect_cli.vault.texts import storable

if TYPE_CHECKING:
    from collections.abc import Callable

    from reflect_cli.journal.entry import Entry
    from reflect_cli.vault.database import Database

    Run = Callable[[str, tuple[str | int, ...]], object]

_ADD_CALL = "INSERT INTO worked (entry, call, planned) VALUES (?, ?, ?)"
_ADD_MEMORY = (
    "INSERT INTO memory (entry, letter, shown, pronoun, marked, planned) VALUES (?, ?, ?, ?, ?, ?)"
)
_CALLS = """
SELECT call, times, planned, (SELECT finished FROM entry WHERE n = last) FROM (
    SELECT call, count(*) AS times, max(planned) AS planned, max(entry) AS last
    FROM worked GROUP BY call
)
"""
#: One step in the index for each set, where GROUP BY would read the whole of it.
_LAST_BY_SET = """
WITH RECURSIVE one (name) AS (
    SELECT min(set_id) FROM entry
    UNION ALL
    SELECT (SELECT min(set_id) FROM entry WHERE set_id > one.name) FROM one WHERE one.name NOT NULL
)
SELECT name, (
    SELECT max(finished) FROM entry INDEXED BY entry_by_set
    WHERE set_id = one.name AND binned = ''
) AS last FROM one WHERE name NOT NULL AND last NOT NULL
"""
_OFTEN = """
SELECT letter FROM memory WHERE letter <> '' GROUP BY letter
HAVING count(*) >= ? AND max(planned) = 0
"""
_LAST_PERSON = "SELECT shown, pronoun FROM memory WHERE letter <> '' ORDER BY entry DESC LIMIT 1"
_LAST_MEMORY = """
SELECT finished FROM entry WHERE n = (SELECT max(entry) FROM memory WHERE letter <> '')
"""

#: Visits to one memory without a plan, after which something else is offered.
MANY = 3


class Worked:
    """The record of what was worked on, in an open vault."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def past(self) -> Past:
        """Every call worked on, when each set was last used, and whether a memory is marked."""
        calls = {
            call: Touched(times, str(last or "")[:10], bool(planned))
            for call, times, planned, last in self._database.rows(_CALLS)
        }
        last_by_set = {name: last[:10] for name, last in self._database.rows(_LAST_BY_SET)}
        marked = self._database.one("SELECT 1 FROM memory WHERE marked = 1 LIMIT 1")
        memory = self._database.one(_LAST_MEMORY)
        return Past(
            calls,
            last_by_set,
            has_marked=marked is not None,
            last_memory=str(memory[0])[:10] if memory else "",
        )

    def has(self, call: str) -> bool:
        """Whether anything in sight is on *call*."""
        return (
            self._database.one("SELECT 1 FROM worked WHERE call = ? LIMIT 1", (call,)) is not None
        )

    def often(self) -> frozenset[str]:
        """Memories, by their letters, written about several times without any plan."""
        return frozenset(letter for (letter,) in self._database.rows(_OFTEN, (MANY,)))

    def last_person(self) -> Person:
        """How the other person was called the last time; empty if never."""
        found = self._database.one(_LAST_PERSON)
        return Person(*found) if found else Person()


def note(run: Run, row: int, entry: Entry) -> None:
    """Keep, in the same change, what the entry in *row* shows, which showed nothing so far."""
    shows = worked_in(entry)
    for call in sorted(shows.calls):
        run(_ADD_CALL, (row, call, int(call in shows.planned)))
    if shows.person != Person() or shows.is_marked:
        person = shows.person
        words = (storable(person.memory), storable(person.letter), person.pronoun)
        run(_ADD_MEMORY, (row, *words, int(shows.is_marked), int(shows.has_plan)))


def forget(run: Run, row: int) -> None:
    """What the entry in *row* showed goes, in the same change."""
    run("DELETE FROM worked WHERE entry = ?", (row,))
    run("DELETE FROM memory WHERE entry = ?", (row,))
