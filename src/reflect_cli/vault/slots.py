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


def passphrase_header(vault: bytes, kdf: Kdf, root: bytes, master: bytearray) -> Header:
    """The header of a new vault: one slot, opened by the passphrase that gave *root*."""
    salt, nonce = os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES)
    bare = Slot(SlotKind.PASSPHRASE, kdf, salt, nonce, b"", check_value(root, salt))
    header = Header(vault=vault, gen=1, slots=())
    slot = replace(bare, sealed=_sealed(header, bare, root, master))
    return signed(replace(header, slots=(slot,)), master)


def signed(header: Header, master: bytearray) -> Header:
    """*header* with the authentication code that holds all of it together."""
    return replace(header, mac=header_mac(master, header.unsigned()))


def unlocked(header: Header, root_of: Callable[[Kdf], bytes]) -> bytearray:
    """The master key in *header*, once the whole header is proved to be ours.

    *root_of* turns a slot's cost into a root key; it is only asked for slots that have one.
    """
    for slot in header.slots:
        if slot.kdf is None:
            continue
        root = root_of(slot.kdf)
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
