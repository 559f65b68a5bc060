"""Everything in a journal carried into an empty file of it under another key, and the two compared.

The records are signed anew; the other tables go over row by row, so that lists keep their order. The
search index is made anew from the words, since it holds none.
"""

from __future__ import annotations

from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from reflect_cli.vault import answers
from reflect_cli.vault.current import Current

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reflect_cli.vault.chain import Record
    from reflect_cli.vault.database import Database, Row
    from reflect_cli.vault.records import Records

    #: How many records or entries are done, and how many there are.
    Tell = Callable[[int, int], None]

#: In the order they were made, so that a row comes after the one it belongs to.
_TABLES = """
SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('meta', 'record')
AND name NOT GLOB 'sqlite_*' AND name NOT GLOB 'entry_search*' ORDER BY rowid
"""


def carry(old: Records, new: Records, tell: Tell, tell_indexed: Tell) -> None:
    """Put everything of *old*, whose feeds are whole, into the empty file of *new*.

    *tell* is called as records are signed, *tell_indexed* as entries are put into the index.
    """
    done, total = 0, old.count()
    for batch in old.batches():
        with new.database.change():
            for record in batch:
                new.sign_anew(record)
        done += len(batch)
        tell(done, total)
    with new.database.change():
        for table in _tables(old.database):
            for row in _rows(old.database, table):
                marks = ", ".join("?" * len(row))
                new.database.run(f"INSERT INTO {table} VALUES ({marks})", row)  # noqa: S608
        answers.count_anew(new.database.run)  # its rows were counted in, and again as they came
    Current(new).index_anew(tell_indexed)


def same(old: Records, new: Records) -> bool:
    """Whether every record says the same in both files, and every row of the other tables is equal."""
    if any(one != other for one, other in zip_longest(_said_in(old), _said_in(new))):
        return False
    tables = _tables(old.database)
    return tables == _tables(new.database) and all(
        _rows(old.database, table) == _rows(new.database, table) for table in tables
    )


def _said_in(records: Records) -> Iterator[tuple[object, ...]]:
    return map(_said, chain.from_iterable(records.batches()))


def _said(record: Record) -> tuple[object, ...]:
    """All of *record* but what its key signs; wiped words are still known by their digest."""
    wiped = record.digest if record.said.body is None else b""
    return record.said, record.device, record.seq, wiped


def _tables(database: Database) -> list[str]:
    return [str(name) for (name,) in database.rows(_TABLES)]


def _rows(database: Database, table: str) -> list[Row]:
    return database.rows(f"SELECT * FROM {table} ORDER BY 1, 2")  # noqa: S608 - of the schema
