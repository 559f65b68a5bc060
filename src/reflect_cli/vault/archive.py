"""A few named files as one tar.gz, and back, in memory only.

Reading is strict: each header must be the very bytes that this module writes for its name and size.
So there are no links, no devices, no other paths, no hidden extensions and no second spelling of
anything, and nothing is ever unpacked to a disk.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Unpacked bytes that a backup may hold; all of it is in memory at once, more than once.
MOST_BYTES = 1 << 30

_BLOCK = 512
_RECORD = 20 * _BLOCK
_GZIP = 31  # zlib's name for its own window with a gzip header around it
_MODE_AND_OWNER = b"0000600\0" + b"0000000\0" * 2
_TIME = b"02263523000\0"  # 1980, always
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9./-]{0,99}")


class Unpackable(ValueError):
    """The bytes are no archive of ours; the text says what is wrong with them."""


def is_name(name: str) -> bool:
    """Whether a member can be called *name*."""
    return _NAME.fullmatch(name) is not None


def size_of(members: Mapping[str, bytes]) -> int:
    """How many bytes *members* are when unpacked to one tar."""
    length = sum(_BLOCK + len(content) + -len(content) % _BLOCK for content in members.values())
    return length + _end_after(length)


def pack(members: Mapping[str, bytes]) -> bytes:
    """*members* by name, in their order, as a tar.gz that any tar opens."""
    import gzip

    parts: list[bytes] = []
    for name, content in members.items():
        parts += [_header(name, len(content)), content, bytes(-len(content) % _BLOCK)]
    parts.append(bytes(_end_after(sum(map(len, parts)))))
    return gzip.compress(b"".join(parts), compresslevel=6, mtime=0)


def unpack(packed: bytes, most: int = MOST_BYTES) -> dict[str, bytes]:
    """The members of *packed*, in their order. Raises Unpackable."""
    tar = _decompressed(packed, most)
    members: dict[str, bytes] = {}
    place = 0
    while any(header := tar[place : place + _BLOCK]):
        name, size = _name_and_size(header)
        if name in members:
            raise Unpackable(f"it holds {name} twice")
        start = place + _BLOCK
        place = start + size + -size % _BLOCK
        if place > len(tar) or any(tar[start + size : place]):
            raise Unpackable(f"{name} does not end where it should")
        members[name] = tar[start : start + size]
    if len(tar) != place + _end_after(place) or any(tar[place:]):
        raise Unpackable("it does not end where it should")
    return members


def _decompressed(packed: bytes, most: int) -> bytes:
    import zlib

    stream = zlib.decompressobj(_GZIP)
    try:
        tar = stream.decompress(packed, most + 1)
    except zlib.error:
        raise Unpackable("it cannot be decompressed") from None
    if len(tar) > most:
        raise Unpackable(f"it is larger than the {most >> 20} MiB that fit")
    if not stream.eof or stream.unused_data:
        raise Unpackable("it is cut short, or something was added to it")
    return tar


def _name_and_size(header: bytes) -> tuple[str, int]:
    name = header[:100].rstrip(b"\0").decode("ascii", "replace")
    size = header[124:135]
    if not _NAME.fullmatch(name) or not re.fullmatch(rb"[0-7]{11}", size):
        raise Unpackable("it holds something that no backup has")
    if _header(name, int(size, 8)) != header:
        raise Unpackable(f"{name} is not stored as a plain file")
    return name, int(size, 8)


def _header(name: str, size: int) -> bytes:
    """The block before a file. Made here, so that no other library's change can alter it."""
    before = name.encode().ljust(100, b"\0") + _MODE_AND_OWNER + b"%011o\0" % size + _TIME
    after = b"0" + bytes(100) + b"ustar\0" + b"00" + bytes(247)
    return before + b"%06o\0 " % sum(before + b" " * 8 + after) + after


def _end_after(length: int) -> int:
    """How many zero bytes end a tar of *length*: two blocks, and what fills the last record."""
    return 2 * _BLOCK + -(length + 2 * _BLOCK) % _RECORD
