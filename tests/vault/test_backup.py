"""A backup holds everything, gives exactly that back, and can be read with nothing but tar."""

import io
import json
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from reflect_cli.errors import UsageProblem
from reflect_cli.journal.markdown import entry_as_markdown
from reflect_cli.vault import age
from reflect_cli.vault.archive import size_of, unpack
from reflect_cli.vault.backup import archive_of, read
from vault.age_by_hand import locked
from vault.kept import any_contents, backup, contents, many
from vault.sample import entry, many_kinds, uuid7


def test_what_a_vault_keeps_comes_back_from_its_backup_exactly(vault):
    kept = backup(vault.contents())

    assert kept == read(archive_of(kept))
    assert 41 == kept.counts["entries"] == vault.entries.count()
    assert vault.plans.every() == kept.contents.plans
    assert vault.drafts.every() == kept.contents.drafts[::-1]
    assert vault.settings.every() == dict(kept.contents.settings)


def test_every_wording_of_a_changed_entry_is_in_it(vault):
    vault.entries.revise(entry(3, "Said otherwise"), "2026-12-01T08:00:00+01:00")

    revisions = [one.entry for one in vault.contents().revisions if one.entry.id == uuid7(3)]
    assert list(vault.entries.revisions(uuid7(3))) == revisions
    assert ("2026-12-01T08:00:00+01:00", 42) == (
        vault.contents().revisions[-1].at,
        len(vault.contents().revisions),
    )


@settings(max_examples=40, deadline=None)
@given(any_contents)
def test_any_contents_come_back_exactly(held):
    assert backup(held) == read(archive_of(backup(held)))


def test_a_thousand_entries_come_back_exactly():
    held = many(1000)

    assert held == read(archive_of(backup(held))).contents


def test_the_same_journal_at_the_same_time_makes_the_same_bytes():
    assert archive_of(backup()) == archive_of(backup())


def test_the_archive_is_plain_files_for_any_tar_in_a_fixed_order():
    with tarfile.open(fileobj=io.BytesIO(archive_of(backup()))) as tar:
        members = tar.getmembers()
        first = tar.extractfile(members[7]).read()

    assert [
        "README.txt",
        "manifest.json",
        "entries.jsonl",
        "plans.jsonl",
        "drafts.jsonl",
        "settings.json",
        "marks.jsonl",
        f"entries/0001-2026-11-24-{uuid7(1)[-6:]}.md",
        f"entries/0002-2026-11-24-{uuid7(900)[-6:]}.md",
    ] == [member.name for member in members]
    assert {(True, 0o600, 315_532_800, 0, "")} == {
        (member.isreg(), member.mode, member.mtime, member.uid, member.uname) for member in members
    }
    assert b"# Another title\n" in first


def test_the_manifest_names_every_file_with_its_hash_and_counts_everything():
    members = unpack(archive_of(backup()))
    manifest = json.loads(members["manifest.json"])

    assert set(members) - {"manifest.json"} == set(manifest["members"])
    counted = {"entries": 2, "revisions": 3, "plans": 2, "drafts": 2, "settings": 2, "marks": 2}
    assert counted == manifest["counts"]
    assert (2, 2) == (manifest["version"], manifest["min_reader"])


def test_a_backup_without_marks_is_as_an_earlier_reflect_reads_it():
    members = unpack(archive_of(backup(replace(contents(), marks=()))))
    manifest = json.loads(members["manifest.json"])

    assert (1, 1) == (manifest["version"], manifest["min_reader"])
    assert "marks.jsonl" not in members
    assert "marks" not in manifest["counts"]


def test_an_entry_reads_as_a_page_without_reflect():
    page = entry_as_markdown(many_kinds(), revisions=2)

    assert page == PAGE


PAGE = f"""\
# All kinds

* Began: 2026-11-24T07:30:00+01:00
* Finished: 2026-11-24T07:30:00+01:00
* Id: {uuid7(900)}
* Set: weekly 1.2
* Changed since: 1. The earlier wordings are in entries.jsonl.

## S

### One word?

> naïve <U+0000> \U0001f33f “quoted”

### Which?

> Sore

### Which ones?

> Calm
> Sore

### How heavy?

> 4

### What will you do?

> If he asks, then I will answer

### More?

(skipped)

### A half character

> left <U+DCE9> over
"""


def test_words_left_on_the_way_stand_apart_on_the_page():
    one = entry(1, "Kept", "Left")
    aside = replace(one, items=(one.items[0], replace(one.items[1], off_path=True)))

    page = entry_as_markdown(aside)
    assert (
        page.index("> Kept") < page.index("## Written on the way, then left") < page.index("> Left")
    )


def test_what_a_second_implementation_locked_opens():
    content = bytes(range(256)) * 300  # more than one chunk

    assert content == age.unlock(locked(content, "naïve".encode(), 3), bytearray("naïve".encode()))
    assert b"" == age.unlock(locked(b""), bytearray(b"pw"))


def test_a_passphrase_is_the_same_however_a_keyboard_spells_its_accents():
    """What is locked under the composed letter opens with the decomposed one."""
    assert b"x" == age.unlock(locked(b"x", "caf\u00e9".encode()), bytearray("cafe\u0301".encode()))


@pytest.mark.parametrize("version", [1])
def test_a_backup_of_every_released_version_opens_for_ever(version):
    """Never made anew: a change that cannot read these files cannot read anybody's."""
    file = Path(__file__).parent / "fixtures" / f"backup-{version}.age"

    held = contents() if version > 1 else replace(contents(), marks=())
    assert backup(held) == read(age.unlock(file.read_bytes(), bytearray(b"pw")))


def test_what_we_lock_opens_under_every_spelling_of_the_passphrase(monkeypatch):
    """The library's own lock costs seconds; tests/commands/test_backups.py makes a real one."""
    import pyrage

    monkeypatch.setattr(
        pyrage.passphrase, "encrypt", lambda content, words: locked(content, words.encode())
    )
    ours = age.lock(b"x", bytearray("cafe\u0301".encode()))

    assert b"x" == age.unlock(ours, bytearray("caf\u00e9".encode()))


def test_a_journal_too_large_for_a_backup_is_told_before_it_is_packed(monkeypatch):
    size = size_of(unpack(archive_of(backup())))
    monkeypatch.setattr("reflect_cli.vault.archive.MOST_BYTES", size)
    assert archive_of(backup())
    monkeypatch.setattr("reflect_cli.vault.archive.MOST_BYTES", size - 1)

    with pytest.raises(UsageProblem, match="larger than"):
        archive_of(backup())
