"""What can be said of a vault without its passphrase. Never raises for what it finds."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reflect_cli.errors import ReflectError, VaultDamaged, VaultMissing, VaultTooNew
from reflect_cli.vault import files
from reflect_cli.vault.header import MOST_BYTES, Header, decode
from reflect_cli.vault.lock import is_busy
from reflect_cli.vault.place import DATABASE, FILES, HEADER, HEADER_COPY, check_place, exists
from reflect_cli.vault.salt import salt_of
from reflect_cli.vault.troubles import filing
from reflect_cli.vault.unlocking import read_headers, refuse_unreadable

if TYPE_CHECKING:
    from pathlib import Path


class HeaderState(StrEnum):
    """How one copy of the key file looks from outside."""

    MISSING = "missing"
    WHOLE = "whole"
    DAMAGED = "damaged"
    UNREADABLE = "unreadable"
    NEWER = "newer"


class DatabaseState(StrEnum):
    """How the journal file looks from outside; only its passphrase could say that it is whole."""

    MISSING = "missing"
    THERE = "there"
    DAMAGED = "damaged"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One file of the vault: its size in bytes and its permission bits."""

    name: str
    size: int
    mode: int


@dataclass(frozen=True, slots=True)
class Status:
    """A vault from outside. What stands in the header is None unless a copy of it is whole.

    `changed` is when the file of that copy was last written, in seconds since 1970.
    """

    folder: Path
    exists: bool
    busy: bool
    header: HeaderState
    header_copy: HeaderState
    database: DatabaseState
    version: int | None
    key_memory_mib: int | None
    has_kit: bool | None
    changed: float | None
    files: tuple[FileFacts, ...]

    @property
    def problem(self) -> ReflectError | None:
        """What opening this vault would raise before it asks for a passphrase, if anything."""
        try:
            require_openable(self.folder)
        except ReflectError as problem:
            return problem
        return None


def require_openable(folder: Path) -> None:
    """Raise for everything that can be known to stand in the way before a passphrase is asked."""
    require_vault(folder)
    refuse_unreadable(read_headers(folder))
    with filing():
        salt_of(folder / DATABASE)


def require_vault(folder: Path) -> None:
    """Raise unless a vault is at *folder*, in a safe place."""
    if not exists(folder):
        raise VaultMissing("There is no journal here yet.", hint="`reflect vault init` makes one.")
    check_place(folder)


def status(folder: Path) -> Status:
    """The facts about *folder*, vault or not."""
    (state, header), (copy_state, copy) = (_header_of(folder / n) for n in (HEADER, HEADER_COPY))
    believed = HEADER if header else HEADER_COPY
    header = header or copy
    slots = header.slots if header else ()
    costs = [slot.kdf.memory_kib for slot in slots if slot.kdf]
    return Status(
        folder=folder,
        exists=exists(folder),
        busy=is_busy(folder),
        header=state,
        header_copy=copy_state,
        database=_database_of(folder / DATABASE),
        version=header.version if header else None,
        key_memory_mib=max(costs) // 1024 if costs else None,
        has_kit=any(slot.kdf is None for slot in slots) if header else None,
        changed=_written(folder / believed) if header else None,
        files=_files_of(folder),
    )


def _header_of(path: Path) -> tuple[HeaderState, Header | None]:
    try:
        raw = files.read_start(path, MOST_BYTES + 1)
        return (HeaderState.MISSING, None) if raw is None else (HeaderState.WHOLE, decode(raw))
    except VaultTooNew:
        return HeaderState.NEWER, None
    except OSError:
        return HeaderState.UNREADABLE, None
    except VaultDamaged:
        return HeaderState.DAMAGED, None
    except ReflectError:  # whole, but its key needs more memory than this computer has
        return HeaderState.WHOLE, None


def _database_of(path: Path) -> DatabaseState:
    try:
        salt_of(path)
    except OSError:
        return DatabaseState.UNREADABLE
    except VaultDamaged:
        return DatabaseState.DAMAGED if os.path.lexists(path) else DatabaseState.MISSING
    return DatabaseState.THERE


def _written(path: Path) -> float | None:
    try:
        return path.lstat().st_mtime
    except OSError:  # it went in this moment
        return None


def _files_of(folder: Path) -> tuple[FileFacts, ...]:
    found = []
    for name in FILES:
        try:
            facts = (folder / name).lstat()
        except OSError:
            continue
        found.append(FileFacts(name, facts.st_size, facts.st_mode & 0o7777))
    return tuple(found)
