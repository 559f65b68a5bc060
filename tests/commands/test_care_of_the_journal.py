"""Editing, tags, the bin, filters, export and import as the real commands do them."""

from __future__ import annotations

import json
import os
import shutil
import stat
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reflect_cli.commands.app import app
from reflect_cli.vault import age
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

    assert "A fox instead." in reflect("show", short(1)).stdout
    assert "Version 2 of 2" in reflect("show", short(1)).stdout
    assert WORDS in reflect("show", short(1), "--version", "1").stdout
    assert [] == told("search", "heron")
    assert [short(1)] == [one["short"] for one in told("search", "fox")]
    assert (
        "There is no such version." in reflect("show", short(1), "--version", "3", code=21).stderr
    )


def test_the_same_words_again_are_no_new_version(filled):
    assert "Nothing was changed." in reflect("edit", short(1), given=WORDS).stdout
    assert 1 == told("show", short(1))["versions"]


def test_which_answer_is_said_by_its_number(filled):
    ident = many_kinds().id[-6:]
    assert "Say it with --answer" in " ".join(
        reflect("edit", ident, given="x", code=2).stderr.split()
    )
    assert (
        "which has a history" in reflect("edit", ident, "--answer", "5", given="x", code=2).stderr
    )
    assert "no such answer" in reflect("edit", ident, "--answer", "99", given="x", code=21).stderr
    assert (
        "Choose one of" in reflect("edit", ident, "--answer", "2", given="unknown", code=2).stderr
    )
    reflect("edit", ident, "--answer", "6", given="Answered now.")

    shown = reflect("show", ident, "--numbers").stdout
    assert "6. More?\n\n| Answered now." in shown
    assert "2. Which?\n\n| Sore" in shown


def test_tags_find_entries_and_can_be_taken_away(filled):
    assert (
        f"{short(1)} has the tags: by the water, quarry"
        in reflect("tag", short(1), "@Quarry", "By  the water").stdout
    )
    reflect("tag", "last", given="quarry, late\n")

    assert [many_kinds().id[-6:], short(1)] == titles("--tag", "#quarry")
    assert [short(1)] == titles("--tag", "quarry", "--tag", "by the water", "--and")
    assert [short(2)] == titles("--untagged")
    assert {"by the water": 1, "late": 1, "quarry": 2} == told("tags")
    reflect("tag", short(1), "quarry", "by the water", "--remove")
    assert [many_kinds().id[-6:]] == titles("--tagged")
    assert "not a tag" in reflect("tag", short(1), " @ ", code=2).stderr


def test_the_bin_takes_out_of_sight_and_gives_back(filled):
    reflect("bin", short(1), short(2))
    assert [many_kinds().id[-6:]] == titles()
    assert [short(2), short(1)] == titles("--binned")
    assert "In the bin since" in reflect("show", short(1)).stdout
    assert "in the bin already" in reflect("bin", short(1), code=21).stderr
    reflect("restore", "--set", "own")

    assert [many_kinds().id[-6:], short(2)] == titles()
    assert "not in the bin" in reflect("restore", short(2), code=21).stderr
    assert "Name entries" in reflect("bin", code=2).stderr


def test_many_are_shown_first_and_need_somebody_who_agrees(filled):
    seen = reflect("bin", "--kind", "session", "--dry-run").stdout
    assert "Entries this is about: 3" in seen
    assert short(1) in seen
    assert "Nothing was changed." in reflect("bin", "--kind", "session", code=2).stderr
    assert 3 == len(titles())
    assert "In the bin: 3." in reflect("bin", "--kind", "session", "--yes").stdout
    assert [] == titles()


def test_emptying_takes_what_has_lain_there_for_thirty_days(filled):
    with open_vault(filled, bytearray(GATED_WITH.encode())) as vault:
        from reflect_cli.vault.marks import Mark

        vault.marks.set(
            Mark(entry(1).id, "binned", "2025-01-01T00:00:00+00:00", "2025-01-01T00:00:00+00:00")
        )
    reflect("bin", short(2))
    assert "Entries this is about: 1" in (seen := reflect("empty-bin", "--dry-run").stdout)
    assert "in the last 30 days stay: 1" in seen
    assert "Nothing was changed." in reflect("empty-bin", code=2).stderr
    assert "Removed for good: 1." in reflect("empty-bin", "--yes").stdout

    assert [short(2)] == titles("--binned")
    reflect("show", short(1), code=21)
    with open_vault(filled, bytearray(GATED_WITH.encode())) as vault:
        assert () == vault.plans.every()
        assert WORDS not in str(vault.database.rows("SELECT body FROM record"))
        assert () == vault.check().found
    assert "Removed for good: 1." in reflect("empty-bin", "--all", "--yes").stdout
    assert "nothing in the bin" in reflect("empty-bin", "--all", "--yes").stdout


