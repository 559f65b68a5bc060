"""Backups at a real terminal: their passphrases asked for, tried again, and left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from reflect_cli.vault.backup import archive_of
from reflect_cli.vault.vault import open_vault
from vault.age_by_hand import locked
from vault.kept import backup, contents

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "some.age"
    path.write_bytes(locked(archive_of(backup())))
    return path


def test_a_backup_asks_for_a_passphrase_twice_says_its_strength_and_can_be_left(
    terminal: Callable[..., Any], journal: Path, tmp_path: Path
):
    screen = terminal("vault", "backup", str(tmp_path / "new.age"), columns=200)
    screen.see("The backup gets a passphrase of its own.")
    screen.see("New passphrase for the backup:")
    screen.line("short")
    screen.see("Someone with your files and a thousand computers would need about")
    screen.see("The same again:")
    screen.line("other")
    screen.see("The two were not the same.")
    screen.see("given six words chosen by chance. New passphrase for the backup:")
    screen.child.send("\x03")
    screen.see("No backup was made.")

    assert 0 == screen.ended()
    assert b"short" not in screen.raw
    assert not (tmp_path / "new.age").exists()


def test_a_backup_can_have_six_words_by_chance_too(
    terminal: Callable[..., Any], journal: Path, tmp_path: Path
):
    screen = terminal("vault", "backup", str(tmp_path / "new.age"), "--plain", columns=200)
    screen.see("New passphrase for the backup:")
    screen.line("")
    screen.see("Six words, chosen by chance from a list of 2,048:")
    screen.see("The six words:")
    screen.line("")
    screen.see("chosen by chance. New passphrase for the backup:")
    screen.child.send("\x04")
    screen.see("No backup was made.")

    assert 0 == screen.ended()


def test_a_restore_asks_for_the_old_passphrase_then_twice_for_a_new_one(
    terminal: Callable[..., Any], home: Path, file: Path
):
    screen = terminal("vault", "restore", str(file), columns=200)
    for words, line in (
        ("The backup's passphrase:", "not it"),
        ("Two tries more. The backup's passphrase:", "pw"),
        ("The backup is whole. It holds 2 entries, 2 plans and 2 paused sessions.", None),
        ("New passphrase:", "new words"),
        ("The same again:", "new words"),
        ("The journal is restored, in", None),
    ):
        screen.see(words)
        if line is not None:
            screen.line(line)

    assert 0 == screen.ended()
    assert b"new words" not in screen.raw
    with open_vault(home / "reflect" / "vault", bytearray(b"new words")) as vault:
        assert contents() == vault.contents()


@pytest.mark.parametrize("asked", ["The backup's passphrase:", "New passphrase:"])
def test_leaving_a_restore_changes_nothing(
    terminal: Callable[..., Any], home: Path, file: Path, asked: str
):
    screen = terminal("vault", "restore", str(file), columns=200)
    if asked == "New passphrase:":
        screen.see("The backup's passphrase:")
        screen.line("pw")
    screen.see(asked)
    screen.child.send("\x04")
    screen.see("Nothing was restored, and nothing was changed.")

    assert 0 == screen.ended()
    assert not (home / "reflect").exists()


def test_a_restore_that_was_killed_half_way_does_not_look_like_a_loss(
    terminal: Callable[..., Any], journal: Path
):
    """The old journal is aside and nothing in its place: the next command says where it is."""
    aside = journal.rename(journal.with_name("vault.before-restore-2026-11-24"))
    screen = terminal("journal", "list", "--plain", columns=200)
    screen.see(f"A restore moved an earlier journal aside. It was not changed: {aside}")

    assert 10 == screen.ended()
