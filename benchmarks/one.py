"""One whole command of Reflect: `one.py FILE COMMAND...`; how many ms its key took goes to FILE."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from reflect_cli.commands.app import main
from reflect_cli.vault import kdf

stretch = kdf.stretch
noted = Path(sys.argv.pop(1))


def timed(passphrase: bytearray, costs: kdf.Kdf) -> bytes:
    """The same root, noting how long it took by the wall clock and of processors."""
    began, worked = time.perf_counter(), time.process_time()
    root = stretch(passphrase, costs)
    took = (time.perf_counter() - began, time.process_time() - worked)
    noted.write_text(" ".join(f"{each * 1000:.3f}" for each in took), encoding="utf-8")
    return root


kdf.stretch = timed
main()
