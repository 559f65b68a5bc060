"""Journals of other programs, read from files that those programs wrote."""

from __future__ import annotations

import contextlib
import json
import random
from collections import Counter
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from reflect_cli.journal import from_day_one, from_jrnl, from_markdown, from_our_markdown
from reflect_cli.journal.foreign import NotRead, id_of, title_in
from reflect_cli.journal.from_markdown import Page
from reflect_cli.journal.markdown import entries_as_markdown, entry_as_markdown
from vault.sample import WHEN, entry, many_kinds

ELSEWHERE = Path(__file__).parents[1] / "elsewhere"
VIENNA = timezone(timedelta(hours=1))


def zoned(naive):
    return naive.replace(tzinfo=VIENNA)


def jrnl(name="jrnl-4.6-plain.txt"):
    return (ELSEWHERE / name).read_text(encoding="utf-8")


def page(name, text, changed="2026-11-20T08:00:00+01:00"):
    return Page(
        name, text.encode() if isinstance(text, str) else text, datetime.fromisoformat(changed)
    )


def without_signs(tag):
    return tag.lstrip("@#")


def test_what_jrnl_says_is_in_its_file_is_what_is_read():
    told = json.loads((ELSEWHERE / "jrnl-4.6-says.json").read_text(encoding="utf-8"))["entries"]
    reading = from_jrnl.read(jrnl(), zoned)

    assert len(told) == len(reading.brought) == 5
    for theirs, ours in zip(told, reading.brought, strict=True):
        (item,) = ours.entry.items
        assert theirs["title"] == ours.entry.title
        assert (theirs["body"] or theirs["title"]) == item.value
        assert f"{theirs['date']}T{theirs['time']}:00+01:00" == ours.entry.began == ours.at
        tags = {without_signs(tag) for tag in [*theirs["tags"], *["starred"] * theirs["starred"]]}
        assert tags == set(ours.tags)
    assert Counter({from_jrnl.LIKE_A_DATE: 1}) == +reading.left_out


def test_the_dates_of_earlier_years_are_read_too():
    (brought,) = from_jrnl.read(jrnl("jrnl-4.6-older-dates.txt"), zoned).brought

    assert "2024-02-29T08:30:00+01:00" == brought.entry.began
    assert ("A leap day.", "Frost on the panes.") == (
        brought.entry.title,
        brought.entry.items[0].value,
    )


def test_the_same_file_gives_the_same_ids_wherever_it_is_read():
    here = from_jrnl.read(jrnl(), zoned).brought
    there = from_jrnl.read(
        jrnl().replace("\n", "\r\n"), lambda when: when.replace(tzinfo=UTC)
    ).brought

    assert [one.entry.id for one in here] == [one.entry.id for one in there]


def test_two_entries_that_are_alike_are_both_read():
    brought = from_jrnl.read(jrnl("jrnl-4.6-older-dates.txt") * 3, zoned).brought

    assert 3 == len({one.entry.id for one in brought})


def test_a_thousand_entries_of_jrnls_lose_nothing():
    chance = random.Random(46)
    words = ["lantern", "[1]", "@walk", "*", "quarry", "", "[2026-01-01]x", "über", ">", "#a"]
    written = []
    for number in range(1000):
        when = datetime(2020, 1, 1, 9) + timedelta(hours=7 * number)  # noqa: DTZ001
        title = f"No. {number} " + " ".join(chance.choices(words[:5], k=3)) + "."
        body = "\n".join(" ".join(chance.choices(words, k=4)) for _ in range(chance.randint(0, 4)))
        written.append((when, title, body.strip("\n")))
    text = "".join(
        f"[{when:%Y-%m-%d %I:%M:%S %p}] {title}\n{body}\n\n" for when, title, body in written
    )
    read = from_jrnl.read(text, zoned).brought

    told = [(one.entry.began[:19], one.entry.title, one.entry.items[0].value) for one in read]
    assert [(when.isoformat(), title, body or title) for when, title, body in written] == told
    assert 1000 == len({one.entry.id for one in read})


@pytest.mark.parametrize("text", ["", "just words\n", "[soon] words\n", "{}"])
def test_a_file_without_jrnls_dates_is_not_read(text):
    with pytest.raises(NotRead):
        from_jrnl.read(text, zoned)


