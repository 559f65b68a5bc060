"""A new master key after a leak: all of it carried over, the old ways in closed, nothing ever lost."""

import errno
import json
import resource
import shutil
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import pytest

from reflect_cli.errors import CannotWrite, ReflectError, VaultDamaged, WrongPassphrase
from reflect_cli.vault import carrying, rotating
from reflect_cli.vault.joining import copy_of, join
from reflect_cli.vault.kdf import LIGHT, Roots, new_kdf
from reflect_cli.vault.place import NEW_KEY
from reflect_cli.vault.recovery import Kit
from reflect_cli.vault.unlocking import read_headers, unlock
from reflect_cli.vault.vault import Notice, open_to_change, open_to_read, open_vault, rotate
from vault.changer import opens
from vault.rotate_worker import Only, entered, rotated
from vault.sample import bytes_of, draft, entry, everything, passphrase, put_copy, python
from vectors import fixtures

NEW = b"another lantern"
LATER = "2026-11-25T07:30:00+01:00"
KEY = bytes(range(20))


@pytest.fixture(scope="session")
def new():
    """The new passphrase, stretched once for all tests."""
    return Only(Roots(passphrase(NEW)), new_kdf(LIGHT))


@pytest.fixture
def other(folder, tmp_path):
    """A copy from before, on another computer."""
    return put_copy(folder, tmp_path / "elsewhere" / "vault")


def test_everything_is_carried_over_row_by_row_under_a_new_key(folder, roots, new):
    old, before = bytes_of(folder), everything(folder, roots)
    kept = unlock(read_headers(folder), roots)
    rotated(folder, roots, new.key)
    after, now = everything(folder, new), unlock(read_headers(folder), new)

    assert kept.master != now.master
    assert (kept.header.vault, kept.header.gen + 1) == (now.header.vault, now.header.gen)
    signed = before.pop("record"), after.pop("record")
    assert [row[:9] for row in signed[0]] == [row[:9] for row in signed[1]]
    assert not {row[11] for row in signed[0]} & {row[11] for row in signed[1]}
    before.pop("meta")
    assert {("vault", now.header.vault.hex()), ("gen", 2)} <= set(after.pop("meta"))
    assert before == after
    assert old.keys() == bytes_of(folder).keys()
    assert read_headers(folder).main == read_headers(folder).copy != old["header.json"]
    assert {0o600} == {path.stat().st_mode & 0o777 for path in folder.iterdir()}


def test_no_page_of_the_old_file_is_in_the_new_one(folder, roots, new):
    def pages():
        stored = (folder / "journal.db").read_bytes()
        return {stored[place : place + 64] for place in range(0, len(stored), 4096)}

    old = pages()
    rotated(folder, roots, new.key)

    assert not old & pages()


def test_only_the_new_passphrase_opens_it_and_the_journal_goes_on(folder):
    with open_to_change(folder, passphrase()) as vault:
        vault.keys.set_kit(Kit(bytearray(KEY)))
        words = passphrase(NEW)
        with rotate(folder, vault, words, LIGHT) as after:
            assert bytes(len(NEW)) == words
            assert not after.keys.has_kit
            assert () == after.notices
            after.entries.add(entry(60, "said afterwards"))
            after.keys.set_kit(Kit(bytearray(20)))

    with pytest.raises(WrongPassphrase):
        open_vault(folder, passphrase())
    assert not opens(folder, Kit(bytearray(KEY)))
    assert opens(folder, Kit(bytearray(20)))
    with open_vault(folder, passphrase(NEW)) as vault:
        assert 42 == vault.entries.count()
        assert () == (*vault.notices, *vault.check().found)
        assert 1 == len(vault.entries.search("afterwards"))


def test_wiped_words_stay_wiped_and_their_record_stays_proved(folder, roots, new):
    with entered(folder, roots) as vault:
        vault.entries.remove(entry(1).id)
    rotated(folder, roots, new.key)

    with entered(folder, new) as vault:
        bodies = [record.said.body for record in vault.records.of(entry(1).id)]
        assert [None, "{}"] == bodies
        assert () == vault.check().found
        assert 40 == vault.entries.count()


def test_every_table_but_the_two_that_are_made_anew_goes_over(vault):
    """A table of a later version is carried without anybody thinking of it."""
    told = set(carrying._tables(vault.database))

    assert {"setting", "draft", "entry", "plan", "plan_step", "worked", "memory"} == told


def test_this_computer_remembers_how_far_the_records_go_under_the_new_key(folder, roots, new):
    rotated(folder, roots, new.key)
    with entered(folder, new):
        pass
    earlier = bytes_of(folder)
    with entered(folder, new) as vault:
        vault.entries.add(entry(60))
    (folder / "journal.db").write_bytes(earlier["journal.db"])

    with pytest.raises(VaultDamaged, match="older than this computer remembers"):
        entered(folder, new)


# ── a copy from before ───────────────────────────────────────────────────────────────────────


def joined(ours, theirs, new):
    with entered(ours, new) as vault, copy_of(theirs, ours, passphrase()) as copy:
        done = join(vault, copy)
        assert () == vault.check().found
        return done


