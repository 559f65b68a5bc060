"""`reflect tell`, as somebody in line mode uses it: prepared, paused, read, and put on paper."""

import json
from dataclasses import dataclass

import pytest
from typer.testing import CliRunner

from reflect_cli.commands.app import app
from reflect_cli.journal.entry import Entry, EntryKind, Item
from reflect_cli.vault.marks import Mark
from reflect_cli.vault.vault import open_vault
from vault.sample import GATED_WITH, uuid7

NOW = "2026-11-24T20:00:00+01:00"
BEFORE = (
    "1",
    "",
    "",
    "1",
    "1",
    "He listened once.",
    "R",
    "1",
    "7",
    "I want him to ask again.",
    "/done",
    "1",
)
PICKED = ("1", "1")
WORDS = (
    "/done",
    "There is something I want to say.",
    "I went on. I knew it.",
    "/done",
    "Not to me.",
    "I go home.",
)
AFTER = ("/done", "", "/skip", "2", "", "1", "", "/skip", "")


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


def reflect(*args, given=b""):
    """The command in this process, with a pipe where a person would type."""
    told = CliRunner().invoke(app, [str(arg) for arg in args], input=given)
    return Done(told.exit_code, told.stdout, told.stderr)


def lines(*groups):
    return "".join(f"{line}\n" for group in groups for line in group).encode()


def page_entry(number, page, letter=""):
    items = [Item("page", "long", "The page", "This is the page", NOW, page)]
    if letter:
        items.append(Item("person.letter", "short", "S", "Which letter?", NOW, letter))
    return Entry(
        uuid7(number), EntryKind.TELLING, "Telling", NOW, NOW, tuple(items), "reflect.tell"
    )


def test_a_whole_telling_paused_in_the_middle_brings_passages_in_and_keeps_a_page(journal):
    reflect("write", given=b"I waited, and then I went on with Anna.\n")
    first = reflect("tell", "--plain", given=lines(BEFORE, PICKED, WORDS, ["/pause"]))
    assert 0 == first.code, first
    assert "Which of these passages" in first.out
    assert "I waited, and then I went on with Anna." in first.out
    assert "Paused." in first.out

    second = reflect("resume", "--plain", given=lines(AFTER))
    assert 0 == second.code, second
    assert "Names: “Anna”" in second.out
    assert "The check is not complete." in second.out
    assert "To read the page: reflect tell --read" in second.out

    read = reflect("tell", "--read")
    assert read.out.startswith(
        "I ask first\n\nThere is something I want to say.\n\n\nI begin\n\nI went on. I knew it."
    )
    assert "I go on\n\nI waited, and then I went on with Anna." in read.out
    assert "Names: “Anna”" in read.err
    assert "Names:" not in read.out


def test_a_telling_that_was_paused_still_takes_passages_from_the_entry_he_named(journal):
    for words in (b"The lift home.\n", b"Another evening.\n"):
        reflect("write", given=words)
    listed = json.loads(reflect("journal", "list", "--json").out)
    named = next(one["short"] for one in listed[::-1])
    paused = reflect("tell", "--from", named, "--plain", given=lines(BEFORE[:-1], ["/pause"]))
    assert "Paused." in paused.out
    assert "The lift home." not in paused.out

    taken = ("1", "1", "1", *WORDS)
    resumed = reflect("resume", "--plain", given=lines(taken, AFTER))
    assert ("The lift home." in resumed.out, "Another evening." in resumed.out) == (True, False)
    assert "The lift home." in reflect("tell", "--read").out
    vault = open_vault(journal, bytearray(GATED_WITH.encode()))
    with vault:
        assert [] == [name for name in vault.settings.every() if "tell" in name]


@pytest.mark.parametrize(
    ("name", "begins"), [("page.html", "<!DOCTYPE html>"), ("page.txt", "I begin")]
)
def test_the_page_goes_to_a_new_file_of_his_own_and_says_who_can_read_it(
    journal, vault, home, name, begins
):
    vault.entries.add(page_entry(1, "I begin\n\nI told R. and Anna. Anna knew.", "R"))
    vault.close()
    file = home / name
    done = reflect("tell", "--print", f"{file}")

    assert 0 == done.code, done
    assert 0o600 == file.stat().st_mode & 0o777
    assert file.read_text(encoding="utf-8").startswith(begins)
    assert str(file) in done.out
    assert "It is not encrypted" in done.out
    assert "marked 1 thing" in done.out

    file.write_text("mine")
    again = reflect("tell", "--print", f"{file}")
    assert (2, "mine") == (again.code, file.read_text())


def test_paper_in_a_copied_folder_is_told(journal, vault, home):
    vault.entries.add(page_entry(1, "I went on."))
    vault.close()
    (home / ".stfolder").mkdir()

    assert "may be on its way there already" in reflect("tell", "--print", f"{home}/page.txt").err


def test_another_page_than_the_last_is_named_by_its_id(journal, vault):
    vault.entries.add(page_entry(1, "The first."))
    vault.entries.add(page_entry(2, "The second."))
    older = vault.entries.short_id(uuid7(1))
    vault.close()

    assert "The second.\n" == reflect("tell", "--read").out
    assert "The first.\n" == reflect("tell", "--read", "--entry", f"{older}").out


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("tell --read", 21, "no page to read from yet"),
        ("tell --print page.txt", 21, "no page to read from yet"),
        ("tell --read --print page.txt", 2, "two things"),
        ("tell --read --from last", 2, "--from belongs"),
        ("tell --entry abc", 2, "--entry belongs"),
        ("tell --print none/page.txt", 2, "no folder"),
        ("tell --from zzzzzz", 21, "no entry with that id"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(journal, line, code, words):
    done = reflect(*line.split())

    assert (code, "") == (done.code, done.out)
    assert done.err.startswith("reflect: ")
    assert words in done.err


def test_passages_can_come_from_one_named_entry(journal, vault):
    vault.entries.add(page_entry(1, "From the first."))
    vault.entries.add(page_entry(2, "From the second."))
    older = vault.entries.short_id(uuid7(1))
    vault.close()

    cases = [(older, "first", "second", []), ("last", "second", "first", ["2"])]
    for named, there, absent, begin_anew in cases:
        given = lines(begin_anew, BEFORE, ["1", "/leave"])
        told = reflect("tell", "--plain", "--from", named, given=given).out
        assert f"From the {there}." in told
        assert f"From the {absent}." not in told


def test_what_he_holds_back_for_a_later_day_is_not_offered(journal, vault):
    items = tuple(Item(f"p{n}", "long", "S", "What?", NOW, f"Answer {n}.") for n in (1, 2))
    vault.entries.add(
        Entry(uuid7(1), EntryKind.SESSION, "A session", NOW, NOW, items, "reflect.look")
    )
    vault.marks.set(Mark(uuid7(1), "shown:p1", "2199-01-01", NOW))
    vault.marks.set(Mark(uuid7(1), "shown:p2", "asked", NOW))
    vault.close()
    told = reflect("tell", "--plain", given=lines(BEFORE, ["1", "/leave"])).out

    assert "Answer 2." in told
    assert "Answer 1." not in told


def test_its_questions_can_be_read_before():
    told = reflect("sets", "show", "tell").out

    assert "Why tell it?" in told


def test_nothing_is_written_into_the_journals_own_folder(journal):
    done = reflect("tell", "--print", f"{journal}/page.txt")

    assert 2 == done.code
    assert not (journal / "page.txt").exists()
