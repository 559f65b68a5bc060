"""One Reflect at a time in a vault: an exclusive flock, held from open to close.

The kernel releases it when the process ends, however it ends, so there is never a stale lock.
"""

from __future__ import annotations

import fcntl
import os
import time
from typing import TYPE_CHECKING, Self

from reflect_cli.errors import VaultBusy
from reflect_cli.vault.place import FILE_MODE, LOCK
from reflect_cli.vault.troubles import filing

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

_OPEN = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
_BETWEEN_TRIES = 0.02


class Lock:
    """A held lock. Leaving it as a context manager, or `release`, lets the next one in."""

    def __init__(self, descriptor: int | None) -> None:
        self._descriptor = descriptor

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()

    def release(self) -> None:
        """Let the next one in; a second call does nothing."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def take(folder: Path, wait: float = 5.0) -> Lock:
    """Hold the lock of *folder*, waiting at most *wait* seconds. Raises VaultBusy."""
    deadline = time.monotonic() + wait
    while True:
        with filing():
            held = _try_once(folder / LOCK)
        if held is not None:
            return held
        if time.monotonic() >= deadline:
            raise _open_elsewhere()
        time.sleep(_BETWEEN_TRIES)


def is_busy(folder: Path) -> bool:
    """Whether another Reflect has the vault in *folder* open; asks without leaving a trace."""
    try:
        descriptor = os.open(folder / LOCK, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def take_for_reading(folder: Path) -> Lock:
    """A shared hold on *folder*, which cannot be written to: nobody is writing there either.

    Raises VaultBusy. Where no lock file was ever made, there is nothing to hold.
    """
    with filing():
        try:
            descriptor = _opened(folder / LOCK, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except FileNotFoundError:
            return Lock(None)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise _open_elsewhere() from None
    return Lock(descriptor)


def _opened(path: Path, flags: int) -> int:
    """A descriptor above 2: what is printed must never land in a file of the journal."""
    descriptor = os.open(path, flags, FILE_MODE)
    if descriptor > 2:
        return descriptor
    try:
        return fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 3)
    finally:
        os.close(descriptor)


def _open_elsewhere() -> VaultBusy:
    return VaultBusy(
        "Another Reflect has this journal open.", hint="Finish or close it there, then try again."
    )


def _try_once(path: Path) -> Lock | None:
    descriptor = _opened(path, _OPEN)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(descriptor), path.stat()):
            return Lock(descriptor)
    except (BlockingIOError, FileNotFoundError):
        pass
    except BaseException:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return None
