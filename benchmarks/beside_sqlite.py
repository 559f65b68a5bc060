"""The journal file beside a plain SQLite file with the same words: each opened anew for each try.

What a command pays once its key is made: `ours` unlocks the key file, takes the lock and looks at
what this computer remembers of the journal; `file` only opens the encrypted file with its raw key,
which is what the design's figures are of. Run as a program, prints JSON: milliseconds by name.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from texts import COMMON, RARE

from reflect_cli.commands.clock import new_id
from reflect_cli.vault import vault as door
from reflect_cli.vault.database import open_database
from reflect_cli.vault.identity import identity_of
from reflect_cli.vault.kdf import Roots
from reflect_cli.vault.lock import Lock, take
from reflect_cli.vault.unlocking import read_headers, unlock
from reflect_cli.vault.vault import Vault, open_vault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reflect_cli.journal.entry import Entry

_TABLES = """
PRAGMA journal_mode = wal;
CREATE TABLE entry (n INTEGER PRIMARY KEY, id TEXT UNIQUE, title TEXT, body TEXT) STRICT;
CREATE VIRTUAL TABLE search USING fts5 (words, content = '', prefix = '2 3');
"""
_SEARCH = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT 20"


class Ours:
    """The journal in a folder, opened with a key that is made already."""

    def __init__(self, folder: Path, secret: str) -> None:
        self._folder = folder
        self._roots = Roots(bytearray(secret.encode()))
        self._unlocked = unlock(read_headers(folder), self._roots)
        self._identity = identity_of(self._unlocked)
        with self.opened() as vault:
            self._like = vault.entries.get(vault.entries.recent(1)[0].id)
            self.count = vault.entries.count()
            self.every = [vault.entries.get(one.id) for one in vault.entries.recent(100_000)]
        self._middle = self.every[self.count // 2].id

    def opened(self) -> Vault:
        """The vault, open as a command opens it."""
        unlocked = unlock(read_headers(self._folder), self._roots)
        return door._entered(self._folder, unlocked, take(self._folder))  # noqa: SLF001

    def file(self) -> Vault:
        """The vault, its file opened with the raw key and nothing else looked at."""
        opened, identity = self._unlocked, self._identity
        database = open_database(self._folder, opened.master, opened.header, identity.device)
        return Vault(database, Lock(None), (), identity, remembers=False)

    def doings(self) -> dict[str, Callable[[Vault], object]]:
        """What is measured, done to an open vault."""
        return {
            "open, list 20, close": lambda vault: vault.entries.recent(20),
            "open, read one, close": lambda vault: vault.entries.get(self._middle),
            "open, search rare, close": lambda vault: vault.entries.search(RARE),
            "open, search common, close": lambda vault: vault.entries.search(COMMON),
            "open, append, close": lambda vault: vault.entries.add(self.another()),
        }

    def another(self) -> Entry:
        """An entry that is not there yet."""
        return replace(self._like, id=new_id())


class Plain:
    """The same words in a plain file of the standard library's SQLite."""

    def __init__(self, path: Path, entries: list[Entry]) -> None:
        self._path = path
        self._like = entries[0]
        self._middle = entries[len(entries) // 2].id
        with closing(self.opened()) as connection:
            connection.executescript(_TABLES)
            with connection:
                for entry in reversed(entries):
                    self._add(connection, entry, entry.id)

    def opened(self) -> sqlite3.Connection:
        """A connection, as durable as ours."""
        connection = sqlite3.connect(self._path)
        connection.execute("PRAGMA synchronous = full")
        return connection

    def doings(self) -> dict[str, Callable[[sqlite3.Connection], object]]:
        """The same things, done to an open file."""
        listed = "SELECT id, title FROM entry ORDER BY n DESC LIMIT 20"
        one = "SELECT body FROM entry WHERE id = ?"
        return {
            "open, list 20, close": lambda c: c.execute(listed).fetchall(),
            "open, read one, close": lambda c: c.execute(one, (self._middle,)).fetchall(),
            "open, search rare, close": lambda c: c.execute(_SEARCH, (RARE,)).fetchall(),
            "open, search common, close": lambda c: c.execute(_SEARCH, (COMMON,)).fetchall(),
            "open, append, close": self.append,
        }

    def append(self, connection: sqlite3.Connection) -> None:
        """One more entry, durable."""
        with connection:
            self._add(connection, self._like, new_id())

    def _add(self, connection: sqlite3.Connection, entry: Entry, entry_id: str) -> None:
        body = " ".join(item.answer_words() for item in entry.items)
        added = "INSERT INTO entry (id, title, body) VALUES (?, ?, ?)"
        row = connection.execute(added, (entry_id, entry.title, body)).lastrowid
        connection.execute("INSERT INTO search (rowid, words) VALUES (?, ?)", (row, body))


def measured(folder: str, secret: str, repeats: str) -> dict[str, dict[str, list[float]]]:
    """Milliseconds of each thing, `ours`, `file` and `plain` in turn."""
    ours = Ours(Path(folder), secret)
    plain = Plain(Path(folder).with_name("plain.db"), ours.every)
    took: dict[str, dict[str, list[float]]] = {}
    for name, doing in ours.doings().items():
        other = plain.doings()[name]
        took[name] = {"ours": [], "file": [], "plain": []}
        for _ in range(int(repeats)):
            took[name]["ours"].append(_time(ours.opened, doing))
            took[name]["file"].append(_time(ours.file, doing))
            took[name]["plain"].append(_time(plain.opened, other))
    took["append alone, durable"] = {
        "ours": list(_appends(ours.opened(), lambda v: v.entries.add(ours.another()), repeats)),
        "plain": list(_appends(plain.opened(), plain.append, repeats)),
    }
    with open_vault(Path(folder), bytearray(secret.encode())) as vault:
        began = time.perf_counter()
        vault.check()
        took["check the whole journal"] = {"ours": [(time.perf_counter() - began) * 1000]}
    return took


def _time(opened: Callable[[], Any], doing: Callable[[Any], object]) -> float:
    began = time.perf_counter()
    with closing(opened()) as place:
        doing(place)
    return (time.perf_counter() - began) * 1000


def _appends(place: Any, doing: Callable[[Any], object], repeats: str) -> Iterator[float]:  # noqa: ANN401 - either side
    with closing(place):
        for _ in range(int(repeats)):
            began = time.perf_counter()
            doing(place)
            yield (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    print(json.dumps(measured(*sys.argv[1:])))
