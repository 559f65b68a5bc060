"""A backup: everything a vault keeps as plain files in one archive, with a list that proves it whole.

What is in it, byte for byte, is docs/format-backup.md. `archive_of` and `read` turn contents into the
archive and back; locking it with a passphrase is `age.py`, putting it on a disk `backup_file.py`.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reflect_cli.errors import BackupDamaged, UsageProblem, VaultTooNew
from reflect_cli.journal.markdown import entry_as_markdown
from reflect_cli.vault import archive, lines
from reflect_cli.vault.contents import Contents
from reflect_cli.vault.header import VAULT_ID_BYTES
from reflect_cli.vault.texts import storable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FORMAT = "reflect-backup"
READER = 2

README = "README.txt"
MANIFEST = "manifest.json"
REVISIONS = "entries.jsonl"
PLANS = "plans.jsonl"
DRAFTS = "drafts.jsonl"
SETTINGS = "settings.json"
MARKS = "marks.jsonl"
SETS = "sets.jsonl"

_ALWAYS = (README, REVISIONS, PLANS, DRAFTS, SETTINGS)
_KNOWN = (*_ALWAYS, MARKS, SETS)
_PAGE = re.compile(r"entries/[0-9]{4,}-[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9A-Za-z]{0,6}\.md")

_HOW_TO_OPEN = """\
This is a backup of a Reflect journal. It was locked with a passphrase of its own.

With Reflect, from the locked file:

    reflect vault restore --list FILE    what is in it; nothing is changed
    reflect vault restore FILE           makes a journal from it

Without Reflect, with the programs age and tar, in a folder that only you can read:

    age -d FILE | tar xz

Then everything lies there in plain text, readable by anyone who reaches the folder.

    entries/         each entry as it stands, to read in any editor
    entries.jsonl    every entry and every earlier wording of it, one JSON object a line
    plans.jsonl      plans, with what became of them
    drafts.jsonl     sessions that were paused
    settings.json    choices, such as the country for help lines
    marks.jsonl      tags and the like, where there are any
    sets.jsonl       sets that were installed, if any, and whose keys are trusted
    manifest.json    what belongs to this backup, with the SHA-256 of each file
"""
_NOT_A_DATE = "0000-00-00"


@dataclass(frozen=True, slots=True, repr=False)
class Backup:
    """What a backup holds. `vault` is the vault's id; `made` is ISO 8601 with a zone."""

    vault: bytes
    made: str
    program: str
    contents: Contents

    @property
    def counts(self) -> dict[str, int]:
        """How many there are of each kind of thing; of installed sets only if there are any."""
        sets = len(self.contents.installed)
        return {
            "entries": len(self.contents.by_entry),
            "revisions": len(self.contents.revisions),
            "plans": len(self.contents.plans),
            "drafts": len(self.contents.drafts),
            "settings": len(self.contents.settings),
            **({"marks": len(self.contents.marks)} if self.contents.marks else {}),
            **({"sets": sets} if sets else {}),
        }


def archive_of(backup: Backup) -> bytes:
    """*backup* as a tar.gz. Raises UsageProblem when it is more than a backup can hold."""
    parts = {
        REVISIONS: lines.of_revisions(backup.contents.revisions),
        PLANS: lines.of_plans(backup.contents.plans),
        DRAFTS: lines.of_drafts(backup.contents.drafts),
        SETTINGS: lines.of_settings(backup.contents.settings),
        **({MARKS: lines.of_marks(backup.contents.marks)} if backup.contents.marks else {}),
        **_sets(backup.contents),
        **_pages(backup.contents),
    }
    members = {README: _HOW_TO_OPEN.encode(), **parts}
    whole = {README: members[README], MANIFEST: _manifest(backup, members), **parts}
    if archive.size_of(whole) > archive.MOST_BYTES:
        raise UsageProblem(
            f"The journal is larger than the {archive.MOST_BYTES >> 20} MiB a backup can hold.",
            hint="Copy its whole folder instead, while no Reflect has it open.",
        )
    return archive.pack(whole)


def read(packed: bytes) -> Backup:
    """The backup in *packed*, proved whole: every file against its hash, every line as a record.

    Raises BackupDamaged, which names the part, and VaultTooNew.
    """
    try:
        members = archive.unpack(packed)
    except archive.Unpackable as problem:
        raise _damaged(f"The archive in the backup is damaged: {problem}.") from None
    fields = _fields_of(members)
    _compare(members, fields)
    backup = _backup_from(members, fields)
    described = {name: content for name, content in members.items() if name != MANIFEST}
    if _manifest(backup, described) != members[MANIFEST]:
        raise _part_damaged(MANIFEST)
    return backup


