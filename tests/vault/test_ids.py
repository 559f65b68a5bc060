"""Ids: new ones are UUIDv7, and a part of one is enough where it is one's only."""

import time
import uuid
from dataclasses import replace

import pytest

from reflect_cli.errors import NothingToShow, UsageProblem
from reflect_cli.vault.chain import Chain
from reflect_cli.vault.record_ids import new_record_id
from vault.sample import entry, plan


def test_a_new_id_is_a_uuid_of_version_7_with_the_time_and_then_chance():
    before = time.time_ns() // 1_000_000
    made = [uuid.UUID(new_record_id()) for _ in range(200)]
    after = time.time_ns() // 1_000_000

    assert {(7, uuid.RFC_4122)} == {(one.version, one.variant) for one in made}
    assert all(before <= one.int >> 80 <= after for one in made)
    by_chance = ((1 << 76) - 1) ^ (0x3 << 62)
    ever, always = 0, by_chance
    for one in made:
        ever, always = ever | one.int, always & one.int
    assert (by_chance, 0) == (ever & by_chance, always)


def test_a_new_id_is_spelt_like_any_uuid():
    made = new_record_id()

    assert str(uuid.UUID(made)) == made


def test_an_id_given_to_words_is_the_journals_own_and_shaped_like_a_uuid():
    made = Chain(bytes(32)).id_of("about", "at", "body")

    assert str(uuid.UUID(made)) == made
    assert (8, uuid.RFC_4122) == (uuid.UUID(made).version, uuid.UUID(made).variant)
    assert made == Chain(bytes(32)).id_of("about", "at", "body")
    others = (("about", "at"), ("aboutat", "body"), ("about", "body", "at"))
    assert len(others) + 2 == len(
        {made, Chain(b"1" * 32).id_of("about", "at", "body")}
        | {Chain(bytes(32)).id_of(*parts) for parts in others}
    )


@pytest.fixture
def three(vault):
    """Entries whose ids begin and end in ways that differ late."""
    ids = (
        "0a920001-0001-7abc-8def-00000000aaaa",
        "0a920001-0002-7abc-8def-00000010aaaa",
        "0a920002-0003-7abc-8def-0000000bbbbb",
    )
    for one in ids:
        vault.entries.add(replace(entry(1), id=one))
    return ids


def test_what_is_shown_of_an_id_is_its_end_as_long_as_it_takes(vault, three):
    assert ["00aaaa", "10aaaa", "0bbbbb"] == [vault.entries.short_id(one) for one in three]
    twin = "0a920001-0001-7abc-8def-10000000aaaa"
    vault.entries.add(replace(entry(1), id=twin))

    assert ["00000000aaaa", "10000000aaaa"] == [vault.entries.short_id(i) for i in (three[0], twin)]


def test_the_end_is_looked_at_before_the_beginning(vault, three):
    ends_so = "ffffffff-0000-7000-8000-00000a920002"
    vault.entries.add(replace(entry(1), id=ends_so))

    assert ends_so == vault.entries.get("0a920002").id
    assert three[2] == vault.entries.get("0a920002-").id
    assert three[2] == vault.entries.get(" 0BBBBB\n").id
    assert three[0] == vault.entries.get(three[0]).id


def test_what_fits_several_or_none_is_told_and_the_number_with_it(vault, three):
    with pytest.raises(UsageProblem, match="2 ids match that") as told:
        vault.entries.get("0a920001")
    assert "Give more of the id." == told.value.hint
    for text in ("", "  ", "none", three[0] + "0"):
        with pytest.raises(NothingToShow, match="no entry with that id") as nothing:
            vault.entries.get(text)
    assert "reflect journal list" in nothing.value.hint
    with pytest.raises(NothingToShow, match="no plan with that id"):
        vault.plans.get(three[0])
    assert plan().id == vault.plans.get(plan().id[-6:]).id