def test_filters_that_are_not_understood_are_told_before_anything_is_opened(journal, monkeypatch):
    monkeypatch.setenv("REFLECT_PASSCOMMAND", "false")  # opening would be another error
    for words, said in (
        (("--from", "soon"), "That day was not understood."),
        (("--month", "13"), "There is no such month."),
        (("--stage", "none"), "There is no such stage."),
        (("--kind", "none"), "There is no such kind of entry."),
    ):
        for command in ("list", "search", "bin"):
            assert said in reflect(command, *words, code=2).stderr


def test_filters_narrow_a_list_and_a_search(filled):
    assert [short(2)] == titles("--set", "own")
    assert [short(2)] == titles("--stage", "own", "--from", "2026", "--to", "november 2026")
    assert 3 == len(titles("--year", "2026", "--month", "nov", "--day", "24", "--on", "2026-11-24"))
    assert [] == titles("--from", "2026-11-25")
    assert [short(1)] == titles("--text", "heron quarry")
    assert [short(1)] == [
        one["short"] for one in told("search", "--contains", "heron", "--to", "2026")
    ]
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
    assert WORDS.encode() in age.unlock(file.read_bytes(), bytearray(OWN.encode()))
    assert "does not open" in with_secret("import", file, secret="another", code=12).stderr
    assert "New: 0. Here already: 3." in with_secret("import", file).stdout


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


def test_without_the_flag_nothing_is_ever_written_in_the_open(filled, out, monkeypatch):
    monkeypatch.setattr("reflect_cli.screens.secrets.can_ask", lambda: False)

    assert "--file-passphrase-fd" in reflect("export", out, code=2).stderr
    assert [] == list(out.iterdir())


@pytest.mark.skipif(shutil.which("age") is None, reason="age is not installed")
def test_an_export_opens_with_the_stock_program(filled, out, tmp_path):
    from vault.age_by_hand import locked

    content = b"[2026-01-05 10:00] Locked by somebody else\nBody.\n"
    (out / "theirs.age").write_bytes(locked(content, OWN.encode(), 10))

    assert "New: 1." in with_secret("import", out / "theirs.age").stdout


def test_what_is_in_the_bin_is_written_only_when_asked_for(filled, out):
    reflect("bin", short(1))
    reflect("export", out / "a.json", "--unencrypted")
    reflect("export", out / "b.json", "--unencrypted", "--with-binned")

    counts = [
        len(json.loads((out / name).read_bytes())["entries"]) for name in ("a.json", "b.json")
    ]
    assert [2, 3] == counts
    assert WORDS.encode() not in (out / "a.json").read_bytes()


def test_chosen_entries_and_answers_are_written_alone(filled, out):
    ident = many_kinds().id[-6:]
    reflect("export", out / "one.md", short(1), "--format", "markdown", "--unencrypted")
    done = reflect(
        "export",
        out / "part.html",
        ident,
        "--answers",
        "1,3-4",
        "--format",
        "html",
        "--unencrypted",
    )

    assert WORDS in (out / "one.md").read_text()
    assert "A second one." not in (out / "one.md").read_text()
    page = (out / "part.html").read_text()
    assert "3 answers of one entry" in done.stdout
    assert ["One word?", "Which ones?", "How heavy?"] == [
        part.partition("<")[0] for part in page.split("<h3>")[1:]
    ]
    assert "naïve &lt;U+0000&gt;" in page.replace("<U+0000>", "&lt;U+0000&gt;")
    for answers in ("0", "9", "1-", "x", ""):
        reflect("export", out / "n.json", ident, "--answers", answers, "--unencrypted", code=2)
    assert (
        "just that one"
        in reflect("export", out / "n.json", "--answers", "1", "--unencrypted", code=2).stderr
    )
    assert (
        "Nothing was written."
        in reflect("export", out / "n.json", "--tag", "x", "--unencrypted", code=21).stderr
    )
    assert not (out / "n.json").exists()


def test_a_page_to_print_runs_no_code_of_anybodys_and_loads_nothing(filled, out):
    reflect("edit", short(1), given="<script>alert(1)</script> & <img src=x>")
    reflect("export", out / "all.html", "--format", "html", "--unencrypted")
    page = (out / "all.html").read_text()

    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;img src=x&gt;" in page
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert not [
        word
        for word in ("http:", "https:", "src=", "url(", "@import")
        if word in page.replace("&lt;img src=x", "")
    ]


