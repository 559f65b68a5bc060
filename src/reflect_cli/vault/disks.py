"""What Linux shows of the layers under a file system and under swap: encrypted, or not to be seen.

Only dm-crypt and file systems that encrypt by themselves show. A drive that encrypts inside
itself, a disk lent by another computer and files encrypted one by one look like plain ones.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from reflect_cli.vault.mounts import Mount, mount_of, unescaped

SYSTEM = Path("/")

_ENCRYPTING = frozenset(
    ["ecryptfs", "fuse.gocryptfs", "fuse.encfs", "fuse.cryfs", "fuse.securefs", "fuse.veracrypt"]
)
_IN_MEMORY = frozenset(("tmpfs", "ramfs"))


class Layer(StrEnum):
    """What was seen under a file system or a place for swapping."""

    NONE = "none"  # there is no such thing here
    MEMORY = "memory"  # it never reaches a disk
    ENCRYPTED = "encrypted"
    NOT_SEEN = "no encryption seen"
    UNKNOWN = "unknown"


#: The worst first: several places for swapping are as good as the worst of them.
_WORST = (Layer.NOT_SEEN, Layer.UNKNOWN, Layer.ENCRYPTED, Layer.MEMORY, Layer.NONE)


@dataclass(frozen=True, slots=True)
class Swap:
    """A place where memory may be written to."""

    name: str
    layer: Layer


def layer_under(mount: Mount | None, system: Path = SYSTEM) -> Layer:
    """What lies under *mount*; *system* is where /sys is looked for."""
    if mount is None:
        return Layer.UNKNOWN
    if mount.kind in _IN_MEMORY:
        return Layer.MEMORY
    if mount.kind in _ENCRYPTING:
        return Layer.ENCRYPTED
    return layer_of_device(mount.source, system)


def layer_of_device(source: str, system: Path = SYSTEM) -> Layer:
    """What lies under the device called *source*."""
    if not source.startswith("/dev/"):
        return Layer.UNKNOWN
    blocks = system / "sys" / "class" / "block"
    encrypted = _is_encrypted(blocks, os.path.basename(os.path.realpath(source)))  # noqa: PTH119 - a name, not a file
    if encrypted is None:
        return Layer.UNKNOWN
    return Layer.ENCRYPTED if encrypted else Layer.NOT_SEEN


def swaps(system: Path = SYSTEM) -> tuple[Swap, ...] | None:
    """Every place memory may be written to now; None where the system does not tell."""
    try:
        lines = (system / "proc" / "swaps").read_text(encoding="utf-8").splitlines()[1:]
    except OSError:
        return None
    fields = [line.split() for line in lines]
    return tuple(_swap(unescaped(each[0]), each[1], system) for each in fields if len(each) > 1)


def worst_of(found: tuple[Swap, ...]) -> Layer:
    """The least closed of the places in *found*."""
    return min((swap.layer for swap in found), key=_WORST.index, default=Layer.NONE)


def _swap(name: str, kind: str, system: Path) -> Swap:
    if kind == "file":
        return Swap(name, layer_under(mount_of(Path(name)), system))
    block = system / "sys" / "class" / "block" / os.path.basename(name)  # noqa: PTH119 - a name, not a file
    if block.name.startswith("zram"):
        behind = _text(block / "backing_dev")
        return Swap(
            name, Layer.MEMORY if behind in ("", "none") else layer_of_device(behind, system)
        )
    return Swap(name, layer_of_device(name, system))


def _is_encrypted(blocks: Path, name: str) -> bool | None:
    """Whether the block device *name*, or all it is made of, is dm-crypt. None: cannot be told."""
    block = blocks / name
    if not block.exists() or name.startswith("loop"):  # a loop's file can lie anywhere
        return None
    if _text(block / "dm" / "uuid").startswith("CRYPT-"):
        return True
    below = sorted(path.name for path in (block / "slaves").glob("*"))
    layers = [_is_encrypted(blocks, part) for part in below]
    if False in layers or not layers:
        return False
    return None if None in layers else True


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
