"""Small files: whole, his alone, and durable where the disk can do that."""

import errno
import os
import stat
from pathlib import Path

import pytest

from reflect_cli.vault import files


@pytest.fixture
def path(tmp_path):
    return tmp_path / "file"


@pytest.fixture
def open_umask():
    before = os.umask(0)
    yield
    os.umask(before)


def test_no_more_is_read_than_was_asked_for(path):
    path.write_bytes(b"0123456789")

    assert b"01234" == files.read_start(path, 5)
    assert b"0123456789" == files.read_start(path, 11)
    assert files.read_start(path.with_name("none"), 5) is None


@pytest.mark.usefixtures("open_umask")
@pytest.mark.parametrize(
    "make",
    [
        files.make_empty,
        lambda p: files.write_new(p, b"x"),
        lambda p: files.write_atomically(p, b""),
    ],
    ids=["empty", "new", "atomic"],
)
def test_what_is_made_is_his_alone(path, make):
    make(path)

    assert 0o600 == stat.S_IMODE(path.stat().st_mode)
    assert ["file", "home"] == sorted(each.name for each in path.parent.iterdir())


@pytest.mark.parametrize(
    "make", [files.make_empty, lambda p: files.write_new(p, b"x")], ids=["empty", "new"]
)
def test_what_is_there_is_never_written_over_nor_through_a_link(path, make):
    path.write_bytes(b"mine")
    link = path.with_name("link")
    link.symlink_to(path.with_name("nowhere"))
    for taken in (path, link):
        with pytest.raises(FileExistsError):
            make(taken)

    assert b"mine" == path.read_bytes()
    assert not path.with_name("nowhere").exists()


def test_a_file_that_could_not_be_made_durable_is_not_left(path, monkeypatch):
    def refuse(_descriptor):
        raise OSError(errno.EIO, "no")

    monkeypatch.setattr(os, "fsync", refuse)
    for write in (files.write_new, files.write_atomically):
        with pytest.raises(OSError, match="no"):
            write(path, b"words")

    assert ["home"] == [each.name for each in path.parent.iterdir()]


def test_a_file_whose_name_could_not_be_made_durable_is_not_left(path, monkeypatch):
    real = os.fsync

    def refuse_folders(descriptor):
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EIO, "no")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", refuse_folders)
    with pytest.raises(OSError, match="no"):
        files.write_new(path, b"words")

    assert ["home"] == [each.name for each in path.parent.iterdir()]


@pytest.fixture
def told(monkeypatch):
    """What the system was told to bring to the disk, by what it then is called, in that order."""
    real, told = os.fsync, []

    def note(descriptor):
        told.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)
        real(descriptor)

    monkeypatch.setattr(os, "fsync", note)
    return told


def test_the_file_and_then_its_name_are_made_durable(path, told):
    files.write_atomically(path, b"words")

    beside, folder = told
    assert beside.startswith("file.")
    assert beside.endswith(".new")
    assert folder == path.parent.name


def test_what_may_be_the_old_one_after_a_power_cut_is_still_whole_before_it_has_its_name(
    path, told
):
    files.write_whole(path, b"words")

    (beside,) = told
    assert beside.endswith(".new")
    assert b"words" == path.read_bytes()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a disk that syncs no folder")
def test_a_disk_that_cannot_sync_a_folder_is_no_failure_and_any_other_is():
    files.sync_name(Path("/proc/file"))
    with pytest.raises(FileNotFoundError):
        files.sync_name(Path("/proc/none/file"))


def test_only_what_a_killed_writing_left_is_swept(path):
    for name in ("file", "file.1a.new", "file.new", "other.1a.new"):
        path.with_name(name).touch()
    files.sweep(path)

    assert {"file", "file.new", "other.1a.new", "home"} == {p.name for p in path.parent.iterdir()}
