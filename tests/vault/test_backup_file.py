"""Backups on disk: never over something, never half, never unread, nothing left behind."""

import errno
import os
import subprocess
from pathlib import Path

import pytest

from reflect_cli.errors import BackupDamaged, CannotWrite, NothingToShow, UsageProblem
from reflect_cli.vault import backup_file
from vault.sample import not_synced, python

DAY = "2026-11-24"


@pytest.fixture
def disk(tmp_path) -> Path:
    """An empty folder for backups."""
    (tmp_path / "disk").mkdir()
    return tmp_path / "disk"


def placed(asked: Path, vault: Path) -> Path:
    return backup_file.place_for(asked, DAY, vault)


def test_a_folder_gets_a_file_named_by_the_day_and_a_second_one_a_number(disk):
    first = placed(disk, disk / "v")
    first.write_bytes(b"")
    second = placed(disk, disk / "v")

    assert ["reflect-2026-11-24.age", "reflect-2026-11-24-2.age"] == [first.name, second.name]


def test_a_name_that_is_taken_or_leads_into_the_journal_is_refused(disk):
    (disk / "taken").write_bytes(b"mine")
    (disk / "dangling").symlink_to(disk / "nowhere")
    (disk / "v").mkdir()
    (disk / "way-in").symlink_to(disk / "v")

    for name in ("taken", "dangling", "v", "v/x.age", "way-in", "way-in/x.age", "a\0b/c"):
        with pytest.raises(UsageProblem):
            placed(disk / name, disk / "v")
    with pytest.raises(CannotWrite, match="no such folder"):
        placed(disk / "none" / "x.age", disk / "v")


def test_a_backup_gets_its_name_only_after_what_the_disk_gave_back_was_agreed_to(disk):
    place = disk / "x.age"
    seen = []

    backup_file.write(place, b"locked", lambda back: seen.append((back, place.exists())))

    assert [(b"locked", False)] == seen
    assert [(b"locked", 0o600)] == [
        (one.read_bytes(), one.stat().st_mode & 0o777) for one in disk.iterdir()
    ]


def test_a_backup_that_does_not_read_back_is_not_kept(disk):
    def disagree(_back):
        raise BackupDamaged("no")

    with pytest.raises(BackupDamaged):
        backup_file.write(disk / "x.age", b"locked", disagree)
    assert [] == list(disk.iterdir())


def test_a_backup_whose_name_the_disk_does_not_keep_is_not_left_there(disk):
    """It is read back and named; then its folder is synced for the second time."""
    with not_synced(disk, 2), pytest.raises(CannotWrite, match="could not be written"):
        backup_file.write(disk / "x.age", b"locked", None)
    assert [] == list(disk.iterdir())


@pytest.mark.parametrize("links", [True, False], ids=["with links", "a disk without links"])
def test_something_that_took_the_name_meanwhile_is_not_touched(disk, monkeypatch, links):
    place = disk / "x.age"
    if not links:
        monkeypatch.setattr(os, "link", _no_links)

    with pytest.raises(UsageProblem, match="meanwhile"):
        backup_file.write(place, b"locked", lambda _: place.write_bytes(b"mine"))
    assert [b"mine"] == [one.read_bytes() for one in disk.iterdir()]


def test_a_disk_without_links_takes_a_backup_too(disk, monkeypatch):
    monkeypatch.setattr(os, "link", _no_links)
    backup_file.write(disk / "x.age", b"locked", None)

    assert {"x.age": b"locked"} == {one.name: one.read_bytes() for one in disk.iterdir()}


def _no_links(*_, **__):
    raise OSError(errno.EPERM, "no links here")


def test_a_disk_that_is_full_is_told_and_nothing_is_left(disk):
    if (
        os.geteuid() != 0
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=64k", "none", disk],
            check=False,
            capture_output=True,
        ).returncode
    ):
        pytest.skip("needs to mount a small disk")
    try:
        with pytest.raises(CannotWrite, match="No space left"):
            backup_file.write(disk / "x.age", bytes(200_000), None)
        assert [] == list(disk.iterdir())
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


def test_what_is_no_file_cannot_be_read(disk):
    for path in (disk, disk / "none", disk / "a\0b"):
        with pytest.raises(NothingToShow):
            backup_file.read(path)


def test_a_huge_file_is_refused_unread(disk):
    with (disk / "huge").open("wb") as file:
        file.truncate(1 << 40)
    code = """
        import resource, sys
        from pathlib import Path
        from reflect_cli.errors import BackupDamaged
        from reflect_cli.vault.backup_file import read
        resource.setrlimit(resource.RLIMIT_AS, (600 << 20, 600 << 20))
        try:
            read(Path(sys.argv[1]))
        except BackupDamaged as problem:
            print(problem.message)
    """
    said, errors = python(code, disk / "huge").communicate()

    assert "" == errors
    assert said.startswith("The file is larger than the 1024 MiB")


def test_a_folder_that_takes_no_files_is_told_before_anything_is_asked(disk, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)

    with pytest.raises(CannotWrite, match="cannot be written to"):
        placed(disk / "x.age", disk / "v")


def test_after_a_thousand_backups_of_one_day_another_name_is_asked_for(disk):
    for number in range(2, 1000):
        (disk / f"reflect-{DAY}-{number}.age").touch()
    (disk / f"reflect-{DAY}.age").touch()

    with pytest.raises(UsageProblem, match="already"):
        placed(disk, disk / "v")
