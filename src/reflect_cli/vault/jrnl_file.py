"""An encrypted journal of jrnl's (its version 3, and 2 before it), opened with its password.

Version 3 is `JRNLv3`, two bytes of length, a header with the salt, and a Fernet token; version 2 is
the token alone, with a salt that never changes. The key is PBKDF2-HMAC-SHA256, 100,000 rounds.
"""

from __future__ import annotations

import base64
import binascii
import json
from typing import TYPE_CHECKING

from reflect_cli.errors import BackupDamaged, WrongPassphrase

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

_MAGIC = b"JRNLv3"
_TOKEN = b"gAAAA"
_ROUNDS = 100_000
_OLD_SALT = b"\xf2\xd5q\x0e\xc1\x8d.\xde\xdc\x8e6t\x89\x04\xce\xf8"


def is_locked(raw: bytes) -> bool:
    """Whether *raw* begins as an encrypted journal of jrnl's does."""
    return raw.startswith((_MAGIC, _TOKEN))


def unlock(raw: bytes, password: bytearray) -> bytes:
    """What is in the journal. Raises WrongPassphrase, and BackupDamaged for a broken file."""
    from cryptography.fernet import InvalidToken

    salt, token = _parts_of(raw)
    try:
        return _key(password, salt).decrypt(token)
    except InvalidToken:
        raise WrongPassphrase(
            "The password does not open this jrnl journal.",
            hint="It is the one jrnl asks for. If you are sure of it, the file was altered.",
        ) from None


def _key(password: bytearray, salt: bytes) -> Fernet:
    from cryptography.fernet import Fernet
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

    stretched = PBKDF2HMAC(SHA256(), 32, salt, _ROUNDS).derive(bytes(password))
    return Fernet(base64.urlsafe_b64encode(stretched))


def _parts_of(raw: bytes) -> tuple[bytes, bytes]:
    """The salt and the token."""
    if not raw.startswith(_MAGIC):
        return _OLD_SALT, raw.strip()
    begin = len(_MAGIC) + 2
    end = begin + int.from_bytes(raw[len(_MAGIC) : begin], "big")
    header = raw[begin:end]
    try:
        try:
            fields = json.loads(base64.b64decode(header, validate=True))
        except binascii.Error:
            fields = json.loads(header)  # some files of jrnl's have it bare
        return base64.urlsafe_b64decode(fields["salt"]), raw[end:].strip()
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BackupDamaged(
            "The beginning of this jrnl journal is damaged.", hint="Take another copy of it."
        ) from None
