"""Keys and signatures as minisign writes them: Ed25519 over BLAKE2b-512, the kind called “ED”.

The format is minisign's own (https://jedisct1.github.io/minisign/): a public key is 42 bytes, a
signature 74, and a second signature covers the first and the trusted comment. Base64 is taken in
its one exact spelling, so that no letter of a signature can be changed and still be accepted.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

KEY_ID_BYTES, PUBLIC_BYTES, SEED_BYTES, SIGNATURE_BYTES = 8, 32, 32, 64
_KEY, _PREHASHED = b"Ed", b"ED"
#: How long each is in base64.
PUBLIC_LENGTH, SIGNATURE_LENGTH, WHOLE_LENGTH = 56, 100, 88


class NotASignature(ValueError):
    """What was given is no key or signature in this format, or does not hold."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key that signatures are held against. `id` only helps to find it."""

    id: bytes
    ed25519: bytes

    @property
    def line(self) -> str:
        """The key as one line, the second of a minisign .pub file."""
        return _spelt(_KEY + self.id + self.ed25519)

    def requires(self, signature: Signature, message: bytes) -> None:
        """Raise NotASignature unless *signature* is this key's, for exactly *message*."""
        if signature.key_id != self.id:
            raise NotASignature("another key")
        self._check(_hashed(message), signature.of_message)
        self._check(signature.of_message + signature.trusted.encode(), signature.of_whole)

    def requires_statement(self, statement: str, words: bytes) -> None:
        """Raise NotASignature unless *statement*, in base64, is this key's over *words*."""
        self._check(words, _unspelt(statement, SIGNATURE_BYTES))

    def _check(self, message: bytes, signature: bytes) -> None:
        from nacl.exceptions import CryptoError
        from nacl.signing import VerifyKey

        try:
            VerifyKey(self.ed25519).verify(message, signature)
        except (CryptoError, ValueError, TypeError):
            raise NotASignature("it does not fit") from None


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature and the comment that it covers."""

    key_id: bytes
    of_message: bytes
    trusted: str
    of_whole: bytes

    @property
    def lines(self) -> tuple[str, str]:
        """Both signatures in base64."""
        return _spelt(_PREHASHED + self.key_id + self.of_message), _spelt(self.of_whole)


class SigningKey:
    """The secret half. It has no repr, and `forget` overwrites it, as well as Python can."""

    def __init__(self, seed: bytes) -> None:
        from nacl.signing import SigningKey as Ed25519

        if len(seed) != SEED_BYTES:
            raise NotASignature("a seed has 32 bytes")
        self._seed = bytearray(seed)
        public = bytes(Ed25519(seed).verify_key)
        self.public = PublicKey(hashlib.blake2b(public, digest_size=KEY_ID_BYTES).digest(), public)

    def sign(self, message: bytes, trusted: str) -> Signature:
        """*message* signed, with *trusted* under a signature of its own."""
        of_message = self._sign(_hashed(message))
        return Signature(
            self.public.id, of_message, trusted, self._sign(of_message + trusted.encode())
        )

    def state(self, words: bytes) -> str:
        """*words* signed as they are, in base64: what one key says of another."""
        return _spelt(self._sign(words))

    def with_seed(self, use: Callable[[bytes], bytes]) -> bytes:
        """What *use* makes of the secret, to lock it away."""
        return use(bytes(self._seed))

    def forget(self) -> None:
        """Overwrite the secret; best effort."""
        self._seed[:] = bytes(len(self._seed))

    def _sign(self, message: bytes) -> bytes:
        from nacl.signing import SigningKey as Ed25519

        return Ed25519(bytes(self._seed)).sign(message).signature


def new_key() -> SigningKey:
    """A key from the system's own chance."""
    from nacl.utils import random

    return SigningKey(random(SEED_BYTES))


def public_key(line: str) -> PublicKey:
    """The key on *line*. Raises NotASignature."""
    raw = _unspelt(line, len(_KEY) + KEY_ID_BYTES + PUBLIC_BYTES)
    if not raw.startswith(_KEY):
        raise NotASignature("no Ed25519 key")
    return PublicKey(raw[2:10], raw[10:])


def signature(first: str, trusted: str, second: str) -> Signature:
    """The signature in two lines of base64 around its comment. Raises NotASignature."""
    raw = _unspelt(first, len(_PREHASHED) + KEY_ID_BYTES + SIGNATURE_BYTES)
    if not raw.startswith(_PREHASHED):
        raise NotASignature("not over a hash; minisign before 0.9 wrote such")
    return Signature(raw[2:10], raw[10:], trusted, _unspelt(second, SIGNATURE_BYTES))


def _hashed(message: bytes) -> bytes:
    return hashlib.blake2b(message, digest_size=64).digest()


def _spelt(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _unspelt(text: str, length: int) -> bytes:
    try:
        raw = base64.b64decode(text.encode("ascii"), validate=True)
    except (ValueError, binascii.Error):
        raise NotASignature("not base64") from None
    if len(raw) != length or _spelt(raw) != text:
        raise NotASignature("not spelt in the one way")
    return raw
