"""Locking the master key into a header's slots, and getting it out again.

The check value is compared first: it says "wrong passphrase" without touching the sealed key.
After it, any failure means the header is not what Reflect wrote, whoever holds the passphrase.
"""

from __future__ import annotations

import hmac
import os
from dataclasses import replace
from typing import TYPE_CHECKING

from reflect_cli.vault.header import NONCE_BYTES, Header, Slot, SlotKind, damaged
from reflect_cli.vault.kdf import wrong_passphrase
from reflect_cli.vault.keys import SALT_BYTES, check_value, header_mac, overwrite, wrapping_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from reflect_cli.vault.kdf import Kdf

    #: A secret asked for its root key; None where it does not open that kind of slot.
    RootOf = Callable[[Kdf | None], bytes | None]


def passphrase_header(vault: bytes, kdf: Kdf, root: bytes, master: bytearray) -> Header:
    """The header of a new vault: one slot, opened by the passphrase that gave *root*."""
    header = Header(vault=vault, gen=1, slots=())
    return signed(with_slot(header, locked(header, kdf, root, master)), master)


def locked(header: Header, kdf: Kdf | None, root: bytes, master: bytearray) -> Slot:
    """*master* locked with *root*: a passphrase stretched by *kdf*, or without one a kit's key.

    The slot fits *header* and every later one of the same vault.
    """
    kind = SlotKind.RECOVERY if kdf is None else SlotKind.PASSPHRASE
    salt, nonce = os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES)
    bare = Slot(kind, kdf, salt, nonce, b"", check_value(root, salt))
    return replace(bare, sealed=_sealed(header, bare, root, master))


def with_slot(header: Header, slot: Slot) -> Header:
    """*header* with *slot* in place of every slot of its kind, not signed yet."""
    others = [other for other in header.slots if other.kind is not slot.kind]
    slots = sorted([*others, slot], key=lambda each: each.kind is SlotKind.RECOVERY)
    return replace(header, slots=tuple(slots))


def signed(header: Header, master: bytearray) -> Header:
    """*header* with the authentication code that holds all of it together."""
    return replace(header, mac=header_mac(master, header.unsigned()))


def unlocked(header: Header, root_of: RootOf) -> bytearray:
    """The master key in *header*, once the whole header is proved to be ours.

    *root_of* turns a slot's cost into a root key, or says that its secret opens no such slot.
    """
    for slot in header.slots:
        root = root_of(slot.kdf)
        if root is None:
            continue
        if hmac.compare_digest(check_value(root, slot.salt), slot.check):
            return _proved(header, _opened(header, slot, root))
    raise wrong_passphrase()


def _proved(header: Header, master: bytearray) -> bytearray:
    if not hmac.compare_digest(header_mac(master, header.unsigned()), header.mac):
        raise damaged()
    return master


def _sealed(header: Header, slot: Slot, root: bytes, master: bytearray) -> bytes:
    from nacl import bindings

    key = wrapping_key(root, slot.salt)
    return bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(
        bytes(master), header.bound_to(slot), slot.nonce, key
    )


def _opened(header: Header, slot: Slot, root: bytes) -> bytearray:
    from nacl import bindings
    from nacl.exceptions import CryptoError

    try:
        plain = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
            slot.sealed, header.bound_to(slot), slot.nonce, wrapping_key(root, slot.salt)
        )
    except CryptoError:
        raise damaged() from None
    master = bytearray(plain)
    overwrite(plain)
    return master
