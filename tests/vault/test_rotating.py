"""A new master key after a leak: all of it carried over, the old ways in closed, nothing ever lost."""

import pytest

from reflect_cli.errors import VaultDamaged, WrongPassphrase
from reflect_cli.vault import carrying, rotating
from reflect_cli.vault.joining import copy_of, join
from reflect_cli.vault.kdf import LIGHT
from reflect_cli.vault.recovery import Kit
from reflect_cli.vault.shown import BINNED
from reflect_cli.vault.unlocking import read_headers, unlock
from reflect_cli.vault.vault import (
    open_to_change,
    open_vault,
    rotate,
)
from vault.changer import opens
from vault.rotate_worker import entered, rotated
from vault.sample import (
    ANOTHER,
    TABLES,
    bytes_of,
    draft,
    entry,
    everything,
    passphrase,
    put_copy,
)

LATER = "2026-11-25T07:30:00+01:00"
KEY = bytes(range(20))


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
    put_copy(folder, left := folder.with_name(".joining-0123456789ab"))
    rotated(folder, roots, new.key)

    assert not old & pages()
    assert not left.exists()


def test_no_word_is_readable_in_any_file_while_it_is_built(folder, roots, new):
    looked = []

    def look(_stage, _done, _total):
        files = [path for path in folder.rglob("*") if path.is_file()]
        looked.append(len(files))
        assert not any(b"filler" in path.read_bytes() for path in files)
        assert {0o600} == {path.stat().st_mode & 0o777 for path in files}

    rotated(folder, roots, new.key, look)
    assert max(looked) >= 6  # the old ones, the fresh one, its -wal


def test_only_the_new_passphrase_opens_it_and_the_journal_goes_on(folder):
    with open_to_change(folder, passphrase()) as vault:
        vault.keys.set_kit(Kit(bytearray(KEY)))
        words = passphrase(ANOTHER)
        with rotate(folder, vault, words, LIGHT) as after:
            assert bytes(len(ANOTHER)) == words
            assert not after.keys.has_kit
            assert () == after.notices
            after.entries.add(entry(60, "said afterwards"))
            after.keys.set_kit(Kit(bytearray(20)))

    with pytest.raises(WrongPassphrase):
        open_vault(folder, passphrase())
    assert not opens(folder, Kit(bytearray(KEY)))
    assert opens(folder, Kit(bytearray(20)))
    with open_vault(folder, passphrase(ANOTHER)) as vault:
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


def test_what_lies_in_the_bin_is_not_found_under_the_new_key_either(folder, roots, new):
    with entered(folder, roots) as vault:
        vault.marks.note(entry(1).id, BINNED, LATER, LATER)
    rotated(folder, roots, new.key)

    with entered(folder, new) as vault:
        assert () == (*vault.entries.search('"number1"'), *vault.check().found)
        vault.marks.note(entry(1).id, BINNED, "", LATER)
        assert 1 == len(vault.entries.search('"number1"'))


def test_every_table_but_the_two_that_are_made_anew_goes_over(vault):
    """A table of a later version is carried without anybody thinking of it."""
    told = set(carrying._tables(vault.database))

    assert set(TABLES) - {"meta", "record"} == told


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
        vault.drafts.keep(draft("d2", '{"step": 7}'))
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
        feeds, held = vault.records.devices(), vault.contents()
    rotated(folder, new, new.key)
    with entered(folder, new) as vault:
        assert len(feeds) > 1
        assert (feeds, held) == (vault.records.devices(), vault.contents())
        assert () == vault.check().found


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
