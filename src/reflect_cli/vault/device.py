"""Which computer this is: a random name kept outside the journal, so that no copy carries it."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from reflect_cli.vault import files
from reflect_cli.vault.place import make_folder

if TYPE_CHECKING:
    from pathlib import Path

FILE = "device.id"
_NAME = re.compile(r"[0-9a-f]{32}")


def device_name(state: Path) -> str:
    """The name of this computer, from its file in *state*; made if there is none, or none that will do.

    Where nothing can be written the name lasts as long as the process.
    """
    try:
        kept = files.read_start(state / FILE, 64)
    except OSError:
        kept = None
    found = (kept or b"").decode("ascii", "replace").strip()
    return found if _NAME.fullmatch(found) else new_device_name(state)


def new_device_name(state: Path) -> str:
    """A new name for this computer, as after a restore: its old feed is not gone on with."""
    name = os.urandom(16).hex()
    try:
        if not state.exists():
            make_folder(state)
        files.write_atomically(state / FILE, f"{name}\n".encode())
    except OSError:
        return name
    return name
