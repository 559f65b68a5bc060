"""Where a vault may live: a folder of the person's own that no one else can read or redirect.

The folder itself and every file in it must be real (no links), his, closed to group and others,
and on a disk of this computer. A folder it lies in may be a link of his; the last step may not.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from reflect_cli.errors import UnsafePlace
from reflect_cli.vault.mounts import mount_of
from reflect_cli.vault.troubles import filing, not_writable

HEADER = "header.json"
HEADER_COPY = "header.copy"
DATABASE = "journal.db"
WAL = "journal.db-wal"
SHARED_MEMORY = "journal.db-shm"
LOCK = "lock"
NEW_KEY = "new-key"  # a folder: the journal under a new master key, until that is in force
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
        refuse_network(folder)
        _check_above(folder)
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
    refuse_network(folder)
    _check_above(parent / folder.name)


def refuse_network(folder: Path) -> None:
    """Raise UnsafePlace when another computer serves the disk of *folder*."""
    mount = mount_of(folder)
    if mount is not None and mount.is_network:
        raise UnsafePlace(
            f"{folder} is on a network drive ({mount.kind}), where Reflect cannot rely on what it "
            "wrote, or on being the only one that writes.",
            hint="Keep the journal on a disk of this computer. A whole journal is the folder "
            "itself: copy it, or point REFLECT_HOME at another place.",
        )


def above(folder: Path) -> tuple[Path, ...]:
    """Every folder that *folder* lies in, by where links lead and by its name."""
    real, named = Path(os.path.realpath(folder)), folder.absolute()
    return tuple(dict.fromkeys((*real.parents, *named.parents)))


def open_above(folder: Path) -> tuple[Path, ...]:
    """The folders that *folder* lies in whose group, or whose owner, can rename what is in them.

    They are no reason to refuse: whatever is put there instead has to be his, and closed.
    """
    found = []
    for parent in above(folder):
        try:
            facts = parent.stat()
        except OSError:
            continue
        foreign = facts.st_uid not in (0, os.geteuid())
        if foreign or (facts.st_mode & stat.S_IWGRP and not facts.st_mode & stat.S_ISVTX):
            found.append(parent)
    return tuple(found)


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
    """Make *folder* and any missing parents, durable, each closed to everyone else."""
    missing = [folder]
    while not missing[-1].parent.exists():
        missing.append(missing[-1].parent)
    for each in reversed(missing):
        each.mkdir(mode=FOLDER_MODE, exist_ok=each is not folder)
        sync_folder(each.parent)


def sync_folder(folder: Path) -> None:
    """Make names in *folder* durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _check_above(folder: Path) -> None:
    for parent in above(folder):
        mode = parent.stat().st_mode
        if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
            raise UnsafePlace(
                f"Anyone on this computer can replace folders in {parent}.",
                hint=f"Close it to others: chmod o-w {parent}",
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
