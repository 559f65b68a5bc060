"""An older journal is brought up whole or not at all: kills, full disks, damage, a doubtful result."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from reflect_cli.errors import CannotWrite, VaultDamaged
from reflect_cli.vault.database import open_for_reading
from reflect_cli.vault.migrations import LATEST
from reflect_cli.vault.unlocking import read_headers, unlock
from vault.sample import bytes_of, entry, python
from vault.test_full_disk import mounted
from vectors import fixtures as f

COPY = f"journal.db.before-{LATEST}"

#: Brings the fixture up in a child that is killed, again and again, and opens it afterwards.
KILLS = """
    import json, os, random, signal, sys, time
    from pathlib import Path
    import apsw
    from reflect_cli.vault.database import open_database
    from reflect_cli.vault.unlocking import read_headers, unlock
    from vectors import fixtures as f

    name, place, seed = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    random.seed(seed)
    unlocked = unlock(read_headers(f.HERE / name), f.roots)

    def begun(folder, last=None):
        moments = 0
        def moment(*_):
            nonlocal moments
            moments += 1
            if moments == last:
                os.kill(os.getpid(), signal.SIGKILL)
            return True
        def heard(event, given):
            if event in ("os.rename", "os.remove") or event == "open" and COPY in str(given[0]):
                moment()
        if (child := os.fork()) == 0:
            apsw.connection_hooks.append(lambda one: setattr(one, "exec_trace", moment))
            sys.addaudithook(heard)
            began = time.monotonic()
            open_database(folder, unlocked.master, unlocked.header, "d" * 32).close()
            (place / "told").write_text(json.dumps([time.monotonic() - began, moments]))
            os._exit(0)
        return child

    COPY = "journal.db.before"
    os.waitpid(begun(f.taken(name, place / "first")), 0)
    lasting, moments = json.loads((place / "told").read_text())
    killed, copies, lost = 0, 0, []
    for turn in range(24):
        folder = f.taken(name, place / str(turn))
        at_moment = turn % 2
        child = begun(folder, random.randint(1, moments) if at_moment else None)
        if not at_moment:
            time.sleep(random.uniform(0, lasting))
            os.kill(child, signal.SIGKILL)
        killed += os.WIFSIGNALED(os.waitpid(child, 0)[1])
        copies += any(COPY in file.name for file in folder.iterdir())
        found = f.found_in(folder)
        left = {file.name for file in folder.iterdir()} - f.AFTERWARDS
        if found != f.recorded(name) or left:
            lost.append([turn, sorted(left)])
    print(json.dumps([killed, copies, lost]))
