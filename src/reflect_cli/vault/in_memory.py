"""A folder in memory for words that another program has to read: made, held, found again, removed.

Only tmpfs and ramfs will do, as the system itself says of the open folder. What lies there can still be swapped
out; vault/disks.py knows whether swap is encrypted. The folder is held by a lock that the other program
shares, so that it is only taken for left behind when neither is there any more.
"""

from __future__ import annotations

import ctypes
import fcntl
import hashlib
import os
import shutil
import sys
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reflect_cli.errors import CannotWrite, UnsafePlace

if TYPE_CHECKING:
    from collections.abc import Iterator

_TMPFS, _RAMFS = 0x01021994, 0x858458F6  # linux/magic.h
_LARGEST = 8 << 20  # bytes read of a text
_LOCK, _ABOUT, _WORDS = "lock", "about", "words.txt"

NO_PLACE = "There is no storage here that is only memory, so an editor's file would be on a disk."
NO_PLACE_HINT = "Leave --editor out: the field of Reflect's own needs no file."


@dataclass(frozen=True, slots=True)
class MemoryFolder:
    """A held folder in memory. `about` is the id that was given to it; `descriptor` holds the lock."""

    path: Path
    about: str
    descriptor: int

    @property
    def file(self) -> Path:
        """The file for the words."""
        return self.path / _WORDS

    def words(self, *, also_rescued: bool = False) -> bytes:
        """What is in the file, empty if it is not there.

        With *also_rescued*, what the other program saved beside it when it was cut off, if that is newer.
        """
        files = sorted(self.path.glob(f"{_WORDS}*") if also_rescued else [self.file], key=_changed)
        return next(filter(None, map(_content, reversed(files))), b"")

    def changed(self) -> float:
        """When a text in it was last written, in seconds since 1970."""
        return max(map(_changed, self.path.glob(f"{_WORDS}*")), default=0.0)


def memory_place() -> Path:
    """Where a folder in memory can be made. Raises UnsafePlace where there is no such place."""
    if sys.platform == "linux":
        for place in _places():
            if os.access(place, os.W_OK | os.X_OK) and is_memory(place):
                return place
    raise UnsafePlace(NO_PLACE, hint=NO_PLACE_HINT)


def has_left_behind(vault: Path) -> bool:
    """Whether there may be folders of *vault* that nobody holds any more."""
    return any(any(place.glob(f"{_prefix(vault)}*")) for place in _places())


def is_memory(folder: Path) -> bool:
    """Whether the system says that *folder* lies in memory."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        return _file_system(descriptor) in (_TMPFS, _RAMFS)
    finally:
        os.close(descriptor)


@contextmanager
def held_in_memory(vault: Path, about: str, words: bytes) -> Iterator[MemoryFolder]:
    """A folder in memory with *words* in a file of his own; gone afterwards.

    Only after CannotWrite it stays: then it may hold words that are nowhere else. *about* is kept with it, for `left_behind` of the same *vault*. Raises UnsafePlace and CannotWrite.
    """
    held = _made(vault, about, words)
    try:
        yield held
    except CannotWrite:
        os.close(held.descriptor)
        raise
    except BaseException:
        _let_go(held.path, held.descriptor)
        raise
    _let_go(held.path, held.descriptor)


@contextmanager
def left_behind(vault: Path) -> Iterator[tuple[MemoryFolder, ...]]:
    """The folders of *vault* that nobody holds any more; removed afterwards unless an error came.

    Those of another user, and whatever is not in memory, are left alone.
    """
    found = tuple(_found_again(vault))
    try:
        yield found
    except BaseException:
        for folder in found:
            os.close(folder.descriptor)
        raise
    for folder in found:
        _let_go(folder.path, folder.descriptor)


def _made(vault: Path, about: str, words: bytes) -> MemoryFolder:
    place = memory_place()
    try:
        folder = Path(tempfile.mkdtemp(prefix=_prefix(vault), dir=place))
        descriptor = _locked(folder)
        assert descriptor is not None  # it was made just now, under a name of its own
        try:
            (folder / _ABOUT).write_text(about, encoding="utf-8")
            (folder / _WORDS).write_bytes(words)
            (folder / _WORDS).chmod(0o600)
        except OSError:
            _let_go(folder, descriptor)
            raise
    except OSError as problem:
        raise CannotWrite(
            f"A file in memory could not be made: {os.strerror(problem.errno or 0)}.",
            hint=NO_PLACE_HINT,
        ) from None
    return MemoryFolder(folder, about, descriptor)


def _found_again(vault: Path) -> Iterator[MemoryFolder]:
    for place in _places() if sys.platform == "linux" else ():
        with suppress(OSError):
            for path in sorted(place.glob(f"{_prefix(vault)}*")):
                told = path.lstat()
                ours = path.is_dir() and not path.is_symlink() and told.st_uid == os.getuid()
                descriptor = _locked(path) if ours and is_memory(path) else None
                if descriptor is not None:
                    about = _content(path / _ABOUT).decode("utf-8", "replace")
                    yield MemoryFolder(path, about, descriptor)


def _places() -> list[Path]:
    named = os.environ.get("XDG_RUNTIME_DIR", "")
    every = [Path(named)] if named else []
    every.append(Path("/dev/shm"))  # noqa: S108 - the point is that it is memory
    return [place for place in every if place.is_dir()]


def _prefix(vault: Path) -> str:
    """How the folders of *vault* begin; it says nothing to anybody else who lists them."""
    return f".{hashlib.sha256(os.fsencode(os.path.realpath(vault))).hexdigest()[:16]}-"


def _locked(folder: Path) -> int | None:
    """A descriptor that holds *folder*, or None if another process does."""
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(folder / _LOCK, flags, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def _file_system(descriptor: int) -> int:
    """The kind of file system under *descriptor*, as fstatfs tells it; 0 where it does not."""
    told = ctypes.create_string_buffer(512)
    try:
        failed = ctypes.CDLL(None).fstatfs(descriptor, told)
    except (OSError, AttributeError):  # pragma: no cover - every libc of Linux has it
        return 0
    return 0 if failed else ctypes.c_long.from_buffer(told).value & 0xFFFFFFFF


def _content(file: Path) -> bytes:
    try:
        with os.fdopen(os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb") as opened:
            return opened.read(_LARGEST)
    except OSError:
        return b""


def _changed(file: Path) -> float:
    try:
        return file.lstat().st_mtime
    except OSError:
        return 0.0


def _let_go(folder: Path, descriptor: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    os.close(descriptor)
