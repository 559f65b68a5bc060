"""Installed sets and lost trust are kept in the vault, go into backups, and are gone when removed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reflect_cli.errors import BackupDamaged
from reflect_cli.journal.installed import Distrusted, Installed
from reflect_cli.vault.archive import pack, unpack
from reflect_cli.vault.backup import MANIFEST, SETS, archive_of, read
from reflect_cli.vault.contents import Contents, put_into
from reflect_cli.vault.lines import of_sets, sets_in
from vault.kept import backup
from vault.sample import WHEN

FIRST = Installed(
    "harbour.evening",
    "1.2.0",
    "An evening",
    "title: Größe\n",
    WHEN,
    "RWkey",
    "six words",
    "# sig\n",
)
SECOND = Installed("other.set", "1.0.0", "Another", "title: x\n", WHEN)
LOST = Distrusted("six other words of a key", WHEN)


def test_a_set_is_found_again_and_a_newer_version_takes_its_place(vault):
    vault.installed.put(FIRST)
    vault.installed.put(SECOND)
    newer = replace(FIRST, version="1.3.0", source="title: y\n")
    vault.installed.put(newer)

    assert (newer, SECOND) == vault.installed.every()
    assert newer == vault.installed.get("harbour.evening")
    assert vault.installed.get("harbour") is None


def test_a_removed_set_leaves_nothing_behind(vault):
    vault.installed.put(FIRST)
    vault.installed.remove(FIRST.set_id)
    vault.installed.remove("never.there")

    assert () == vault.installed.every()
    assert [] == vault.database.rows("SELECT * FROM installed")


def test_lost_trust_is_remembered_until_it_is_taken_back(vault):
    vault.installed.distrust(LOST)
    vault.installed.distrust(replace(LOST, since="later"))
    assert (LOST,) == vault.installed.distrusted()
    vault.installed.forgive(LOST.words)

    assert () == vault.installed.distrusted()


def test_a_backup_brings_them_back(vault):
    held = Contents(installed=(FIRST, SECOND), distrusted=(LOST,))
    found = read(archive_of(backup(held)))
    put_into(vault.records, found.contents)

    assert held == found.contents
    assert 2 == found.counts["sets"]
    assert (vault.installed.every(), vault.installed.distrusted()) == (
        held.installed,
        held.distrusted,
    )
    assert held.installed == vault.contents().installed


def test_a_backup_without_any_is_as_it_always_was():
    held = backup(Contents())

    assert SETS not in unpack(archive_of(held))
    assert "sets" not in held.counts


LINE = of_sets((FIRST,), ())


@pytest.mark.parametrize(
    "raw",
    [
        LINE + LINE,
        of_sets((), (LOST, LOST)),
        of_sets((), (LOST,)) + LINE,
        LINE.replace(b'"version"', b'"versions"'),
        LINE.replace(b'"1.2.0"', b"120"),
        LINE.replace(b'":"', b'": "', 1),
        LINE.replace(b'"title":"An evening"', b'"title":"An evening","title":"x"'),
        b"[]\n",
        b"{}\n",
        LINE.rstrip(),
    ],
)
def test_a_line_that_is_not_as_written_is_refused(raw):
    with pytest.raises((ValueError, TypeError)):
        sets_in(raw)


def test_a_set_may_be_called_what_the_words_of_a_key_are():
    same = replace(LOST, words=FIRST.set_id)

    assert ((FIRST,), (same,)) == sets_in(of_sets((FIRST,), (same,)))


def test_a_backup_with_a_foreign_file_of_sets_is_damaged():
    members = unpack(archive_of(backup(Contents(installed=(FIRST,)))))
    for changed in (
        members | {SETS: LINE + b"\n"},
        {n: c for n, c in members.items() if n != SETS},
    ):
        with pytest.raises(BackupDamaged):
            read(pack(changed))
    assert MANIFEST in members
