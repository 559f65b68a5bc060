"""Whether a folder lies where some program copies it to other computers, as far as marks show.

Only marks are looked for: what such programs leave in the folders they copy, and the names these
folders get. A folder that is copied without a mark, by a backup program for example, is not seen.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from reflect_cli.errors import UnsafePlace

_MOST_OF_A_CONFIG = 1024 * 1024

#: What a program leaves in the folder it copies.
_MARKS = (
    ("Syncthing", (".stfolder", ".stignore")),
    ("Dropbox", (".dropbox.cache",)),
    ("Nextcloud", (".nextcloudsync.log", ".owncloudsync.log", ".sync_*.db", "._sync_*.db")),
    ("OneDrive", (".849C9593-D756-4E56-8D6E-42412F2A707B",)),
    ("Google Drive", (".tmp.drivedownload", ".tmp.driveupload")),
    ("MEGA", (".megaignore",)),
)
#: What it calls that folder, unless told otherwise.
_NAMES = (
    ("Dropbox", r"Dropbox( \(.*\))?"),
    ("OneDrive", r"OneDrive( ?-.*)?"),
    ("Google Drive", r"Google ?Drive(-.*)?"),
    ("Nextcloud", r"(Nextcloud|ownCloud)\d*"),
    ("iCloud", r"Mobile Documents|iCloud ?Drive.*"),
    ("a cloud service", r"CloudStorage"),
    ("pCloud", r"pCloud ?Drive"),
    ("MEGA", r"MEGA(sync)?"),
    ("Seafile", r"Seafile"),
)


@dataclass(frozen=True, slots=True)
class Synced:
    """A folder that seems to be copied elsewhere, and by what."""

    by: str
    root: Path

    @property
    def words(self) -> str:
        """What *root* looks like, to be put after "looks like"."""
        return (
            "a git repository that is sent to another place"
            if self.by == "git"
            else f"a folder that {self.by} copies to other computers"
        )


def synced(folder: Path) -> Synced | None:
    """What copies *folder* elsewhere, by the marks in it and in the folders it lies in."""
    real = Path(os.path.realpath(folder))
    for place in dict.fromkeys((real, *real.parents, folder, *folder.parents)):
        if by := _copied_by(place):
            return Synced(by, place)
    return None


def refuse_synced(folder: Path) -> None:
    """Raise UnsafePlace if a new journal in *folder* would be copied elsewhere."""
    if found := synced(folder):
        raise UnsafePlace(
            f"{found.root} looks like {found.words}, and the journal would lie in it.",
            hint="Point REFLECT_HOME at a folder that is not copied. If you want it there all the "
            "same: reflect vault init --in-synced-folder",
        )


def _copied_by(place: Path) -> str | None:
    try:
        inside = [path.name for path in place.iterdir()]
    except OSError:
        inside = []
    for by, marks in _MARKS:
        if any(fnmatchcase(name, mark) for name in inside for mark in marks):
            return by
    if ".dropbox" in inside and (place / ".dropbox").is_file():  # in a home folder it is a folder
        return "Dropbox"
    if ".sync" in inside and (place / ".sync" / "ID").is_file():
        return "Resilio Sync"
    if ".git" in inside and _has_remote(place / ".git"):
        return "git"
    return next((by for by, name in _NAMES if re.fullmatch(name, place.name)), None)


def _has_remote(repository: Path) -> bool:
    """Whether the git repository at *repository*, a folder or a file that names one, is sent on."""
    if repository.is_file():
        named = _text(repository).removeprefix("gitdir:").strip()
        repository = repository.parent / named
        if common := _text(repository / "commondir").strip():
            repository /= common
    return '[remote "' in _text(repository / "config")


def _text(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return file.read(_MOST_OF_A_CONFIG)
    except (OSError, ValueError):
        return ""
