"""Records in chains: nothing changes, goes or slips in unseen; removed words are wiped."""

from __future__ import annotations

import dataclasses

import pytest

from reflect_cli.vault.chain import NOTHING_YET, Chain, Head, RecordKind, Said
from reflect_cli.vault.checking import Trouble
from reflect_cli.vault.records import record_in
from vault.sample import WHEN, draft, entry

CHAIN = Chain(bytes(range(32)))
SAID = Said("id-1", "about-1", ("p1", "p2"), WHEN, RecordKind.ENTRY, "words \udce9")


def test_a_record_holds_as_it_was_signed():
    record = CHAIN.signed(SAID, "device", NOTHING_YET)

    assert CHAIN.holds(record)
    assert (1, NOTHING_YET.mac) == (record.seq, record.prev)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "id-2"}, {"about": "about-2"}, {"parents": ("p1",)}, {"parents": ("p1 p2",)},
        {"at": "2026-11-25"}, {"kind": RecordKind.REMOVED}, {"body": "other words"},
    ],
)  # fmt: skip
def test_nothing_said_can_be_changed(change):
    record = CHAIN.signed(SAID, "device", NOTHING_YET)
    changed = dataclasses.replace(record, said=dataclasses.replace(SAID, **change))

    if change == {
        "parents": ("p1 p2",)
    }:  # two ids joined by a space read the same, as they are stored
        assert CHAIN.holds(changed)
    else:
        assert not CHAIN.holds(changed)


@pytest.mark.parametrize(
    "change", [{"device": "other"}, {"seq": 2}, {"prev": bytes([1] * 32)}, {"digest": bytes(32)}]
)
def test_its_place_cannot_be_changed(change):
    record = CHAIN.signed(SAID, "device", NOTHING_YET)

    assert not CHAIN.holds(dataclasses.replace(record, **change))


def test_wiping_the_words_leaves_the_chain_whole():
    record = CHAIN.signed(SAID, "device", NOTHING_YET)
    wiped = dataclasses.replace(record, said=dataclasses.replace(SAID, body=None))

    assert CHAIN.holds(wiped)


def test_another_key_signs_otherwise():
    assert not Chain(bytes(32)).holds(CHAIN.signed(SAID, "device", NOTHING_YET))


def test_every_change_is_a_record_in_this_computers_feed(vault):
    vault.entries.add(entry(70))
    vault.entries.revise(entry(70, "again"), WHEN)
    vault.entries.remove(entry(70).id)

    said = [(r.said.kind.value, r.said.body is None) for r in vault.records.of(entry(70).id)]
    assert [("entry", True), ("entry", True), ("removed", False)] == said
    feeds = [list(vault.records.feed(device)) for device in vault.records.devices()]
    assert [(r.seq, r.prev) for r in feeds[0][1:]] == [(r.seq + 1, r.mac) for r in feeds[0][:-1]]


def test_a_removed_entrys_words_are_nowhere_in_the_tables(vault):
    vault.entries.add(entry(70, "quincemarmalade"))
    vault.entries.remove(entry(70).id)

    for table in ("entry", "record", "draft", "worked", "memory"):
        assert "quincemarmalade" not in str(vault.database.rows(f"SELECT * FROM {table}"))
    assert () == vault.entries.search("quincemarmalade")


def test_a_whole_journal_is_found_whole(vault):
    told = []
    report = vault.check(lambda done, total: told.append((done, total)))

    assert () == report.found
    assert (41, 1, 43) == (report.entries, report.plans, report.records)
    assert (43, 43) == told[-1]