"""


@pytest.mark.parametrize("name", ["vault-v1", "vault-v2-open"])
def test_a_kill_at_any_moment_of_bringing_up_loses_nothing(name, tmp_path, request):
    seed = request.config.getoption("randomly_seed", 0)
    said, errors = python(KILLS, name, tmp_path, seed).communicate()
    killed, copies, lost = json.loads(said or "null") or (0, 0, errors)

    assert ([], "") == (lost, errors)
    assert killed >= 10
    assert copies >= 2


@pytest.mark.usefixtures("uncompiled")
@pytest.mark.parametrize("name", ["vault-v1", "vault-v2-open"])
def test_a_disk_that_takes_no_more_leaves_the_journal_as_it_was(name, tmp_path):
    """At every size to which a file may grow, until there is room for all of it."""
    code = """
        import resource, sys
        from pathlib import Path
        from reflect_cli.errors import CannotWrite
        from vectors import fixtures as f
        name, place = sys.argv[1], Path(sys.argv[2])
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        folder = f.taken(name, place / "vault")
        refused = 0
        for limit in range(4096, 72 * 4096, 8 * 4096 + 700):
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
            try:
                f.opened(folder).close()
            except CannotWrite as problem:
                refused += 1
                assert "MiB of room" in problem.hint, problem.message
            resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
            left = [file.name for file in folder.iterdir() if "before" in file.name]
            beside = folder / "journal.db-wal"
            assert not left or beside.exists() and beside.stat().st_size, limit
            shot = f.taken(name, place / str(limit))
            for file in folder.iterdir():
                (shot / file.name).write_bytes(file.read_bytes())
                (shot / file.name).chmod(0o600)
            if not (folder / "journal.db-wal").exists():
                (shot / "journal.db-wal").unlink(missing_ok=True)
            assert f.recorded(name) == f.found_in(shot), limit
        print(refused, sorted(file.name for file in folder.iterdir()))
    """
    said, errors = python(code, name, tmp_path).communicate()
    refused, _, left = said.partition(" ")

    assert not errors, errors
    assert int(refused) >= 5
    assert f"{sorted(f.AFTERWARDS)}\n" == left


@pytest.mark.parametrize("room", ["200k", "290k"])  # not for the copy; not for what follows it
def test_a_full_disk_is_told_and_it_goes_on_when_there_is_room(room, tmp_path):
    disk = tmp_path / "small"
    disk.mkdir(mode=0o700)
    mounted("a small disk", "-t", "tmpfs", "-o", f"size={room},mode=0700", "none", str(disk))
    try:
        folder = f.taken("vault-v2", disk / "vault")
        before = bytes_of(folder)
        with pytest.raises(CannotWrite, match="must first be brought up to date") as told:
            f.opened(folder)
        assert "Nothing is lost." in told.value.hint
        assert before == {k: v for k, v in bytes_of(folder).items() if k != "lock"}
        mounted("more room", "-o", "remount,size=4m", str(disk))
        assert f.recorded("vault-v2") == f.found_in(folder)
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_damaged_page_is_found_before_anything_is_changed(tmp_path):
    """Whatever page it is, the ones that no table or list would have read too."""
    whole = f.taken("vault-v2", tmp_path / "whole")
    content = (whole / "journal.db").read_bytes()
    for page in range(4096, len(content), 3 * 4096):
        folder = f.taken("vault-v2", tmp_path / str(page))
        damaged = bytearray(content)
        damaged[page + 77] ^= 1
        (folder / "journal.db").write_bytes(damaged)
        before = bytes_of(folder)

        with pytest.raises(VaultDamaged):
            f.opened(folder)
        assert before == {k: v for k, v in bytes_of(folder).items() if k != "lock"}


def test_a_result_that_does_not_hold_what_was_there_is_told_and_both_files_stay(tmp_path):
    folder = f.taken("vault-v2", tmp_path / "vault")
    older = (folder / "journal.db").read_bytes()
    with f.opened(folder) as vault:
        vault.entries.add(entry(1))
    (folder / COPY).write_bytes(older)
    (folder / COPY).chmod(0o600)
    before = bytes_of(folder)

    with pytest.raises(VaultDamaged, match="not what was there before") as told:
        f.opened(folder)
    assert COPY in told.value.hint
    assert before == bytes_of(folder)


def test_a_journal_just_brought_up_beside_its_copy_is_compared_and_the_copy_goes(tmp_path):
    folder = f.taken("vault-v2", tmp_path / "vault")
    older = folder / "journal.db"
    shutil.copyfile(older, folder / "kept")
    f.found_in(folder)
    (folder / "kept").rename(folder / COPY)

    assert f.recorded("vault-v2") == f.found_in(folder)
    assert f.AFTERWARDS == set(bytes_of(folder))


def test_an_older_journal_that_cannot_be_written_to_is_told_and_stays(tmp_path):
    folder = f.taken("vault-v1", tmp_path / "vault")
    before = bytes_of(folder)
    opened = unlock(read_headers(folder), f.roots)

    with pytest.raises(CannotWrite, match="from an earlier Reflect"):
        open_for_reading(folder, opened.master, opened.header)
    assert before == bytes_of(folder)
