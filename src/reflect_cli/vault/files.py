"""Small files read whole and written so that a crash leaves the old one or the new one."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from typing import TYPE_CHECKING

from reflect_cli.vault.place import FILE_MODE, sync_folder

if TYPE_CHECKING:
    from pathlib import Path

_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC
_NOT_FOR_FOLDERS = {errno.EINVAL, errno.ENOTSUP, errno.EBADF}
_MAKE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


def read_start(path: Path, most: int) -> bytes | None:
    """At most *most* bytes from the start of *path*, or None if it is not there."""
    try:
        descriptor = os.open(path, _READ)
    except FileNotFoundError:
        return None
    with os.fdopen(descriptor, "rb") as opened:
        return opened.read(most)


def make_empty(path: Path) -> None:
    """A new empty file of his own; raises FileExistsError rather than touch what is there."""
    descriptor = os.open(path, _MAKE, FILE_MODE)
    try:
        os.fchmod(descriptor, FILE_MODE)
    finally:
        os.close(descriptor)


def write_new(path: Path, content: bytes) -> None:
    """Make *path* with *content*, durable, or leave nothing. Raises FileExistsError and OSError.

    Its mode comes from making it: some disks for sticks refuse to have one set.
    """
    _write_durable(path, content)
    try:
        sync_name(path)
    except BaseException:
        _take_back(path)
        raise


def sync_name(path: Path) -> None:
    """Make the name of *path* durable, where its disk can do that at all."""
    try:
        sync_folder(path.parent)
    except OSError as problem:
        if problem.errno not in _NOT_FOR_FOLDERS:  # some disks for sticks cannot sync a folder
            raise


def _write_durable(path: Path, content: bytes) -> None:
    descriptor = os.open(path, _MAKE, FILE_MODE)
    try:
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
    except BaseException:
        _take_back(path)
        raise


def _take_back(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def sweep(path: Path) -> None:
    """Remove what a `write_atomically` of *path* that was killed left beside it."""
    for left in path.parent.glob(f"{path.name}.*.new"):
        left.unlink(missing_ok=True)


def write_atomically(path: Path, content: bytes) -> None:
    """Put *content* at *path*, durable when this returns; never a mixture of old and new."""
    write_whole(path, content)
    sync_folder(path.parent)


def write_whole(path: Path, content: bytes) -> None:
    """Put *content* at *path*: a power cut soon after leaves the old or the new, never a mixture."""
    beside = path.with_name(f"{path.name}.{os.urandom(6).hex()}.new")
    _write_durable(beside, content)
    try:
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
