"""Editing, tags, the bin, filters, export and import as the real commands do them."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from commands.doors import inside
from reflect_cli.commands.app import app
from reflect_cli.commands.clock import now
from reflect_cli.commands.exporting import _numbers
from reflect_cli.errors import UsageProblem
from reflect_cli.vault.marks import Mark
from reflect_cli.vault.vault import open_vault
from vault.sample import GATED_WITH, entry, many_kinds, plan

ELSEWHERE = Path(__file__).parents[1] / "elsewhere"
OWN = "a kettle on the moor"
WORDS = "heron at the quarry"


@pytest.fixture
def filled(journal):
    """The journal with three entries, the last one of every kind of answer."""
    with open_vault(journal, bytearray(GATED_WITH.encode())) as vault, vault.transaction():
        vault.entries.add(entry(1, WORDS))
        vault.entries.add(replace(entry(2, "A second one."), set_id="reflect.own"))
        vault.entries.add(many_kinds())
        vault.plans.add(plan())
    return journal


@pytest.fixture
def out(tmp_path):
    """A folder to write to."""
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def reflect(*words, given="", code=0):
    done = CliRunner().invoke(app, ["journal", *map(str, words)], input=given)
    assert code == done.exit_code, (done.output, done.exception)
    return done


def told(*words, **more):
    return json.loads(reflect(*words, "--json", **more).stdout)


def titles(*words):
    return [one["short"] for one in told("list", *words)]


def short(number):
    return entry(number).id[-6:]


def with_secret(*words, secret=OWN, **more):
    """The command with the file's own passphrase on a descriptor."""
    reading, writing = os.pipe()
    os.write(writing, f"{secret}\n".encode())
    os.close(writing)
    try:
        return reflect(*words, "--file-passphrase-fd", reading, **more)
    finally:
        os.close(reading)


def test_a_change_is_a_new_version_and_the_first_stays_readable(filled):
    done = reflect("edit", short(1), given="A fox instead.\n")
    assert f"Kept as version 2 of {short(1)}" in done.stdout

    assert f"Version 2 of 2. `reflect journal show {short(1)} --version 1`" in (
        shown := reflect("show", short(1), "--numbers").stdout
    )
    assert "1. What stayed with you?\n\n| A fox instead." in shown
    assert WORDS in reflect("show", short(1), "--version", "1").stdout
    assert (
        "There is no such version." in reflect("show", short(1), "--version", "3", code=21).stderr
    )


def test_which_answer_is_said_by_its_number(filled):
    ident = many_kinds().id[-6:]
    assert "Say it with --answer" in reflect("edit", ident, given="x", code=2).stderr
    assert (
        "a history of its own" in reflect("edit", ident, "--answer", "5", given="x", code=2).stderr
    )
    assert "Choose one of" in reflect("edit", ident, "--answer", "2", given="x", code=2).stderr


def test_tags_find_entries_and_can_be_taken_away(filled):
    done = reflect("tag", short(1), "@Quarry", "By  the water")
    assert f"{short(1)} has the tags: by the water, quarry" in done.stdout
    reflect("tag", "last", given="quarry, late\n")
    reflect("tag", short(1), "by the water", "--remove")

    assert {"late": 1, "quarry": 2} == told("tags")
    assert [short(1)] == titles("--tag", "#quarry", "--not-tag", "late", "--text", "heron")


def test_the_bin_takes_out_of_sight_and_gives_back(filled):
    seen = reflect("bin", "--kind", "session", "--dry-run").stdout
    assert "Entries this is about: 3" in seen
    assert short(1) in seen
    assert "Nothing was changed." in reflect("bin", "--kind", "session", code=2).stderr
    reflect("bin", short(1), short(2))
    assert "in the bin already" in reflect("bin", short(1), code=21).stderr
    reflect("restore", "--set", "own")

    assert [many_kinds().id[-6:], short(2)] == titles()
    assert "In the bin since" in reflect("show", short(1)).stdout


