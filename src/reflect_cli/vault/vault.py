"""The door: making a vault, opening it, and everything in it while it is open.

Passphrases come as bytearrays and are wiped before these functions return, whatever happens.
That is best effort: the key derivation and Python itself have made copies in memory that only
the end of the process clears.
"""

from __future__ import annotations

from contextlib import ExitStack
from enum import Enum, auto
from typing import TYPE_CHECKING, Self

from reflect_cli.errors import CannotWrite, WrongPassphrase
from reflect_cli.vault import lock, making, rotating
from reflect_cli.vault.answers import Answers
from reflect_cli.vault.changing import Keys
from reflect_cli.vault.checking import check
from reflect_cli.vault.cipher import require_encryption
from reflect_cli.vault.contents import held_in
from reflect_cli.vault.current import Current
from reflect_cli.vault.drafts import Drafts
from reflect_cli.vault.entries import Entries
from reflect_cli.vault.identity import identity_of, is_older, require_nothing_missing
from reflect_cli.vault.installed import InstalledSets
from reflect_cli.vault.kdf import STANDARD, Profile, Roots, new_kdf, prepared, stretch
from reflect_cli.vault.keys import wipe
from reflect_cli.vault.marks import Marks
from reflect_cli.vault.past import Worked
from reflect_cli.vault.place import can_write, exists
from reflect_cli.vault.plans import Plans
from reflect_cli.vault.recovery import Kit, other_kit
from reflect_cli.vault.settings import Settings
from reflect_cli.vault.settling import Notice, open_file, search_in_step, settled
from reflect_cli.vault.status import require_openable, require_vault, status
from reflect_cli.vault.troubles import not_writable
from reflect_cli.vault.undisturbed import undisturbed
from reflect_cli.vault.unlocking import HeaderFiles, Unlocked, read_headers, unlock

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path
    from types import TracebackType

    from reflect_cli.vault.checking import Report
    from reflect_cli.vault.contents import Contents
    from reflect_cli.vault.database import Database
    from reflect_cli.vault.identity import Identity

__all__ = [
    "Notice",
    "Vault",
    "can_write",
    "create",
    "exists",
    "open_to_change",
    "open_to_read",
    "open_vault",
    "require_openable",
    "rotate",
    "status",
]


class _Way(Enum):
    """What a vault is opened for."""

    USUAL = auto()
    READING = auto()
    OLDER = auto()  # even if this computer remembers more than it holds
    CHANGING = auto()


class Vault:
    """An open vault. Leave it as a context manager, or `close` it, to let others in."""

    def __init__(
        self,
        database: Database,
        held: lock.Lock,
        notices: tuple[Notice, ...],
        identity: Identity,
        *,
        remembers: bool,
    ) -> None:
        self.database = database
        self._held = held
        self._anchor = identity.anchor if remembers else None
        self.notices = notices
        self.sealing = identity.sealing
        self.sealing.learn(database)
        self.chain = identity.chain
        self.keys: Keys | None = None
        self.records = identity.records(database)
        current = Current(self.records)
        self.drafts = Drafts(database)
        self.entries = Entries(self.records, current)
        self.plans = Plans(self.records, current)
        self.marks = Marks(self.records, current)
        self.worked = Worked(database)
        self.answers = Answers(database)
        self.settings = Settings(database)
        self.installed = InstalledSets(database)

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

    def rebuild(self, tell: Callable[[int, int], None] = lambda _done, _total: None) -> None:
        """Compute what stands now, and the search index, anew from the records."""
        with self.transaction():
            Current(self.records).rebuild(tell)

    def shrink(self) -> None:
        """Give the room of what was removed back to the disk. Raises CannotWrite."""
        self.database.shrink()

    def contents(self) -> Contents:
        """Everything kept in it. Raises VaultDamaged, and VaultTooNew for newer records."""
        return held_in(self.records)

    def id(self) -> bytes:
        """The id of this vault, which its copies and what is restored from it share."""
        return self.database.vault()

    def hand_over(self) -> lock.Lock:
        """The lock, for whoever goes on with the vault; closing this one then lets nobody in."""
        held, self._held = self._held, lock.Lock(None)
        return held

    def close(self) -> None:
        """Close the file, which wipes its key, and let the next one in; twice is fine."""
        if self._anchor and self.database.is_open:
            self._anchor.drop(self.records)
        self.database.close()
        self.sealing.forget()
        if self.keys:
            self.keys.forget()
        self._held.release()


def create(folder: Path, passphrase: bytearray, profile: Profile = STANDARD) -> Vault:
    """Make a vault at *folder* and open it, with its keys, so that a recovery kit can be added.

    Nothing, or a whole vault, is ever left there.
    """
    try:
        require_encryption()
        prepared(passphrase)
        making.refuse_taken(folder)
        kdf = new_kdf(profile)
        made = making.make(folder, kdf, stretch(passphrase, kdf))
    finally:
        wipe(passphrase)
    return _entered(folder, made.unlocked, made.held, way=_Way.CHANGING)


