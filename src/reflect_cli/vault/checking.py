"""Looking through a whole journal: pages, chains, words, what stands now, and the search index.

Nothing is changed here. Each finding says what is wrong; whatever was read whole is counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reflect_cli.errors import ReflectError
from reflect_cli.vault.bodies import entry_in, mark_in, plan_in, step_in
from reflect_cli.vault.chain import NOTHING_YET, RecordKind
from reflect_cli.vault.records import heads_in, marked_by, standing_marks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reflect_cli.vault.chain import Chain, Record
    from reflect_cli.vault.database import Database
    from reflect_cli.vault.records import Records


_MARKS = "SELECT about, name, value FROM mark"


class Trouble(StrEnum):
    """What can be wrong with a journal that opens; commands have the words."""

    PAGES = "pages"  # the database finds its own pages out of order
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
    """Look through everything; `tell(done, total)` is called as records are read."""
    total = _number(database, "SELECT count(*) FROM record")
    counts = dict.fromkeys(Trouble, 0)
    counts[Trouble.PAGES] = _page_troubles(database)
    done = 0
    for device in records.devices():
        for record, holds in _proved(records, chain, device):
            done += 1
            counts[Trouble.CHAIN] += not holds
            counts[Trouble.WORDS] += not _reads(record)
            if done % 200 == 0:
                tell(done, total)
    tell(total, total)
    counts[Trouble.STANDING] = _standing_troubles(database, records)
    counts[Trouble.INDEX] = _index_troubles(database)
    return Report(
        tuple(Found(trouble, count) for trouble, count in counts.items() if count),
        _number(database, "SELECT count(*) FROM entry"),
        _number(database, "SELECT count(*) FROM plan"),
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


def _standing_troubles(database: Database, records: Records) -> int:
    """How many entries, plans and marks are shown that should not be, or not as they stand."""
    marks = {(about, name): text for about, name, text in database.rows(_MARKS)}
    shown: dict[str, str] = dict(database.rows("SELECT id, record FROM entry"))
    plans = {about for (about,) in database.rows("SELECT id FROM plan")}
    wrong = 0
    for topic in records.abouts():
        said = records.of(topic)
        if about := marked_by(topic):
            for name, record in standing_marks(said).items():
                wrong += marks.pop((about, name), "") != mark_in(record.said.body or "")[1]
            continue
        if any(record.said.kind is RecordKind.PLAN for record in said):
            wrong += topic not in plans
            plans.discard(topic)
            continue
        live = [h for h in heads_in(said) if h.said.kind is RecordKind.ENTRY and h.said.body]
        standing = max(live, key=lambda h: (h.said.at, h.said.id)).said.id if live else None
        wrong += shown.pop(topic, None) != standing
    return wrong + len(shown) + len(plans) + len(marks)


def _index_troubles(database: Database) -> int:
    listed = {row for (row,) in database.rows("SELECT n FROM entry")}
    indexed = {row for (row,) in database.rows("SELECT id FROM entry_search_docsize")}
    return len(listed ^ indexed)


def _number(database: Database, statement: str) -> int:
    found = database.one(statement)
    return int(found[0]) if found else 0
