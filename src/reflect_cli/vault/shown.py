"""Where an entry shows: the search index, what was worked on, its tags, and whether it is out of sight.

What lies in the bin stands nowhere but in the bin, and is found again when it is taken out; so is a
letter ahead once it is opened. The index holds no text: it must be handed the very same words to forget them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.flows.letters import OPENS
from reflect_cli.vault import answers, past
from reflect_cli.vault.bodies import entry_in
from reflect_cli.vault.texts import storable

if TYPE_CHECKING:
    from reflect_cli.journal.entry import Entry
    from reflect_cli.vault.database import Database

#: What the index is fed, by number; a journal where `meta` notes another gets its index made anew.
FED = 2
NOTE_FED = "INSERT OR REPLACE INTO meta (name, value) VALUES ('indexed', ?)"
#: The mark of an entry in the bin; its value is when it was put there.
BINNED = "binned"
#: What the mark of a tag begins with; its value is `on`.
TAG = "tag:"

_REMEMBER = "INSERT INTO entry_search (rowid, words) VALUES (?, ?)"
_FORGET = "INSERT INTO entry_search (entry_search, rowid, words) VALUES ('delete', ?, ?)"
_STANDING = "SELECT body FROM record WHERE id = (SELECT record FROM entry WHERE n = ?)"
_MARKS = "SELECT name, value FROM mark WHERE about = ?"


def show(database: Database, row: int, entry: Entry) -> None:
    """The entry in *row* is found from now on, unless it is out of sight; only inside `change`."""
    if not _is_hidden(database, row):
        index(database, row, entry)
        past.note(database.run, row, entry)
        answers.note(database.run, row, entry)


def index(database: Database, row: int, entry: Entry) -> None:
    """Put the words of the entry in *row* into the search index, unless it is out of sight."""
    if not _is_hidden(database, row):
        database.run(_REMEMBER, (row, _words_of(entry)))


def hide(database: Database, row: int) -> None:
    """The entry in *row* is found no more, if it was; only inside `change`."""
    if not _is_hidden(database, row):
        entry = _standing(database, row)
        database.run(_FORGET, (row, _words_of(entry) if entry else ""))
        past.forget(database.run, row)
        answers.forget(database.run, row)


def label(database: Database, row: int, about: str) -> None:
    """Put the entry in *row* where the marks on *about* say; only inside `change`."""
    marks: dict[str, str] = dict(database.rows(_MARKS, (about,)))
    database.run("DELETE FROM tagged WHERE entry = ?", (row,))
    for name in marks:
        if name.startswith(TAG):
            tag = name.removeprefix(TAG)
            database.run("INSERT INTO tagged (tag, entry) VALUES (?, ?)", (tag, row))
    binned, opens = marks.get(BINNED, ""), marks.get(OPENS, "")
    before, hidden = _is_hidden(database, row), bool(binned or opens)
    if hidden and not before:
        hide(database, row)
    database.run("UPDATE entry SET binned = ?, opens = ? WHERE n = ?", (binned, opens, row))
    if before and not hidden and (entry := _standing(database, row)):
        show(database, row, entry)


def _is_hidden(database: Database, row: int) -> bool:
    found = database.one("SELECT binned <> '' OR opens <> '' FROM entry WHERE n = ?", (row,))
    return bool(found and found[0])


def _standing(database: Database, row: int) -> Entry | None:
    found = database.one(_STANDING, (row,))
    return entry_in(found[0]) if found and found[0] is not None else None


def _words_of(entry: Entry) -> str:
    """What the search index is given for *entry*."""
    return storable(entry.searchable_words())
