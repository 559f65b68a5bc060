"""Every field holds what the table says, or its place is named."""

from __future__ import annotations

import pytest

from reflect_cli.promptsets.model import Kind
from reflect_cli.promptsets.spec import HEADER, SECTION, Shape, fields_of

PROMPT = "prompt: extra\nkind: short\nask: Why?\n"
CHOICE = "prompt: extra\nkind: choose-any\nask: Which?\noptions:\n  a: One\n  b: Two\n"


def test_an_unknown_field_is_named_with_the_one_that_was_meant(faults_of_block, message_of_block):
    assert [("E021", 4, 1)] == faults_of_block(PROMPT + "hlep: x\n")
    assert ("“hlep” is no field of a “short” prompt. Did you mean “help”?") == message_of_block(
        PROMPT + "hlep: x\n"
    )


def test_a_field_of_another_kind_is_unknown(faults_of_block):
    assert [("E021", 4, 1)] == faults_of_block(PROMPT + "seconds: 30\n")
    assert [("E021", 4, 1)] == faults_of_block(
        "prompt: extra\nkind: read\nsay: x\nrevisit: 2 days\n"
    )


def test_a_misspelt_field_is_not_also_missing(faults_of_block):
    assert [("E021", 3, 1)] == faults_of_block("prompt: extra\nkind: short\naks: Why?\n")


@pytest.mark.parametrize(
    ("block", "count"),
    [
        ("prompt: extra\nkind: short\n", 1),
        ("prompt: extra\nask: Why?\n", 1),
        ("prompt: extra\nkind: scale\nask: How?\nfrom: 0\nto: 5\n", 2),
        ("prompt: extra\nkind: choose-one\nask: Which?\n", 1),
        ("prompt: extra\nkind: read\n", 1),
        ("section: extra\n", 1),
    ],
)
def test_a_missing_field_is_named_at_the_top_of_its_block(faults_of_block, block, count):
    assert [("E022", 1, 1)] * count == [f for f in faults_of_block(block) if f[0] == "E022"]


def test_a_support_entry_says_when_it_was_checked(header, faults_of_header):
    assert [("E022", 21, 5)] == faults_of_header(header.replace("    checked: 2026-10-01\n", ""))


@pytest.mark.parametrize(
    ("block", "line", "column"),
    [
        (PROMPT.replace("Why?", "[why]"), 3, 6),
        (PROMPT.replace(" Why?", "\n  - why"), 4, 3),
        (PROMPT.replace(" Why?", "\n  why: not"), 4, 3),
        (PROMPT + "calls: say-it\n", 4, 8),
        (PROMPT + "calls: [[say-it]]\n", 4, 9),
        (PROMPT + "recall:\n  - which: yes\n", 5, 5),
        (CHOICE.replace("  a: One\n  b: Two", "  - a\n  - b"), 5, 3),
        (CHOICE.replace("One", "[One]"), 5, 6),
    ],
)
def test_a_list_where_a_text_belongs_is_refused_and_the_reverse(
    faults_of_block, block, line, column
):
    assert [("E023", line, column)] == faults_of_block(block)


def test_support_is_a_list_of_entries(header, faults_of_header):
    support = header[header.index("support:") : header.index("sources:")]

    assert [("E023", 20, 10)] == faults_of_header(header.replace(support, "support: a friend\n"))
    assert [("E023", 21, 5)] == faults_of_header(
        header.replace(support, "support:\n  - a friend\n")
    )
    assert [("E025", 20, 10)] == faults_of_header(header.replace(support, "support: []\n"))


def test_every_text_has_a_longest_length(faults_of_block):
    assert [("E024", 3, 6)] == faults_of_block(PROMPT.replace("Why?", "w" * 1001))
    assert [] == faults_of_block(PROMPT.replace("Why?", "w" * 1000))
    assert [("E024", 5, 6)] == faults_of_block(CHOICE.replace("One", "w" * 201))


def test_a_title_and_a_condition_have_one_line(faults_of_block, sample, faults):
    text = sample.replace("title: The evening", "title: |\n  The\n  evening")

    assert ["E024"] == [code for code, _, _ in faults(text)]
    assert [("E024", 4, 10)] == faults_of_block(PROMPT + "show-if: |\n  which is yes\n")


@pytest.mark.parametrize(
    ("block", "line", "column"),
    [
        (PROMPT + "help:\n", 4, 6),
        (PROMPT + "help: ''\n", 4, 7),
        (PROMPT + "help: |\n\nwhy: x\n", 4, 7),
        (PROMPT + "calls: []\n", 4, 8),
        (PROMPT + "calls:\n", 4, 7),
        (CHOICE.replace("One", "''"), 5, 3),
    ],
)
def test_an_empty_field_is_refused(faults_of_block, block, line, column):
    assert [("E025", line, column)] == faults_of_block(block)


