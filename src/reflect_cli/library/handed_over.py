"""A set as it was handed over: a file, standard input, a folder or a zip, read in memory.

Nothing is unpacked to a disk, no link is followed, and nothing is read beyond what a set can be.
A zip is a courtesy for what mail programs make of a file; each thing that is odd about one is a
reason to refuse it.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import stat
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reflect_cli.errors import PromptSetMalformed, PromptSetMissing
from reflect_cli.library.sets import LARGEST, SUFFIX
from reflect_cli.promptsets.characters import quoted
from reflect_cli.promptsets.source import MOST_BYTES

if TYPE_CHECKING:
    import zipfile

INPUT = "-"
MOST_IN_ARCHIVE = 40
MOST_IN_FOLDER = 1000
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_ZIPPED = b"PK\x03\x04"
_STORED, _DEFLATED = 0, 8
_OF_A_MAC = "__MACOSX/"
_UNSAFE_NAME = re.compile(r'(^|/)\.\.?(/|$)|^/|//|[\\:*?"<>|\x00-\x1f\x7f]')
_UNPACK = "Unpack it yourself and look at what is in it; then install the set file."


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The bytes of a set file, and a name for it in messages."""

    data: bytes
    name: str


def handed_over(what: str) -> HandedOver:
    """The one set in *what*: a path, or `-`. Raises PromptSetMissing and PromptSetMalformed."""
    if what == INPUT:
        return _only_set(HandedOver(sys.stdin.buffer.read(LARGEST), "what came in"))
    try:
        path = Path(what).expanduser()
        is_folder = path.is_dir()
    except (RuntimeError, OSError, ValueError):
        raise _missing(what) from None
    return _only_set(_read(_in_folder(path) if is_folder else path, linked=not is_folder))


def as_dropped(typed: str) -> str:
    """A path as it was typed, or without the quotes a terminal puts round a file dropped into it."""
    with suppress(RuntimeError, OSError, ValueError):
        if Path(typed).expanduser().exists():
            return typed
    try:
        words = shlex.split(typed)
    except ValueError:  # a quotation mark that belongs to the name
        return typed
    return words[0] if len(words) == 1 else typed


def set_files(folder: Path) -> tuple[Path, ...]:
    """The set files and zips in *folder* itself, by name; none if it cannot be read."""
    try:
        found = sorted(folder.iterdir())[:MOST_IN_FOLDER]
    except OSError:
        return ()
    return tuple(path for path in found if path.name.endswith((SUFFIX, ".zip")))


def _in_folder(folder: Path) -> Path:
    found = [path for path in set_files(folder) if path.name.endswith(SUFFIX)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise PromptSetMissing(
            f"There is no set in {quoted(str(folder), 80)}.",
            hint=f"A set is one file whose name ends in {SUFFIX}.",
        )
    names = ", ".join(quoted(path.name) for path in found[:9])
    raise PromptSetMissing(
        f"There are {len(found)} sets in {quoted(str(folder), 80)}.", hint=f"Name one: {names}."
    )


def _read(path: Path, *, linked: bool) -> HandedOver:
    """The start of *path*, which he named himself, or which lies in a folder and is no link."""
    data = None
    with suppress(OSError, ValueError):
        descriptor = os.open(path, _READ & ~os.O_NOFOLLOW if linked else _READ)
        with os.fdopen(descriptor, "rb") as file:
            if stat.S_ISREG(os.fstat(descriptor).st_mode):
                data = file.read(LARGEST + 1)
    if data is None:
        raise _missing(path.name or str(path))
    return HandedOver(data, path.name)


def _only_set(given: HandedOver) -> HandedOver:
    return _in_archive(given) if given.data.startswith(_ZIPPED) else given


def _in_archive(given: HandedOver) -> HandedOver:
    """The one set in a zip, every entry of which is as it should be."""
    import struct
    import zipfile
    import zlib

    if len(given.data) > LARGEST:
        raise _refused(given.name, f"is larger than {LARGEST >> 20} MiB")
    try:
        with zipfile.ZipFile(io.BytesIO(given.data)) as archive:
            entries = archive.infolist()
            _check(entries, given.name)
            sets = [one for one in entries if _may_be_the_set(one.filename)]
            if len(sets) != 1:
                raise _refused(given.name, f"holds {len(sets) or 'no'} set files, not one")
            with archive.open(sets[0]) as entry:
                data = entry.read(MOST_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, IndexError,
            OverflowError, NotImplementedError, struct.error):  # fmt: skip
        raise _refused(given.name, "is damaged, or of a kind that is not read here") from None
    if len(data) > MOST_BYTES or len(data) != sets[0].file_size:
        raise _refused(given.name, "holds more than it says, or more than a set can be")
    return HandedOver(data, sets[0].filename.rpartition("/")[2])


def _may_be_the_set(name: str) -> bool:
    """Whether it is named as a set is; what a Mac puts beside each file it zips is not."""
    return name.endswith(SUFFIX) and not name.startswith(_OF_A_MAC)


def _check(entries: list[zipfile.ZipInfo], name: str) -> None:
    if len(entries) > MOST_IN_ARCHIVE:
        raise _refused(name, f"holds more than {MOST_IN_ARCHIVE} files")
    seen = set()
    for entry in entries:
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if _UNSAFE_NAME.search(entry.orig_filename) or not entry.filename.isprintable():
            raise _refused(name, "holds a file whose name leads elsewhere")
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise _refused(name, "holds a link")
        if entry.flag_bits & 0x1:
            raise _refused(name, "is encrypted")
        if entry.compress_type not in (_STORED, _DEFLATED):
            raise _refused(name, "is packed in a way that is not read here")
        if entry.filename.casefold() in seen:
            raise _refused(name, "holds two files of one name")
        seen.add(entry.filename.casefold())


def _missing(name: str) -> PromptSetMissing:
    return PromptSetMissing(
        f"{quoted(name, 80)} is not there, or is not a file that can be read.",
        hint="Check its name. Reflect fetches nothing from the web: save the file, then name it.",
    )


def _refused(name: str, why: str) -> PromptSetMalformed:
    return PromptSetMalformed(f"The archive {quoted(name, 80)} {why}.", hint=_UNPACK)