def test_a_rare_format_of_dates_can_be_told():
    text = "header\n[24|12|2025] Lights.\n"
    reading = from_jrnl.read(text, zoned, "%d|%m|%Y")

    assert ["2025-12-24T00:00:00+01:00"] == [one.entry.began for one in reading.brought]
    assert 1 == reading.left_out[from_jrnl.NOT_DATED]


def day_one():
    return (ELSEWHERE / "day-one.json").read_bytes()


def test_day_ones_fields_are_taken_or_counted():
    reading = from_day_one.read(day_one())
    first, second = reading.brought

    assert from_day_one.is_day_one(day_one())
    assert ("Lanterns", "2024-03-31T01:30:00+01:00") == (first.entry.title, first.entry.began)
    assert (
        "# Lanterns\n\nWe hung **three** of them.\n![](dayone-moment://AB12)\n"
        == first.entry.items[0].value
    )
    assert (("garden", "late evenings", "starred"), "2024-04-02T10:00:00+02:00") == (
        first.tags,
        first.at,
    )
    assert ("Only rich.", "Only rich.\nSecond line.") == (
        second.entry.title,
        second.entry.items[0].value,
    )
    assert {
        "photos": 2,
        "location": 1,
        "weather": 1,
        from_day_one.ANOTHER_ZONE: 1,
        from_day_one.NO_TIME: 1,
    } == dict(reading.left_out)


def test_an_entry_of_day_ones_keeps_its_id_when_it_was_changed_there():
    changed = day_one().replace(b"three", b"four").replace(b"2024-04-02", b"2024-05-05")
    one, other = from_day_one.read(day_one()).brought[0], from_day_one.read(changed).brought[0]

    assert one.entry.id == other.entry.id
    assert one.at < other.at


@pytest.mark.parametrize("raw", [b"[]", b"{}", b'{"entries": 4}', b'{"entries": [4]}', b"\xff"])
def test_what_is_not_day_ones_is_not_read(raw):
    with pytest.raises(NotRead):
        from_day_one.read(raw)


def test_a_thousand_entries_of_day_ones_lose_nothing():
    entries = [
        {"uuid": f"{number:032X}", "creationDate": f"20{number % 25:02}-06-01T06:00:00Z",
         "text": f"Line {number}\n\n\tover\n", "tags": [f"T{number % 7}"]}
        for number in range(1000)
    ]  # fmt: skip
    read = from_day_one.read(json.dumps({"entries": entries}).encode()).brought

    assert [one["text"] for one in entries] == [one.entry.items[0].value for one in read]
    assert [one["tags"][0].lower() for one in entries] == [one.tags[0] for one in read]
    assert 1000 == len({one.entry.id for one in read})


def test_front_matter_names_title_time_and_tags_and_the_rest_is_counted():
    text = "---\ntitle: Lanterns at dusk\ndate: 2025-03-01T20:15\ntags: [Garden, late]\nmood: 4\n---\nWe hung them.\n"
    reading = from_markdown.read([page("notes/a.md", text)], zoned)
    (one,) = reading.brought

    assert ("Lanterns at dusk", "2025-03-01T20:15:00+01:00") == (one.entry.title, one.entry.began)
    assert (("garden", "late"), "We hung them.") == (one.tags, one.entry.items[0].value)
    assert Counter({"front matter: mood": 1}) == +reading.left_out


@pytest.mark.parametrize(
    ("name", "text", "title", "began"),
    [
        ("2025-11-03.md", "# A day\n\nText.", "A day", "2025-11-03T00:00:00+01:00"),
        ("log/20251103-2140 note.md", "Text.", "Text.", "2025-11-03T21:40:00+01:00"),
        ("2025-13-45.md", "", "2025-13-45", "2026-11-20T08:00:00+01:00"),
        ("plain.md", "---\nnot: [closed\n---\nText.", "---", "2026-11-20T08:00:00+01:00"),
        ("utf.md", b"\xef\xbb\xbfText.", "Text.", "2026-11-20T08:00:00+01:00"),
    ],
)  # fmt: skip
def test_without_front_matter_the_name_the_heading_or_the_file_tells(name, text, title, began):
    (one,) = from_markdown.read([page(name, text)], zoned).brought

    assert (title, began) == (one.entry.title, one.entry.began)


