"""Keeping this process to itself: no core dumps, no looking in by other programs of the user."""

from __future__ import annotations

import ctypes
import os
import resource
import sys
from contextlib import suppress
from dataclasses import dataclass

_PR_GET_DUMPABLE = 3
_PR_SET_DUMPABLE = 4
_OWNER_ONLY = 0o077


@dataclass(frozen=True, slots=True)
class Openness:
    """How open a process is to others.

    The mask for new files, the largest core dump (-1: any size), and whether other programs of the
    user may look into its memory (None: it cannot be told).
    """

    umask: int
    largest_core: int
    is_readable: bool | None


def keep_private() -> None:
    """Harden the running process as far as the system allows; never fails."""
    os.umask(_OWNER_ONLY)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":  # pragma: no branch - only there can it be asked for
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def openness() -> Openness:
    """How open this process is at present."""
    umask = os.umask(_OWNER_ONLY)
    os.umask(umask)
    readable = None
    if sys.platform == "linux":  # pragma: no branch - only there can it be told
        with suppress(OSError, AttributeError):
            answer = ctypes.CDLL(None).prctl(_PR_GET_DUMPABLE, 0, 0, 0, 0)
            readable = None if answer < 0 else answer == 1
    return Openness(umask, resource.getrlimit(resource.RLIMIT_CORE)[0], readable)
