"""A new master key after a leak: everything in a fresh file under it, proved, then put in force.

The order holds at every moment, killed or not. The fresh file is built in a folder inside the
vault's own, under a key that is in memory alone: until the end it opens for nobody. Once it is
proved, `header.json` decides: from then on the new passphrase opens the vault and the old one does not.
Only then does the fresh file take the place of the old one. The next opening makes up for what is
missing: it puts a fresh file that its key opens into its place, and removes one that was never in force.
"""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager, suppress
from dataclasses import replace
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from reflect_cli.errors import CannotWrite, ReflectError, VaultDamaged
from reflect_cli.vault import carrying, joining
from reflect_cli.vault.chain import Chain
from reflect_cli.vault.checking import check
from reflect_cli.vault.database import make_database, open_database, open_for_reading
from reflect_cli.vault.header import encode
from reflect_cli.vault.kdf import new_kdf, stretch
from reflect_cli.vault.keys import SALT_BYTES, chain_key, new_master_key, overwrite, wipe
from reflect_cli.vault.place import DATABASE, FOLDER_MODE, NEW_KEY, WAL, sync_folder
from reflect_cli.vault.records import Records
from reflect_cli.vault.slots import passphrase_header, signed
from reflect_cli.vault.troubles import disk_full, filing
from reflect_cli.vault.unlocking import Unlocked, read_headers, write_headers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reflect_cli.vault.kdf import Kdf, Profile
    from reflect_cli.vault.vault import Vault

NOTHING_CHANGED = "Nothing was changed. What opened the journal before still does."


class Stage(StrEnum):
    """What is being done while he waits; commands have the words."""

    CHECKING = "checking"
    CARRYING = "carrying"
    INDEXING = "indexing"
    PROVING = "proving"


if TYPE_CHECKING:
    #: Which stage it is, how many records or entries are done in it, and how many there are.
    Tell = Callable[[Stage, int, int], None]


def built(
    folder: Path, vault: Vault, passphrase: bytearray, profile: Profile, tell: Tell
) -> Unlocked:
    """A fresh file of everything in *vault*, proved equal, and the header and key it belongs to.

    *passphrase* is wiped. Nothing is in force yet. When this raises, what was built is gone again.
    """
    try:
        kdf = new_kdf(profile)
        root = stretch(passphrase, kdf)
    finally:
        wipe(passphrase)
    try:
        return built_with(folder, vault, (kdf, root), tell)
    finally:
        overwrite(root)


def built_with(folder: Path, vault: Vault, key: tuple[Kdf, bytes], tell: Tell) -> Unlocked:
    """The same with a derived key: what it cost, and the root it gave."""
    if vault.check(partial(tell, Stage.CHECKING)).found:
        raise VaultDamaged(
            "Something is wrong in this journal, so it was not given a new key.",
            hint="`reflect vault check` says what it is. Nothing was changed.",
        )
    assert vault.keys is not None  # it was opened to be changed
    master = new_master_key()
    bare = replace(passphrase_header(vault.id(), *key, master), gen=vault.keys.next_gen())
    opened = Unlocked(signed(bare, master), master)
    try:
        with _leaving_nothing(folder):
            _build(folder, vault, opened, tell)
    except BaseException:
        wipe(master)
        raise
    return opened


def put_in_force(folder: Path, opened: Unlocked) -> None:
    """From the end of this the vault at *folder*, which nobody has open, is the one that was built.

    Raises before that, and then what was built is gone again; or CannotWrite, which says that the
    last step is still to be done.
    """
    with _leaving_nothing(folder):
        _require_folded(folder)
        before = read_headers(folder).main
    try:
        write_headers(folder, opened.header)
    except ReflectError as problem:
        raise _as_it_stands(folder, before, opened, problem) from None
    try:
        _take_place(folder)
    except CannotWrite:
        raise last_step_missing() from None
    joining.sweep(folder)  # a copy there may be under the old key


def last_step_missing() -> CannotWrite:
    """The error for a disk that refused what comes after the header."""
    return CannotWrite(
        "The new passphrase opens the journal from now on. The disk did not take the last step.",
        hint="The next opening does it. Nothing is lost.",
    )


def finish(folder: Path, opened: Unlocked) -> bool:
    """Put a fresh file that *opened* opens into its place; whether there was one."""
    if not _is_in_force(folder, opened):
        return False
    _take_place(folder)
    return True


def require_finished(folder: Path, opened: Unlocked) -> None:
    """Raise CannotWrite when a fresh file that *opened* opens is not in its place yet."""
    if _is_in_force(folder, opened):
        raise CannotWrite(
            "The change to a new key was cut short, so the journal cannot be opened for reading alone.",
            hint="Open it once with `reflect journal list`, where its folder can be written to.",
        )