def test_emptying_takes_what_has_lain_there_for_thirty_days(filled):
    with open_vault(filled, bytearray(GATED_WITH.encode())) as vault:
        for number, when in ((1, "2025-01-01T00:00:00+00:00"), (2, now())):
            vault.marks.set(Mark(entry(number).id, "binned", when, when))
    done = reflect("empty-bin", "--dry-run").stdout
    assert "Entries this is about: 1" in done
    assert "in the last 30 days stay: 1" in done
    assert "Removed for good: 1." in reflect("empty-bin", "--yes").stdout
    with open_vault(filled, bytearray(GATED_WITH.encode())) as vault:
        assert 2 == vault.entries.count()
        assert () == vault.plans.every()
        assert WORDS not in str(vault.database.rows("SELECT body FROM record"))
        assert () == vault.check().found


def test_filters_that_are_not_understood_are_told_before_anything_is_opened(journal, monkeypatch):
    monkeypatch.setenv("REFLECT_PASSCOMMAND", "false")  # opening would be another error
    for command, words, said in (
        ("list", ("--from", "soon"), "That day was not understood."),
        ("search", ("--month", "13"), "There is no such month."),
        ("bin", ("--stage", "none"), "There is no such stage."),
        ("restore", ("--kind", "none"), "There is no such kind of entry."),
        ("list", ("--tag", "@"), "That is not a tag."),
        ("export", ("x.json", "--unencrypted", "--from", "2027", "--to", "2026"), "none over"),
        ("bin", (), "Name entries"),
    ):
        assert said in reflect(command, *words, code=2).stderr


def test_a_search_without_words_asks_for_them_and_speaks_of_nothing_else(filled):
    for given in ("", "\n"):
        done = reflect("search", given=given, code=2)
        assert "nothing came through the input" in done.stderr
        assert ("resume" in done.stderr, done.stdout.strip()) == (False, "Words to look for:")
    assert "nothing came" in reflect("tag", short(1), given="", code=2).stderr


def test_a_call_that_is_in_no_set_and_on_nothing_kept_is_told(filled):
    for command in (("list",), ("search", "heron"), ("bin",), ("restore",)):
        done = reflect(*command, "--call", "c99", code=2)
        assert ("There is no such call." in done.stderr, done.stdout) == (True, "")
    assert "No entry is like that." in reflect("list", "--call", "C30").stdout
    assert [many_kinds().id[-6:]] == titles("--call", "call-3")  # of a set of his own


def test_filters_of_the_command_line_are_the_ones_meant(filled):
    every = ("--year", "2026", "--month", "nov", "--day", "24", "--on", "2026-11-24", "--untagged")
    assert [short(2)] == titles(*every, "--stage", "own", "--from", "2026", "--to", "november 2026")
    found = told("search", "--contains", "heron", "--to", "2026", "--kind", "session")
    assert [short(1)] == [one["short"] for one in found]
    assert "No entry is like that." in reflect("list", "--tag", "none").stdout


def test_an_export_is_locked_closed_to_others_and_opens_with_its_own_passphrase(filled, out):
    done = with_secret("export", out)
    (file,) = out.iterdir()

    assert file.name.startswith("journal-20")
    assert file.name.endswith(".json.age")
    assert f"3 entries: {file}" in done.stdout
    assert "age -d FILE > journal.json" in done.stdout
    assert 0o600 == stat.S_IMODE(file.stat().st_mode)
    assert WORDS.encode() not in file.read_bytes()
    assert "New: 0. Here already: 3." in with_secret("import", file).stdout
    refused = with_secret("import", file, secret="another one", code=12).stderr
    assert ("does not open this file" in refused, "backup" in refused) == (True, False)


