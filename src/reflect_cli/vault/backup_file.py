"""Backups on disk: read whole, and written so that a name never stands for half of one.

A new one is written beside its place, made durable, read back, and only then given its name. What
is on the disk meanwhile is locked like the backup itself.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from reflect_cli.errors import BackupDamaged, CannotWrite, NothingToShow, UsageProblem
from reflect_cli.vault import files
from reflect_cli.vault.archive import MOST_BYTES
from reflect_cli.vault.undisturbed import undisturbed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SUFFIX = ".age"

#: What the name of a file begins and ends with, around the day.
Kind = tuple[str, str]
BACKUP: Kind = ("reflect-", SUFFIX)
_MOST_BYTES = MOST_BYTES + (MOST_BYTES >> 8)  # what locking adds to bytes that do not shrink
_MOST_OF_ONE_DAY = 1000
_NO_LINKS_HERE = {errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK, errno.EXDEV}


def place_for(asked: Path, day: str, vault: Path, kind: Kind = BACKUP) -> Path:
    """Where a file goes that was asked into *asked*: a new file, or a folder that is there.

    Raises UsageProblem for a name that is taken or that leads into *vault*, CannotWrite for a
    folder that is not there or takes no files.
    """
    try:
        asked = asked.expanduser().absolute()
        is_folder = asked.is_dir()
        place = _free(asked, day, kind) if is_folder else asked
        inside = place.parent.resolve().is_relative_to(vault.resolve())
        there, taken = place.parent.is_dir(), os.path.lexists(place)
        open_to_us = os.access(place.parent, os.W_OK | os.X_OK)
    except (OSError, ValueError, RuntimeError):
        raise UsageProblem("That name cannot be used.", hint="Give a file or a folder.") from None
    if inside:
        raise UsageProblem(
            "That is the journal's own folder, and would be lost with it.",
            hint="Choose another disk, or another folder at least.",
        )
    if not there:
        raise CannotWrite("There is no such folder.", hint="Make it, or choose another.")
    if not open_to_us:
        raise CannotWrite("That folder cannot be written to.", hint="Choose another.")
    if taken:
        raise UsageProblem(
            f"There is something at {place} already. It was not touched.",
            hint="Choose another name.",
        )
    return place


def write(place: Path, content: bytes, check: Callable[[bytes], None] | None) -> None:
    """Put *content* at *place*, durable, once *check* has agreed to what the disk gives back.

    Raises CannotWrite and UsageProblem, and whatever *check* raises; then nothing is left there.
    """
    beside = place.with_name(f".{os.urandom(6).hex()}.part")
    with _told():
        files.write_new(beside, content)
        try:
            if check is not None:
                check(_content_of(beside) or b"")
            with undisturbed():
                _name(beside, place)
        finally:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
        try:
            files.sync_name(place)
        except BaseException:
            with suppress(OSError):
                place.unlink()
            raise


def read(path: Path) -> bytes:
    """The bytes of the file at *path*. Raises NothingToShow, and BackupDamaged for a huge one."""
    try:
        content = _content_of(path.expanduser())
    except (OSError, ValueError, RuntimeError):
        raise NothingToShow("That file cannot be read.", hint="Check its name.") from None
    if content is None:
        raise BackupDamaged(
            f"The file is larger than the {MOST_BYTES >> 20} MiB of any backup of Reflect's.",
            hint="Check its name.",
        )
    return content


def _content_of(path: Path) -> bytes | None:
    """The bytes of *path*, or None, unread, when they are more than any backup has."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "not a file")  # a pipe would be waited for
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_size > _MOST_BYTES:
            return None
        return file.read(_MOST_BYTES)


def _free(folder: Path, day: str, kind: Kind) -> Path:
    stem, suffix = kind
    for number in range(1, _MOST_OF_ONE_DAY):
        place = folder / f"{stem}{day}{f'-{number}' if number > 1 else ''}{suffix}"
        if not os.path.lexists(place):
            return place
    return folder / f"{stem}{day}{suffix}"


def _name(beside: Path, place: Path) -> None:
    """Give *beside* the name *place*, which must be free. Raises OSError."""
    try:
        os.link(beside, place, follow_symlinks=False)
    except OSError as problem:
        if problem.errno not in _NO_LINKS_HERE:
            raise
        if os.path.lexists(place):
            raise FileExistsError from None
        beside.rename(place)  # a disk for sticks without links; nobody else writes there


@contextmanager
def _told() -> Iterator[None]:
    """What the disk says about the file, in words. Our own errors pass."""
    try:
        yield
    except FileExistsError:
        raise UsageProblem(
            "Something else took that name meanwhile. It was not touched.",
            hint="Choose another name.",
        ) from None
    except OSError as problem:
        reason = os.strerror(problem.errno) if problem.errno else "its name cannot be used"
        raise CannotWrite(
            f"The file could not be written there: {reason}.",
            hint="Nothing is left there. Choose another folder, or make room.",
        ) from None
