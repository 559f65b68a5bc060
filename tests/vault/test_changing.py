"""Another passphrase or kit: one slot anew, at once, all or nothing, and no entry touched."""

import ast
import errno
import os
import shutil
import signal
from contextlib import contextmanager
from pathlib import Path

import pytest

from reflect_cli.errors import CannotWrite, KitRefused, UsageProblem, WrongPassphrase
from reflect_cli.vault import header as headers
from reflect_cli.vault import kdf
from reflect_cli.vault.lock import take
from reflect_cli.vault.recovery import Kit
from reflect_cli.vault.slots import locked, signed, unlocked, with_slot
from reflect_cli.vault.unlocking import HeaderFiles, read_headers, unlock
from reflect_cli.vault.vault import Notice, _entered, _Way, open_to_change, open_vault, status
from vault.changer import opens
from vault.sample import bytes_of, passphrase, python

NEW = b"another lantern"
KEY = bytes(range(20))


@pytest.fixture
def changing(folder, roots):
    """The copy, open to be changed, with a key that was derived before."""
    opened = unlock(read_headers(folder), roots)
    with _entered(folder, opened, take(folder), way=_Way.CHANGING) as vault:
        yield vault


def slots_of(folder):
    return headers.decode((folder / "header.json").read_bytes()).slots


def test_the_new_passphrase_opens_and_the_old_one_stops_at_once(folder, changing):
    new = passphrase(NEW)
    changing.keys.set_passphrase(new, kdf.LIGHT)

    assert bytes(len(NEW)) == new
    assert not opens(folder, kdf.Roots(passphrase()))
    changing.close()
    with pytest.raises(WrongPassphrase):
        open_vault(folder, passphrase())
    with open_vault(folder, passphrase(NEW)) as vault:
        assert 41 == vault.entries.count()
        assert () == vault.notices


def test_only_the_key_file_and_one_number_change_however_large_the_journal_is(folder, changing):
    before = bytes_of(folder)
    changing.keys.set_passphrase(passphrase(NEW), kdf.LIGHT)
    changing.close()
    after = bytes_of(folder)

    assert before.keys() - {"journal.db-wal"} == after.keys()
    assert read_headers(folder).main == read_headers(folder).copy != before["header.json"]
    pages = [
        number
        for number in range(0, len(after["journal.db"]), 4096)
        if after["journal.db"][number : number + 4096]
        != before["journal.db"][number : number + 4096]
    ]
    assert len(pages) <= 2
    assert 2 == headers.decode(after["header.json"]).gen


def test_the_old_kit_stops_and_the_passphrase_stays(folder, changing, roots):
    changing.keys.set_kit(Kit(bytearray(KEY)))
    assert changing.keys.has_kit
    assert status(folder).has_kit
    changing.keys.set_kit(Kit(bytearray(20)))

    assert not opens(folder, Kit(bytearray(KEY)))
    assert opens(folder, Kit(bytearray(20)))
    assert opens(folder, roots)
    assert 2 == len(slots_of(folder))


def test_a_kit_outlives_changes_of_the_passphrase_and_can_make_one(folder, changing):
    changing.keys.set_kit(Kit(bytearray(KEY)))
    changing.keys.set_passphrase(passphrase(NEW), kdf.LIGHT)
    changing.close()
    with open_to_change(folder, Kit(bytearray(KEY))) as vault:
        vault.keys.set_passphrase(passphrase(b"third words"), kdf.LIGHT)

    assert opens(folder, kdf.Roots(passphrase(b"third words")))
    assert opens(folder, Kit(bytearray(KEY)))
    assert ["passphrase", "recovery"] == [slot.kind.value for slot in slots_of(folder)]


def test_a_new_slot_has_our_own_cost_never_the_one_found(folder, roots):
    """A header with a cost that we accept but never choose is not copied into the next."""
    opened = headers.decode((folder / "header.json").read_bytes())
    odd = kdf.Kdf(65537, 1, 1, bytes(16))
    master = unlocked(opened, roots)
    root = kdf.stretch(passphrase(), odd)
    header = signed(with_slot(opened, locked(opened, odd, root, master)), master)
    for name in ("header.json", "header.copy"):
        (folder / name).write_bytes(headers.encode(header))
    with open_to_change(folder, passphrase()) as vault:
        vault.keys.set_passphrase(passphrase(NEW), kdf.LIGHT)

    (slot,) = slots_of(folder)
    assert (kdf.LIGHT.memory_kib, 3, 1) == (slot.kdf.memory_kib, slot.kdf.passes, slot.kdf.lanes)
    assert bytes(16) != slot.kdf.salt


@pytest.mark.parametrize("words", [b"", b"\xff", b"x" * 4097])
def test_a_passphrase_that_cannot_be_one_changes_nothing(folder, changing, words):
    before = read_headers(folder)
    with pytest.raises(UsageProblem):
        changing.keys.set_passphrase(bytearray(words), kdf.LIGHT)

    assert before == read_headers(folder)


