"""A change of the master key that cannot be, is refused by the disk, left, or killed: one of two vaults, whole."""

import errno
import resource
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest

from reflect_cli.errors import CannotWrite, ReflectError, VaultDamaged
from reflect_cli.vault import carrying, rotating
from reflect_cli.vault.kdf import LIGHT
from reflect_cli.vault.place import NEW_KEY
from reflect_cli.vault.vault import (
    Notice,
    _Way,
    open_to_change,
    open_to_read,
    rotate,
)
from vault.changer import opens
from vault.rotate_worker import entered, quiet, rotated
from vault.sample import ANOTHER, bytes_of, entry, passphrase
from vectors import fixtures

# ── what stands in the way ───────────────────────────────────────────────────────────────────


@contextmanager
def unchanged(folder, roots):
    """The vault afterwards is, file by file, what it was, and opens as before."""
    before = bytes_of(folder)
    yield
    assert before.keys() == {path.name for path in folder.iterdir()}
    assert before["header.json"] == (folder / "header.json").read_bytes()
    assert before["journal.db"][:16] == (folder / "journal.db").read_bytes()[:16]
    with entered(folder, roots) as vault:
        assert 41 == vault.entries.count()
        assert () == (*vault.notices, *vault.check().found)


def test_a_journal_with_something_wrong_in_it_is_not_signed_anew(folder, roots, new):
    with entered(folder, roots) as vault:
        vault.database._connection.execute("DROP TRIGGER record_never_changes")
        vault.database._connection.execute("UPDATE record SET at = 'x' WHERE n = 3")
    before = bytes_of(folder)

    with pytest.raises(VaultDamaged, match="not given a new key"):
        rotated(folder, roots, new.key)
    assert before.keys() == bytes_of(folder).keys()
    assert opens(folder, roots)


def test_a_file_that_does_not_come_out_equal_is_not_put_in_force(folder, roots, new, monkeypatch):
    """Each way in which the carrying could forget something."""
    real = carrying.carry
    for statement in (
        "DELETE FROM draft",
        "UPDATE setting SET value = 'uk'",
        "UPDATE plan_step SET note = ''",
        "UPDATE entry SET title = 'T' WHERE n = 9",
        "INSERT INTO entry_search (entry_search) VALUES ('delete-all')",
    ):

        def forgetful(old, new, *tell, statement=statement):
            real(old, new, *tell)
            with new.database.change():
                new.database.run(statement)

        monkeypatch.setattr(carrying, "carry", forgetful)
        with unchanged(folder, roots), pytest.raises(ReflectError, match="did not come out equal"):
            rotated(folder, roots, new.key)


def test_wiped_words_that_lost_their_digest_are_noticed(folder, roots, new, monkeypatch):
    with entered(folder, roots) as vault:
        vault.entries.remove(entry(1).id)

    def forgetful(records, record):
        records._append(record.said, record.device, bytes(32))

    monkeypatch.setattr("reflect_cli.vault.records.Records.sign_anew", forgetful)
    with pytest.raises(ReflectError, match="did not come out equal"):
        rotated(folder, roots, new.key)


def test_an_old_file_that_could_not_be_folded_stays_in_force(folder, roots, new):
    beside = folder / "journal.db-wal"
    with unchanged(folder, roots):
        with entered(folder, roots, _Way.CHANGING) as vault:
            opened = rotating.built_with(folder, vault, new.key, quiet)
            vault.database.close()
            beside.write_bytes(b"not folded")
            with pytest.raises(CannotWrite, match="could not be closed"):
                rotating.put_in_force(folder, opened)
        assert not (folder / NEW_KEY).exists()
        beside.unlink()


def test_a_disk_that_takes_no_more_leaves_the_journal_as_it_was(folder, roots, new):
    """At several places of the building the disk takes no more."""
    size = (folder / "journal.db").stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    for share in (0.05, 0.5, 0.85):
        with unchanged(folder, roots):
            try:
                with pytest.raises(CannotWrite, match="could not write") as told:
                    _limited(int(size * share), hard, lambda: rotated(folder, roots, new.key))
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            assert "Nothing was changed." in told.value.hint


def _limited(most, hard, act):
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    act()


@pytest.mark.parametrize("stage", list(rotating.Stage))
def test_ctrl_c_while_it_is_built_changes_nothing(folder, roots, new, stage):
    def stop(at, _done, _total):
        if at is stage:
            raise KeyboardInterrupt

    with unchanged(folder, roots), pytest.raises(KeyboardInterrupt):
        rotated(folder, roots, new.key, stop)


def test_a_passphrase_that_cannot_be_one_changes_nothing(folder, roots):
    with (
        unchanged(folder, roots),
        open_to_change(folder, passphrase()) as vault,
        pytest.raises(ReflectError, match="not text"),
    ):
        rotate(folder, vault, bytearray(b"\xff"), LIGHT)


