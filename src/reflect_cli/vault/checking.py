"""Looking through a whole journal: pages, chains, words, what stands now, and the search index.

Nothing is changed here. Each finding says what is wrong; whatever was read whole is counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reflect_cli.errors import ReflectError, VaultDamaged
from reflect_cli.vault.bodies import entry_in, mark_in, plan_in, step_in
from reflect_cli.vault.chain import NOTHING_YET, RecordKind
from reflect_cli.vault.salvage import what_can_be_read
from reflect_cli.vault.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reflect_cli.vault.chain import Chain, Record
    from reflect_cli.vault.database import Database
    from reflect_cli.vault.records import Records


class Trouble(StrEnum):
    """What can be wrong with a journal that opens; commands have the words."""

    PAGES = "pages"  # the database finds its own pages out of order
    UNREADABLE = "unreadable"  # a record lies in a damaged part of the file
    CHAIN = "chain"  # a record is not as it was signed, is missing, or stands in the wrong place
    WORDS = "words"  # a record is whole, but its words cannot be read
    STANDING = "standing"  # what lists show is not what the records say
    INDEX = "index"  # the search index does not cover what stands


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that is wrong, and how often."""

    trouble: Trouble
    count: int


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found. `entries`, `plans` and `records` were read whole."""

    found: tuple[Found, ...]
    entries: int
    plans: int
    records: int

    @property
    def can_be_rebuilt(self) -> bool:
        """Whether all that is wrong can be computed anew from whole records."""
        return {each.trouble for each in self.found} <= {Trouble.STANDING, Trouble.INDEX}


def check(
    database: Database,
    records: Records,
    chain: Chain,
    tell: Callable[[int, int], None] = lambda _done, _total: None,
) -> Report:
    """Look through everything; `tell(done, total)` is called as records are read.

    Where parts of the file are damaged, each record is tried by itself. Raises VaultDamaged when
    not even that can be done.
    """
    try:
        with database.with_room():
            return _whole(database, records, chain, tell)
    except VaultDamaged:
        found = what_can_be_read(records, chain, _reads, tell)
    counts = {Trouble.UNREADABLE: found.unreadable, Trouble.CHAIN: found.altered}
    told = tuple(Found(trouble, count) for trouble, count in counts.items() if count)
    told = (*([] if found.unreadable else [Found(Trouble.PAGES, 1)]), *told)
    return Report(told, found.entries, found.plans, found.records)


def _whole(
    database: Database, records: Records, chain: Chain, tell: Callable[[int, int], None]
) -> Report:
    total = records.count()
    counts = dict.fromkeys(Trouble, 0)
    counts[Trouble.PAGES] = _page_troubles(database)
    standing = Standing(database, records)
    done = 0
    bad: set[str] = set()
    for device in records.devices():
        for record, holds in _proved(records, chain, device):
            done += 1
            reads = _reads(record)
            standing.see(record)
            counts[Trouble.CHAIN] += not holds
            counts[Trouble.WORDS] += not reads
            if not (holds and reads):
                bad |= {record.said.id, record.said.about}
            if done % 200 == 0:
                tell(done, total)
    tell(total, total)
    counts[Trouble.STANDING], untold = standing.troubles()
    counts[Trouble.CHAIN] += untold
    counts[Trouble.INDEX] = _index_troubles(database)
    return Report(
        tuple(Found(trouble, count) for trouble, count in counts.items() if count),
        sum(record not in bad for (record,) in database.rows("SELECT record FROM entry")),
        sum(plan not in bad for (plan,) in database.rows("SELECT id FROM plan")),
        total,
    )


def chain_is_whole(records: Records, chain: Chain) -> bool:
    """Whether every record of every feed is as it was signed, with none missing before it."""
    return all(
        holds for device in records.devices() for _, holds in _proved(records, chain, device)
    )


def _proved(records: Records, chain: Chain, device: str) -> Iterator[tuple[Record, bool]]:
    seq, mac = NOTHING_YET.seq, NOTHING_YET.mac
    for record in records.feed(device):
        yield record, record.seq == seq + 1 and record.prev == mac and chain.holds(record)
        seq, mac = record.seq, record.mac


def _reads(record: Record) -> bool:
    body = record.said.body
    if body is None:
        return True
    try:
        match record.said.kind:
            case RecordKind.ENTRY:
                entry_in(body)
            case RecordKind.PLAN:
                plan_in(body)
            case RecordKind.STEP:
                step_in(body)
            case RecordKind.MARK:
                mark_in(body)
            case _:
                pass  # a removal has no words
    except ReflectError:
        return False
    return True


def _page_troubles(database: Database) -> int:
    told = [str(row[0]) for row in database.rows("PRAGMA integrity_check")]
    return 0 if told == ["ok"] else len(told)


def _index_troubles(database: Database) -> int:
    listed = {
        row for (row,) in database.rows("SELECT n FROM entry WHERE binned = '' AND opens = ''")
    }
    indexed = {row for (row,) in database.rows("SELECT id FROM entry_search_docsize")}
    return len(listed ^ indexed)
