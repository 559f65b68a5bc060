"""Finding a row by part of its id, and the part that is short enough to say aloud.

Ids are UUIDv7: those of one week begin alike, so people are shown the end. The end is looked at
first, the beginning only when no id ends that way; a shown short id thus always finds its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from reflect_cli.errors import NothingToShow, UsageProblem

if TYPE_CHECKING:
    from reflect_cli.vault.database import Database

FEWEST = 6
_HIGHEST = "\U0010ffff"

Table = Literal["entry", "plan"]

_NOT_THERE = {
    "entry": ("There is no entry with that id.", "`reflect journal list` shows the ids there are."),
    "plan": (
        "There is no plan with that id.",
        "`reflect plan list --state all` shows the ids there are.",
    ),
}

_EXACT = "SELECT n FROM TABLE_ WHERE id = ?"
_ENDING = "SELECT count(*), min(n) FROM TABLE_ WHERE backwards >= ? AND backwards < ?"
_BEGINNING = "SELECT count(*), min(n) FROM TABLE_ WHERE id >= ? AND id < ?"
_NEIGHBOURS = """
(SELECT max(backwards) FROM TABLE_ AS other WHERE other.backwards < TABLE_.backwards),
(SELECT min(backwards) FROM TABLE_ AS other WHERE other.backwards > TABLE_.backwards)
"""


def neighbours_in(table: Table) -> str:
    """Two columns for a SELECT from *table*, with what `shortened` needs of a row beside its id."""
    return _NEIGHBOURS.replace("TABLE_", table)


def short_id(database: Database, table: Table, row_id: str) -> str:
    """The shortest end of *row_id*, of at least six characters, that no other id shares."""
    statement = f"SELECT {neighbours_in(table)} FROM {table} WHERE id = ?"  # noqa: S608 - constants
    return shortened(row_id, *(database.one(statement, (row_id,)) or (None, None)))


def shortened(row_id: str, before: str | None, after: str | None) -> str:
    """As `short_id`, where the reversed ids that come *before* and *after* its own are known."""
    backwards, length = row_id[::-1], FEWEST
    for other in (before, after):
        while other and length < len(row_id) and other.startswith(backwards[:length]):
            length += 1
    return row_id[-length:]


def row_number(database: Database, table: Table, text: str) -> int:
    """The row meant by *text*: a whole id, or the end or beginning of exactly one."""
    exact = database.one(_EXACT.replace("TABLE_", table), (text,))
    if exact:
        return int(exact[0])
    part = text.strip().lower()
    for statement, start in ((_ENDING, part[::-1]), (_BEGINNING, part)):
        found = database.one(statement.replace("TABLE_", table), (start, start + _HIGHEST))
        count, row = found or (0, 0)
        if part and count == 1:
            return int(row)
        if part and count:
            raise UsageProblem(f"{count} ids match that.", hint="Give more of the id.")
    words, next_step = _NOT_THERE[table]
    raise NothingToShow(words, hint=next_step)
