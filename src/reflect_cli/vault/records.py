"""The journal's memory: records that are only ever added, in one chained feed for each device.

What stands now (`entry`, `plan`, the search index, what was worked on) is computed from them. So
two copies of a journal are joined by taking in each other's records, and none is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.vault.bodies import mark_in
from reflect_cli.vault.chain import NOTHING_YET, Head, Record, RecordKind, Said
from reflect_cli.vault.record_ids import new_record_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reflect_cli.vault.chain import Chain
    from reflect_cli.vault.database import Database, Row

_COLUMNS = "id, about, device, seq, parents, at, kind, body, digest, prev, mac"
_ADD = f"INSERT INTO record ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
_ABOUT = f"SELECT {_COLUMNS} FROM record WHERE about = ? ORDER BY n"  # noqa: S608 - a constant
_FEED = f"SELECT {_COLUMNS} FROM record WHERE device = ? AND seq > ? ORDER BY seq LIMIT ?"  # noqa: S608
_TAKEN = f"SELECT n, {_COLUMNS} FROM record WHERE n > ? ORDER BY n LIMIT ?"  # noqa: S608
EVERY = f"SELECT {_COLUMNS} FROM record ORDER BY n"  # noqa: S608 - a constant
#: The device before another one: a step in the index for each, where DISTINCT would read all of it.
_HEAD_BEFORE = """
SELECT device, seq, mac FROM record WHERE device < ? ORDER BY device DESC, seq DESC LIMIT 1
"""
_AFTER_EVERY_DEVICE = "\U0010ffff"
_NUMBERED = f"SELECT {_COLUMNS} FROM record WHERE n = ?"  # noqa: S608 - a constant
_HEAD = "SELECT seq, mac FROM record WHERE device = ? ORDER BY seq DESC LIMIT 1"
_AT = "SELECT mac FROM record WHERE device = ? AND seq = ?"
_ABOUTS = "SELECT about FROM record GROUP BY about ORDER BY min(julianday(at)), min(n)"
_TWIN = """
SELECT id FROM record WHERE about = ? AND kind = ? AND at = ?
AND (body = ?4 OR body IS NULL OR ?4 IS NULL) ORDER BY n LIMIT 1
"""
_BATCH = 500
_MARKS_ON = "/marks"


class Records:
    """The records of an open vault; new ones are signed as this device's."""

    def __init__(self, database: Database, chain: Chain, device: str) -> None:
        self.database = database
        self._chain = chain
        self.device = device

    def add(self, about: str, kind: RecordKind, at: str, body: str) -> tuple[Record, ...]:
        """Add what is said about an entry or plan; it follows everything said so far.

        What is said about it now is returned, the new record last.
        """
        with self.database.change():
            before = self.of(about)
            parents = tuple(sorted(record.said.id for record in heads_in(before)))
            said = Said(new_record_id(), about, parents, at, kind, body)
            return (*before, self._append(said, self.device, None))

    def of(self, about: str) -> tuple[Record, ...]:
        """Everything said about one entry or plan, in the order it came in."""
        return tuple(map(record_in, self.database.rows(_ABOUT, (about,))))

    def has(self, record_id: str) -> bool:
        """Whether a record of that id is here."""
        return self.database.one("SELECT 1 FROM record WHERE id = ?", (record_id,)) is not None

    def abouts(self) -> list[str]:
        """The ids of all entries and plans anything was said about, the first said first."""
        rows = self.database.rows(_ABOUTS)
        return [str(about) for (about,) in rows]

    def last_number(self) -> int:
        """The number of the record that was taken in last."""
        found = self.database.one("SELECT seq FROM sqlite_sequence WHERE name = 'record'")
        return int(found[0]) if found else 0

    def numbered(self, number: int) -> Record | None:
        """The record that was taken in as that number."""
        found = self.database.one(_NUMBERED, (number,))
        return record_in(found) if found else None

    def devices(self) -> list[str]:
        """Every device that has a feed here, by name."""
        return sorted(self.heads())

    def heads(self) -> dict[str, Head]:
        """How far the feed of every device goes."""
        found: dict[str, Head] = {}
        before = _AFTER_EVERY_DEVICE
        while row := self.database.one(_HEAD_BEFORE, (before,)):
            before, seq, mac = row
            found[before] = Head(int(seq), bytes(mac))
        return found

    def head(self, device: str) -> Head:
        """How far the feed of *device* goes."""
        found = self.database.one(_HEAD, (device,))
        return Head(int(found[0]), bytes(found[1])) if found else NOTHING_YET

    def code_at(self, device: str, seq: int) -> bytes | None:
        """The code of one record of a feed."""
        found = self.database.one(_AT, (device, seq))
        return bytes(found[0]) if found else None

    def feed(self, device: str) -> Iterator[Record]:
        """The records of one device, in order."""
        last = 0
        while batch := self.database.rows(_FEED, (device, last, _BATCH)):
            for row in batch:
                yield record_in(row)
            last = int(batch[-1][3])

    def batches(self) -> Iterator[list[Record]]:
        """Every record in the order it was taken in, some at a time."""
        last = 0
        while rows := self.database.rows(_TAKEN, (last, _BATCH)):
            yield [record_in(row[1:]) for row in rows]
            last = int(rows[-1][0])

    def count(self) -> int:
        """How many records there are."""
        found = self.database.one("SELECT count(*) FROM record")
        return int(found[0]) if found else 0

    def twin_of(self, said: Said) -> str | None:
        """The id under which *said* is here already, word for word or wiped, if it is."""
        found = self.database.one(_TWIN, (said.about, said.kind.value, said.at, said.body))
        return str(found[0]) if found else None

    def take_in(self, record: Record, beside: str) -> None:
        """Add a record of another copy of this journal; only inside `change`.

        In its own place when it follows what is here of its device; otherwise at the end of the
        feed *beside*, signed anew. Two computers have then written under one name, or the copy
        is from before this journal got another key.
        """
        head = self.head(record.device)
        follows = record.seq == head.seq + 1 and record.prev == head.mac
        if follows and self._chain.holds(record):
            self._insert(record)
        else:
            self._append(record.said, beside, record.digest)

    def sign_anew(self, record: Record) -> None:
        """Add *record* of this journal under another key, in its own place; only inside `change`."""
        again = self._append(record.said, record.device, record.digest)
        assert again.seq == record.seq  # its feed was proved whole, and is added in order

    def wipe(self, ids: Iterable[str]) -> None:
        """Take the words out of some records; that they were there stays. Only inside `change`."""
        for record_id in ids:
            self.database.run("UPDATE record SET body = NULL WHERE id = ?", (record_id,))

    def _append(self, said: Said, device: str, digest: bytes | None) -> Record:
        record = self._chain.signed(said, device, self.head(device), digest)
        self._insert(record)
        return record

    def _insert(self, record: Record) -> None:
        said = record.said
        self.database.run(
            _ADD,
            (
                said.id, said.about, record.device, record.seq, " ".join(said.parents), said.at,
                said.kind.value, said.body, record.digest, record.prev, record.mac,
            ),
        )  # fmt: skip


