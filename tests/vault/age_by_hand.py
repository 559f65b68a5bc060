"""The age format with a passphrase, written a second time from its specification.

For the tests: files that cost next to nothing to open, and files with any work number.
"""

import hashlib
import hmac
import os
from base64 import b64encode

from nacl import bindings

_CHUNK = 65536


def locked(content: bytes, passphrase: bytes = b"pw", work: int = 1) -> bytes:
    """An age file of *content* that asks for 2^work."""
    file_key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    wrapped = _seal(file_key, bytes(12), _wrapping_key(passphrase, salt, work))
    head = b"age-encryption.org/v1\n-> scrypt %s %d\n%s\n---" % (_64(salt), work, _64(wrapped))
    return b"".join(
        (head, b" ", _64(_mac(file_key, head)), b"\n", nonce, *_chunks(content, file_key, nonce))
    )


def _chunks(content, file_key, nonce):
    key = _hkdf(file_key, nonce, b"payload")
    pieces = [content[at : at + _CHUNK] for at in range(0, len(content), _CHUNK)] or [b""]
    for number, piece in enumerate(pieces):
        yield _seal(piece, _counted(number, last=number == len(pieces) - 1), key)


def _counted(number, *, last):
    return number.to_bytes(11, "big") + bytes([last])


def _wrapping_key(passphrase, salt, work):
    label = b"age-encryption.org/v1/scrypt" + salt
    return hashlib.scrypt(
        passphrase, salt=label, n=1 << work, r=8, p=1, dklen=32, maxmem=(1 << 31) - 2
    )


def _mac(file_key, head):
    return hmac.digest(_hkdf(file_key, b"", b"header"), head, "sha256")


def _hkdf(key, salt, purpose):
    return hmac.digest(hmac.digest(salt or bytes(32), key, "sha256"), purpose + b"\x01", "sha256")


def _seal(content, nonce, key):
    return bindings.crypto_aead_chacha20poly1305_ietf_encrypt(content, None, nonce, key)


def _64(raw):
    return b64encode(raw).rstrip(b"=")