def sweep(folder: Path) -> bool:
    """Remove what was built and is not in force; whether there was a file of it, and it is gone.

    Only once the file in its place has been opened: then it is in force, and this is not.
    """
    there = folder / NEW_KEY
    if not os.path.lexists(there):
        return False
    had_file = os.path.lexists(there / DATABASE)
    with suppress(OSError):
        if stat.S_ISDIR(there.lstat().st_mode):
            for file in there.iterdir():
                file.unlink()
            there.rmdir()
        else:
            there.unlink()
    return had_file and not os.path.lexists(there)


def _build(folder: Path, vault: Vault, opened: Unlocked, tell: Tell) -> None:
    building = folder / NEW_KEY
    sweep(folder)
    with filing():
        building.mkdir(mode=FOLDER_MODE)
        building.chmod(FOLDER_MODE)
    make_database(building, opened.master, opened.header, os.urandom(SALT_BYTES))
    with _records_in(building, opened) as (records, _):
        with records.database.change():
            vault.sealing.hand_on(records.database)
        carrying.carry(
            vault.records, records, partial(tell, Stage.CARRYING), partial(tell, Stage.INDEXING)
        )
    with _records_in(building, opened) as (records, chain):
        whole = not check(records.database, records, chain, partial(tell, Stage.PROVING)).found
        if not whole or not carrying.same(vault.records, records):
            raise ReflectError(
                "The journal under the new key did not come out equal to the one that is there.",
                hint=f"{NOTHING_CHANGED} Please report it.",
            )
    with filing():
        sync_folder(building)
        sync_folder(folder)


@contextmanager
def _records_in(building: Path, opened: Unlocked) -> Iterator[tuple[Records, Chain]]:
    """The records of the fresh file, opened from the disk with every check."""
    database = open_database(building, opened.master, opened.header)
    try:
        chain = Chain(chain_key(opened.master))
        yield Records(database, chain, ""), chain
    finally:
        database.close()


@contextmanager
def _leaving_nothing(folder: Path) -> Iterator[None]:
    """When this fails, what was built is removed; and a disk that refused it is told so."""
    try:
        yield
    except CannotWrite as problem:
        sweep(folder)
        raise _not_taken(folder, problem) from None
    except BaseException:
        sweep(folder)
        raise


def _as_it_stands(
    folder: Path, before: bytes | None, opened: Unlocked, problem: ReflectError
) -> ReflectError:
    """The error for a header that was not written whole: what decides now is read from the disk.

    What was built goes only when the header from before is seen in its place: where that cannot be
    read, or is the new one, what was built may be the vault.
    """
    now: bytes | None = None
    with suppress(ReflectError):
        now = read_headers(folder).main
    if now == encode(opened.header):
        return last_step_missing()
    if now is None or now != before:
        return CannotWrite(
            problem.message,
            hint="Try the new passphrase; if it does not open the journal, the old one does. "
            "Nothing is lost.",
        )
    sweep(folder)
    return _not_taken(folder, problem) if isinstance(problem, CannotWrite) else problem


def _not_taken(folder: Path, problem: CannotWrite) -> CannotWrite:
    if problem.message != disk_full().message:
        return CannotWrite(problem.message, hint=NOTHING_CHANGED)
    with filing():
        room = 2 * (folder / DATABASE).stat().st_size // (1 << 20) + 1
    return CannotWrite(
        "The disk is full, so the journal could not be given a new key.",
        hint=f"That needs about {room} MiB of room for a while. {NOTHING_CHANGED}",
    )


def _require_folded(folder: Path) -> None:
    """Raise unless the old file alone is all of it: a -wal of the old key must not lie by the new file."""
    beside = folder / WAL
    with filing():
        if os.path.lexists(beside) and beside.stat().st_size > 0:
            raise CannotWrite("The journal could not be closed before its key was changed.")


def _is_in_force(folder: Path, opened: Unlocked) -> bool:
    """Whether the key in the header opens a fresh file that is there, and not the one in its place.

    A file that opens in its place is never replaced: then another by that name is no fresh one.
    """
    building = folder / NEW_KEY
    if building.is_symlink() or not (building / DATABASE).exists():
        return False
    with suppress(ReflectError):
        open_for_reading(building, opened.master, opened.header).close()
        try:
            open_for_reading(folder, opened.master, opened.header).close()
        except VaultDamaged:
            return True
    return False


def _take_place(folder: Path) -> None:
    """Put the fresh file over the old one, which is gone then, in one step."""
    building = folder / NEW_KEY
    with filing():
        # The header is on the disk for good before the old file goes.
        sync_folder(folder)
        (building / DATABASE).replace(folder / DATABASE)
        sync_folder(folder)
        sync_folder(building)
    sweep(folder)
