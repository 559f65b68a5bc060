"""Changing what opens a journal: another passphrase, or another recovery kit. No entry is touched.

The order holds at every moment, killed or not: `header.json` first, and with it the new secret
opens and the old one does not; then its copy, which until then is the older one and not believed;
then the number that the journal file remembers. The next opening makes up for what is missing.
"""

from __future__ import annotations

import hmac
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from reflect_cli.errors import CannotWrite, ReflectError
from reflect_cli.vault.header import SlotKind, encode
from reflect_cli.vault.kdf import STANDARD, new_kdf, stretch
from reflect_cli.vault.keys import check_value, overwrite, wipe
from reflect_cli.vault.slots import locked, signed, with_slot
from reflect_cli.vault.undisturbed import undisturbed
from reflect_cli.vault.unlocking import read_headers, write_headers

if TYPE_CHECKING:
    from pathlib import Path

    from reflect_cli.vault.database import Database
    from reflect_cli.vault.header import Header, Slot
    from reflect_cli.vault.kdf import Kdf, Profile
    from reflect_cli.vault.recovery import Kit
    from reflect_cli.vault.unlocking import Unlocked


class Keys:
    """The slots of a vault that is open for writing, and the master key to fill them anew."""

    def __init__(self, folder: Path, opened: Unlocked, database: Database) -> None:
        self._folder = folder
        self._header = opened.header
        self._master = bytearray(opened.master)
        self._database = database

    @property
    def has_kit(self) -> bool:
        """Whether a recovery kit opens this vault."""
        return any(slot.kind is SlotKind.RECOVERY for slot in self._header.slots)

    def next_gen(self) -> int:
        """The `gen` of the next header: above this one's and all that the file has seen."""
        return max(self._header.gen, self._database.gen()) + 1

    def set_passphrase(self, passphrase: bytearray, profile: Profile = STANDARD) -> None:
        """From the end of this, *passphrase* opens the vault and the one before does not.

        It is wiped. When this raises, nothing has changed.
        """
        try:
            kdf = new_kdf(profile)
            root = stretch(passphrase, kdf)
        finally:
            wipe(passphrase)
        try:
            self._put(self._locked(kdf, root))
        finally:
            overwrite(root)

    def set_kit(self, kit: Kit) -> None:
        """From the end of this, *kit* opens the vault and an earlier kit does not.

        When this raises, nothing has changed.
        """
        root = kit(None)
        assert root is not None  # a kit has a key for the slot that needs no stretching
        self._put(self._locked(None, root))

    def opens_with(self, passphrase: bytearray) -> bool:
        """Whether *passphrase*, which stays as it is, is the one that opens the vault now. Slow."""
        slot = next(slot for slot in self._header.slots if slot.kdf is not None)
        assert slot.kdf is not None  # the slot of a passphrase has its cost
        root = stretch(passphrase, slot.kdf)
        try:
            return hmac.compare_digest(check_value(root, slot.salt), slot.check)
        finally:
            overwrite(root)

    def forget(self) -> None:
        """Wipe the master key; nothing can be changed after this. Twice is fine."""
        wipe(self._master)
        self._master = bytearray()

    def _locked(self, kdf: Kdf | None, root: bytes) -> Slot:
        assert self._master  # it was not forgotten
        return locked(self._header, kdf, root, self._master)

    def _put(self, slot: Slot) -> None:
        header = replace(with_slot(self._header, slot), gen=self.next_gen())
        header = signed(header, self._master)
        try:
            with undisturbed():
                self._write(header)
        except KeyboardInterrupt:  # one that came while it was written says nothing of the change
            if self._header is not header:
                raise

    def _write(self, header: Header) -> None:
        try:
            write_headers(self._folder, header)
        except (ReflectError, KeyboardInterrupt):
            if not _decides(self._folder, header):
                raise
        self._header = header
        with suppress(CannotWrite):
            self._database.remember_gen(header.gen)


def _decides(folder: Path, header: Header) -> bool:
    """Whether *header* is in its place, although writing it or its copy failed."""
    with suppress(ReflectError):
        return read_headers(folder).main == encode(header)
    return False
