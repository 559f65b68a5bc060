"""Keeping this process to itself: no core dumps, no looking in by other programs of the user."""

from __future__ import annotations

import ctypes
import os
import resource
import sys
from contextlib import suppress

_PR_SET_DUMPABLE = 4
_OWNER_ONLY = 0o077


def keep_private() -> None:
    """Harden the running process as far as the system allows; never fails."""
    os.umask(_OWNER_ONLY)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
