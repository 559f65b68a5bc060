"""A vault made from a backup, proved equal to it, and only then put in its place.

It is built beside its place like any new vault, filled, closed, opened again from the disk and
compared. A vault that is there is moved aside in one step, the new one comes into its place in the
next; a kill at any moment leaves the old one whole, in place or aside.
"""

from __future__ import annotations

import os
import stat
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

from reflect_cli.errors import ReflectError, UnsafePlace
from reflect_cli.paths import state_folder
from reflect_cli.vault import lock, making
from reflect_cli.vault.chain import Chain
from reflect_cli.vault.cipher import require_encryption
from reflect_cli.vault.contents import held_in, put_into
from reflect_cli.vault.database import open_database
from reflect_cli.vault.device import new_device_name
from reflect_cli.vault.kdf import Kdf, Profile, new_kdf, prepared, stretch
from reflect_cli.vault.keys import chain_key, wipe
from reflect_cli.vault.place import can_write, exists, free_aside, sync_folder
from reflect_cli.vault.records import Records
from reflect_cli.vault.synced import refuse_synced
from reflect_cli.vault.troubles import filing
from reflect_cli.vault.undisturbed import undisturbed
from reflect_cli.vault.unlocking import read_headers, unlock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reflect_cli.vault.backup import Backup
    from reflect_cli.vault.unlocking import Unlocked


def restore(
    folder: Path, backup: Backup, passphrase: bytearray, profile: Profile, day: str
) -> Path | None:
    """Make a vault at *folder* from *backup*, opened by *passphrase*, which is wiped.

    A vault that is there is moved aside, under a name with *day* in it, which is given back.
    Raises before anything is moved, or puts it back.
    """
    try:
        require_encryption()
        prepared(passphrase)
        refuse_unmovable(folder)
        kdf = new_kdf(profile)
        root = stretch(passphrase, kdf)
    finally:
        wipe(passphrase)
    return restore_with(folder, backup, (kdf, root), day)


def restore_with(folder: Path, backup: Backup, key: tuple[Kdf, bytes], day: str) -> Path | None:
    """The same with a derived key: what it cost, and the root it gave."""
    replacing = exists(folder)
    with ExitStack() as undo:
        if replacing:
            held = lock.take(folder, wait=1) if can_write(folder) else lock.take_for_reading(folder)
            undo.callback(held.release)
        building, ours = making.begin(folder)
        undo.callback(making.abandon, building, ours)
        _build(building, backup, *key)
        with undisturbed():
            aside = free_aside(folder, day) if replacing else None
            try:
                if aside is not None:
                    _move(folder, aside)
                making.put_in_place(building, folder)
            except BaseException:
                _move_back(aside, folder)
                raise
    return aside


def refuse_unmovable(folder: Path) -> None:
    """Raise unless *folder* is free for a vault, or holds one that can be moved aside."""
    if not exists(folder):
        making.refuse_taken(folder)
        refuse_synced(folder)
        return
    with filing():
        facts = folder.lstat()
    if not stat.S_ISDIR(facts.st_mode):
        raise UnsafePlace(
            f"{folder} is a link, so what is there cannot be moved aside.",
            hint="Put the folder itself there, or point REFLECT_HOME at where it is.",
        )
    if facts.st_uid != os.geteuid():
        raise UnsafePlace(
            f"{folder} belongs to another user of this computer.",
            hint="Run Reflect as the user the journal belongs to.",
        )


def _build(building: Path, backup: Backup, kdf: Kdf, root: bytes) -> None:
    """Fill the folder *building* with a vault that holds what *backup* holds, and prove it."""
    device = new_device_name(state_folder())
    with _records_in(building, making.fill(building, kdf, root, backup.vault), device) as records:
        put_into(records, backup.contents)
    opened = unlock(read_headers(building), lambda _: root)
    with _records_in(building, opened, device) as records:
        same = (records.database.vault(), held_in(records)) == (backup.vault, backup.contents)
    if not same:
        raise ReflectError(
            "The journal made from the backup did not come out equal to it. Nothing was replaced.",
            hint="Please report it. The backup also opens without Reflect: age -d FILE | tar xz",
        )


@contextmanager
def _records_in(building: Path, opened: Unlocked, device: str) -> Iterator[Records]:
    """The records of the vault in *building*, open while this lasts; its key is wiped after."""
    try:
        database = open_database(building, opened.master, opened.header, device)
        try:
            yield Records(database, Chain(chain_key(opened.master)), device)
        finally:
            database.close()
    finally:
        wipe(opened.master)


def _move(one: Path, other: Path) -> None:
    with filing():
        one.rename(other)
        sync_folder(one.parent)


def _move_back(aside: Path | None, folder: Path) -> None:
    """Put the old vault back where it was, unless something stands there now."""
    if aside is not None and not os.path.lexists(folder):
        with suppress(ReflectError):
            _move(aside, folder)