@contextmanager
def failing_at(monkeypatch, name):
    """The disk refuses to have a file of this *name* put in place."""

    def replace(path, target):
        if target.name == name:
            raise OSError(errno.EIO, "no")
        path.rename(target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        yield


def test_a_disk_that_refuses_the_header_leaves_all_as_it_was(folder, roots, new, monkeypatch):
    with (
        unchanged(folder, roots),
        failing_at(monkeypatch, "header.json"),
        pytest.raises(CannotWrite) as told,
    ):
        rotated(folder, roots, new.key)
    assert "Nothing was changed." in told.value.hint


@pytest.mark.parametrize("step", ["header.copy", "journal.db"])
def test_a_disk_that_refuses_a_later_step_says_so_and_the_next_opening_does_it(
    folder, roots, new, monkeypatch, step
):
    with failing_at(monkeypatch, step), pytest.raises(CannotWrite) as told:
        rotated(folder, roots, new.key)

    assert "The new passphrase opens the journal from now on" in told.value.message
    assert (False, True) == (opens(folder, roots), opens(folder, new))
    with entered(folder, new) as vault:
        assert Notice.KEY_FINISHED in vault.notices
        assert 41 == vault.entries.count()
    assert not (folder / NEW_KEY).exists()
    with entered(folder, new) as vault:
        assert () == vault.notices


# ── cut short ────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def in_between(folder, roots, new, monkeypatch):
    """The header is the new one, and the fresh file not in its place yet."""
    with failing_at(monkeypatch, "journal.db"), pytest.raises(CannotWrite):
        rotated(folder, roots, new.key)
    return folder


def test_in_between_it_is_not_opened_for_reading_alone(in_between, new):
    before = bytes_of(in_between / NEW_KEY)
    with pytest.raises(CannotWrite, match="cut short"):
        open_to_read(in_between, passphrase(ANOTHER))

    assert before == bytes_of(in_between / NEW_KEY)


def test_in_between_the_reader_without_our_code_reads_it(in_between, tmp_path):
    read = fixtures.reader().read(in_between, ANOTHER.decode())

    assert 41 == len(read["entries"])


def test_what_never_came_into_force_is_removed_and_told_once(folder, roots, tmp_path):
    building = folder / NEW_KEY
    building.mkdir(mode=0o700)
    shutil.copy(folder / "lock", building / "journal.db")
    before = bytes_of(building)

    with open_to_read(folder, passphrase()) as vault:
        assert () == vault.notices
    assert before == bytes_of(building)
    with entered(folder, roots) as vault:
        assert (Notice.KEY_UNDONE,) == vault.notices
    assert not building.exists()
    with entered(folder, roots) as vault:
        assert () == vault.notices


def test_nothing_is_removed_while_the_file_in_its_place_does_not_open(in_between, new, monkeypatch):
    """A fresh file that cannot be read just now may be the only one that the header opens."""
    fresh = in_between / NEW_KEY / "journal.db"
    stored = fresh.read_bytes()
    fresh.write_bytes(bytes(len(stored)))
    with pytest.raises(VaultDamaged):
        entered(in_between, new)
    fresh.write_bytes(stored)

    with entered(in_between, new) as vault:
        assert 41 == vault.entries.count()


def test_a_link_by_that_name_is_not_followed(folder, roots, new, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "journal.db").write_text("his own")
    (folder / NEW_KEY).symlink_to(other)
    with entered(folder, roots):
        pass

    assert "his own" == (other / "journal.db").read_text()
    assert not (folder / NEW_KEY).is_symlink()


def test_an_earlier_copy_of_the_journal_by_that_name_replaces_nothing(folder, roots):
    """It opens with the same key, and is not a fresh file all the same."""
    earlier = (folder / "journal.db").read_bytes()
    with entered(folder, roots) as vault:
        vault.entries.add(entry(60, "kept later"))
    (folder / NEW_KEY).mkdir(mode=0o700)
    (folder / NEW_KEY / "journal.db").write_bytes(earlier)

    with entered(folder, roots) as vault:
        assert (Notice.KEY_UNDONE,) == vault.notices
        assert 42 == vault.entries.count()


def test_where_the_header_cannot_be_read_back_neither_passphrase_is_promised(
    folder, roots, new, monkeypatch
):
    """What was built stays: it may be the journal."""

    def torn(place, _header):
        (place / "header.json").write_bytes(b"torn")
        raise CannotWrite("The computer could not write to the journal's disk.")

    monkeypatch.setattr(rotating, "write_headers", torn)
    with pytest.raises(CannotWrite) as told:
        rotated(folder, roots, new.key)

    assert "Try the new passphrase" in told.value.hint
    assert (folder / NEW_KEY / "journal.db").exists()


def test_a_link_is_not_taken_for_the_fresh_file(in_between, new, tmp_path):
    (in_between / NEW_KEY).rename(tmp_path / "moved")
    (in_between / NEW_KEY).symlink_to(tmp_path / "moved")
    with pytest.raises(VaultDamaged):
        entered(in_between, new)

    assert ["journal.db"] == [path.name for path in (tmp_path / "moved").iterdir()]
