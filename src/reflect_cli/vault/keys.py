"""Every key in a vault and what it is derived from: one master key, one purpose for each child.

A purpose is a BLAKE2b personalisation, so no key is ever used for two things, and the salt of a
database file is mixed in, so no key is ever used for two files.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import sys

KEY_BYTES = 32
RECOVERY_BYTES = 20
SALT_BYTES = 16

#: A stretched passphrase has the one length, the key of a recovery kit the other.
_ROOTS = (KEY_BYTES, RECOVERY_BYTES)

_WRAP = b"jv1.wrap"
_CHECK = b"jv1.check"
_HEADER = b"jv1.header"
_DATABASE = b"jv1.db"
_SEALED = b"jv1.sealed"
_CHAIN = b"jv1.chain"
_ANCHOR = b"jv1.anchor"
_AUTHOR = b"jv1.author"


def new_master_key() -> bytearray:
    """A fresh random master key, in memory that can be wiped."""
    return bytearray(os.urandom(KEY_BYTES))


def wrapping_key(root: bytes, salt: bytes) -> bytes:
    """The key that locks the master key into a slot."""
    return _derived(root, _WRAP, salt, _ROOTS)


def check_value(root: bytes, salt: bytes) -> bytes:
    """A value that tells a wrong passphrase from a damaged slot, and commits to the key."""
    return _derived(root, _CHECK, salt, _ROOTS)


def database_key(master: bytes | bytearray, file_salt: bytes) -> bytes:
    """The raw key of the database file that begins with *file_salt*."""
    return _derived(master, _DATABASE, file_salt)


def sealing_key(master: bytes | bytearray) -> bytes:
    """The key of words sealed to files outside the vault."""
    return _derived(master, _SEALED)


def chain_key(master: bytes | bytearray) -> bytes:
    """The key that signs the journal's records."""
    return _derived(master, _CHAIN)


def anchor_key(master: bytes | bytearray) -> bytes:
    """The key that signs what this computer remembers of the journal."""
    return _derived(master, _ANCHOR)


def author_key(root: bytes, salt: bytes) -> bytes:
    """The key that locks a facilitator's signing key into its file."""
    return _derived(root, _AUTHOR, salt)


def header_mac(master: bytes | bytearray, unsigned: bytes) -> bytes:
    """The authentication code over a whole header whose own `mac` is empty."""
    return hmac.digest(_derived(master, _HEADER), unsigned, "sha256")


def wipe(secret: bytearray) -> None:
    """Overwrite *secret*. Best effort: libraries have made copies that only exit clears."""
    secret[:] = bytes(len(secret))


def overwrite(secret: bytes | str) -> None:
    """Put zeros in the place of *secret*, which nobody else may still be using. Best effort.

    Python says that such an object cannot change, and only lets its memory go. On CPython its
    characters lie at the end of it, so they can be reached. What it shares with others, text of
    one character or none, is left alone, and so is text that is not ASCII.
    """
    if sys.implementation.name != "cpython" or len(secret) < 2:
        return
    if isinstance(secret, str) and not secret.isascii():
        return
    import ctypes

    beginning = sys.getsizeof(secret) - len(secret) - 1  # the rest is the object's own header
    ctypes.memset(id(secret) + beginning, 0, len(secret))


def _derived(
    key: bytes | bytearray,
    purpose: bytes,
    salt: bytes = b"",
    lengths: tuple[int, ...] = (KEY_BYTES,),
) -> bytes:
    assert len(key) in lengths  # a key of another length would be taken as something else
    return hashlib.blake2b(digest_size=KEY_BYTES, key=key, person=purpose, salt=salt).digest()
