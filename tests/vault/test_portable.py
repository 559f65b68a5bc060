"""Taking out and bringing in: nothing lost, nothing twice, nothing replaced, nothing half taken."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import fastjsonschema
import pytest

from reflect_cli.errors import BackupDamaged, VaultTooNew
from reflect_cli.journal.plan import PlanState, PlanStep
from reflect_cli.journal.wanted import Wanted
from reflect_cli.vault.bringing_in import bring_in, decide
from reflect_cli.vault.contents import Revision
from reflect_cli.vault.kdf import LIGHT
from reflect_cli.vault.marks import Mark
from reflect_cli.vault.portable import Kept, Portable, document, is_portable, read
from reflect_cli.vault.shown import BINNED, TAG
from reflect_cli.vault.taking_out import part_of, taken_out
from reflect_cli.vault.vault import create
from vault.sample import WHEN, entry, many_kinds, passphrase, plan

SCHEMA = Path(__file__).parents[2] / "docs" / "export.schema.json"
LATER, LAST = "2026-11-25T07:30:00+01:00", "2026-11-26T07:30:00+01:00"
COUNT = 1000
SMALL = Portable(
    (Kept((Revision(entry(1), WHEN),)),),
    (plan(),),
    (Mark(entry(1).id, f"{TAG}quarry", "on", WHEN),),
)
KINDS = COUNT // 50  # besides, entries of every kind of answer


@pytest.fixture
def fresh(tmp_path):
    """Another, empty journal."""
    (tmp_path / "another").mkdir(mode=0o700)
    with create(tmp_path / "another" / "vault", passphrase(), LIGHT) as vault:
        yield vault


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A journal of 1,000 entries, some changed, tagged, binned, with plans."""
    with create(tmp_path_factory.mktemp("large") / "vault", passphrase(), LIGHT) as vault:
        with vault.transaction():
            for number in range(1, COUNT + 1):
                vault.entries.add(entry(number, f"Words {number}.", title=f"No. {number}"))
                if number % 50 == 1:
                    vault.entries.add(replace(many_kinds(), id=entry(number + COUNT).id))
                if number % 10 == 0:
                    vault.entries.revise(entry(number, f"Changed {number}."), LATER)
                    vault.marks.set(Mark(entry(number).id, f"{TAG}every ten", "on", LATER))
                if number % 50 == 0:
                    vault.plans.add(replace(plan(number), entry=entry(number).id))
                    vault.plans.step(plan(number).id, PlanStep(LATER, PlanState.LET_GO, "No."))
                    vault.marks.set(Mark(plan(number).id, "follow", "week", LATER))
            vault.marks.set(Mark(entry(7).id, BINNED, LATER, LATER))
        yield vault


@pytest.fixture(scope="module")
def written(large):
    """All of it as a file."""
    return document(everything_in(large), WHEN, "reflect 0")


def everything_in(vault):
    ids = [
        one.id
        for wanted in (Wanted(), Wanted(binned=True))
        for one in vault.entries.chosen(wanted, 9999)
    ]
    return taken_out(vault, sorted(ids))


def brought(vault, portable, **more):
    decided = decide(vault, portable, **more)
    bring_in(vault, decided)
    return decided.told


def through_a_file(portable):
    return read(document(portable, WHEN, "reflect 0"))


def comparable(vault):
    contents = vault.contents()
    return (
        {entry_id: vault.entries.kept(entry_id) for entry_id in contents.by_entry},
        set(contents.plans),
        set(contents.marks),
        [one.title for one in vault.entries.recent(9999)],
    )


def test_a_thousand_entries_come_back_equal_and_twice_adds_nothing(large, written, fresh):
    out = read(written)
    first = brought(fresh, out)

    assert (COUNT + KINDS, 0, 0) == (first.added, first.changed, first.there)
    assert comparable(large)[:3] == comparable(fresh)[:3]
    report = fresh.check()
    assert () == report.found
    again = brought(fresh, out)
    assert (0, 0, COUNT + KINDS, 0, 0) == (
        again.added,
        again.changed,
        again.there,
        again.plans,
        again.marks,
    )
    head = "SELECT count(*) FROM record"
    assert [(report.records,)] == fresh.database.rows(head)


