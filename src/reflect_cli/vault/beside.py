"""The -wal beside a journal file: what a crash left there, and what only a try made."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from reflect_cli.errors import VaultDamaged
from reflect_cli.vault.troubles import filing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def as_found(beside: Path) -> Iterator[bool]:
    """Whether the -wal *beside* holds anything; where there was none, a refusal leaves none.

    The engine makes an empty one as soon as it has read a page.
    """
    with filing():
        before = size_of(beside)
    try:
        yield bool(before)
    except BaseException:
        with suppress(OSError):
            if before is None and size_of(beside) == 0:
                beside.unlink()
        raise


def size_of(path: Path) -> int | None:
    """The bytes in the file at *path*; None where there is none."""
    return path.stat().st_size if path.exists() else None


def does_not_fit() -> VaultDamaged:
    """The error for a -wal that is not its journal file's own."""
    return VaultDamaged(
        "The journal.db-wal beside the journal is not its own, and would take entries back.",
        hint="Copy the folder. Then move journal.db-wal out of it and open the journal again.",
    )