def open_vault(
    folder: Path, secret: bytearray | Kit, wait: float = 5.0, *, accept_older: bool = False
) -> Vault:
    """Open the vault at *folder*, waiting at most *wait* seconds for another Reflect.

    The key is derived before the lock is taken, so that commands running side by side wait for
    each other's milliseconds, not for each other's key. Where the folder cannot be written to,
    the vault is open for reading only, and says so in its notices. With *accept_older* a copy
    from an earlier day than this computer remembers is taken as it is.
    """

    def hold() -> lock.Lock:
        return lock.take(folder, wait) if can_write(folder) else lock.take_for_reading(folder)

    way = _Way.OLDER if accept_older else _Way.USUAL
    return _entered(folder, *_unlocked(folder, secret, hold), way)


def open_to_change(folder: Path, secret: bytearray | Kit, wait: float = 5.0) -> Vault:
    """As `open_vault`, with its keys, so that another passphrase or kit can be set.

    Raises CannotWrite where the folder cannot be written to.
    """
    if not can_write(folder):
        raise not_writable()
    got = _unlocked(folder, secret, lambda: lock.take(folder, wait))
    return _entered(folder, *got, _Way.CHANGING)


def open_to_read(folder: Path, secret: bytearray | Kit) -> Vault:
    """Open the vault at *folder* so that no byte of it changes, not even by being put in order.

    Raises CannotWrite when it must be put in order first.
    """
    got = _unlocked(folder, secret, lambda: lock.take_for_reading(folder))
    return _entered(folder, *got, _Way.READING)


def rotate(
    folder: Path,
    vault: Vault,
    passphrase: bytearray,
    profile: Profile = STANDARD,
    tell: rotating.Tell = lambda _stage, _done, _total: None,
) -> Vault:
    """The *vault* at *folder*, open to be changed, under a new master key; *vault* is closed.

    From then on only *passphrase* opens it, which is wiped. When this raises, nothing has changed,
    unless it says so.
    """
    opened = rotating.built(folder, vault, passphrase, profile, tell)
    after = None
    try:
        with undisturbed():
            vault.database.close()
            rotating.put_in_force(folder, opened)
            try:
                after = _entered(folder, opened, vault.hand_over(), way=_Way.CHANGING)
            except CannotWrite:
                raise rotating.last_step_missing() from None
    except KeyboardInterrupt:  # one that came meanwhile says nothing of the change
        if after is None:
            raise
    finally:
        wipe(opened.master)
    assert after is not None
    return after


def _unlocked(
    folder: Path, secret: bytearray | Kit, hold: Callable[[], lock.Lock]
) -> tuple[Unlocked, lock.Lock, HeaderFiles]:
    """What *secret* unlocks at *folder*, the lock that *hold* took, and the headers under it."""
    roots = Roots(secret) if isinstance(secret, bytearray) else secret
    try:
        require_encryption()
        require_vault(folder)
        seen = read_headers(folder)
        opened = unlock(seen, roots)
        with ExitStack() as undo:
            undo.callback(wipe, opened.master)
            held = undo.enter_context(hold())
            if (now := read_headers(folder)) != seen:
                seen, opened = now, unlock(now, roots)
            undo.pop_all()
    except WrongPassphrase:
        if isinstance(secret, bytearray):
            raise
        raise other_kit(has_one=bool(status(folder).has_kit)) from None
    finally:
        roots.forget()
    return opened, held, seen


def _entered(
    folder: Path,
    opened: Unlocked,
    held: lock.Lock,
    seen: HeaderFiles | None = None,
    way: _Way = _Way.USUAL,
) -> Vault:
    with ExitStack() as undo:
        undo.callback(held.release)
        undo.callback(wipe, opened.master)
        can = can_write(folder)
        writing = can and way is not _Way.READING
        identity = identity_of(opened)
        database, told = open_file(folder, opened, identity.device, writing=writing)
        undo.callback(database.close)
        if way is not _Way.OLDER:
            require_nothing_missing(identity, database)
        notices = (*told, *settled(folder, opened, database, seen if writing else None))
        if way is _Way.OLDER and is_older(identity, database):
            notices = (*notices, Notice.OLDER)
        notices = notices if can else (*notices, Notice.READ_ONLY)
        vault = Vault(database, held, notices, identity, remembers=writing)
        if writing:
            search_in_step(vault.records)
        vault.keys = Keys(folder, opened, database) if way is _Way.CHANGING else None
        undo.pop_all()
    wipe(opened.master)
    return vault
