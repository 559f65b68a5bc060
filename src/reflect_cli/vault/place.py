"""Where a vault may live: a folder of the person's own that no one else can read or redirect.

The folder itself and every file in it must be real (no links), his, and closed to group and
others. A parent folder may be a link of his; the last step may not.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from reflect_cli.errors import UnsafePlace
from reflect_cli.vault.troubles import filing, not_writable

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "header.json"
HEADER_COPY = "header.copy"
DATABASE = "journal.db"
WAL = "journal.db-wal"
SHARED_MEMORY = "journal.db-shm"
LOCK = "lock"
FILES = (HEADER, HEADER_COPY, DATABASE, WAL, SHARED_MEMORY, LOCK)

FOLDER_MODE = 0o700
FILE_MODE = 0o600
_OTHERS = 0o077
_ASIDE = ".before-restore-"


def exists(folder: Path) -> bool:
    """Whether a journal, whole or not, is in *folder*."""
    return any(os.path.lexists(folder / name) for name in (HEADER, HEADER_COPY, DATABASE))


def check_place(folder: Path) -> None:
    """Raise UnsafePlace unless *folder* and the vault's files in it are his alone."""
    with filing():
        _check_parent(folder)
        facts = folder.lstat()
        if not stat.S_ISDIR(facts.st_mode):
            raise UnsafePlace(
                f"{folder} is a link or a file, not a folder.",
                hint="Put the folder itself there, or point REFLECT_HOME at where it is.",
            )
        _check_owner_and_mode(folder, facts, f"chmod 700 {folder}")
        for name in FILES:
            _check_file(folder / name)


def can_write(folder: Path) -> bool:
    """Whether the journal in *folder* can be written to."""
    return os.access(folder, os.W_OK | os.X_OK)


def refuse_hopeless(folder: Path) -> None:
    """Raise unless *folder* could be made: what is there of its path is a folder of his to fill."""
    parent = folder.parent
    while not os.path.lexists(parent):
        parent = parent.parent
    if not parent.is_dir():
        what = "a link that leads nowhere" if parent.is_symlink() else "a file, not a folder"
        raise UnsafePlace(
            f"{parent} is {what}, so no journal can be made in it.",
            hint="Remove it, or point REFLECT_HOME at another place.",
        )
    if not can_write(parent):
        raise not_writable()
    if parent == folder.parent:
        _check_parent(folder)


def free_aside(folder: Path, day: str) -> Path:
    """A free name beside *folder* for what a restore takes out of its place."""
    plain = folder.with_name(f"{folder.name}{_ASIDE}{day}")
    aside, number = plain, 1
    while os.path.lexists(aside):
        number += 1
        aside = plain.with_name(f"{plain.name}-{number}")
    return aside


def moved_aside(folder: Path) -> tuple[Path, ...]:
    """What restores have taken out of the place of *folder*, the first one first."""
    return tuple(sorted(folder.parent.glob(f"{folder.name}{_ASIDE}*")))


def make_folder(folder: Path) -> None:
    """Make *folder* and any missing parents, each closed to everyone else."""
    missing = [folder]
    while not missing[-1].parent.exists():
        missing.append(missing[-1].parent)
    for each in reversed(missing):
        each.mkdir(mode=FOLDER_MODE, exist_ok=each is not folder)


def sync_folder(folder: Path) -> None:
    """Make names in *folder* durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _check_parent(folder: Path) -> None:
    mode = folder.parent.stat().st_mode
    if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
        raise UnsafePlace(
            f"Anyone on this computer can replace folders in {folder.parent}.",
            hint=f"Close it to others: chmod o-w {folder.parent}",
        )


def _check_file(path: Path) -> None:
    try:
        facts = path.lstat()
    except FileNotFoundError:
        return
    if not stat.S_ISREG(facts.st_mode):
        raise UnsafePlace(
            f"{path.name} in the journal's folder is a link, not a file.",
            hint="Put the file itself in its place.",
        )
    _check_owner_and_mode(path, facts, f"chmod 600 {path}")


def _check_owner_and_mode(path: Path, facts: os.stat_result, remedy: str) -> None:
    if facts.st_uid != os.geteuid():
        raise UnsafePlace(
            f"{path} belongs to another user of this computer.",
            hint="Run Reflect as the user the journal belongs to.",
        )
    if facts.st_mode & _OTHERS:
        raise UnsafePlace(
            f"Other users of this computer can reach {path}.",
            hint=f"Close it to them: {remedy}",
        )
