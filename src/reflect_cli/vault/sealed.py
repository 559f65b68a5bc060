"""Words sealed to a file outside the vault, for when the vault's own disk refuses them.

XSalsa20-Poly1305 (libsodium's secretbox) under a key of its own, derived from the master key:
only this vault can open the file again. The keys it sealed with before its master key was changed are
carried in the journal, so that those files open too.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from reflect_cli.errors import CannotWrite, NothingToShow
from reflect_cli.vault.files import write_new
from reflect_cli.vault.keys import wipe

if TYPE_CHECKING:
    from pathlib import Path

    from reflect_cli.vault.database import Database

MAGIC = b"reflect-sealed-1\n"
_LARGEST = 64 << 20
_NAME = "sealed-"
_EARLIER = f"SELECT value FROM meta WHERE name GLOB '{_NAME}*' ORDER BY name"  # noqa: S608
_LEAVE = "INSERT INTO meta (name, value) VALUES (?, ?)"
_MOST_OF_ONE_NAME = 1000


class SealingKey:
    """Seals and opens files of one vault. The key has no repr and is wiped with `forget`."""

    def __init__(self, key: bytes) -> None:
        self._key = bytearray(key)
        self._earlier: list[bytearray] = []

    def learn(self, database: Database) -> None:
        """Open from now on what was sealed under earlier master keys of the vault of *database*."""
        self._earlier = [bytearray(key) for (key,) in database.rows(_EARLIER)]

    def hand_on(self, database: Database) -> None:
        """Leave every key it opens with to the vault of *database*; only inside `change`."""
        for number, key in enumerate((*self._earlier, self._key), start=1):
            database.run(_LEAVE, (f"{_NAME}{number:04}", bytes(key)))

    def seal_to(self, path: Path, content: bytes) -> Path:
        """Write *content*, encrypted, to a new file, mode 0600, durable on return.

        The file is *path*, or has a number before its ending when that name is taken; which one
        is given back. Raises CannotWrite, and then no file is left.
        """
        from nacl.secret import SecretBox

        sealed = MAGIC + bytes(SecretBox(bytes(self._key)).encrypt(content))
        try:
            for number in range(1, _MOST_OF_ONE_NAME):
                free = path if number == 1 else path.with_stem(f"{path.stem}-{number}")
                with suppress(FileExistsError):
                    write_new(free, sealed)
                    return free
        except (OSError, ValueError) as problem:  # ValueError: a name that no disk can hold
            code = problem.errno if isinstance(problem, OSError) else None
            reason = os.strerror(code) if code else "its name cannot be used"
            raise CannotWrite(
                f"That folder would not take the file: {reason}.", hint="Choose another folder."
            ) from None
        raise CannotWrite("That folder is full of such files.", hint="Choose another folder.")

    def unseal(self, path: Path) -> bytes:
        """What was sealed to *path*. Raises ValueError when this vault did not write it."""
        from nacl.exceptions import CryptoError
        from nacl.secret import SecretBox

        try:
            with path.open("rb") as file:
                stored = file.read(_LARGEST)
        except (OSError, ValueError):
            raise NothingToShow("That file cannot be read.", hint="Check its name.") from None
        if not stored.startswith(MAGIC):
            raise ValueError("not a sealed file")
        for key in (self._key, *reversed(self._earlier)):
            with suppress(CryptoError):
                return SecretBox(bytes(key)).decrypt(stored[len(MAGIC) :])
        raise ValueError("sealed by another vault, or damaged")

    def forget(self) -> None:
        """Overwrite the keys; best effort, as everywhere in Python."""
        for key in (self._key, *self._earlier):
            wipe(key)