def test_what_is_written_is_what_the_schema_describes(large, written):
    holds = fastjsonschema.compile(json.loads(SCHEMA.read_text(encoding="utf-8")))
    whole = json.loads(written)
    part = json.loads(document(part_of(taken_out(large, [entry(10).id]), [1]), WHEN, "reflect 0"))

    assert holds(whole)
    assert holds(part)
    for spoilt in (whole | {"version": 2}, whole | {"more": 1}, {**whole, "plans": [{}]}):
        with pytest.raises(fastjsonschema.JsonSchemaException):
            holds(spoilt)


def test_the_schema_of_an_entry_names_exactly_the_fields_there_are():
    defined = json.loads(SCHEMA.read_text(encoding="utf-8"))["definitions"]
    (kept,) = json.loads(document(SMALL, WHEN, ""))["entries"]
    stored = kept["versions"][0]["entry"]

    assert set(defined["entry"]["properties"]) == set(stored)
    assert set(defined["item"]["properties"]) == set(stored["items"][0])


def test_any_order_of_fields_is_read():
    raw = document(SMALL, WHEN, "reflect 0")
    turned = json.dumps(json.loads(raw), sort_keys=True).encode()

    assert is_portable(raw)
    assert read(raw) == read(turned)


def spoil(path: list, value):
    def spoilt(stored):
        inner = stored
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = value
        return stored

    return spoilt


ENTRY = ["entries", 0, "versions", 0, "entry"]
SPOILT = {
    "no list": spoil(["entries"], {}),
    "another field": spoil(["extra"], 1),
    "a field left out": lambda stored: {name: stored[name] for name in stored if name != "marks"},
    "another field in an entry": spoil(["entries", 0, "mood"], "x"),
    "a plan without its words": spoil(["plans", 0], {}),
    "another format": spoil(["format"], "something"),
    "no versions": spoil(["entries", 0, "versions"], []),
    "an unknown field": spoil([*ENTRY, "mood"], "x"),
    "a number as title": spoil([*ENTRY, "title"], 4),
    "another id": spoil([*ENTRY, "id"], "else"),
    "an id that is a path": spoil(["entries", 0], {"id": "a/marks", "versions": []}),
    "no time": spoil([*ENTRY, "began"], "yesterday"),
    "a time without a zone": spoil([*ENTRY, "finished"], "2026-11-24T07:30:00"),
    "an unknown kind": spoil([*ENTRY, "kind"], "dream"),
    "a nested value": spoil([*ENTRY, "items", 0, "value"], {"plan": {"cue": []}}),
    "a plan's state": spoil(["plans", 0, "state"], "done"),
    "a mark without a value": spoil(["marks", 0, "value"], ""),
    "a mark on a path": spoil(["marks", 0, "about"], "x/marks"),
}


@pytest.mark.parametrize("how", SPOILT.values(), ids=SPOILT)
def test_a_file_that_would_lose_or_change_a_word_is_refused_whole(how):
    stored = json.loads(document(SMALL, WHEN, "reflect 0"))
    assert SMALL == read(json.dumps(stored).encode())

    with pytest.raises(BackupDamaged) as told:
        read(json.dumps(how(stored)).encode())
    assert "Plain words" not in str(told.value)


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b'{"format": "reflect-journal"' + b"[" * 9999])
def test_what_is_no_such_document_is_refused(raw):
    with pytest.raises((BackupDamaged, VaultTooNew)):
        read(raw)


def test_a_newer_document_or_record_is_left_alone():
    stored = json.loads(document(SMALL, WHEN, "reflect 0"))
    for path, value in ((["version"], 2), ([*ENTRY, "record"], 99)):
        with pytest.raises(VaultTooNew):
            read(json.dumps(spoil(path, value)(json.loads(json.dumps(stored)))).encode())


