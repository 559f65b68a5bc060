"""Making a vault whole or not at all: built in a folder beside its place, then renamed into it.

The rename is one step and fails if anything is there, so a kill leaves no half vault, two at once
make one, and nothing is ever overwritten. What a kill leaves beside is swept at the next making.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reflect_cli.errors import UnsafePlace, UsageProblem, VaultBusy
from reflect_cli.vault import lock
from reflect_cli.vault.database import make_database
from reflect_cli.vault.header import VAULT_ID_BYTES
from reflect_cli.vault.keys import SALT_BYTES, new_master_key
from reflect_cli.vault.place import (
    FOLDER_MODE,
    LOCK,
    check_place,
    exists,
    make_folder,
    refuse_hopeless,
    sync_folder,
)
from reflect_cli.vault.slots import passphrase_header
from reflect_cli.vault.troubles import filing
from reflect_cli.vault.unlocking import Unlocked, write_headers

if TYPE_CHECKING:
    from pathlib import Path

    from reflect_cli.vault.kdf import Kdf

_SURELY_LEFT = 3600  # seconds; a making at work takes its lock at once
_TAKEN = {errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR}


@dataclass(frozen=True, slots=True, repr=False)
class Made:
    """A new vault in its place, and its lock, already held."""

    unlocked: Unlocked
    held: lock.Lock


def refuse_taken(folder: Path) -> None:
    """Raise unless a vault can be made at *folder*: nothing there, or an empty folder."""
    with filing():
        refuse_hopeless(folder)
        if exists(folder):
            raise _there_already()
        if not os.path.lexists(folder):
            return
        if not stat.S_ISDIR(folder.lstat().st_mode):
            raise UnsafePlace(
                f"{folder} is a link or a file, not a folder.",
                hint="Remove it, or point REFLECT_HOME at another place.",
            )
        if any(folder.iterdir()):
            raise UsageProblem(
                f"{folder} holds other files.", hint="A journal needs a folder of its own."
            )


def make(folder: Path, kdf: Kdf, root: bytes) -> Made:
    """Make a vault at *folder* whose passphrase gave *root* under *kdf*."""
    building, held = begin(folder)
    try:
        made = Made(fill(building, kdf, root, os.urandom(VAULT_ID_BYTES)), held)
        put_in_place(building, folder)
    except BaseException:
        abandon(building, held)
        raise
    return made


def begin(folder: Path) -> tuple[Path, lock.Lock]:
    """A new, empty folder beside *folder*, private, with its lock held."""
    with filing():
        if not folder.parent.exists():
            make_folder(folder.parent)
        _sweep(folder)
        building = folder.with_name(f"{_prefix(folder)}{os.urandom(6).hex()}")
        building.mkdir(mode=FOLDER_MODE)
        building.chmod(FOLDER_MODE)
    try:
        check_place(building)
        return building, lock.take(building, wait=0)
    except BaseException:
        _remove(building)
        raise


def fill(building: Path, kdf: Kdf, root: bytes, vault: bytes) -> Unlocked:
    """Make the files of an empty vault with the id *vault* in the folder *building*."""
    master = new_master_key()
    header = passphrase_header(vault, kdf, root, master)
    make_database(building, master, header, os.urandom(SALT_BYTES))
    write_headers(building, header)
    return Unlocked(header, master)


def put_in_place(building: Path, folder: Path) -> None:
    """Give the whole vault in *building* its place, in one step; durable when this returns.

    Raises if one is there, or if the disk does not take it; it is then back in *building*.
    """
    with filing():
        sync_folder(building)
        try:
            building.rename(folder)
        except OSError as problem:
            if problem.errno in _TAKEN:
                raise _there_already() from None
            raise
        try:
            sync_folder(folder.parent)
        except BaseException:
            with suppress(OSError):
                folder.rename(building)
            raise


def abandon(building: Path, held: lock.Lock) -> None:
    """Remove a vault that was not put in its place, and let go of its lock."""
    _remove(building)
    held.release()


def _sweep(folder: Path) -> None:
    """Remove what makings that were killed left beside *folder*; one still at work keeps its lock."""
    for left in folder.parent.glob(f"{_prefix(folder)}*"):
        with suppress(VaultBusy, OSError):
            if os.path.lexists(left / LOCK):
                with lock.take(left, wait=0):
                    _remove(left)
            elif time.time() - left.lstat().st_mtime > _SURELY_LEFT:
                left.rmdir()


def _remove(building: Path) -> None:
    """Remove a folder of our own making; its lock goes last, so that a half-done sweep shows."""
    with suppress(OSError):
        for file in sorted(building.iterdir(), key=lambda file: file.name == LOCK):
            file.unlink(missing_ok=True)
        building.rmdir()


def _prefix(folder: Path) -> str:
    return f".{folder.name}.new-"


def _there_already() -> UsageProblem:
    return UsageProblem("There is a journal here already. It was not touched.")
