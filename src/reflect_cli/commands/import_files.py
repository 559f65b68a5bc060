"""What lies in a file or folder that is to be imported, whoever wrote it, as entries of ours."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from reflect_cli.errors import BackupDamaged, NothingToShow, UsageProblem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reflect_cli.journal.foreign import Reading
    from reflect_cli.journal.from_markdown import Page
    from reflect_cli.vault.portable import Portable

_AGE = b"age-encryption.org/v1\n"
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_MARKDOWN = {".md", ".markdown"}
_JRNL_DAY = re.compile(r"\d{4}/\d{2}/\d{2}\.txt")
_MOST_BYTES = 1 << 30
NOT_MARKDOWN = "files that are no Markdown"
NOTHING_TAKEN = "Nothing was taken from it."
STOPPED = "Nothing was imported."


@dataclass(frozen=True, slots=True, repr=False)
class Source:
    """What was found: in which form, the entries, and what has no place here, by what it is."""

    form: str
    portable: Portable
    left_out: Counter[str]


def source_at(path: Path, descriptor: int | None, time_format: str | None) -> Source:
    """What is at *path*, opened with its own passphrase where it has one.

    Raises NothingToShow, UsageProblem, WrongPassphrase, BackupDamaged and VaultTooNew.
    """
    from reflect_cli.vault import backup_file

    try:
        path = path.expanduser().absolute()
        is_folder = path.is_dir()
    except (OSError, ValueError, RuntimeError):
        raise NothingToShow("That name cannot be used.", hint="Give a file or a folder.") from None
    if is_folder:
        return _folder(path, time_format)
    content = _unlocked(backup_file.read(path), descriptor)
    return _file(path, content, time_format)


def _unlocked(content: bytes, descriptor: int | None) -> bytes:
    """*content* without the lock it may have."""
    from reflect_cli.commands.locked_files import opened
    from reflect_cli.vault import age, jrnl_file

    if content.startswith(_AGE):
        age.refuse_work(content)
        return opened(lambda secret: age.unlock(content, secret), descriptor, stopped=STOPPED)
    if jrnl_file.is_locked(content):
        return opened(lambda secret: jrnl_file.unlock(content, secret), descriptor, stopped=STOPPED)
    return content


def _file(path: Path, content: bytes, time_format: str | None) -> Source:
    from reflect_cli.journal import from_day_one, from_markdown, from_our_markdown
    from reflect_cli.journal.foreign import Reading
    from reflect_cli.vault import portable

    if portable.is_portable(content):
        return Source("Reflect, JSON", portable.read(content), Counter())
    if content.startswith(_GZIP):
        raise UsageProblem(
            "That is a backup of a whole journal, not an export.",
            hint="`reflect vault restore FILE` makes a journal from it.",
        )
    if content.startswith(_ZIP):
        return _day_one([from_day_one.read(each) for each in _journals_in(content)])
    if from_day_one.is_day_one(content):
        return _day_one([_read(lambda: from_day_one.read(content))])
    text = from_markdown.text_in(content, Reading())
    if from_our_markdown.is_ours(text):
        reading = _read(lambda: from_our_markdown.read(text))
        return Source("Reflect, Markdown", _portable(reading), reading.left_out)
    if path.suffix.lower() in _MARKDOWN:
        reading = from_markdown.read([_page(path, path.parent, content)], _zoned)
        return Source("Markdown", _portable(reading, by_content=True), reading.left_out)
    if content.lstrip()[:1] in (b"{", b"<"):
        raise _not_known()
    return _jrnl(text, time_format)


def _folder(folder: Path, time_format: str | None) -> Source:
    """Every Markdown file below *folder*; or, where jrnl keeps a file a day, its journal."""
    from reflect_cli.journal import from_markdown, from_our_markdown
    from reflect_cli.journal.foreign import Reading

    files = _files_below(folder)
    names = {file.relative_to(folder).as_posix(): file for file in files}
    if days := [name for name in sorted(names) if _JRNL_DAY.fullmatch(name)]:
        texts = [_content(names[name]).decode("utf-8", "replace") for name in days]
        return _jrnl("\n".join(texts), time_format)
    pages = [_page(f, folder, _content(f)) for f in files if f.suffix.lower() in _MARKDOWN]
    if not pages:
        raise NothingToShow("There is no Markdown file in that folder.", hint="Check its name.")
    ours, theirs = Reading(), []
    for page in pages:
        text = from_markdown.text_in(page.content, Reading())
        if from_our_markdown.is_ours(text):
            read = _read(partial(from_our_markdown.read, text))
            ours.brought += read.brought
            ours.left_out += read.left_out
        else:
            theirs.append(page)
    reading = from_markdown.read(theirs, _zoned)
    reading.left_out[NOT_MARKDOWN] += len(files) - len(pages)
    reading.brought += ours.brought
    left_out = reading.left_out + ours.left_out
    return Source("Markdown", _portable(reading, by_content=not ours.brought), left_out)


def _jrnl(text: str, time_format: str | None) -> Source:
    from reflect_cli.journal import from_jrnl

    reading = _read(lambda: from_jrnl.read(text, _zoned, time_format))
    return Source("jrnl", _portable(reading, by_content=True), reading.left_out)


def _day_one(readings: list[Reading]) -> Source:
    from reflect_cli.journal.foreign import Reading

    whole = Reading()
    for reading in readings:
        whole.brought += reading.brought
        whole.left_out += reading.left_out
    return Source("Day One", _portable(whole), whole.left_out)


def _portable(reading: Reading, *, by_content: bool = False) -> Portable:
    """What was read, each entry as one version with its tags as marks; an id that comes twice, once."""
    from reflect_cli.vault.bringing_in import every_mark
    from reflect_cli.vault.contents import Revision
    from reflect_cli.vault.portable import Kept, Portable

    by_id = {brought.entry.id: brought for brought in reading.brought}
    entries = tuple(Kept((Revision(one.entry, one.at),)) for one in by_id.values())
    marks = [mark for one in by_id.values() for mark in every_mark(one.tags, one.entry.id, one.at)]
    return Portable(entries, marks=tuple(marks), by_content=by_content)


def _read(reading: Callable[[], Reading]) -> Reading:
    """What *reading* reads; what it says of another form becomes an error of ours."""
    from reflect_cli.journal.foreign import NotRead

    try:
        return reading()
    except NotRead as problem:
        raise BackupDamaged(
            f"{problem}.",
            hint=f"{NOTHING_TAKEN} `reflect journal import --help` says what is read.",
        ) from None


def _journals_in(packed: bytes) -> list[bytes]:
    """The JSON files of a zipped Day One export."""
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            members = [one for one in archive.infolist() if one.filename.lower().endswith(".json")]
            if sum(one.file_size for one in members) > _MOST_BYTES:
                raise BackupDamaged("What is in that archive is too large.", hint=NOTHING_TAKEN)
            found = [archive.read(one) for one in members]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        raise BackupDamaged("That archive cannot be opened.", hint=NOTHING_TAKEN) from None
    if not found:
        raise _not_known()
    return found


def _not_known() -> BackupDamaged:
    return BackupDamaged(
        "That file is in no form that is known here.",
        hint="Known are: exports of Reflect's, Markdown, jrnl, and the JSON of Day One.",
    )


def _files_below(folder: Path) -> list[Path]:
    """Every plain file below *folder*, in order of name; nothing hidden, and no links."""
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        here = folder / place
        found += [here / name for name in sorted(names) if not name.startswith(".")]
    return [file for file in found if file.is_file() and not file.is_symlink()]


def _content(path: Path) -> bytes:
    from reflect_cli.vault import backup_file

    return backup_file.read(path)


def _page(path: Path, folder: Path, content: bytes) -> Page:
    from reflect_cli.journal.from_markdown import Page

    changed = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    return Page(path.relative_to(folder).as_posix(), content, changed)


def _zoned(naive: datetime) -> datetime:
    """A time without a zone as one of this place, with the zone of that day."""
    try:
        return naive.astimezone()
    except (OverflowError, OSError, ValueError):
        from datetime import UTC

        return naive.replace(tzinfo=UTC)
