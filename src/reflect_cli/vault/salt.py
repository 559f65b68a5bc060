"""The random bytes a journal file begins with: all that can be told of it without its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.errors import VaultDamaged
from reflect_cli.vault import files
from reflect_cli.vault.keys import SALT_BYTES
from reflect_cli.vault.troubles import database_damaged, put_back

if TYPE_CHECKING:
    from pathlib import Path

_PLAIN = b"SQLite format 3\0"
_SMALLEST = 512


def salt_of(path: Path) -> bytes:
    """The salt an encrypted journal file begins with. Raises VaultDamaged if it cannot be one."""
    start = files.read_start(path, _SMALLEST)
    if start is None:
        raise VaultDamaged(
            "The journal file is missing, though its key file is there.",
            hint=put_back("journal.db"),
        )
    if len(start) < _SMALLEST:
        raise database_damaged()
    if start.startswith(_PLAIN):
        raise VaultDamaged(
            "The journal file is not encrypted, so Reflect did not write it.",
            hint=put_back("journal.db"),
        )
    return start[:SALT_BYTES]