def _pages(contents: Contents) -> dict[str, bytes]:
    pages = {}
    for number, (entry, count) in enumerate(contents.by_entry.values(), start=1):
        day = entry.began[:10]
        day = day if re.fullmatch(r"\d{4}-\d\d-\d\d", day, re.ASCII) else _NOT_A_DATE
        short = re.sub(r"[^0-9A-Za-z]", "", entry.id)[-6:]
        name = f"entries/{number:04}-{day}-{short}.md"
        pages[name] = storable(entry_as_markdown(entry, count)).encode()
    return pages


def _sets(contents: Contents) -> dict[str, bytes]:
    """The installed sets; without any there is no such file, as in the first backups."""
    stored = lines.of_sets(contents.installed, contents.distrusted)
    return {SETS: stored} if stored else {}


def _manifest(backup: Backup, members: Mapping[str, bytes]) -> bytes:
    version = 2 if MARKS in members or SETS in members else 1
    fields = {
        "format": FORMAT,
        "version": version,
        "min_reader": version,
        "vault": backup.vault.hex(),
        "made": backup.made,
        "program": backup.program,
        "counts": backup.counts,
        "members": {
            name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in members.items()
        },
    }
    return json.dumps(fields, indent=2).encode() + b"\n"


def _fields_of(members: Mapping[str, bytes]) -> dict[str, Any]:
    try:
        fields = json.loads(members[MANIFEST].decode("ascii"))
    except (KeyError, ValueError, RecursionError):
        raise _part_damaged(MANIFEST) from None
    if not isinstance(fields, dict) or fields.get("format") != FORMAT:
        raise _part_damaged(MANIFEST)
    min_reader = fields.get("min_reader")
    if type(min_reader) is int and min_reader > READER:
        raise _too_new()
    return fields


def _compare(members: Mapping[str, bytes], fields: dict[str, Any]) -> None:
    """Raise unless exactly the listed members are there, each with its own hash."""
    listed = fields.get("members")
    if not isinstance(listed, dict):
        raise _part_damaged(MANIFEST)
    for name in (*_ALWAYS, *listed):
        if name not in members or name not in listed:
            raise _damaged(f"{_shown(name)} is missing from the backup.")
    for name, content in members.items():
        if name == MANIFEST:
            continue
        if name not in listed or not (name in _KNOWN or _PAGE.fullmatch(name)):
            raise _damaged(f"{_shown(name)} does not belong in the backup.")
        stated = listed[name]
        digest = hashlib.sha256(content).hexdigest()
        if not isinstance(stated, dict) or stated.get("sha256") != digest:
            raise _part_damaged(name)


def _backup_from(members: Mapping[str, bytes], fields: dict[str, Any]) -> Backup:
    installed, distrusted = (), ()
    if SETS in members:
        installed, distrusted = _part(members, SETS, lines.sets_in)
    contents = Contents(
        _part(members, REVISIONS, lines.revisions_in),
        _part(members, PLANS, lines.plans_in),
        _part(members, DRAFTS, lines.drafts_in),
        _part(members, SETTINGS, lines.settings_in),
        _part(members, MARKS, lines.marks_in) if MARKS in members else (),
        installed,
        distrusted,
    )
    try:
        vault = bytes.fromhex(fields["vault"])
        made, program = fields["made"], fields["program"]
    except (KeyError, TypeError, ValueError):
        raise _part_damaged(MANIFEST) from None
    if len(vault) != VAULT_ID_BYTES or not isinstance(made, str) or not isinstance(program, str):
        raise _part_damaged(MANIFEST)
    return Backup(vault, made, program, contents)


def _part(members: Mapping[str, bytes], name: str, values_in: Callable[[bytes], Any]) -> Any:  # noqa: ANN401 - its kind is the reader's
    try:
        return values_in(members[name])
    except VaultTooNew:
        raise _too_new() from None
    except (ValueError, TypeError):
        raise _part_damaged(name) from None


def _shown(name: str) -> str:
    return name if archive.is_name(name) else "A file"


def _part_damaged(name: str) -> BackupDamaged:
    return _damaged(f"{_shown(name)} in the backup is not what Reflect wrote.")


def _damaged(words: str) -> BackupDamaged:
    return BackupDamaged(words, hint="Nothing was taken from it. Take another backup file.")


def _too_new() -> VaultTooNew:
    return VaultTooNew(
        "A newer Reflect wrote this backup. Nothing was touched.",
        hint="Update Reflect, then restore it.",
    )