SWAPPED = """
UPDATE record SET seq = 5000 + (CASE seq WHEN 5 THEN 6 ELSE 5 END) WHERE seq IN (5, 6);
UPDATE record SET seq = seq - 5000 WHERE seq > 5000
"""
SLIPPED_IN = """
INSERT INTO record SELECT NULL, 'new', about, device, 9999, parents, at, kind, body, digest, prev, mac
FROM record WHERE n = 5
"""
DAMAGE = {
    "the words of a record": ("UPDATE record SET body = replace(body, 'filler', 'Filler') WHERE n = 5", {Trouble.CHAIN}),
    "a record taken out": ("DELETE FROM record WHERE n = 5", {Trouble.CHAIN, Trouble.STANDING}),
    "the last record taken out": ("DELETE FROM record WHERE n = (SELECT max(n) FROM record)", {Trouble.CHAIN}),
    "two records that changed places": (
        SWAPPED,
        {Trouble.CHAIN},
    ),
    "a record signed by nobody": (
        SLIPPED_IN,
        {Trouble.CHAIN, Trouble.STANDING},
    ),
    "an entry taken off the list": ("DELETE FROM entry WHERE n = 7", {Trouble.STANDING, Trouble.INDEX}),
    "a list that shows something else": ("UPDATE entry SET record = 'x' WHERE n = 7", {Trouble.STANDING}),
    "a plan that shows another state": ("UPDATE plan SET state = 'open'", {Trouble.STANDING}),
    "a plan without what became of it": ("DELETE FROM plan_step", {Trouble.STANDING}),
    "a plan in no record": ("DELETE FROM record WHERE kind IN ('plan', 'step')", {Trouble.CHAIN}),
    "a plan in other words": ("UPDATE plan SET act = 'nothing'", {Trouble.STANDING}),
    "words taken out of the index": (
        "INSERT INTO entry_search (entry_search) VALUES ('delete-all')", {Trouble.INDEX}
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGE)
def test_every_kind_of_damage_is_named(vault, name):
    statement, troubles = DAMAGE[name]
    for trigger in ("record_never_changes", "record_never_goes"):
        vault.database._connection.execute(f"DROP TRIGGER {trigger}")
    vault.database._connection.execute("PRAGMA foreign_keys = 0")
    vault.database._connection.execute(statement)

    assert troubles == {each.trouble for each in vault.check().found}


@pytest.mark.parametrize(
    "name", [n for n, (_, t) in DAMAGE.items() if t and Trouble.CHAIN not in t]
)
def test_lists_and_search_are_computed_anew(vault, name):
    before = [(s.id, s.title) for s in vault.entries.recent(99)]
    plans = vault.plans.every()
    found = [m.summary.id for m in vault.entries.search("number12")]
    vault.database._connection.execute(DAMAGE[name][0])
    assert vault.check().can_be_rebuilt
    vault.rebuild()

    assert () == vault.check().found
    assert before == [(s.id, s.title) for s in vault.entries.recent(99)]
    assert found == [m.summary.id for m in vault.entries.search("number12")]
    assert plans == vault.plans.every()


def test_removed_words_that_are_there_again_are_found_kept_out_and_wiped_anew(vault):
    """As an old page put back would bring them, under a signature that still holds."""
    vault.entries.add(entry(70, "quincemarmalade"))
    (record,) = vault.records.of(entry(70).id)
    before = vault.contents()
    vault.entries.remove(entry(70).id)
    connection = vault.database._connection
    connection.execute("DROP TRIGGER record_never_changes")
    connection.execute(
        "UPDATE record SET body = ? WHERE id = ?", (record.said.body, record.said.id)
    )

    assert {Trouble.STANDING} == {each.trouble for each in vault.check().found}
    assert before.revisions[:-1] == vault.contents().revisions
    vault.rebuild()
    assert () == vault.check().found
    assert "quincemarmalade" not in str(vault.database.rows("SELECT body FROM record"))


def test_a_feed_is_read_in_order_however_long(vault):
    with vault.transaction():
        for number in range(1200):
            vault.records.add(f"about-{number}", RecordKind.REMOVED, WHEN, "{}")

    seqs = [record.seq for record in vault.records.feed(vault.records.device)]
    assert list(range(1, len(seqs) + 1)) == seqs
    assert 1200 == len(seqs)


def test_rows_and_records_are_the_same_thing(vault):
    (row,) = vault.database.rows(
        "SELECT id, about, device, seq, parents, at, kind, body, digest, prev, mac FROM record WHERE n = 1"
    )

    assert record_in(row) == vault.records.of(row[1])[0]
    assert Head(1, row[10]) == Head(row[3], row[10])
    assert draft().id
