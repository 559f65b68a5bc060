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
from reflect_cli.vault.current import standing_plan
from reflect_cli.vault.records import heads_in, marked_by, standing_marks
from reflect_cli.vault.salvage import what_can_be_read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reflect_cli.vault.chain import Chain, Record
    from reflect_cli.vault.database import Database
    from reflect_cli.vault.records import Records


#: A plan's words and state, and what became of it.
_Plan = tuple[tuple[str, ...], tuple[tuple[str, str, str], ...]]

_MARKS = "SELECT about, name, value FROM mark"
_PLANS = 'SELECT n, id, entry, prompt, made, cue, act, "when", who, due, state FROM plan'
_STEPS = "SELECT plan, at, state, note FROM plan_step ORDER BY plan, n"

#: Entries whose tags, or whose place out of sight, are not what their marks say.
_MISLABELLED = """
SELECT count(*) FROM entry LEFT JOIN mark ON mark.about = entry.id AND mark.name = 'binned'
WHERE entry.binned <> coalesce(mark.value, '') OR entry.opens <> coalesce(
    (SELECT value FROM mark WHERE about = entry.id AND name = 'opens'), ''
) OR (
    SELECT group_concat(tag, char(10)) FROM (SELECT tag FROM tagged WHERE entry = n ORDER BY tag)
) IS NOT (
    SELECT group_concat(substr(name, 5), char(10))
    FROM (SELECT name FROM mark WHERE about = entry.id AND name LIKE 'tag:%' ORDER BY name)
)
"""


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
    total = _number(database, "SELECT count(*) FROM record")
    counts = dict.fromkeys(Trouble, 0)
    counts[Trouble.PAGES] = _page_troubles(database)
    done = 0
    bad: set[str] = set()
    for device in records.devices():
        for record, holds in _proved(records, chain, device):
            done += 1
            reads = _reads(record)
            counts[Trouble.CHAIN] += not holds
            counts[Trouble.WORDS] += not reads
            if not (holds and reads):
                bad |= {record.said.id, record.said.about}
            if done % 200 == 0:
                tell(done, total)
    tell(total, total)
    counts[Trouble.STANDING], untold = _standing_troubles(database, records)
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


def _standing_troubles(database: Database, records: Records) -> tuple[int, int]:
    """How many entries, plans and marks are shown that should not be, or not as they stand.

    Then how many plans are shown with words that no record tells: one of theirs is missing.
    """
    marks = {(about, name): text for about, name, text in database.rows(_MARKS)}
    shown: dict[str, str] = dict(database.rows("SELECT id, record FROM entry"))
    plans = _plans_shown(database)
    wrong = untold = 0
    for topic in records.abouts():
        said = records.of(topic)
        if about := marked_by(topic):
            for name, record in standing_marks(said).items():
                wrong += marks.pop((about, name), "") != mark_in(record.said.body or "")[1]
            continue
        if any(record.said.kind is RecordKind.PLAN for record in said):
            shown_so, stands = plans.pop(topic, None), _plan_standing(said)
            untold += (is_untold := _tells_more(shown_so, stands))
            wrong += shown_so != stands and not is_untold
            continue
        live = [h for h in heads_in(said) if h.said.kind is RecordKind.ENTRY and h.said.body]
        standing = max(live, key=lambda h: (h.said.at, h.said.id)).said.id if live else None
        wrong += shown.pop(topic, None) != standing or (not live and _has_words(said))
    return wrong + len(shown) + len(marks) + _number(database, _MISLABELLED), untold + len(plans)


def _plans_shown(database: Database) -> dict[str, _Plan]:
    """By its id, each plan as it is shown: the words and the state, and what became of it."""
    steps: dict[int, list[tuple[str, str, str]]] = {}
    for row, at, state, note in database.rows(_STEPS):
        steps.setdefault(row, []).append((at, state, note))
    return {
        about: (tuple(words), tuple(steps.get(row, ())))
        for row, about, *words in database.rows(_PLANS)
    }


def _plan_standing(said: tuple[Record, ...]) -> _Plan | None:
    """A plan as its records tell it; None when their words cannot be read."""
    try:
        return standing_plan(said)
    except ReflectError:
        return None


def _tells_more(shown: _Plan | None, stands: _Plan | None) -> bool:
    """Whether a plan is shown with something that became of it and is in no record."""
    return shown is not None and stands is not None and not set(shown[1]) <= set(stands[1])


def _has_words(said: tuple[Record, ...]) -> bool:
    """Whether the words of an entry are still, or again, in records of it."""
    return any(record.said.kind is RecordKind.ENTRY and record.said.body for record in said)


def _index_troubles(database: Database) -> int:
    listed = {
        row for (row,) in database.rows("SELECT n FROM entry WHERE binned = '' AND opens = ''")
    }
    indexed = {row for (row,) in database.rows("SELECT id FROM entry_search_docsize")}
    return len(listed ^ indexed)


def _number(database: Database, statement: str) -> int:
    found = database.one(statement)
    return int(found[0]) if found else 0