def test_a_copy_from_before_brings_nothing_twice_and_nothing_removed(
    folder, other, roots, new, home, monkeypatch
):
    with entered(folder, roots) as vault:
        vault.entries.remove(entry(1).id)
    rotated(folder, roots, new.key)
    with entered(folder, new) as vault:
        vault.entries.remove(entry(2).id)
        before = vault.contents()

    first = joined(folder, other, new)
    assert (0, 0, 0) == (first.records, first.drafts, first.two_versions)
    monkeypatch.setenv("REFLECT_HOME", str(home / "on-the-way"))
    with entered(other, roots) as vault:
        vault.entries.add(entry(61, "written on the way"))
        vault.entries.revise(entry(3, "changed on the way"), LATER)
        vault.drafts.keep(draft("d2"))
    monkeypatch.setenv("REFLECT_HOME", str(home / "reflect"))
    told = [joined(folder, other, new) for _ in range(2)]
    assert [(2, 1), (0, 0)] == [(one.records, one.drafts) for one in told]

    with entered(folder, new) as vault:
        ids = {one.id for one in vault.entries.recent(500)}
        assert 40 == len(ids)
        assert not {entry(1).id, entry(2).id} & ids
        assert ["changed on the way"] == [i.value for i in vault.entries.get(entry(3).id).items]
        assert len(before.plans) == len(vault.contents().plans)
        assert 0 == vault.entries.with_two_versions()


# ── sealed files ─────────────────────────────────────────────────────────────────────────────


def test_what_was_sealed_before_opens_after_any_number_of_changes(folder, roots, new, tmp_path):
    with entered(folder, roots) as vault:
        first = vault.sealing.seal_to(tmp_path / "a.reflect-sealed", b"the first words")
    rotated(folder, roots, new.key)
    with entered(folder, new) as vault:
        second = vault.sealing.seal_to(tmp_path / "b.reflect-sealed", b"the second words")
    rotated(folder, new, new.key)

    with entered(folder, new) as vault:
        assert b"the first words" == vault.sealing.unseal(first)
        assert b"the second words" == vault.sealing.unseal(second)
        second.write_bytes(second.read_bytes()[:-1])
        with pytest.raises(ValueError, match="another vault"):
            vault.sealing.unseal(second)


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

        def forgetful(old, new, tell, statement=statement):
            real(old, new, tell)
            with new.database.change():
                new.database.run(statement)

        monkeypatch.setattr(carrying, "carry", forgetful)
        with unchanged(folder, roots), pytest.raises(ReflectError, match="did not come out equal"):
            rotated(folder, roots, new.key)


def test_a_journal_of_many_batches_keeps_its_order(folder, roots, new, monkeypatch):
    monkeypatch.setattr("reflect_cli.vault.records._BATCH", 7)
    monkeypatch.setattr("reflect_cli.vault.current._BATCH", 7)

    def said(secret):
        with entered(folder, secret) as vault:
            batches = list(vault.records.batches())
            assert [7] * 6 == [len(batch) for batch in batches[:6]]
            assert 41 == vault.records.count() - 2  # a plan and its step
            return [record.said for batch in batches for record in batch]

    before = said(roots)
    told = []
    rotated(folder, roots, new.key, lambda *progress: told.append(progress))
    assert before == said(new)
    assert [(rotating.Stage.CARRYING, done, 43) for done in (*range(7, 43, 7), 43)] == [
        one for one in told if one[0] is rotating.Stage.CARRYING
    ]
    assert {*rotating.Stage} == {stage for stage, _, _ in told}


def test_a_disk_that_takes_no_more_leaves_the_journal_as_it_was(folder, roots, new):
    """At several places of the building the disk takes no more."""
    size = (folder / "journal.db").stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    for share in (0.05, 0.5, 0.98):
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
        open_to_read(in_between, passphrase(NEW))

    assert before == bytes_of(in_between / NEW_KEY)


def test_in_between_the_reader_without_our_code_reads_it(in_between, tmp_path):
    read = fixtures.reader().read(in_between, NEW.decode())

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


def killed(made, place, *how):
    place.mkdir(mode=0o700)
    code = "import sys; from vault.rotate_worker import main; main(*sys.argv[1:])"
    said, errors = python(code, made, place, *how).communicate()
    assert "" == errors
    return [json.loads(line) for line in said.splitlines()]


def test_killed_at_any_moment_exactly_one_of_the_two_opens_all_of_it(made, tmp_path):
    told = killed(made, tmp_path / "place", 9, 4, "")
    was_killed = Counter(left for dead, left, _ in told if dead)

    assert {"old", "old key-undone", "new key-finished", "new"} == set(was_killed)
    again = Counter(again for _, left, again in told if left != again)
    assert {"new"} == set(again)
    assert again["new"] >= 5
    assert sum(was_killed.values()) >= 30


def test_in_the_other_order_a_kill_would_lose_it(made, tmp_path):
    """The control: with the file first and the header after it, the same kills are seen to harm."""
    told = killed(made, tmp_path / "place", 24, 0, "the file first")

    assert [True, "it does not open", "it does not open"] == told[-1]