def test_lists_have_a_longest_length(faults_of_block):
    many = "".join(f"  o{n}: Label {n}\n" for n in range(41))

    assert [("E026", 5, 3)] == faults_of_block(
        f"prompt: extra\nkind: choose-one\nask: Which?\noptions:\n{many}"
    )


@pytest.mark.parametrize(
    ("block", "line", "column"),
    [
        (PROMPT.replace("extra", "Extra"), 1, 9),
        (PROMPT.replace("extra", "an extra"), 1, 9),
        (PROMPT.replace("extra", "a--b"), 1, 9),
        (PROMPT.replace("extra", "é"), 1, 9),
        (PROMPT.replace("extra", "answered"), 1, 9),
        (PROMPT.replace("short", "shrot"), 2, 7),
        (PROMPT + "minutes: two\n", 4, 10),
        (PROMPT + "minutes: 0\n", 4, 10),
        (PROMPT + "minutes: 007\n", 4, 10),
        (PROMPT + "minutes: ２\n", 4, 10),
        (PROMPT + "minutes: 99999999999999999999\n", 4, 10),
        (PROMPT + "revisit: soon\n", 4, 10),
        (PROMPT + "revisit: 14\n", 4, 10),
        (PROMPT + "revisit: 14  days\n", 4, 10),
        (PROMPT + "revisit: 999 months\n", 4, 10),
        (PROMPT + "in-group: hide\n", 4, 11),
        (PROMPT + "calls: [Say]\n", 4, 9),
        (CHOICE.replace("a: One", "A: One"), 5, 3),
        (CHOICE.replace("a: One", "not: One"), 5, 3),
    ],
)
def test_ids_numbers_and_choices_keep_their_form(faults_of_block, block, line, column):
    assert [("E027", line, column)] == faults_of_block(block)


@pytest.mark.parametrize(
    ("field", "good", "bad", "line"),
    [
        ("reflect-set", "1", "2", 2), ("id", "tests.one-evening", "evening", 3),
        ("version", "1.0.0", "1.0", 4), ("version", "1.0.0", "01.0.0", 4),
        ("language", "en", "English", 6), ("needs-app", "0.1", "soon", 14),
    ],
)  # fmt: skip
def test_the_forms_of_the_header_are_kept(header, faults_of_header, field, good, bad, line):
    text = header.replace(f"{field}: {good}\n", f"{field}: {bad}\n")

    assert [("E027", line, len(field) + 3)] == faults_of_header(text)


@pytest.mark.parametrize("day", ["2026-02-30", "1.10.2026", "2026-13-01", "yesterday"])
def test_a_checked_day_is_in_the_calendar(header, faults_of_header, day):
    assert [("E027", 24, 14)] == faults_of_header(header.replace("2026-10-01", day))


@pytest.mark.parametrize(
    ("block", "line", "column"),
    [
        ("promt: extra\nkind: short\nask: Why?\n", 1, 1),
        ("kind: short\nprompt: extra\nask: Why?\n", 2, 1),
        ("Just some words.\n", 1, 1),
        ("- a\n- b\n", 1, 1),
    ],
)
def test_a_block_says_first_what_it_is(faults_of_block, block, line, column):
    assert [("E028", line, column)] == faults_of_block(block)


def test_a_set_begins_with_its_header(sample, header, faults):
    body = sample.removeprefix(header)

    assert [("E029", 3, 1)] == faults(body)
    moved = faults(f"section: a\ntitle: A\n---\nprompt: a\nkind: read\nsay: b\n---\n{sample}")
    assert [("E029", 9, 1)] == moved
    assert ("E029", sample.count("\n") + 3, 1) in faults(f"{sample}---\n{header}")


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing yet\n", "---\n---\n"])
def test_a_file_without_blocks_says_how_to_begin(faults, text):
    assert [("E029", 1, 1)] == faults(text)


def test_nothing_can_be_required(faults_of_block, message_of_block):
    assert [("E030", 4, 1)] == faults_of_block(PROMPT + "required: true\n")
    assert "compulsory" in message_of_block(PROMPT + "required: true\n")


def test_a_choice_has_at_least_two_options(faults_of_block):
    assert [("E330", 5, 3)] == faults_of_block(CHOICE.replace("  b: Two\n", ""))


@pytest.mark.parametrize("fields", [HEADER, SECTION, *map(fields_of, Kind)])
def test_the_table_of_fields_explains_each_once(fields):
    assert len(fields) == len({field.name for field in fields})
    assert all(field.help.endswith(".") for field in fields)
    assert all(field.choices for field in fields if field.shape is Shape.CHOICE)
