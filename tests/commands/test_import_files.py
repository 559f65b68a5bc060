"""What lies in a file is known by its content, whoever wrote it; what is not known is told."""

from __future__ import annotations

import base64
import os
import zipfile
from typing import TYPE_CHECKING

import pytest
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from commands.test_care_of_the_journal import ELSEWHERE, OWN
from reflect_cli.commands.import_files import NOT_MARKDOWN, source_at
from reflect_cli.errors import BackupDamaged, NothingToShow, UsageProblem, WrongPassphrase
from reflect_cli.journal.markdown import entries_as_markdown
from reflect_cli.vault.portable import document
from vault.age_by_hand import locked
from vault.sample import WHEN, entry, many_kinds

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path, secret: str | None = None):
    """What is at *path*; its own passphrase comes through a pipe."""
    if secret is None:
        return source_at(path, None, None)
    reading, writing = os.pipe()
    os.write(writing, f"{secret}\n".encode())
    os.close(writing)
    try:
        return source_at(path, reading, None)
    finally:
        os.close(reading)


def ids(source):
    return [kept.id for kept in source.portable.entries]


def test_an_encrypted_journal_of_jrnls_holds_what_the_plain_one_does():
    plain, encrypted = (
        read(ELSEWHERE / "jrnl-4.6-plain.txt"),
        read(ELSEWHERE / "jrnl-4.6-v3.txt", OWN),
    )

    assert 5 == len(ids(plain))
    assert plain == encrypted


def test_an_encrypted_journal_of_its_version_before_holds_the_same(tmp_path):
    """Written by hand: the token alone, under the salt that never changed."""
    salt = bytes.fromhex("f2d5710ec18d2ededc8e36748904cef8")
    key = PBKDF2HMAC(SHA256(), 32, salt, 100_000).derive(OWN.encode())
    plain = ELSEWHERE / "jrnl-4.6-plain.txt"
    token = Fernet(base64.urlsafe_b64encode(key)).encrypt(plain.read_bytes())
    (tmp_path / "v2.txt").write_bytes(token + b"\n")

    assert read(plain) == read(tmp_path / "v2.txt", OWN)


def test_a_wrong_password_and_a_spoilt_file_are_told_apart(tmp_path):
    raw = (ELSEWHERE / "jrnl-4.6-v3.txt").read_bytes()
    (tmp_path / "cut.txt").write_bytes(raw[:200])
    (tmp_path / "head.txt").write_bytes(raw[:6] + b"\xff\xff" + raw[8:])

    with pytest.raises(WrongPassphrase):
        read(ELSEWHERE / "jrnl-4.6-v3.txt", "another")
    with pytest.raises((WrongPassphrase, BackupDamaged)):
        read(tmp_path / "cut.txt", OWN)
    with pytest.raises(BackupDamaged):
        read(tmp_path / "head.txt", OWN)


def test_a_file_that_somebody_locked_with_age_opens(tmp_path):
    for name, content in (
        ("jrnl.age", b"[2026-01-05 10:00] Locked\nBody.\n"),
        ("ours.age", entries_as_markdown([(entry(1), ())]).encode()),
    ):
        (tmp_path / name).write_bytes(locked(content, OWN.encode()))

    assert 1 == len(ids(read(tmp_path / "jrnl.age", OWN)))
    assert [entry(1).id] == ids(read(tmp_path / "ours.age", OWN))


def test_day_ones_zip_is_read_without_its_pictures(tmp_path):
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as packed:
        packed.write(ELSEWHERE / "day-one.json", "Journal.json")
        packed.writestr("photos/ab12.jpeg", b"\xff\xd8")

    assert ids(read(ELSEWHERE / "day-one.json")) == ids(read(tmp_path / "export.zip"))
    assert "Day One" == read(tmp_path / "export.zip").form


def test_a_folder_gives_its_pages_nothing_hidden_and_no_links(tmp_path):
    folder = tmp_path / "notes"
    (folder / "sub" / ".git").mkdir(parents=True)
    (folder / "sub" / "2025-03-01 lamp.md").write_text("A lamp.\n", encoding="utf-8")
    (folder / "sub" / ".git" / "x.md").write_text("hidden", encoding="utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (folder / "linked.md").symlink_to(folder / "sub" / "2025-03-01 lamp.md")
    (folder / "ours.md").write_text(entries_as_markdown([(many_kinds(), ("quarry",))]))
    source = read(folder)

    assert {"2025-03-01", many_kinds().began[:10]} == {
        kept.standing.began[:10] for kept in source.portable.entries
    }
    assert many_kinds().id in ids(source)
    assert ["tag:quarry"] == [mark.name for mark in source.portable.marks]
    assert 1 == source.left_out[NOT_MARKDOWN]


def test_a_folder_of_jrnls_with_a_file_a_day_is_read_as_one_journal(tmp_path):
    for day in ("04", "05"):
        place = tmp_path / "journal" / "2026" / "01" / f"{day}.txt"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"[2026-01-{day} 10:00] Title {day}\nBody.\n", encoding="utf-8")

    found = read(tmp_path / "journal")
    assert ("jrnl", ["Title 04", "Title 05"]) == (
        found.form,
        [kept.standing.title for kept in found.portable.entries],
    )


@pytest.mark.parametrize(
    ("name", "content", "problem", "said"),
    [
        ("none.txt", None, NothingToShow, "cannot be read"),
        ("x.json", b'{"format": "reflect-journal"', BackupDamaged, "not a whole export"),
        ("x.json", b'{"some": "json"}', BackupDamaged, "in no form that is known"),
        ("x.html", b"<!doctype html>", BackupDamaged, "in no form that is known"),
        ("x.json", b'{"entries": [4], "creationDate"', BackupDamaged, "as Day One writes it"),
        ("x.txt", b"just words", BackupDamaged, "No line begins with a date"),
        ("x.txt", b"", BackupDamaged, "No line begins with a date"),
        ("x.zip", b"PK\x03\x04 broken", BackupDamaged, "cannot be opened"),
        ("x.tar.gz", b"\x1f\x8b\x08rest", UsageProblem, "a backup of a whole journal"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path, name, content, problem, said):
    if content is not None:
        (tmp_path / name).write_bytes(content)

    with pytest.raises(problem, match=said):
        read(tmp_path / name)


def test_a_file_that_grows_beyond_reason_in_an_archive_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr("reflect_cli.commands.import_files._MOST_BYTES", 1000)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("Journal.json", b" " * 100_000)

    with pytest.raises(BackupDamaged, match="too large"):
        read(tmp_path / "bomb.zip")


def test_an_export_is_known_whatever_its_name(tmp_path):
    from reflect_cli.vault.contents import Revision
    from reflect_cli.vault.portable import Kept, Portable

    (tmp_path / "notes.md").write_bytes(
        document(Portable((Kept((Revision(entry(1), WHEN),)),)), WHEN, "")
    )

    assert ("Reflect, JSON", [entry(1).id]) == (
        read(tmp_path / "notes.md").form,
        ids(read(tmp_path / "notes.md")),
    )
