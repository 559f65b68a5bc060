"""Joining another copy of the same journal: each takes in what only the other has, and nothing goes.

The other copy is never opened where it lies: its files are copied first, still encrypted, and the
copy is proved whole before anything of it is taken in.
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reflect_cli.errors import UsageProblem, VaultDamaged, VaultMissing, WrongPassphrase
from reflect_cli.vault.chain import Chain
from reflect_cli.vault.checking import chain_is_whole
from reflect_cli.vault.current import Current
from reflect_cli.vault.database import open_database
from reflect_cli.vault.drafts import Drafts
from reflect_cli.vault.kdf import Roots
from reflect_cli.vault.keys import chain_key, wipe
from reflect_cli.vault.place import (
    DATABASE,
    FILE_MODE,
    FOLDER_MODE,
    HEADER,
    HEADER_COPY,
    NEW_KEY,
    WAL,
)
from reflect_cli.vault.record_ids import new_record_id
from reflect_cli.vault.records import Records
from reflect_cli.vault.troubles import filing
from reflect_cli.vault.unlocking import read_headers, unlock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reflect_cli.vault.chain import Record
    from reflect_cli.vault.database import Database
    from reflect_cli.vault.unlocking import Unlocked
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
    folder, file = _place_of(other)
    has_key = other.is_dir() and any((folder / name).exists() for name in (HEADER, HEADER_COPY))
    try:
        with _told_of_the_copy(has_key=has_key):
            opened = unlock(read_headers(folder if has_key else ours), Roots(passphrase))
    finally:
        wipe(passphrase)
    sweep(ours)
    beside = ours.with_name(f"{_PREFIX}{os.urandom(6).hex()}")
    try:
        with _told_of_the_copy(has_key=has_key):
            database = _opened(file, beside, opened)
        try:
            chain = Chain(chain_key(opened.master))
            yield Copy(database, Records(database, chain, ""), chain, opened.header.vault)
        finally:
            database.close()
    finally:
        wipe(opened.master)
        shutil.rmtree(beside, ignore_errors=True)


@contextmanager
def _told_of_the_copy(*, has_key: bool) -> Iterator[None]:
    """Say that it is the copy that is damaged, or has another passphrase: ours is open, and whole."""
    try:
        yield
    except WrongPassphrase as problem:
        raise WrongPassphrase(
            "The passphrase does not open that copy.", hint=problem.hint
        ) from None
    except VaultDamaged:
        if has_key:
            raise _not_whole() from None
        raise VaultDamaged(
            "That file does not open with this journal's key, so nothing was taken in.",
            hint="It is damaged, or has a key of its own: then name its folder, with header.json "
            "in it. This journal is as it was.",
        ) from None


def _not_whole() -> VaultDamaged:
    return VaultDamaged(
        "That copy is not whole, so nothing was taken in. This journal is as it was.",
        hint="`reflect vault check` on that copy says what is wrong with it.",
    )


def _place_of(other: Path) -> tuple[Path, Path]:
    """The folder and the journal file that *other* names. Raises VaultMissing."""
    with suppress(OSError, ValueError):  # a name no disk can hold
        folder = other if other.is_dir() else other.parent
        file = other / DATABASE if other.is_dir() else other
        if file.is_file():
            return folder, file
    raise VaultMissing(
        "There is no journal in that place.", hint="Name its folder, or its file journal.db."
    )


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
        raise _not_whole()
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
    """Keep every paused sitting that is not here: beside ours, under another id, where both have it.

    What one holds says whether it is here, not its id alone: joining again brings no second one.
    """
    taken, here = 0, {replace(draft, id="") for draft in vault.drafts.every()}
    for draft in reversed(Drafts(copy.database).every()):
        if replace(draft, id="") in here or vault.records.of(draft.id):
            continue  # the same, or finished here or there
        has_id = vault.drafts.get(draft.id) is not None
        vault.drafts.keep(replace(draft, id=new_record_id()) if has_id else draft)
        taken += 1
    return taken


def _opened(file: Path, beside: Path, opened: Unlocked) -> Database:
    """What *opened* opens of the copy: its *file*, or that of a new key which is not in its place yet."""
    with filing():
        _bring(file, beside)
    try:
        return open_database(beside, opened.master, opened.header, "joining")
    except VaultDamaged:
        fresh = file.parent / NEW_KEY / DATABASE
        if not fresh.is_file():
            raise
    with filing():
        shutil.rmtree(beside)
        _bring(fresh, beside)
    return open_database(beside, opened.master, opened.header, "joining")


def _bring(file: Path, beside: Path) -> None:
    beside.mkdir(mode=FOLDER_MODE)
    wal = file.with_name(f"{file.name}-wal")
    for source, name in ((file, DATABASE), (wal, WAL)):
        if source.exists():
            shutil.copyfile(source, beside / name, follow_symlinks=False)
            if not source.is_symlink():  # through a link the mode of the other copy would change
                (beside / name).chmod(FILE_MODE)
