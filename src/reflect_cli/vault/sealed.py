"""Words sealed to a file outside the vault, for when the vault's own disk refuses them.

XSalsa20-Poly1305 (libsodium's secretbox) under a key of its own, derived from the master key:
only this vault can open the file again.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reflect_cli.errors import CannotWrite, NothingToShow

if TYPE_CHECKING:
    from pathlib import Path

MAGIC = b"reflect-sealed-1\n"
_LARGEST = 64 << 20


class SealingKey:
    """Seals and opens files of one vault. The key has no repr and is wiped with `forget`."""

    def __init__(self, key: bytes) -> None:
        self._key = bytearray(key)

    def seal_to(self, path: Path, content: bytes) -> None:
        """Write *content*, encrypted, to the new file *path*, mode 0600, durable on return.

        Raises CannotWrite, also when the file is there already.
        """
        from nacl.secret import SecretBox

        sealed = MAGIC + bytes(SecretBox(bytes(self._key)).encrypt(content))
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
            descriptor = os.open(path, flags, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(sealed)
                file.flush()
                os.fsync(file.fileno())
        except OSError as problem:
            reason = os.strerror(problem.errno) if problem.errno else "writing failed"
            raise CannotWrite(
                f"That folder would not take the file: {reason}.", hint="Choose another folder."
            ) from None

    def unseal(self, path: Path) -> bytes:
        """What was sealed to *path*. Raises ValueError when this vault did not write it."""
        from nacl.exceptions import CryptoError
        from nacl.secret import SecretBox

        try:
            with path.open("rb") as file:
                stored = file.read(_LARGEST)
        except OSError:
            raise NothingToShow("That file cannot be read.", hint="Check its name.") from None
        if not stored.startswith(MAGIC):
            raise ValueError("not a sealed file")
        try:
            return SecretBox(bytes(self._key)).decrypt(stored[len(MAGIC) :])
        except CryptoError:
            raise ValueError("sealed by another vault, or damaged") from None

    def forget(self) -> None:
        """Overwrite the key; best effort, as everywhere in Python."""
        self._key[:] = bytes(len(self._key))
