"""Filters find what reading every entry would find, alone and together."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from reflect_cli.journal.entry import EntryKind, Item
from reflect_cli.journal.path import STAGES
from reflect_cli.journal.wanted import Wanted
from reflect_cli.journal.worked import worked_in
from reflect_cli.vault.kdf import LIGHT
from reflect_cli.vault.marks import Mark
from reflect_cli.vault.shown import BINNED, TAG
from reflect_cli.vault.vault import create
from vault.sample import WHEN, entry, passphrase

COUNT = 120
SETS = ("reflect.recall", "reflect.own", "mine", "reflect.free")
CALLS = ("c4", "c10", "c11", "c28")
TAGS = ("quarry", "heron", "starred")


def made(chance: random.Random, number: int):
    began = datetime.fromisoformat("2023-12-20T23:30:00-05:00") + timedelta(hours=number * 97)
    kind = chance.choice(list(EntryKind))
    words = chance.choice(("lantern", "harbour lantern", "harbour"))
    item = Item("p", "long", "", "Q?", WHEN, words, calls=(chance.choice(CALLS),))
    stamp = began.isoformat()
    return replace(
        entry(number),
        kind=kind,
        began=stamp,
        finished=stamp,
        items=(item,),
        set_id=chance.choice(SETS),
    )


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A vault of entries with everything a filter looks at, and the same as plain values."""
    chance = random.Random(20261125)
    entries = [made(chance, number) for number in range(1, COUNT + 1)]
    tags = {one.id: set(chance.sample(TAGS, chance.randint(0, 2))) for one in entries}
    binned = {one.id for one in chance.sample(entries, 15)}
    folder = tmp_path_factory.mktemp("filters") / "vault"
    with create(folder, passphrase(), LIGHT) as vault:
        with vault.transaction():
            for one in entries:
                vault.entries.add(one)
                for tag in tags[one.id]:
                    vault.marks.set(Mark(one.id, f"{TAG}{tag}", "on", WHEN))
                if one.id in binned:
                    vault.marks.set(Mark(one.id, BINNED, WHEN, WHEN))
        yield vault, entries, tags, binned


def holds(wanted: Wanted, one, tags: set[str], in_bin: bool) -> bool:
    """Whether *one* is wanted, by the plainest reading of what each filter says."""
    day = date.fromisoformat(one.began[:10])
    calls = worked_in(one).calls
    checks = [
        in_bin == wanted.binned,
        not wanted.text or all(word in one.searchable_words() for word in wanted.text.split()),
        not wanted.first or day >= date.fromisoformat(wanted.first),
        not wanted.last or day <= date.fromisoformat(wanted.last),
        wanted.year in (None, day.year),
        wanted.month in (None, day.month),
        wanted.day in (None, day.day),
        not wanted.set_id or one.set_id in (wanted.set_id, f"reflect.{wanted.set_id}"),
        not wanted.stage
        or one.set_id == f"reflect.{wanted.stage}"
        or bool(calls & set(STAGES[wanted.stage])),
        not wanted.call or wanted.call in calls,
        wanted.kind in (None, one.kind),
        not wanted.tags or (set(wanted.tags) <= tags if wanted.every_tag else bool(set(wanted.tags) & tags)),
        not set(wanted.without_tags) & tags,
        wanted.tagged is None or wanted.tagged == bool(tags),
        not wanted.ids or one.id in wanted.ids,
    ]  # fmt: skip
    return all(checks)


ALONE = {
    "nothing": Wanted(),
    "text": Wanted(text="lantern harbour"),
    "from": Wanted(first="2024-06-01"),
    "to": Wanted(last="2024-06-01"),
    "on": Wanted(first="2023-12-25", last="2023-12-25"),
    "year": Wanted(year=2024),
    "month": Wanted(month=1),
    "day": Wanted(day=1),
    "set": Wanted(set_id="recall"),
    "own set": Wanted(set_id="mine"),
    "stage": Wanted(stage="own"),
    "call": Wanted(call="c4"),
    "kind": Wanted(kind=EntryKind.FREE),
    "tag": Wanted(tags=("quarry",)),
    "either tag": Wanted(tags=("quarry", "heron")),
    "both tags": Wanted(tags=("quarry", "heron"), every_tag=True),
    "without": Wanted(without_tags=("quarry",)),
    "tagged": Wanted(tagged=True),
    "untagged": Wanted(tagged=False),
    "ids": Wanted(ids=(entry(3).id, entry(9).id, entry(99999).id)),
    "bin": Wanted(binned=True),
}


@pytest.mark.parametrize("wanted", ALONE.values(), ids=ALONE)
def test_each_filter_finds_what_reading_would(filled, wanted):
    vault, entries, tags, binned = filled
    expected = [one.id for one in entries if holds(wanted, one, tags[one.id], one.id in binned)]

    assert expected[::-1] == [found.id for found in vault.entries.chosen(wanted, COUNT + 1)]
    assert len(expected) == vault.entries.number(wanted)
    assert 0 < len(expected) < COUNT


def test_filters_together_find_what_reading_would(filled):
    vault, entries, tags, binned = filled
    chance = random.Random(4)
    names = [field for field in Wanted.__slots__ if field != "ids"]
    some = 0
    for _ in range(150):
        wanted = Wanted()
        for one in chance.sample(list(ALONE.values())[1:-2], 3):
            set_here = {
                name: getattr(one, name)
                for name in names
                if getattr(one, name) != getattr(Wanted(), name)
            }
            wanted = replace(wanted, **set_here)
        expected = [one.id for one in entries if holds(wanted, one, tags[one.id], one.id in binned)]
        some += bool(expected)

        assert expected[::-1] == [found.id for found in vault.entries.chosen(wanted, 999)], wanted
        assert expected[::-1][:2] == [found.id for found in vault.entries.chosen(wanted, 2)], wanted
    assert some > 30


def test_a_search_within_filters_shows_the_words(filled):
    vault, *_ = filled
    found = vault.entries.matches(Wanted(text="lantern", stage="own"), 99)

    assert found
    assert all("lantern" in match.snippet for match in found)
    assert () == vault.entries.matches(Wanted(text="?!", stage="own"), 99)
    assert () == vault.entries.chosen(Wanted(text="?!"), 99)
