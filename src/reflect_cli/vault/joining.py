"""Joining another copy of the same journal: each takes in what only the other has, and nothing goes.

The other copy is never opened where it lies: its files are copied first, still encrypted, and the
copy is proved whole before anything of it is taken in.
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reflect_cli.errors import UsageProblem, VaultDamaged, VaultMissing
from reflect_cli.vault.chain import Chain
from reflect_cli.vault.checking import chain_is_whole
from reflect_cli.vault.current import Current
from reflect_cli.vault.database import open_database
from reflect_cli.vault.drafts import Drafts
from reflect_cli.vault.kdf import Roots
from reflect_cli.vault.keys import chain_key, wipe
from reflect_cli.vault.place import DATABASE, FILE_MODE, FOLDER_MODE, HEADER, HEADER_COPY, WAL
from reflect_cli.vault.record_ids import new_record_id
from reflect_cli.vault.records import Records
from reflect_cli.vault.troubles import filing
from reflect_cli.vault.unlocking import read_headers, unlock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reflect_cli.vault.chain import Record
    from reflect_cli.vault.database import Database
    from reflect_cli.vault.vault import Vault

_PREFIX = ".joining-"


@dataclass(frozen=True, slots=True)
class Joined:
    """What joining brought: records and paused sittings taken in, and entries with two versions."""

    records: int
    drafts: int
    two_versions: int


@dataclass(frozen=True, slots=True)
class Copy:
    """Another copy of this journal, open."""

    database: Database
    records: Records
    chain: Chain
    vault: bytes


@contextmanager
def copy_of(other: Path, ours: Path, passphrase: bytearray) -> Iterator[Copy]:
    """The copy at *other*, a folder or a journal file, open while this lasts; ours is open too.

    Its own key file opens it, or ours where it has none. The passphrase is wiped. Raises
    VaultMissing, WrongPassphrase, VaultDamaged and CannotWrite.
    """
    folder = other if other.is_dir() else other.parent
    file = other / DATABASE if other.is_dir() else other
    if not file.is_file():
        raise VaultMissing(
            "There is no journal in that place.", hint="Name its folder, or its file journal.db."
        )
    try:
        has_key = other.is_dir() and any((folder / name).exists() for name in (HEADER, HEADER_COPY))
        opened = unlock(read_headers(folder if has_key else ours), Roots(passphrase))
    finally:
        wipe(passphrase)
    sweep(ours)
    beside = ours.with_name(f"{_PREFIX}{os.urandom(6).hex()}")
    try:
        with filing():
            _bring(file, beside)
        database = open_database(beside, opened.master, opened.header, "joining")
        try:
            chain = Chain(chain_key(opened.master))
            yield Copy(database, Records(database, chain, ""), chain, opened.header.vault)
        finally:
            database.close()
    finally:
        wipe(opened.master)
        shutil.rmtree(beside, ignore_errors=True)


def sweep(ours: Path) -> None:
    """Remove what a joining that was killed left beside the journal at *ours*, which is open."""
    for left in ours.parent.glob(f"{_PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)


def join(vault: Vault, copy: Copy) -> Joined:
    """Take in everything *copy* has that is not here, all or nothing.

    Raises UsageProblem when it is a copy of another journal, VaultDamaged when it is not whole.
    """
    if copy.vault != vault.id():
        raise UsageProblem(
            "That is another journal, not a copy of this one. Nothing was taken in.",
            hint="A journal of its own can be read with REFLECT_HOME set to its folder.",
        )
    if not chain_is_whole(copy.records, copy.chain):
        raise VaultDamaged(
            "That copy is not whole, so nothing was taken in. This journal is as it was.",
            hint="`reflect vault check` on that copy says what is wrong with it.",
        )
    with vault.transaction():
        records = _take_in(vault, copy)
        drafts = _take_drafts(vault, copy)
    return Joined(records, drafts, vault.entries.with_two_versions())


def _take_in(vault: Vault, copy: Copy) -> int:
    """Add every record that is only there; what stands is then computed anew, in order of time."""
    new = [record for record in _every(copy.records) if not vault.records.has(record.said.id)]
    twins = {record.said.id: vault.records.twin_of(record.said) for record in new}
    here = {theirs: ours for theirs, ours in twins.items() if ours}
    beside: dict[str, str] = {}
    taken = [record for record in new if record.said.id not in here]
    for record in taken:
        own = record.device.partition("~")[0]
        vault.records.take_in(
            _with_parents(record, here), beside.setdefault(own, f"{own}~{record.mac.hex()[:8]}")
        )
    if taken:
        Current(vault.records).rebuild()
    return len(taken)


def _every(records: Records) -> Iterator[Record]:
    return (record for device in records.devices() for record in records.feed(device))


def _with_parents(record: Record, here: dict[str, str]) -> Record:
    """*record*, following what it followed under the ids that this has *here*."""
    if here.keys().isdisjoint(record.said.parents):
        return record
    parents = tuple(sorted({here.get(parent, parent) for parent in record.said.parents}))
    return replace(record, said=replace(record.said, parents=parents))


def _take_drafts(vault: Vault, copy: Copy) -> int:
    taken = 0
    for draft in reversed(Drafts(copy.database).every()):
        here = vault.drafts.get(draft.id)
        if here == draft or vault.records.of(draft.id):
            continue  # the same, or finished here or there
        vault.drafts.keep(draft if here is None else replace(draft, id=new_record_id()))
        taken += 1
    return taken


def _bring(file: Path, beside: Path) -> None:
    beside.mkdir(mode=FOLDER_MODE)
    wal = file.with_name(WAL if file.name == DATABASE else f"{file.name}-wal")
    for source, name in ((file, DATABASE), (wal, WAL)):
        if source.exists():
            shutil.copyfile(source, beside / name, follow_symlinks=False)
            (beside / name).chmod(FILE_MODE)
