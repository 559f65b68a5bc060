"""What a hostile set could try with what it says, and with what it leaves unsaid. Rows of docs/hostile-sets.md."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
import yaml

from attacks.hostile import codes, refused, without_styles
from commands.handed import GROUP, NAME, file_of, sealed, text
from house.tree import PACKAGE
from promptsets.conftest import SAMPLE
from reflect_cli.errors import PromptSetMalformed
from reflect_cli.journal.entry import Entry, EntryKind, Item
from reflect_cli.journal.trust import Standing
from reflect_cli.library.help_lines import sections_for
from reflect_cli.library.sets import from_file, path_of, taken_from
from reflect_cli.library.spoken import copy_words
from reflect_cli.promptsets.model import Kind, Prompt, PromptSet, Section
from reflect_cli.promptsets.reading import read
from reflect_cli.screens.blocks import laid_out, plain_text
from reflect_cli.screens.console import fitted
from reflect_cli.screens.entries import entry_page
from reflect_cli.screens.installing import Offer, offer_page
from reflect_cli.screens.question import position_line, prompt_blocks
from reflect_cli.screens.safe import safe_line
from reflect_cli.session.machine import Session


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Sit where nobody can see", "Sit where nobody can see,"),
        ("How calm are you?", "How calm are you? "),
        ("# A small set for the tests.", "# A small set for the test."),
        ("title: The end\n", "title: The end\n\n"),
    ],
)
def test_row_07_one_comma_more_gives_a_copy_other_words(was, now):
    marked = SAMPLE.replace(was, now)

    assert copy_words(SAMPLE.encode()) != copy_words(marked.encode())
    assert copy_words(sealed(SAMPLE)) != copy_words(sealed(marked))


def test_row_07_nor_can_the_signature_itself_carry_a_mark_unseen():
    whole = sealed(SAMPLE)
    other_day = sealed(SAMPLE).replace(b"2026-11-24", b"2026-11-25")

    assert copy_words(whole) != copy_words(other_day)
    with pytest.raises(PromptSetMalformed):
        taken_from(other_day, NAME)


ASK = "ask: What do you want to do?"


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("E509", "Look here: https://x.example/?id=f3c9a1b2d4e5f6a7"),
        ("E510", "Your session expired. Type your passphrase to go on."),
        ("E510", "Open a terminal and run curl x.example | sh"),
        ("E511", "Send your answers to help@x.example"),
    ],
)
def test_rows_07_to_09_asking_for_a_secret_or_for_answers_is_refused(code, line):
    assert code in refused(SAMPLE.replace(ASK, f"ask: |\n  {line}\n  What do you want to do?"))


IMITATION = "Saved.\n\nreflect: the session expired.\nPassphrase: " + "x" * 90 + " Passphrase:"


def foreign(set_id: str = "x.y", says: str = IMITATION) -> Session:
    prompt = Prompt("one", Kind.SHORT, says, help=says)
    section = Section("s", "Reflect\nPassphrase: ", (prompt,), closing=True)
    return Session(
        PromptSet(set_id, "1.0.0", "A set\nof theirs", "en", "", ("a",), "CC0", "", (), (section,))
    )


@pytest.mark.parametrize("columns", [20, 40, 60, 100])
def test_row_08_a_set_stays_further_in_than_anything_of_ours(columns, monkeypatch):
    session = foreign()
    assert session.current
    blocks = prompt_blocks(session, session.current)
    monkeypatch.setenv("COLUMNS", str(columns))
    plain = fitted(plain_text(blocks), _Terminal()).split("\n")
    full = without_styles(laid_out(blocks, columns, colour=False)).split("\n")

    for lines in (plain, full):
        assert [] == [line for line in lines if line.strip() and not line.startswith("  ")]
        assert [] == [line for line in lines if len(line) > columns]
        assert "Passphrase:" in " ".join(" ".join(lines).split())


def test_row_08_what_a_set_says_of_itself_never_passes_for_what_we_say_of_it():
    says = "Fine.\n\nKey    six words\n(The key that is trusted for this set.)"
    claims = replace(
        foreign().prompt_set, title=says, content_note=says, authors=(says,), licence=says
    )
    page = offer_page(Offer(claims, Standing.NEW, minutes=1, words="", copy="six other words"))
    ours = [line for line in plain_text(page).split("\n") if line and not line.startswith("  ")]

    assert [] == [line for line in ours if "six words" in line.replace("same six words", "")]
    assert "Not signed: nothing shows who wrote it" in "\n".join(ours)


def test_row_08_wide_letters_do_not_push_it_out_of_there(monkeypatch):
    session = foreign(says="漢" * 100)
    assert session.current
    monkeypatch.setenv("COLUMNS", "40")
    lines = fitted(plain_text(prompt_blocks(session, session.current)), _Terminal()).split("\n")

    assert [] == [
        line for line in lines if line and not (line.startswith("  ") and len(line) <= 20)
    ]


def test_row_08_each_screen_says_whose_set_it_is_and_ours_do_not():
    line = safe_line(position_line(foreign(), "{section}. {number} of about {total}."))
    ours = position_line(foreign("reflect.x"), "{section}. {number} of about {total}.")

    assert line.startswith("Set “A set")
    assert ours.startswith("Reflect\n")


def test_row_08_a_passphrase_is_never_asked_for_in_a_sitting():
    voices = [
        *(PACKAGE / "screens" / "full").glob("*.py"),
        *(PACKAGE / "screens" / "plain").glob("*.py"),
    ]

    assert [] == [file.name for file in voices if "secrets" in file.read_text("utf-8")]
    assert len(voices) > 20


def test_row_09_our_own_help_lines_come_first_and_a_set_cannot_replace_them():
    ours = sections_for("uk")
    with_theirs = sections_for("uk", own=read(SAMPLE.encode(), NAME))
    heads = [head for head, _ in with_theirs]

    assert ours[0] == with_theirs[0]
    assert [head for head, _ in ours] == [head for head in heads if "One evening" not in head]
    assert any("One evening" in head for head in heads)


def test_row_11_an_old_answer_keeps_the_question_it_was_given_to():
    """However a newer version words the prompt of the same id."""
    item = Item("calm", "choose-one", "S", "How calm are you?", "", "yes", (("yes", "Quite"),))
    entry = Entry(
        "0192", EntryKind.SESSION, "T", "2026-11-24T07:30:00+01:00", "", (item,), "x", "1"
    )
    shown = plain_text(entry_page(entry, "0192"))

    assert "How calm are you?" in shown
    assert "| Quite" in shown


@pytest.mark.parametrize(
    ("was", "now", "code"),
    [
        ("recall: [account]", "recall: [reflect.recall.account]", "E027"),
        ("recall: [account]", "recall: [moment]", "E302"),
        ("show-if: which is yes\nask: About", "show-if: other.prompt is yes\nask: About", "E301"),
        ("show-if: which is yes\nask: About", "show-if: moment is yes\nask: About", "E302"),
        (
            "show-if: signs includes silence",
            "show-if: account is yes or signs includes silence",
            "E305",
        ),
    ],
)
def test_row_12_a_set_reads_no_other_set_and_no_words(was, now, code):
    assert was in SAMPLE

    assert codes(SAMPLE.replace(was, now)) & {code, "E301", "E302"}


def test_row_14_the_worst_conditions_end_by_themselves():
    scales = "".join(
        f"\n---\nprompt: s{n}\nkind: scale\nask: How much?\nfrom: 0\nto: 10\nlow: None\nhigh: All\n"
        for n in range(120)
    )
    worst = "".join(
        f"\n---\nprompt: w{n}\nkind: read\nsay: A text.\nshow-if: "
        + " and ".join(
            f"s{(n + k) % 120} {sign} {k % 9 + 1}" for k, sign in enumerate(["<", ">", "="] * 5)
        )
        + "\n"
        for n in range(120)
    )
    began = time.monotonic()
    hostile = SAMPLE.replace("\n---\nsection: end", f"{scales}{worst}\n---\nsection: end")
    prompt_set = taken_from(hostile.encode(), NAME).prompt_set

    assert 250 == len(prompt_set.prompts)
    assert time.monotonic() - began < 60  # not a speed limit: a sign that it ended


@pytest.mark.parametrize(
    "condition", ["not " * 9 + "which is yes", "(" * 9 + "which is yes" + ")" * 9]
)
def test_row_14_conditions_are_not_nested_without_end(condition):
    deep = SAMPLE.replace("show-if: which is yes\nask: About", f"show-if: {condition}\nask: About")

    assert "E301" in codes(deep)
    assert "E024" in codes(
        SAMPLE.replace("show-if: which is yes", "show-if: " + "which is yes and " * 40, 1)
    )


TRICKS = [
    ("a field twice", "ask: How calm are you?", "ask: How calm are you?\nask: Did you do it?"),
    ("an alias", "ask: How calm are you?", "ask: &a How calm?\nhelp: *a"),
    ("a tag", "ask: How calm are you?", "ask: !!binary SG93Pw=="),
    ("a code", "ask: How calm are you?", r'ask: "How \x63alm?"'),
    ("a comment in a text", "ask: How calm are you?", "ask: How calm are you #now?"),
    ("a directive", "# A small set for the tests.", "%YAML 1.1\n---"),
    ("an end of the document", "low: Not at all", "low: Not at all\n..."),
]


@pytest.mark.parametrize(("_name", "was", "now"), TRICKS, ids=[name for name, _, _ in TRICKS])
def test_row_16_what_two_readers_could_take_in_two_ways_is_refused(_name, was, now):
    assert codes(SAMPLE.replace(was, now))


@pytest.mark.parametrize("name", ["first-evening", "recall"])
def test_row_16_another_yaml_reader_finds_the_same_texts(name):
    data = path_of(name).read_bytes()
    theirs = {
        block["prompt"]: " ".join((block.get("ask") or block["say"]).split())
        for block in yaml.load_all(data, yaml.BaseLoader)
        if "prompt" in block
    }

    assert theirs == {p.id: " ".join(p.text.split()) for p in read(data, name).prompts}


def test_row_16_what_was_checked_is_what_is_read(tmp_path):
    """With a byte order mark and CRLF, as mail leaves it."""
    mailed = b"\xef\xbb\xbf" + sealed(text()).replace(b"\n", b"\r\n")
    taken = from_file(file_of(tmp_path, mailed))

    assert (text(), GROUP.public) == (taken.source, taken.said and taken.said.key)
    assert taken.prompt_set == read(text().encode(), NAME)


class _Terminal:
    def isatty(self) -> bool:
        return True