def test_an_export_in_the_open_says_so_and_replaces_nothing(filled, out):
    target = out / "mine.json"
    done = reflect("export", target, "--unencrypted")
    before = target.read_bytes()

    assert f"3 entries: {target}" in done.stdout
    assert "Anyone who reaches that file can read it" in done.stdout
    assert 0o600 == stat.S_IMODE(target.stat().st_mode)
    assert 3 == len(json.loads(before)["entries"])
    assert "It was not touched." in reflect("export", target, "--unencrypted", code=2).stderr
    assert before == target.read_bytes()
    assert ["mine.json"] == [file.name for file in out.iterdir()]
    refused = reflect("export", filled / "x.json", "--unencrypted", code=2).stderr
    assert "the journal's own folder" in refused


def test_without_the_flag_nothing_is_ever_written_in_the_open(filled, out):
    """There is no terminal to ask at, and no passphrase for the file is given."""
    done = inside(f"journal export {out}")

    assert 2 == done.code
    assert "--file-passphrase-fd" in done.err
    assert [] == list(out.iterdir())


def test_chosen_entries_and_answers_are_written_alone(filled, out):
    ident = many_kinds().id[-6:]
    reflect("bin", short(1))
    reflect("export", out / "all.md", "--format", "markdown", "--unencrypted")
    reflect("export", out / "a.json", "--unencrypted", "--with-binned")
    html = ("--format", "html", "--unencrypted")
    done = reflect("export", out / "part.html", ident, "--answers", "1,3-4", *html)

    assert WORDS not in (out / "all.md").read_text()
    assert "A second one." in (out / "all.md").read_text()
    assert WORDS in (out / "a.json").read_text()
    page = (out / "part.html").read_text()
    assert "3 answers of one entry" in done.stdout
    asked = [part.partition("<")[0] for part in page.split("<h3>")[1:]]
    assert ["One word?", "Which ones?", "How heavy?"] == asked
    assert (
        "Nothing was written." in reflect("export", out / "n", "--tag", "x", *html, code=21).stderr
    )
    assert "just that one" in reflect("export", out / "n", "--answers", "1", *html, code=2).stderr


@pytest.mark.parametrize("answers", ["0", "9", "1-", "x", "", "2-1", "1-99999999999"])
def test_numbers_of_answers_there_are_not_are_refused(answers):
    with pytest.raises(UsageProblem):
        _numbers(answers, 8)


def test_jrnls_own_file_goes_in_once_and_in_its_place_in_time(filled):
    first = told("import", ELSEWHERE / "jrnl-4.6-plain.txt")
    again = with_secret("import", ELSEWHERE / "jrnl-4.6-v3.txt").stdout

    assert ("jrnl", 5, 0) == (first["form"], first["added"], first["there"])
    assert "New: 0. Here already: 5." in again
    assert "lines in [ ] with digits that are no date" in again
    listed = told("list")
    assert [many_kinds().id[-6:], short(2), short(1)] == [one["short"] for one in listed[:3]]
    assert "The summer list." == listed[-1]["title"]


def test_a_look_beforehand_changes_nothing_and_says_what_has_no_place(filled):
    seen = reflect("import", ELSEWHERE / "day-one.json", "--dry-run").stdout

    assert "Would be new: 2." in seen
    assert "    2  photos" in seen
    assert "only a look" in seen
    assert 3 == len(titles())


def test_a_fresh_journal_gets_everything_back(filled, out, tmp_path, monkeypatch):
    """Versions, plans, tags and all, so that writing it out again gives the same file."""
    reflect("edit", short(1), given="Changed.")
    reflect("tag", short(1), "quarry")
    reflect("export", out / "all.json", "--unencrypted")
    monkeypatch.setenv("REFLECT_HOME", str(tmp_path / "second"))
    assert 0 == CliRunner().invoke(app, ["vault", "init"]).exit_code
    reflect("import", out / "all.json")
    reflect("export", out / "again.json", "--unencrypted")

    first, second = (json.loads((out / name).read_bytes()) for name in ("all.json", "again.json"))
    assert first | {"made": ""} == second | {"made": ""}