def marks_on(about: str) -> str:
    """What the records of the marks on one entry or plan are about; names stay in their bodies."""
    return f"{about}{_MARKS_ON}"


def marked_by(topic: str) -> str:
    """The id of the entry or plan that the marks of *topic* are on; empty for another topic."""
    return topic.removesuffix(_MARKS_ON) if topic.endswith(_MARKS_ON) else ""


def standing_marks(records: tuple[Record, ...]) -> dict[str, Record]:
    """Of the marks on one entry or plan the last of each name, by name; none once wiped."""
    told = [record for record in in_order(records) if record.said.body is not None]
    return {mark_in(record.said.body or "")[0]: record for record in told}


def plan_standing(records: tuple[Record, ...]) -> Record | None:
    """The record that made the plan these are about; None once it was removed, whoever did."""
    standing: Record | None = None
    for record in in_order(records):
        if record.said.kind is RecordKind.PLAN:
            standing = record
        elif record.said.kind is RecordKind.REMOVED:
            standing = None
    return standing if standing and standing.said.body is not None else None


def heads_in(records: tuple[Record, ...]) -> tuple[Record, ...]:
    """Those of *records* that no other follows; more than one after two copies were joined."""
    followed = {parent for record in records for parent in record.said.parents}
    return tuple(record for record in records if record.said.id not in followed)


def in_order(records: Iterable[Record]) -> tuple[Record, ...]:
    """*records*, each after those of them it follows; otherwise by time, then by id.

    Two that were said in one second, or on both sides of a change of the clock, so keep the order
    they were said in, and every copy of the journal gives the same one.
    """
    left = sorted(records, key=lambda record: (record.said.at, record.said.id))
    waiting = {record.said.id for record in left}
    done: list[Record] = []
    while left:
        free = next(one for one in left if waiting.isdisjoint(one.said.parents))
        left.remove(free)
        waiting.remove(free.said.id)
        done.append(free)
    return tuple(done)


def record_in(row: Row) -> Record:
    """The record in one row."""
    record_id, about, device, seq, parents, at, kind, body, digest, prev, mac = row
    said = Said(record_id, about, tuple(parents.split()), at, RecordKind(kind), body)
    return Record(said, device, seq, bytes(digest), bytes(prev), bytes(mac))
