"""A disk under test: told of everything that is about to change on it, it may refuse, or the power goes.

Two roads lead to it. SQLite's passes through a layer of ours below the encryption, so that only
sealed pages are seen. Python's own is seen by an audit hook and through `os.fsync`; what a file
object wrote is seen when it is synced. Neither road can be taken up again, so both are laid in a
child process that ends with its test.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import traceback
from dataclasses import dataclass
from enum import StrEnum, auto
from pathlib import Path
from typing import TYPE_CHECKING

import apsw

if TYPE_CHECKING:
    from collections.abc import Callable

_NAME = "soak"
_SYNCS_ITS_FOLDER = apsw.SQLITE_OPEN_WAL | apsw.SQLITE_OPEN_MAIN_JOURNAL
_EXTENDED = {"write": apsw.SQLITE_IOERR_WRITE, "truncate": apsw.SQLITE_IOERR_TRUNCATE}
_EXTENDED |= {"sync": apsw.SQLITE_IOERR_FSYNC, "remove": apsw.SQLITE_IOERR_DELETE}


class Kind(StrEnum):
    """What is about to happen."""

    MAKE = auto()
    FOLDER = auto()
    WRITE = auto()
    TRUNCATE = auto()
    SYNC = auto()  # a file; with `content` when all of it is known only now
    SYNC_FOLDER = auto()
    RENAME = auto()
    LINK = auto()
    REMOVE = auto()
    REMOVE_FOLDER = auto()
    ACKNOWLEDGED = auto()  # nothing on the disk: from here on the person counts on it


@dataclass(frozen=True, slots=True)
class Change:
    """One change; `place` is where it begins, or the size that a truncation leaves."""

    kind: Kind
    path: Path
    other: Path | None = None
    place: int = 0
    content: bytes | None = None


class Disk:
    """Everything below *root*. *before* is given each change, and returns 0 or an errno to refuse it."""

    def __init__(self, root: Path, before: Callable[[Change], int]) -> None:
        self._root = str(root)
        self._before = before
        self._fsync = os.fsync
        self._inside = False
        self.layer = _Layer(self)
        self._below_the_encryption()
        os.fsync = self._python_syncs
        sys.addaudithook(self._python_does)

    def _below_the_encryption(self) -> None:
        """Lay SQLite's road: the first opening makes the encrypting layer over ours."""
        apsw.Connection(":memory:", vfs=f"multipleciphers-{_NAME}").close()
        apsw.set_default_vfs(f"multipleciphers-{_NAME}")

    def refuses(self, change: Change) -> int:
        """0, or the errno with which *change* is refused; always 0 while we look ourselves."""
        if self._inside or not str(change.path).startswith(self._root):
            return 0
        self._inside = True
        try:
            return self._before(change)
        finally:
            self._inside = False

    def _must(self, change: Change) -> None:
        if number := self.refuses(change):
            raise OSError(number, os.strerror(number), str(change.path))

    def _python_syncs(self, descriptor: int) -> None:
        number = descriptor if isinstance(descriptor, int) else descriptor.fileno()
        path = Path(f"/proc/self/fd/{number}").readlink()
        if stat.S_ISDIR(os.fstat(number).st_mode):
            self._must(Change(Kind.SYNC_FOLDER, path))
        else:
            self._inside = True
            content = path.read_bytes()
            self._inside = False
            try:
                self._must(Change(Kind.SYNC, path, content=content))
            except OSError as problem:
                if problem.errno == errno.ENOSPC:  # as if the room had ended half way through it
                    os.truncate(path, len(content) // 2)
                raise
        self._fsync(number)

    def _python_opens(self, path: Path, flags: int) -> None:
        there = os.path.lexists(path)
        if there and flags & os.O_TRUNC:
            self._must(Change(Kind.TRUNCATE, path))
        elif not there and flags & os.O_CREAT:
            self._must(Change(Kind.MAKE, path))

    def _python_does(self, event: str, given: tuple) -> None:
        if self._inside:
            return
        match event, given:
            case "open", (str() | bytes() | os.PathLike() as path, _, int(flags)):
                self._python_opens(Path(os.fsdecode(path)), flags)
            case "os.mkdir", (path, *_):
                self._must(Change(Kind.FOLDER, Path(path)))
            case "os.rename", (path, other, *_):
                self._must(Change(Kind.RENAME, Path(path), Path(other)))
            case "os.link", (path, other, *_):
                self._must(Change(Kind.LINK, Path(path), Path(other)))
            case "os.remove", (path, folder) if folder == -1:
                if os.path.lexists(path):
                    self._must(Change(Kind.REMOVE, Path(path)))
            case "os.rmdir", (path, folder) if folder == -1:
                self._must(Change(Kind.REMOVE_FOLDER, Path(path)))
            case _:
                pass


def _as_sqlite_says(number: int, kind: Kind) -> apsw.Error:
    if number == errno.ENOSPC:
        return apsw.FullError("no room")
    problem = apsw.IOError("refused")
    problem.extendedresult = _EXTENDED.get(kind.value, apsw.SQLITE_IOERR)
    return problem


class _Layer(apsw.VFS):
    """SQLite's road: the system's own layer with ours above it."""

    def __init__(self, disk: Disk) -> None:
        self.disk = disk
        super().__init__(_NAME, "")

    def xOpen(self, name, flags):  # noqa: N802 - SQLite's names
        return _File(self.disk, name, flags)

    def xDelete(self, name, sync_folder):  # noqa: N802
        path = Path(name)
        if os.path.lexists(path):
            self._ask(Change(Kind.REMOVE, path))
        super().xDelete(name, sync_folder)
        if sync_folder:
            self._ask(Change(Kind.SYNC_FOLDER, path.parent))

    def _ask(self, change: Change) -> None:
        if number := self.disk.refuses(change):
            raise _as_sqlite_says(number, change.kind)


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, name, flags) -> None:
        named = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._disk = disk
        self._path = Path(named or "/nowhere")
        self._new = bool(named) and not os.path.lexists(named)
        if self._new and flags[0] & apsw.SQLITE_OPEN_CREATE:
            self._ask(Change(Kind.MAKE, self._path))
        self._first = self._new and bool(flags[0] & _SYNCS_ITS_FOLDER)
        super().__init__("unix", name, flags)

    def xWrite(self, content, place):  # noqa: N802
        self._ask(Change(Kind.WRITE, self._path, place=place, content=bytes(content)))
        super().xWrite(content, place)

    def xTruncate(self, size):  # noqa: N802
        self._ask(Change(Kind.TRUNCATE, self._path, place=size))
        super().xTruncate(size)

    def xSync(self, flags):  # noqa: N802
        self._ask(Change(Kind.SYNC, self._path))
        super().xSync(flags)
        if self._first:  # the system's layer syncs the folder of a new -wal or -journal here
            self._first = False
            self._ask(Change(Kind.SYNC_FOLDER, self._path.parent))

    def _ask(self, change: Change) -> None:
        if number := self._disk.refuses(change):
            raise _as_sqlite_says(number, change.kind)


def in_a_child(act: Callable[[Callable[[bytes], None]], None]) -> tuple[bool, list[bytes]]:
    """Run *act* in a child, handing it a way to tell lines; whether it was killed, and the lines."""
    hear, told = os.pipe()
    if not (child := os.fork()):
        status = 1
        try:
            os.close(hear)
            sys.unraisablehook = lambda _: None  # what SQLite asks while it backs out
            act(lambda line: os.write(told, line + b"\n") and None)
            status = 0
        except BaseException:  # noqa: BLE001 - whatever it is, the parent is told and it ends here
            os.write(told, traceback.format_exc().encode())
        os._exit(status)
    os.close(told)
    with os.fdopen(hear, "rb") as lines:
        said = lines.read().split(b"\n")[:-1]
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if ended > 0:
        raise AssertionError(b"\n".join(said).decode())
    return ended < 0, said
