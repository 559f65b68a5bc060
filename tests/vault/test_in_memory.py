"""A folder in memory: really memory, held while it is used, found again when nobody holds it."""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from reflect_cli.errors import CannotWrite, UnsafePlace
from reflect_cli.vault import in_memory
from reflect_cli.vault.in_memory import (
    has_left_behind,
    held_in_memory,
    is_memory,
    left_behind,
    memory_place,
)

MEMORY = Path("/dev/shm")
DISK = Path(__file__).parent
needs_memory = pytest.mark.skipif(
    sys.platform != "linux" or not MEMORY.is_dir() or not is_memory(MEMORY),
    reason="no storage in memory on this system",
)
needs_disk = pytest.mark.skipif(is_memory(DISK), reason="the project itself lies in memory here")


@pytest.fixture
def vault(tmp_path, monkeypatch):
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    return tmp_path / "vault"


@needs_disk
def test_a_folder_on_a_disk_is_not_memory_and_is_never_used(vault, monkeypatch):
    monkeypatch.setattr(in_memory, "_places", lambda: [DISK])

    assert not is_memory(DISK)
    with pytest.raises(UnsafePlace) as refused, held_in_memory(vault, "id", b""):
        pass
    assert 16 == refused.value.exit_code


@needs_memory
@needs_disk
def test_a_runtime_folder_on_a_disk_is_passed_over(vault, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(DISK))

    assert MEMORY == memory_place()


@needs_memory
def test_it_is_his_alone_and_gone_afterwards(vault):
    with held_in_memory(vault, "id", b"words") as folder:
        modes = [oct(path.stat().st_mode & 0o777) for path in (folder.path, folder.file)]
        assert ["0o700", "0o600"] == modes
        assert (MEMORY, b"words") == (folder.path.parent, folder.words())
        assert "reflect" not in folder.path.name

    assert not folder.path.exists()


@needs_memory
def test_words_that_could_not_be_kept_stay_in_memory_for_the_next_time(vault):
    with pytest.raises(CannotWrite), held_in_memory(vault, "id", b"words") as folder:
        raise CannotWrite("full")

    assert has_left_behind(vault)
    with left_behind(vault) as found:
        assert [("id", b"words")] == [(one.about, one.words()) for one in found]
    assert not folder.path.exists()


@needs_memory
def test_what_somebody_holds_or_another_journal_left_is_not_taken(vault, tmp_path):
    with held_in_memory(vault, "id", b"words") as folder:
        with left_behind(vault) as found:
            assert () == found
        with left_behind(tmp_path / "other") as found:
            assert () == found
        assert folder.file.exists()


@needs_memory
def test_an_editor_that_outlives_reflect_still_holds_it(vault):
    """Reflect is killed while a program it started is alive: the folder is left alone until that ends too."""
    script = (
        "import os, subprocess, sys; from pathlib import Path;"
        "from reflect_cli.vault.in_memory import held_in_memory\n"
        "with held_in_memory(Path(sys.argv[1]), 'id', b'words') as folder:\n"
        "    other = subprocess.Popen(['sleep', '60'], pass_fds=(folder.descriptor,), stdout=-3, stderr=-3)\n"
        "    print(other.pid, flush=True); os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(vault)], capture_output=True, text=True, check=False
    )
    editor = int(done.stdout)
    with left_behind(vault) as found:
        held = (has_left_behind(vault), found)
    os.kill(editor, 9)
    end = time.monotonic() + 20
    while has_left_behind(vault) and time.monotonic() < end:
        with left_behind(vault):
            time.sleep(0.02)

    assert (True, ()) == held
    assert not has_left_behind(vault)


@needs_memory
def test_a_link_in_its_place_is_not_followed(vault, tmp_path):
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "words.txt").write_text("mine")
    link = MEMORY / f"{in_memory._prefix(vault)}link"
    link.symlink_to(mine)
    try:
        with left_behind(vault) as found:
            assert () == found
        assert "mine" == (mine / "words.txt").read_text()
        assert ["words.txt"] == [path.name for path in mine.iterdir()]
    finally:
        link.unlink()


@needs_memory
def test_what_an_editor_rescued_beside_the_file_counts_when_it_is_newer(vault):
    with held_in_memory(vault, "id", b"saved") as folder:
        beside = folder.path / "words.txt.save"
        beside.write_bytes(b"saved and more")
        os.utime(folder.file, (1, 1))
        assert (b"saved", b"saved and more") == (folder.words(), folder.words(also_rescued=True))

        os.utime(beside, (0, 0))
        assert b"saved" == folder.words(also_rescued=True)


def test_on_another_system_there_is_no_such_place(vault, monkeypatch):
    monkeypatch.setattr(in_memory, "sys", SimpleNamespace(platform="darwin"))

    with pytest.raises(UnsafePlace):
        memory_place()
    with left_behind(vault) as found:
        assert () == found


def test_what_is_not_there_is_not_memory(tmp_path):
    assert not is_memory(tmp_path / "none")


@needs_memory
def test_a_file_that_cannot_be_made_is_told_and_leaves_nothing(vault):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
        with (
            pytest.raises(CannotWrite, match="File too large"),
            held_in_memory(vault, "id", bytes(2000)),
        ):
            pass
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not has_left_behind(vault)


@needs_memory
def test_a_failure_that_is_not_of_keeping_takes_the_words_out_of_memory(vault):
    with pytest.raises(KeyboardInterrupt), held_in_memory(vault, "id", b"words"):
        raise KeyboardInterrupt
    assert not has_left_behind(vault)


@needs_memory
def test_what_was_left_behind_stays_until_it_could_be_taken_in(vault):
    with pytest.raises(CannotWrite), held_in_memory(vault, "id", b"words"):
        raise CannotWrite("full")
    with pytest.raises(CannotWrite), left_behind(vault) as found:
        raise CannotWrite("still full")

    assert 1 == len(found)
    with left_behind(vault) as found:
        assert [b"words"] == [one.words() for one in found]
    assert not has_left_behind(vault)


@needs_memory
def test_a_file_that_the_editor_removed_has_no_words(vault):
    with held_in_memory(vault, "id", b"words") as folder:
        assert folder.changed() == folder.file.stat().st_mtime
        folder.file.unlink()

        assert (b"", 0.0) == (folder.words(), folder.changed())
