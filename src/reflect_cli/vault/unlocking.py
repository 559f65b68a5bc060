"""From the two copies of the header to the master key, and which copy to believe.

`header.json` decides. `header.copy` is used when `header.json` is gone or damaged: losing those
700 bytes would lose the journal, and the copy is proved by the same authentication code, so
believing it gives a forger nothing he could not do to `header.json`. Two guards keep a copy left
from before a passphrase change from letting the old passphrase in: while `header.json` can be
read, an older copy (lower `gen`) is never tried on a wrong passphrase; and the database remembers
the highest `gen`, so an older header that does open is told to the person and never written back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reflect_cli.errors import VaultDamaged, WrongPassphrase
from reflect_cli.vault import files
from reflect_cli.vault.header import MOST_BYTES, Header, damaged, decode, encode, missing
from reflect_cli.vault.place import HEADER, HEADER_COPY
from reflect_cli.vault.slots import unlocked
from reflect_cli.vault.troubles import filing

if TYPE_CHECKING:
    from pathlib import Path

    from reflect_cli.vault.slots import RootOf


@dataclass(frozen=True, slots=True)
class HeaderFiles:
    """The bytes of both copies as they are on disk; None where there is none."""

    main: bytes | None
    copy: bytes | None


@dataclass(frozen=True, slots=True, repr=False)
class Unlocked:
    """A header proved whole, and the master key it held."""

    header: Header
    master: bytearray


def read_headers(folder: Path) -> HeaderFiles:
    """Both copies in *folder*."""
    with filing():
        return HeaderFiles(
            files.read_start(folder / HEADER, MOST_BYTES + 1),
            files.read_start(folder / HEADER_COPY, MOST_BYTES + 1),
        )


def write_headers(folder: Path, header: Header) -> None:
    """Put *header* into both copies, one after the other, each atomically.

    From the moment the first is in place, it decides. What a killed writing left is removed
    first; so only whoever holds the vault's lock may call this.
    """
    with filing():
        for name in (HEADER, HEADER_COPY):
            files.sweep(folder / name)
        for name in (HEADER, HEADER_COPY):
            files.write_atomically(folder / name, encode(header))


def refuse_unreadable(found: HeaderFiles) -> None:
    """Raise, before any passphrase is asked for, when neither copy could be opened with one."""
    if found.main is None and found.copy is None:
        raise missing()
    problem: VaultDamaged = damaged()
    for raw in (found.main, found.copy):
        try:
            if raw is not None:
                decode(raw)
                return
        except VaultDamaged as found_damaged:
            problem = found_damaged
    raise problem


def unlock(found: HeaderFiles, root_of: RootOf) -> Unlocked:
    """The header to believe and its master key; see the module for which one."""
    try:
        return _unlock_one(found.main, root_of)
    except (VaultDamaged, WrongPassphrase) as problem:
        if found.copy is None or found.copy == found.main:
            raise
        return _unlock_copy(found, root_of, problem)


def _unlock_one(raw: bytes | None, root_of: RootOf) -> Unlocked:
    if raw is None:
        raise missing()
    header = decode(raw)
    return Unlocked(header, unlocked(header, root_of))


def _unlock_copy(
    found: HeaderFiles, root_of: RootOf, problem: VaultDamaged | WrongPassphrase
) -> Unlocked:
    assert found.copy is not None  # the caller has looked
    try:
        copy = decode(found.copy)
    except VaultDamaged:
        raise problem from None
    if isinstance(problem, WrongPassphrase):
        assert found.main is not None  # it was read far enough to try the passphrase
        if decode(found.main).gen > copy.gen:
            raise problem
    return _unlock_one(found.copy, root_of)