def test_a_later_version_is_added_and_an_earlier_one_is_not(vault, fresh):
    brought(fresh, everything_in(vault))
    earlier = through_a_file(everything_in(vault))
    vault.entries.revise(entry(1, "Later words."), LAST)
    told = brought(fresh, through_a_file(everything_in(vault)))

    assert (0, 1, 40) == (told.added, told.changed, told.there)
    assert entry(1, "Later words.") == fresh.entries.get(entry(1).id)
    assert 2 == len(fresh.entries.revisions(entry(1).id))
    assert 0 == brought(fresh, earlier).changed
    assert entry(1, "Later words.") == fresh.entries.get(entry(1).id)


def test_what_was_changed_here_is_not_replaced_by_what_is_brought(vault, fresh):
    out = everything_in(vault)
    brought(fresh, out)
    fresh.entries.revise(entry(1, "Mine."), LAST)
    brought(fresh, out)

    assert entry(1, "Mine.") == fresh.entries.get(entry(1).id)


def test_what_was_removed_here_stays_removed_unless_it_is_asked_for(vault, fresh):
    out = everything_in(vault)
    brought(fresh, out)
    fresh.entries.remove(entry(1).id, LATER)
    told = brought(fresh, out)
    assert (0, 1, 40) == (told.added, told.removed, told.there)
    told = brought(fresh, out, removed_too=True)

    assert (1, 0) == (told.added, told.removed)
    assert vault.entries.get(entry(1).id) == fresh.entries.get(entry(1).id)
    assert () == fresh.check().found


def test_a_tag_taken_away_here_does_not_come_back(vault, fresh):
    vault.marks.set(Mark(entry(1).id, f"{TAG}quarry", "on", WHEN))
    out = everything_in(vault)
    brought(fresh, out)
    fresh.marks.set(Mark(entry(1).id, f"{TAG}quarry", "", LATER))

    assert 0 == brought(fresh, out).marks
    assert {} == fresh.marks.of(entry(1).id)


def test_a_part_never_replaces_the_whole(vault):
    part = through_a_file(part_of(taken_out(vault, [many_kinds().id]), [2, 4]))
    (kept,) = part.entries
    assert ["b", "d"] == [item.prompt for item in kept.standing.items]
    later = replace(kept, versions=(replace(kept.versions[0], at=LAST),))

    assert 0 == brought(vault, replace(part, entries=(later,))).changed
    assert many_kinds().items[0] in vault.entries.get(many_kinds().id).items


def test_older_entries_get_their_place_in_time(vault):
    old = replace(
        entry(500), began="2020-01-01T00:00:00+00:00", finished="2020-01-01T00:00:00+00:00"
    )
    new = replace(entry(501), began=LAST, finished=LAST)
    other_vault_order = [one.id for one in vault.entries.recent(99)]
    portable = everything_in(vault)
    extra = [
        replace(
            portable.entries[0],
            versions=(replace(portable.entries[0].versions[0], entry=one, at=one.finished),),
        )
        for one in (new, old)
    ]
    decided = decide(vault, replace(portable, entries=tuple(extra), plans=(), marks=()))
    written, ordered = [], []
    bring_in(vault, decided, lambda *told: written.append(told), lambda *told: ordered.append(told))

    found = [one.id for one in vault.entries.recent(99)]
    assert [new.id, *other_vault_order, old.id] == found
    assert [(1, 2), (2, 2)] == written
    total = len(vault.records.abouts())
    assert [(n, total) for n in range(1, total + 1)] == ordered
    assert () == vault.check().found


def test_deciding_writes_nothing(vault, fresh):
    out = everything_in(vault)
    told = decide(fresh, out).told

    assert (41, 1) == (told.added, told.plans)
    assert 0 == fresh.entries.count()


def test_when_one_cannot_be_taken_none_is(vault, fresh, monkeypatch):
    decided = decide(fresh, everything_in(vault))
    broken = replace(decided, plans=(*decided.plans, *decided.plans))  # the second is there already

    with pytest.raises(Exception, match="already"):
        bring_in(fresh, broken)
    assert (0, 0) == (fresh.entries.count(), fresh.check().records)