def test_jrnls_own_files_go_in_once(filled):
    told_first = told("import", ELSEWHERE / "jrnl-4.6-plain.txt")
    locked = with_secret("import", ELSEWHERE / "jrnl-4.6-v3.txt").stdout

    assert ("jrnl", 5, 0) == (told_first["form"], told_first["added"], told_first["there"])
    assert "New: 0. Here already: 5." in locked
    assert "lines in [ ] with digits that are no date" in locked
    assert {"kitchen": 1, "starred": 1, "walk": 2} == told("tags")
    wrong = with_secret("import", ELSEWHERE / "jrnl-4.6-v3.txt", secret="wrong", code=12)
    assert "password does not open" in wrong.stderr
    assert [short(2), short(1)] == titles("--to", "2026-11-24", "--kind", "session")[1:]
    assert "The summer list." == told("list", "-n", "99")[-1]["title"]


def test_a_look_beforehand_changes_nothing_and_says_what_has_no_place(filled):
    seen = reflect("import", ELSEWHERE / "day-one.json", "--dry-run").stdout

    assert "Would be new: 2." in seen
    assert "    2  photos" in seen
    assert "only a look" in seen
    assert 3 == len(titles())


def test_day_one_goes_in_as_json_and_as_the_zip_it_gives(filled, out):
    with zipfile.ZipFile(out / "export.zip", "w") as packed:
        packed.write(ELSEWHERE / "day-one.json", "Journal.json")
        packed.writestr("photos/ab12.jpeg", b"\xff\xd8")

    assert 2 == told("import", ELSEWHERE / "day-one.json")["added"]
    assert 2 == told("import", out / "export.zip")["there"]
    assert ["Lanterns"] == [one["title"] for one in told("list", "--tag", "garden")]


def test_a_folder_of_markdown_goes_in_and_comes_from_our_own_export_too(filled, out):
    (out / "sub" / ".git").mkdir(parents=True)
    (out / "sub" / "2025-03-01 lamp.md").write_text("A lamp.\n", encoding="utf-8")
    (out / "sub" / ".git" / "x.md").write_text("hidden", encoding="utf-8")
    (out / "picture.png").write_bytes(b"\x89PNG")
    (out / "linked.md").symlink_to(out / "sub" / "2025-03-01 lamp.md")
    reflect("export", out / "ours.md", "--format", "markdown", "--unencrypted")
    first, again = told("import", out), told("import", out)

    assert (1, 3) == (first["added"], first["there"])
    assert {"files that are no Markdown": 1} == first["left_out"]
    assert (0, 4) == (again["added"], again["there"])
    assert "2025-03-01" == told("list", "-n", "99")[-1]["began"][:10]


@pytest.mark.parametrize(
    ("name", "content", "code", "said"),
    [
        ("none.txt", None, 21, "cannot be read"),
        ("x.json", b'{"format": "reflect-journal"', 13, "not a whole export"),
        ("x.json", b'{"some": "json"}', 13, "in no form that is known"),
        ("x.txt", b"just words", 13, "No line begins with a date"),
        ("x.zip", b"PK\x03\x04 broken", 13, "cannot be opened"),
        ("x.txt", b"JRNLv3\xff\xff{}", 13, "jrnl journal is damaged"),
        ("x.tar.gz", b"\x1f\x8b\x08rest", 2, "vault restore"),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_is_taken(journal, out, name, content, code, said):
    if content is not None:
        (out / name).write_bytes(content)
    done = with_secret("import", out / name, code=code)

    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert [] == titles()


def test_an_import_is_taken_back_whole_into_a_fresh_journal(filled, out, tmp_path, monkeypatch):
    """Export, then import elsewhere: the same entries with their versions, plans and tags."""
    reflect("edit", short(1), given="Changed.")
    reflect("tag", short(1), "quarry")
    reflect("export", out / "all.json", "--unencrypted")
    monkeypatch.setenv("REFLECT_HOME", str(tmp_path / "second"))
    made = CliRunner().invoke(app, ["vault", "init"])
    assert 0 == made.exit_code, made.output
    reflect("import", out / "all.json")
    reflect("export", out / "again.json", "--unencrypted")

    first, second = (json.loads((out / name).read_bytes()) for name in ("all.json", "again.json"))
    assert [first[part] for part in ("entries", "plans", "marks")] == [
        second[part] for part in ("entries", "plans", "marks")
    ]
