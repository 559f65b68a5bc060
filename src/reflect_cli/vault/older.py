"""Bringing the words of an older file's rows into records, each signed as this computer's.

Their ids come from what they say, so that two copies brought up apart know each other's records.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.vault.bodies import plan_body, step_body
from reflect_cli.vault.chain import NOTHING_YET, Head, RecordKind, Said

if TYPE_CHECKING:
    from collections.abc import Iterator

    import apsw

    from reflect_cli.vault.chain import Chain, Record

_ADD = """
INSERT INTO record (id, about, device, seq, parents, at, kind, body, digest, prev, mac)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_REVISIONS = "SELECT at, body FROM revision WHERE entry = ? ORDER BY n"
_PLANS = 'SELECT n, id, entry, prompt, made, cue, act, "when", who, due FROM plan ORDER BY n'
_STEPS = "SELECT at, state, note FROM plan_step WHERE plan = ? ORDER BY n"

Words = tuple[str, RecordKind, str, str]


def put_in_records(connection: apsw.Connection, chain: Chain, device: str) -> None:
    """Sign every revision, plan and step of version 2 into records, in the order they stood."""
    head, last_about, last_id = NOTHING_YET, "", ""
    for about, kind, at, body in [*_entries_in(connection), *_plans_in(connection)]:
        parents = (last_id,) if about == last_about else ()
        said = Said(chain.id_of(about, *parents, at, body), about, parents, at, kind, body)
        record = chain.signed(said, device, head)
        _insert(connection, record)
        head, last_about, last_id = Head(record.seq, record.mac), about, said.id
        if kind is RecordKind.ENTRY:
            connection.execute("UPDATE entry SET record = ? WHERE id = ?", (said.id, about))


def _entries_in(connection: apsw.Connection) -> Iterator[Words]:
    for row, about in list(connection.execute("SELECT n, id FROM entry ORDER BY n")):
        for at, body in list(connection.execute(_REVISIONS, (row,))):
            yield about, RecordKind.ENTRY, at, body


def _plans_in(connection: apsw.Connection) -> Iterator[Words]:
    for row, about, entry, prompt, made, *words in list(connection.execute(_PLANS)):
        yield about, RecordKind.PLAN, made, plan_body(entry, prompt, made, words)
        for at, state, note in list(connection.execute(_STEPS, (row,))):
            yield about, RecordKind.STEP, at, step_body(state, note)


def _insert(connection: apsw.Connection, record: Record) -> None:
    said = record.said
    connection.execute(
        _ADD,
        (
            said.id, said.about, record.device, record.seq, " ".join(said.parents), said.at,
            said.kind.value, said.body, record.digest, record.prev, record.mac,
        ),
    )  # fmt: skip