def test_forgotten_keys_change_nothing_more(changing):
    changing.keys.forget()
    with pytest.raises(AssertionError):
        changing.keys.set_kit(Kit(bytearray(KEY)))


# ── cut short ────────────────────────────────────────────────────────────────────────────────


@contextmanager
def failing_at(monkeypatch, number):
    """The *number*th time a file is put in place, the disk refuses."""
    seen = []

    def replace(path, target):
        seen.append(path)
        if len(seen) == number:
            raise OSError(errno.EIO, "no")
        path.rename(target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        yield


def test_a_disk_that_refuses_the_first_writing_leaves_the_old_passphrase(
    folder, changing, monkeypatch
):
    before = bytes_of(folder)
    with failing_at(monkeypatch, 1), pytest.raises(CannotWrite):
        changing.keys.set_passphrase(passphrase(NEW), kdf.LIGHT)

    assert before == bytes_of(folder)
    changing.close()
    with open_vault(folder, passphrase()) as vault:
        assert () == vault.notices


def test_a_disk_that_refuses_the_copy_has_changed_it_all_the_same(folder, changing, monkeypatch):
    with failing_at(monkeypatch, 2):
        changing.keys.set_passphrase(passphrase(NEW), kdf.LIGHT)
    changing.close()

    with pytest.raises(WrongPassphrase):
        open_vault(folder, passphrase())
    with open_vault(folder, passphrase(NEW)) as vault:
        assert (Notice.HEADER_REPAIRED,) == vault.notices
    assert read_headers(folder).main == read_headers(folder).copy


@pytest.mark.parametrize("states", ["main", "both"])
def test_killed_between_two_steps_the_next_opening_makes_up_for_the_rest(
    folder, tmp_path, changing, states
):
    changing.close()
    early = tmp_path / "early"
    shutil.copytree(folder, early)
    with open_to_change(folder, passphrase()) as vault:
        vault.keys.set_kit(Kit(bytearray(KEY)))
    new = read_headers(folder).main
    for name in ("header.json", "header.copy")[: 1 if states == "main" else 2]:
        (early / name).write_bytes(new)
    early.chmod(0o700)

    with open_vault(early, Kit(bytearray(KEY))) as vault:
        assert ((Notice.HEADER_REPAIRED,) if states == "main" else ()) == vault.notices
        assert 2 == vault.database.gen()
    assert HeaderFiles(new, new) == read_headers(early)


def test_an_old_key_file_put_back_is_told_and_the_next_change_is_above_what_was_seen(
    folder, changing
):
    old = read_headers(folder).main
    for _ in range(3):
        changing.keys.set_kit(Kit(bytearray(KEY)))
    changing.close()
    for name in ("header.json", "header.copy"):
        (folder / name).write_bytes(old)

    with pytest.raises(KitRefused):
        open_vault(folder, Kit(bytearray(KEY)))
    with open_to_change(folder, passphrase()) as vault:
        assert (Notice.HEADER_OLDER,) == vault.notices
        vault.keys.set_kit(Kit(bytearray(KEY)))
    assert 5 == headers.decode(read_headers(folder).main).gen


def test_ctrl_c_while_it_is_written_does_not_say_that_nothing_changed(folder, changing):
    """It is heard after the writing, when the change is done and is to be told so."""

    def heard(_number, _frame):
        raise KeyboardInterrupt

    def look(_cursor, statement, _values):
        if "max(value" in statement:
            os.kill(os.getpid(), signal.SIGINT)
        return True

    before = signal.signal(signal.SIGINT, heard)
    connection = changing.database._connection
    connection.exec_trace = look
    try:
        changing.keys.set_kit(Kit(bytearray(KEY)))
    finally:
        connection.exec_trace = None
        signal.signal(signal.SIGINT, before)
    assert opens(folder, Kit(bytearray(KEY)))


def test_what_a_killed_writing_left_is_swept_by_the_next(folder, changing):
    (folder / "header.json.abc.new").write_bytes(b"a slot of a passphrase never taken up")
    (folder / "header.copy.abc.new").write_bytes(b"half")
    changing.keys.set_kit(Kit(bytearray(KEY)))

    assert [] == list(folder.glob("*.new"))


KILLS = 24


def test_killed_at_any_moment_exactly_one_passphrase_opens_and_at_most_one_kit(folder):
    code = "import sys; from vault.changer import main; main(*sys.argv[1:])"
    said, errors = python(code, folder, KILLS, 7).communicate()
    assert "" == errors
    *lines, last = said.splitlines()

    assert KILLS == len(lines)
    assert {1} == {line.split()[:2].count("True") for line in lines}
    assert {line.split()[2:4].count("True") for line in lines} <= {0, 1}
    assert {line.split()[:2].index("True") for line in lines} <= {0, 1}
    assert max(int(line.split()[4]) for line in lines) <= 1
    entries, gen, names = last.split(" ", 2)
    assert "41" == entries
    assert int(gen) > 3  # changes went through, on however busy a machine
    assert {"header.json", "header.copy", "journal.db", "lock"} <= set(ast.literal_eval(names))
