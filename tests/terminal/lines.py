"""Running the real command with no terminal at all."""

from __future__ import annotations

import os
import subprocess
import sys


def run(*args: str, given: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
    """`reflect ARGS` with no terminal at all."""
    return subprocess.run(
        [sys.executable, "-m", "reflect_cli", *args],
        input=given,
        capture_output=True,
        text=True,
        env={**os.environ, **environ},
        start_new_session=True,
        timeout=60,
        check=False,
    )
