"""What cannot be read as a file or as a block is refused at its line and column."""

from __future__ import annotations

import pytest

from reflect_cli.promptsets.reading import findings_in

PROMPT = "prompt: extra\nkind: short\n"


def test_a_set_has_at_most_256_kib(faults):
    assert [("E001", 1, 1)] == faults("#" * (256 * 1024 + 1))


def test_a_set_has_at_most_four_hundred_blocks(sample, faults):
    text = sample + "".join(f"---\nprompt: p{n}\nkind: read\nsay: b\n" for n in range(400))
    fits = sample.count("---\n") + 1

    assert [("E001", sample.count("\n") + 4 * (400 - fits) + 2, 1)] == faults(text)


def test_nothing_is_nested_more_than_twelve_deep(faults_of_block):
    assert [("E001", 3, 18)] == faults_of_block(PROMPT + "ask: " + "[" * 14 + "]" * 14 + "\n")


def test_a_set_has_at_most_twenty_thousand_fields_and_texts(faults):
    keys = "".join(f"k{n}: v\n" for n in range(20_000))

    assert ["E001"] == [code for code, _, _ in faults("reflect-set: 1\n" + keys)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_of_two_bytes_to_a_letter_is_named_so(sample, encoding):
    (finding,) = findings_in(sample.encode(encoding))

    assert ("E002", 1, 1) == (finding.code, finding.line, finding.column)
    assert "UTF-16" in finding.message


def test_a_windows_letter_is_found_at_its_place(sample):
    data = sample.replace("title: The evening", "title: Thé ‘evening").encode()
    data = data.replace("‘".encode(), b"\x91")

    (finding,) = findings_in(data)

    line = sample[: sample.index("title: The evening")].count("\n") + 1
    assert ("E002", line, 12) == (finding.code, finding.line, finding.column)
    assert "0x91" in finding.message
    assert "title: Thé \ufffdevening" == finding.excerpt


def test_the_line_ends_of_old_macs_are_told_once(sample):
    (finding,) = findings_in(sample.replace("\n", "\r").encode())

    assert ("E010", 1, 1) == (finding.code, finding.line, finding.column)
    assert "old Macs" in finding.message


@pytest.mark.parametrize("dash", ["\u2014", "\u2013\u2013"])
def test_a_set_in_one_unread_block_is_told_of_that_and_not_of_what_it_seems_to_lack(sample, dash):
    found = findings_in(sample.replace("---", dash).encode())

    assert ["E013"] == [one.code for one in found]
    assert "two blocks" in found[0].message


def test_a_letter_lost_in_an_earlier_saving_is_found(faults_of_block):
    assert [("E002", 3, 9)] == faults_of_block(PROMPT + "ask: Don\ufffdt?\n")


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1", b"{\\rtf1", b"%PDF-1.7"])
def test_archives_and_word_processor_files_are_named_so(start):
    assert ["E003"] == [finding.code for finding in findings_in(start + b"\0" * 40)]


@pytest.mark.parametrize(
    ("code", "char"),
    [
        ("E010", "\x1b"), ("E010", "\x00"), ("E010", "\x7f"), ("E010", "\x9b"), ("E010", "\x85"),
        ("E010", "\u2028"), ("E010", "\r"),
        ("E501", "\u202e"), ("E501", "\u2066"), ("E501", "\u200f"),
        ("E502", "\u200b"), ("E502", "\u00ad"), ("E502", "\ufe0f"), ("E502", "\U000e0041"),
        ("E502", "\ue000"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("row", ["ask: abc{}d?", "ask: 'a'  #{}.", "ask: a\n{}help: b"])
def test_characters_that_mislead_are_found_even_in_comments(faults_of_block, code, char, row):
    text = row.format(char)
    line, column = (
        3 + text.count("\n", 0, text.index(char)),
        len(text[: text.index(char)].split("\n")[-1]) + 1,
    )

    assert (code, line, column) in faults_of_block(f"{PROMPT}{text}\n")


def test_a_tab_inside_a_text_is_found(faults_of_block):
    assert [("E010", 4, 6)] == faults_of_block(PROMPT + "ask: |\n  one\ttwo\n")
    assert [("E010", 3, 10)] == faults_of_block(PROMPT + "ask: 'one\ttwo'\n")


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("ask: &there Where?", 6), ("ask: *there", 6), ("ask: *really* sure?", 6),
        ("<<: {kind: short}", 1),
    ],
)  # fmt: skip
def test_anchors_aliases_and_merge_keys_are_refused(faults_of_block, row, column):
    assert ("E011", 3, column) in faults_of_block(f"{PROMPT}{row}\n")


@pytest.mark.parametrize(
    "row", ["ask: !important Why?", "ask: !!python/object:os.system x", "ask: !e!x y"]
)
def test_tags_are_refused(faults_of_block, row):
    assert [("E012", 3, 6)] == faults_of_block(f"{PROMPT}{row}\n")


@pytest.mark.parametrize(
    ("block", "line", "column", "words"),
    [
        ("ask: Why: that?\n", 3, 9, "colon in the middle"),
        ("\task: Why?\n", 3, 1, "Tab"),
        ("ask: 'Why?\nhelp: x\n", 3, 6, "never closed"),
        ('ask: "Why?\n', 3, 6, "never closed"),
        ('ask: "Why" not?\n', 3, 12, "goes on after"),
        ("ask: 'It's done?'\n", 3, 10, "goes on after"),
        ("ask: [a] b\n", 3, 10, "goes on after"),
        ("ask: [a, b\n", 3, 6, "bracket opens"),
        ("ask: {a, b\n", 3, 6, "bracket opens"),
        ("ask: @home?\n", 3, 6, "cannot begin with “@”"),
        ("ask: %s?\n", 3, 6, "cannot begin with “%”"),
        ("ask: `why`?\n", 3, 6, "cannot begin with “`”"),
        ("ask: ]\n", 3, 6, "cannot begin with “]”"),
        ("ask: ? why\n", 3, 6, "cannot begin with “? ”"),
        ("ask: - why\n", 3, 6, "list item"),
        ("ask: | Why?\n", 3, 8, "same line as “|”"),
        ("ask: |\nWhy did it?\nhelp: x\n", 4, 1, "no field name"),
        ("ask: |\n    Why?\n  Why not?\n", 5, 3, "no field name"),
        ("ask: |\n  one\n# remark\n  two\n", 6, 3, "no field name"),
        ("ask Why?\nhelp: x\n", 3, 1, "no field name"),
        ("ask:Why?\nhelp: x\n", 3, 1, "no space after the colon"),
        ("ask: Why?\n  help: x\n", 4, 3, "further in"),
        ("ask: Why?\n- x\n", 4, 1, "list item does not belong"),
        ("calls:\n  - a\n help: x\n", 5, 2, "another column"),
        ("ask: Why?\n----\nhelp: x\n", 4, 1, "two blocks"),
        ("ask: Why?\n\u2013\u2013\u2013\nhelp: x\n", 4, 1, "two blocks"),
        ("ask: Why?\n\u2014\nhelp: x\n", 4, 1, "two blocks"),
        ("ask:\u00a0Why?\nhelp: x\n", 3, 1, "does not break"),
        ("ask: |\n  Why?\n\u00a0 Why not?\n", 5, 3, "spaces that do not break"),
        ("ask\uff1a Why?\nhelp: x\n", 3, 1, "a wide one"),
        ("calls:\n  \u2022 a: b\n    c: d\n", 4, 3, "begins with a hyphen"),
        ("ask: Why?\n...\n", 4, 1, "order to YAML"),
        ("%TAG ! x\nask: Why?\n", 3, 1, "order to YAML"),
        ("? [a, b]\n: c\n", 3, 3, "no plain name"),
    ],
)  # fmt: skip
def test_yaml_slips_are_told_in_plain_words(
    faults_of_block, message_of_block, block, line, column, words
):
    assert ("E013", line, column) in faults_of_block(PROMPT + block)
    assert words in message_of_block(PROMPT + block)


def test_text_beside_the_hyphens_is_refused(faults):
    assert ("E013", 1, 1) in faults("--- reflect-set: 1\nid: a.b\n")


@pytest.mark.parametrize(
    ("block", "line", "column"),
    [
        ("ask: Why #MeToo?\n", 3, 10),
        ("ask: Why?  # two spaces\n", 3, 12),
        ("ask: #MeToo and me?\n", 3, 6),
        ("ask: | # Why?\n  Why?\n", 3, 8),
        ("ask: Why did\n  #MeToo matter?\n", 4, 3),
        ("ask: Why did\n\n  #MeToo matter?\n", 5, 3),
        ("ask: Why?\nshow-if: which is yes # and calm > 3\n", 4, 23),
        ("ask: Why?\nminutes: # three\n", 4, 10),
    ],
)
def test_a_text_cut_short_by_a_hash_is_refused(faults_of_block, block, line, column):
    assert [("E014", line, column)] == faults_of_block(PROMPT + block)


def test_an_option_or_an_author_cut_short_by_a_hash_is_refused(faults_of_block, faults, sample):
    block = "prompt: extra\nkind: choose-one\nask: Which?\noptions:\n  a: One #1\n  b: Two\n"

    assert [("E014", 5, 10)] == faults_of_block(block)
    text = sample.replace("  - The test suite", "  - The test suite #1")
    assert [("E014", 11, 20)] == faults(text)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (r'ask: "a \x1b]52;c b"', 9), (r'ask: "\u202eb"', 7), (r'ask: "C:\new"', 9),
        (r'ask: "a \q"', 9), (r'ask: "\ud800"', 7), (r'ask: "\U00110000"', 7),
        (r'ask: "say \"no\""', 11), (r'ask: "\xZZ"', 7),
    ],
)  # fmt: skip
def test_backslash_codes_are_refused(faults_of_block, row, column):
    assert [("E015", 3, column)] == faults_of_block(f"{PROMPT}{row}\n")


@pytest.mark.parametrize(
    ("block", "line", "column"),
    [
        ("ask: Why\n  did you?\n", 3, 6),
        ("ask: 'Why\n  did you?'\n", 3, 6),
        ("ask: Why?\ncalls: [say-it,\n  ask-first]\n", 4, 8),
    ],
)
def test_a_text_or_a_bracket_over_several_lines_is_refused(faults_of_block, block, line, column):
    assert [("E016", line, column)] == faults_of_block(PROMPT + block)


def test_a_field_given_twice_is_refused_with_the_first_line(faults_of_block, message_of_block):
    block = PROMPT + "ask: Why?\nhelp: a\nhelp: b\n"

    assert [("E017", 5, 1)] == faults_of_block(block)
    assert "line 65" not in message_of_block(block)


def test_an_option_or_an_item_given_twice_is_refused(faults_of_block):
    block = "prompt: extra\nkind: choose-one\nask: Which?\noptions:\n  a: One\n  a: Two\n"

    assert [("E017", 6, 3)] == faults_of_block(block)
    assert [("E017", 4, 17)] == faults_of_block(PROMPT + "ask: Why?\ncalls: [say-it, say-it]\n")


def test_a_field_that_slid_into_the_text_above_is_found(faults_of_block):
    assert [("E018", 5, 3)] == faults_of_block(PROMPT + "ask: |\n  Why?\n  help: No names.\n")


def test_a_broken_block_hides_no_other_findings(faults_of_block, sample, faults):
    text = sample.replace("kind: long", "kind: [long").replace("kind: plan", "kind: plam")

    assert ["E013", "E027"] == [code for code, _, _ in faults(text)]
