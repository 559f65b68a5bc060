"""On which file system a folder lies, as Linux tells it, and whether another computer serves it.

Where there is no such table (macOS, Windows) nothing can be said, and None says so.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLE = Path("/proc/self/mountinfo")

_NETWORK = frozenset(
    {
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "coda", "ceph", "lustre", "gfs2",
        "ocfs2", "beegfs", "gpfs", "orangefs", "pvfs2", "davfs", "acfs",
    }
)  # fmt: skip
_NETWORK_FUSE = frozenset(
    {
        "sshfs", "rclone", "s3fs", "goofys", "gcsfuse", "blobfuse", "blobfuse2", "glusterfs", "ceph",
        "cephfs", "ceph-fuse", "mfs", "moosefs", "juicefs", "curlftpfs", "davfs", "davfs2",
        "gvfsd-fuse", "kio-fuse", "smbnetfs", "google-drive-ocamlfuse", "onedriver", "dropbox",
        "pcloud", "megafs", "seadrive", "keybase", "httpfs2",
    }
)  # fmt: skip
#: Served by the computer this one runs inside; whether its locks hold is that computer's affair.
_SHARED = frozenset(["9p", "virtiofs", "vboxsf", "vmhgfs", "prl_fs", "fuse.vmhgfs-fuse"])
_FROM_ELSEWHERE = re.compile(r"//|[a-z][a-z0-9+.-]*://|[^/\s:]+:/", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True, slots=True)
class Mount:
    """A place where a file system begins: where it is, its type, and what it was made from."""

    point: str
    kind: str
    source: str

    @property
    def is_network(self) -> bool:
        """Whether another computer serves it over a network."""
        if self.kind in _NETWORK:
            return True
        family, _, name = self.kind.partition(".")
        if family != "fuse":
            return False
        return name in _NETWORK_FUSE or bool(_FROM_ELSEWHERE.match(self.source))

    @property
    def is_shared(self) -> bool:
        """Whether the computer that this virtual one runs on serves it."""
        return self.kind in _SHARED


def mount_of(path: Path) -> Mount | None:
    """What *path*, or what there is of it, lies on. None where the system does not tell."""
    try:
        table = TABLE.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return None
    return nearest(os.path.realpath(path), table)


def nearest(path: str, table: str) -> Mount | None:
    """The mount in *table* that *path*, free of links, lies on: the longest, and of those the last."""
    found = None
    for mount in _mounts_in(table):
        within = path == mount.point or path.startswith(f"{mount.point.rstrip('/')}/")
        if within and (found is None or len(mount.point) >= len(found.point)):
            found = mount
    return found


def unescaped(field: str) -> str:
    """A field of a table in /proc as it was before blanks in it were spelt in octal."""
    return _ESCAPED.sub(lambda code: chr(int(code[1], 8)), field)


def _mounts_in(table: str) -> Iterator[Mount]:
    for line in table.splitlines():
        place, dash, origin = line.partition(" - ")
        before, after = place.split(" "), origin.split(" ")
        if dash and len(before) > 4 and len(after) > 1:
            yield Mount(unescaped(before[4]), after[0], unescaped(after[1]))