def test_a_page_keeps_every_line_and_every_page_is_one_entry():
    pages = [
        page(f"{number}.md", f"Line {number}\n\n> quoted\n  indented") for number in range(1000)
    ]
    read = from_markdown.read(pages, zoned).brought

    assert [one.content.decode() for one in pages] == [one.entry.items[0].value for one in read]
    assert 1000 == len({one.entry.id for one in read})


def test_our_own_markdown_comes_back_as_far_as_it_claims_to():
    kept = [
        (entry(number, f"Words {number}.\n\n# not a title\n> quoted"), ("quarry",))
        for number in range(1, 1001)
    ]
    text = entries_as_markdown([*kept, (many_kinds(), ())])
    reading = from_our_markdown.read(text)

    assert from_our_markdown.is_ours(text)
    assert Counter() == +reading.left_out
    for (ours, tags), read in zip(kept, reading.brought, strict=False):
        assert (ours.id, ours.title, ours.began, ours.finished, ours.set_id, ours.set_version) == (
            read.entry.id, read.entry.title, read.entry.began, read.entry.finished,
            read.entry.set_id, read.entry.set_version,
        )  # fmt: skip
        assert [(i.section, i.question, i.value) for i in ours.items] == [
            (i.section, i.question, i.value) for i in read.entry.items
        ]
        assert (tags, WHEN) == (read.tags, read.at)
    answers = [item.value for item in reading.brought[-1].entry.items]
    assert ["Sore", "Calm\nSore", "4", "If he asks, then I will answer", None] == answers[1:6]


def test_a_page_of_a_backup_is_known_as_ours_and_a_strangers_line_is_counted():
    text = entry_as_markdown(entry(1)) + "\nA line somebody added.\n"
    reading = from_our_markdown.read(text)

    assert from_our_markdown.is_ours(text)
    assert [entry(1).id] == [one.entry.id for one in reading.brought]
    assert Counter({from_our_markdown.NOT_OURS: 1}) == +reading.left_out


@pytest.mark.parametrize("spoilt", ["* Id: a/b", "* Id: ", "* Began: then"])
def test_our_markdown_without_its_id_or_times_is_refused(spoilt):
    name = spoilt.split(":")[0]
    lines = entries_as_markdown([(entry(1), ())]).split("\n")
    text = "\n".join(spoilt if line.startswith(name) else line for line in lines)

    with pytest.raises(NotRead):
        from_our_markdown.read(text)


def test_an_id_is_shaped_like_a_uuid_of_its_time_and_a_title_is_cut():
    made = id_of(1_700_000_000_000, "x")

    assert made == id_of(1_700_000_000_000, "x") != id_of(1_700_000_000_000, "x", "")
    assert ("018bcfe5-6800", "8", "a") == (made[:13], made[14], made[19])
    assert "none" == title_in("\n \n", "none")
    assert 82 == len(title_in("x" * 200, ""))


STRANGE = (
    None, -1, 1e300, True, "", [], {}, [1], {"a": 1}, "2024-01-01", "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-12:00", "../../zone", "\ud800", "\x00", '{"contents":4}', [None], ["@", 5],
)  # fmt: skip
LINES = (
    "---\n", "date: 0001-01-01T00:00:00+14:00\n", "title: [", "tags:\n  - {y: z}\n", "# x\n", "> q\n",
    "* Id: a\n", "* Began: 2024-01-01T00:00:00+00:00\n", "\n", "!!python/object:os.system x\n",
    "&a [*a]\n", "[2024-01-01 10:00] x\n", "[9999-12-31 23:59] *\n", "### q\n", "(skipped)\n",
)  # fmt: skip


def test_whatever_stands_in_a_file_it_is_read_or_refused_in_words():
    chance = random.Random(6)
    first = json.loads(day_one())["entries"][0]
    for _ in range(400):
        spoilt = first | {name: chance.choice(STRANGE) for name in chance.sample(list(first), 2)}
        for brought in from_day_one.read(json.dumps({"entries": [spoilt]}).encode()).brought:
            assert datetime.fromisoformat(brought.entry.began).tzinfo
        text = "".join(chance.choices(LINES, k=chance.randint(1, 8)))
        from_markdown.read([page(f"n/{text[:9].strip()}", text)], zoned)
        for read in (from_our_markdown.read, lambda text: from_jrnl.read(text, zoned)):
            with contextlib.suppress(NotRead):
                read(text)
