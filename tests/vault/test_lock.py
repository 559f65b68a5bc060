"""The lock is the file that stands in the folder, whatever happens while it is taken."""

import time

import pytest

from reflect_cli.errors import VaultBusy
from reflect_cli.vault.lock import is_busy, take, take_for_reading
from vault.sample import python

REPLACED = """
    import os, sys
    from pathlib import Path
    from reflect_cli.vault.lock import is_busy, take
    folder, again = Path(sys.argv[1]), sys.argv[2] == "another"
    left = 1
    def replace(event, _given):
        global left
        if event == "fcntl.flock" and left:
            left -= 1
            (folder / "lock").unlink()
            if again:
                (folder / "lock").touch(mode=0o600)
    sys.addaudithook(replace)
    with take(folder, 30):
        print(left, is_busy(folder), end=" ")
    print(is_busy(folder), end="")
"""
INTERRUPTED = """
    import os, sys
    from pathlib import Path
    from reflect_cli.vault.lock import is_busy, take
    folder = Path(sys.argv[1])
    armed = True
    def heard(event, _given):
        global armed
        if event == "fcntl.flock" and armed:
            armed = False
            raise KeyboardInterrupt
    sys.addaudithook(heard)
    before = len(os.listdir("/proc/self/fd"))
    try:
        take(folder)
    except KeyboardInterrupt:
        print(len(os.listdir("/proc/self/fd")) - before, is_busy(folder), end="")
"""


@pytest.mark.parametrize("what", ["nothing", "another"])
def test_a_lock_file_that_was_replaced_while_it_was_taken_holds_nobody(folder, what):
    assert ("0 True False", "") == python(REPLACED, folder, what).communicate()


def test_ctrl_c_while_the_lock_is_taken_leaves_nothing_open(folder):
    assert ("0 False", "") == python(INTERRUPTED, folder).communicate()


def test_where_no_lock_was_ever_made_reading_makes_none(folder):
    (folder / "lock").unlink()
    with take_for_reading(folder) as held:
        assert not (folder / "lock").exists()
        assert not is_busy(folder)
    held.release()


def test_readers_share_it_and_a_writer_shuts_them_out(folder):
    with take_for_reading(folder), take_for_reading(folder):
        with pytest.raises(VaultBusy):
            take(folder, 0)
        assert not is_busy(folder)
    with take(folder):
        assert is_busy(folder)
        with pytest.raises(VaultBusy, match="Another Reflect") as told:
            take_for_reading(folder)
    assert "Finish or close it there, then try again." == told.value.hint
    take(folder, 0).release()


def test_a_lock_that_was_let_go_is_not_let_go_again(folder):
    first = take(folder)
    first.release()
    with take(folder, 0):
        first.release()  # its number may be another file's by now
        assert is_busy(folder)


def test_it_waits_about_as_long_as_it_was_told(folder):
    with take(folder):
        began = time.monotonic()
        with pytest.raises(VaultBusy):
            take(folder, 0.1)
        waited = time.monotonic() - began

    assert waited >= 0.1
