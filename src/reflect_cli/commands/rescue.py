"""Words that could not be saved on this disk: sealed to another folder, and taken back.

The file is encrypted with a key that only the open journal has, so it is as private as the
journal itself, wherever it lies.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from reflect_cli.commands.clock import now
from reflect_cli.errors import NothingToShow
from reflect_cli.journal.draft import Draft

if TYPE_CHECKING:
    from collections.abc import Callable

    from reflect_cli.flows.sitting import Sitting
    from reflect_cli.vault.vault import Vault

SUFFIX = ".reflect-sealed"


def sealer(journal: Vault) -> Callable[[str, Sitting], str]:
    """A function that seals a sitting to a new file in a folder and returns the file's path."""

    def seal_to(folder: str, sitting: Sitting) -> str:
        stored = json.dumps(asdict(sitting.draft(now())), ensure_ascii=False).encode()
        path = Path(folder).expanduser() / f"{sitting.id}{SUFFIX}"
        journal.sealing.seal_to(path, stored)
        return str(path)

    return seal_to


def unsealed(journal: Vault, path: Path) -> Draft:
    """The draft that was sealed to *path*. Raises NothingToShow when it is not one of ours."""
    try:
        stored = journal.sealing.unseal(path)
    except ValueError:
        raise NothingToShow(
            "That file does not hold words sealed by this journal.",
            hint=f"Look for a file that ends in {SUFFIX}.",
        ) from None
    return Draft(**json.loads(stored))
