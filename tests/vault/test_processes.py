"""Several at once, and killed at any moment: one at a time, and nothing acknowledged is lost."""

import random
import signal
import subprocess
import time

import pytest

from reflect_cli.errors import VaultBusy
from reflect_cli.vault.lock import is_busy
from reflect_cli.vault.vault import open_vault
from vault.sample import bytes_of, everything, passphrase, python, uuid7


def worker(*arguments, **more):
    code = "import runpy; runpy.run_module('vault.worker', run_name='__main__')"
    return python(code, *arguments, stdin=subprocess.PIPE, **more)


def test_a_second_reflect_is_told_the_journal_is_open(folder):
    holder = worker("hold", folder)
    assert "open\n" == holder.stdout.readline()
    before = bytes_of(folder)

    assert is_busy(folder)
    with pytest.raises(VaultBusy):
        open_vault(folder, passphrase(), wait=0.1)
    assert before == bytes_of(folder)

    holder.communicate("\n")
    assert not is_busy(folder)
    with open_vault(folder, passphrase(), wait=0) as vault:
        assert 41 == vault.entries.count()


def test_waiting_is_enough_when_the_other_finishes_in_time(folder):
    holder = worker("hold", folder)
    holder.stdout.readline()
    holder.stdin.write("\n")
    holder.stdin.flush()
    with open_vault(folder, passphrase(), wait=10) as vault:
        assert 41 == vault.entries.count()
    holder.communicate()


def test_the_lock_of_a_killed_process_is_free_at_once(folder):
    holder = worker("hold", folder)
    holder.stdout.readline()
    holder.kill()
    holder.communicate()

    assert not is_busy(folder)
    with open_vault(folder, passphrase(), wait=0):
        pass


def test_asking_whether_it_is_busy_makes_nothing(tmp_path):
    assert not is_busy(tmp_path / "none")
    assert not is_busy(tmp_path)
    assert not (tmp_path / "lock").exists()


def test_six_processes_of_twenty_entries_each_keep_all_of_them(folder):
    workers = [worker("append", folder, 1000 + 100 * place, 20) for place in range(6)]
    said = [each.communicate(timeout=60) for each in workers]

    assert [""] * 6 == [errors for _, errors in said]
    with open_vault(folder, passphrase()) as vault:
        assert 41 + 120 == vault.entries.count()
        assert [uuid7(1203)] == [m.summary.id for m in vault.entries.search("number1203")]


def test_killed_at_any_moment_nothing_acknowledged_is_lost(folder, roots):
    """Thirty kills; each next opening is over whatever the one before left behind."""
    chance = random.Random(11)
    added: set[str] = set()
    for trial in range(30):
        first = 10_000 + trial * 1000
        child = worker("keep_on", folder, first)
        child.stdout.readline()
        time.sleep(chance.uniform(0, 0.04))
        child.send_signal(signal.SIGKILL)
        said = [line.split() for line in child.communicate()[0].splitlines() if line.count(" ")]
        added |= {uuid7(int(number)) for kind, number in said if kind == "e"}

        found = everything(folder, roots)
        kept = {row[1] for row in found["entry"]}
        assert added <= kept
        drafts = [int(number) for kind, number in said if kind == "d"] or [first]
        (state,) = {row[6] for row in found["draft"]}
        assert int(state.removeprefix("state ")) >= drafts[-1]
        last = dict(found["setting"]).get("last")
        assert last is None or uuid7(int(last)) in kept
        assert sum(row[7] == "entry" for row in found["record"]) == len(found["entry"])
    assert len(added) > 5  # on however busy a machine


def test_the_engine_without_encryption_is_refused_and_nothing_is_written(folder):
    """Plain `apsw` has the same name and would write plain text: here, ours without its mark."""
    code = """
        import sys, apsw
        from pathlib import Path
        del apsw.mc_version
        from reflect_cli.errors import ReflectError
        from reflect_cli.vault import kdf
        from reflect_cli.vault.vault import create, open_vault
        for act in (open_vault, lambda f, p: create(f.with_name("new"), p, kdf.LIGHT)):
            try:
                act(Path(sys.argv[1]), bytearray(b"a lantern by the river"))
            except ReflectError as problem:
                print(problem.message)
    """
    before = bytes_of(folder)
    said, errors = python(code, folder).communicate()

    assert (2, "") == (said.count("cannot encrypt"), errors)
    assert before == bytes_of(folder)
    assert ["vault"] == [path.name for path in folder.parent.iterdir()]


def test_importing_the_package_loads_neither_engine():
    code = """
        import sys, reflect_cli.vault
        print({"apsw", "nacl", "ctypes"} & set(sys.modules))
        import reflect_cli.vault.lock, reflect_cli.vault.place, reflect_cli.vault.status
        print({"apsw", "nacl"} & set(sys.modules))
    """
    assert "set()\nset()\n" == python(code).communicate()[0]


def test_a_private_process_leaves_no_core_and_cannot_be_looked_into():
    code = """
        import os, resource, sys
        from reflect_cli.vault.private_process import keep_private
        keep_private()
        print(resource.getrlimit(resource.RLIMIT_CORE), oct(os.umask(0)))
        if sys.platform == "linux":
            import ctypes
            print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
    """
    said = python(code).communicate()[0].split("\n")
    assert "(0, 0) 0o77" == said[0]
    assert said[1] in ("0", "")
