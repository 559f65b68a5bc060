"""What can be said of a vault without its passphrase. Never raises for what it finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reflect_cli.errors import ReflectError, VaultTooNew
from reflect_cli.vault.header import Header, decode
from reflect_cli.vault.lock import is_busy
from reflect_cli.vault.place import FILES, exists
from reflect_cli.vault.unlocking import read_headers

if TYPE_CHECKING:
    from pathlib import Path


class HeaderState(StrEnum):
    """How the key file looks from outside."""

    MISSING = "missing"
    WHOLE = "whole"
    DAMAGED = "damaged"
    NEWER = "newer"


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One file of the vault: its size in bytes and its permission bits."""

    name: str
    size: int
    mode: int


@dataclass(frozen=True, slots=True)
class Status:
    """A vault from outside. Versions and key memory are None unless the header is whole."""

    folder: Path
    exists: bool
    busy: bool
    header: HeaderState
    version: int | None
    key_memory_mib: int | None
    files: tuple[FileFacts, ...]


def status(folder: Path) -> Status:
    """The facts about *folder*, vault or not."""
    state, header = _header_of(folder)
    costs = [slot.kdf.memory_kib for slot in header.slots if slot.kdf] if header else []
    return Status(
        folder=folder,
        exists=exists(folder),
        busy=is_busy(folder),
        header=state,
        version=header.version if header else None,
        key_memory_mib=max(costs) // 1024 if costs else None,
        files=_files_of(folder),
    )


def _header_of(folder: Path) -> tuple[HeaderState, Header | None]:
    try:
        raw = read_headers(folder).main
        if raw is None:
            return HeaderState.MISSING, None
        return HeaderState.WHOLE, decode(raw)
    except VaultTooNew:
        return HeaderState.NEWER, None
    except ReflectError:
        return HeaderState.DAMAGED, None


def _files_of(folder: Path) -> tuple[FileFacts, ...]:
    found = []
    for name in FILES:
        try:
            facts = (folder / name).lstat()
        except OSError:
            continue
        found.append(FileFacts(name, facts.st_size, facts.st_mode & 0o7777))
    return tuple(found)
