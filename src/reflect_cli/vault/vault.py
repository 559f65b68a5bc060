"""The door: making a vault, opening it, and everything in it while it is open.

Passphrases come as bytearrays and are wiped before these functions return, whatever happens.
That is best effort: the key derivation and Python itself have made copies in memory that only
the end of the process clears.
"""

from __future__ import annotations

from contextlib import ExitStack, suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from reflect_cli.errors import CannotWrite, VaultDamaged
from reflect_cli.paths import state_folder
from reflect_cli.vault import lock, making
from reflect_cli.vault.anchor import Anchor
from reflect_cli.vault.chain import Chain
from reflect_cli.vault.checking import check
from reflect_cli.vault.cipher import require_encryption
from reflect_cli.vault.current import Current
from reflect_cli.vault.database import Database, open_database, open_for_reading
from reflect_cli.vault.device import device_name
from reflect_cli.vault.drafts import Drafts
from reflect_cli.vault.entries import Entries
from reflect_cli.vault.kdf import STANDARD, Profile, Roots, new_kdf, prepared, stretch
from reflect_cli.vault.keys import anchor_key, chain_key, sealing_key, wipe
from reflect_cli.vault.past import Worked
from reflect_cli.vault.place import can_write, exists
from reflect_cli.vault.plans import Plans
from reflect_cli.vault.records import Records
from reflect_cli.vault.sealed import SealingKey
from reflect_cli.vault.settings import Settings
from reflect_cli.vault.status import require_openable, require_vault, status
from reflect_cli.vault.unlocking import HeaderFiles, Unlocked, read_headers, unlock, write_headers

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path
    from types import TracebackType

    from reflect_cli.vault.checking import Report

__all__ = [
    "Notice",
    "Vault",
    "can_write",
    "create",
    "exists",
    "open_vault",
    "require_openable",
    "status",
]


class Notice(StrEnum):
    """Something the person should be told after opening; screens have the words."""

    HEADER_REPAIRED = "header-repaired"  # one copy of the key file was damaged, and was put right
    HEADER_OLDER = "header-older"  # an older key file, with an older passphrase, was put back
    READ_ONLY = "read-only"  # the folder cannot be written to; nothing new can be kept


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """What an open vault signs, seals and remembers with, and this computer's name."""

    vault: str
    sealing: SealingKey
    chain: Chain
    anchor: Anchor
    device: str


class Vault:
    """An open vault. Leave it as a context manager, or `close` it, to let others in."""

    def __init__(
        self,
        database: Database,
        held: lock.Lock,
        notices: tuple[Notice, ...],
        keys: Keys,
    ) -> None:
        self.database = database
        self._held = held
        self._keys = keys
        self.id = keys.vault
        self.chain = keys.chain
        self.notices = notices
        self.sealing = keys.sealing
        self.records = Records(database, keys.chain, keys.device)
        current = Current(database, self.records)
        self.drafts = Drafts(database)
        self.entries = Entries(database, self.records, current)
        self.plans = Plans(database, self.records, current)
        self.worked = Worked(database)
        self.settings = Settings(database)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def transaction(self) -> AbstractContextManager[None]:
        """Everything inside is written when it ends, or none of it."""
        return self.database.change()

    def check(self, tell: Callable[[int, int], None] = lambda _done, _total: None) -> Report:
        """Look through the whole journal; nothing is changed."""
        return check(self.database, self.records, self.chain, tell)

    def rebuild(self) -> None:
        """Compute what stands now, and the search index, anew from the records."""
        with self.transaction():
            Current(self.database, self.records).rebuild()

    def close(self) -> None:
        """Close the file, which wipes its key, and let the next one in; twice is fine."""
        if self.database.is_open and Notice.READ_ONLY not in self.notices:
            self._keys.anchor.drop(self.records)
        self.database.close()
        self.sealing.forget()
        self._held.release()


def create(folder: Path, passphrase: bytearray, profile: Profile = STANDARD) -> Vault:
    """Make a vault at *folder* and open it. Nothing, or a whole vault, is ever left there."""
    try:
        require_encryption()
        prepared(passphrase)
        making.refuse_taken(folder)
        kdf = new_kdf(profile)
        made = making.make(folder, kdf, stretch(passphrase, kdf))
    finally:
        wipe(passphrase)
    return _entered(folder, made.unlocked, made.held)


def open_vault(
    folder: Path, passphrase: bytearray, wait: float = 5.0, *, accept_older: bool = False
) -> Vault:
    """Open the vault at *folder*, waiting at most *wait* seconds for another Reflect.

    The key is derived before the lock is taken, so that commands running side by side wait for
    each other's milliseconds, not for each other's key. Where the folder cannot be written to,
    the vault is open for reading only, and says so in its notices. With *accept_older* a copy
    from an earlier day than this computer remembers is taken as it is.
    """
    try:
        require_encryption()
        require_vault(folder)
        roots = Roots(passphrase)
        seen = read_headers(folder)
        opened = unlock(seen, roots)
        with ExitStack() as undo:
            undo.callback(wipe, opened.master)
            held = undo.enter_context(
                lock.take(folder, wait) if can_write(folder) else lock.take_for_reading(folder)
            )
            if (now := read_headers(folder)) != seen:
                seen, opened = now, unlock(now, roots)
            undo.pop_all()
    finally:
        wipe(passphrase)
    return _entered(folder, opened, held, seen, accept_older=accept_older)


def _entered(
    folder: Path,
    opened: Unlocked,
    held: lock.Lock,
    seen: HeaderFiles | None = None,
    *,
    accept_older: bool = False,
) -> Vault:
    with ExitStack() as undo:
        undo.callback(held.release)
        undo.callback(wipe, opened.master)
        writing = can_write(folder)
        keys = _keys_of(opened)
        database = (
            open_database(folder, opened.master, opened.header, keys.device)
            if writing
            else open_for_reading(folder, opened.master, opened.header)
        )
        undo.callback(database.close)
        if not accept_older:
            _require_nothing_missing(keys, database)
        notices = _settled(folder, opened, database, seen) if seen else ()
        notices = notices if writing else (*notices, Notice.READ_ONLY)
        undo.pop_all()
    wipe(opened.master)
    return Vault(database, held, notices, keys)


def _keys_of(opened: Unlocked) -> Keys:
    state, vault = state_folder(), opened.header.vault.hex()
    return Keys(
        vault,
        SealingKey(sealing_key(opened.master)),
        Chain(chain_key(opened.master)),
        Anchor(state, vault, anchor_key(opened.master)),
        device_name(state),
    )


def _require_nothing_missing(keys: Keys, database: Database) -> None:
    """Raise when this computer remembers records that the journal no longer has."""
    if keys.anchor.missing_from(Records(database, keys.chain, keys.device)):
        raise VaultDamaged(
            "The journal is older than this computer remembers: entries kept later are not in it.",
            hint="Put the newer copy back. If this older one is meant: "
            "reflect vault check --accept-older",
        )


def _settled(
    folder: Path, opened: Unlocked, database: Database, seen: HeaderFiles
) -> tuple[Notice, ...]:
    """Put a damaged copy of the header right, unless what opened is the older of the two."""
    if opened.header.gen < database.gen():
        return (Notice.HEADER_OLDER,)
    if seen.main == seen.copy:
        return ()
    with suppress(CannotWrite):
        write_headers(folder, opened.header)
        return (Notice.HEADER_REPAIRED,)
    return ()
