"""A journal, or part of one, as a single JSON document: what `journal export` writes and import reads.

The fields are docs/format-export.md; docs/export.schema.json is the same as a JSON Schema. What comes
from other programs is turned into the same value first, so that there is one way in.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from reflect_cli.errors import BackupDamaged, VaultTooNew
from reflect_cli.journal.record import entry_to_json
from reflect_cli.vault.lines import mark_in, plan_in, revision_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from reflect_cli.journal.entry import Entry
    from reflect_cli.journal.plan import Plan
    from reflect_cli.vault.contents import Revision
    from reflect_cli.vault.marks import Mark

FORMAT = "reflect-journal"
VERSION = 1
_ID = re.compile(r"[0-9A-Za-z-]{1,64}", re.ASCII)
_FIELDS = {"format", "version", "made", "program", "entries", "plans", "marks"}


@dataclass(frozen=True, slots=True, repr=False)
class Kept:
    """One entry: every version of it that is carried, the first kept first, the standing one last.

    `is_part` says that only some of its answers are carried, so it must never replace the whole.
    """

    versions: tuple[Revision, ...]
    is_part: bool = False

    @property
    def standing(self) -> Entry:
        """The version that stands."""
        return self.versions[-1].entry

    @property
    def id(self) -> str:
        """The id of the entry."""
        return self.standing.id


@dataclass(frozen=True, slots=True, repr=False)
class Portable:
    """Entries with the plans made in them and what is noted about both.

    With `by_content` the ids are made from what is in the entries, so that one whose id is known is
    known altogether.
    """

    entries: tuple[Kept, ...]
    plans: tuple[Plan, ...] = ()
    marks: tuple[Mark, ...] = ()
    by_content: bool = False


def is_portable(raw: bytes) -> bool:
    """Whether *raw* looks like what `document` writes."""
    return raw.lstrip()[:1] == b"{" and FORMAT.encode() in raw[:400]


def document(portable: Portable, made: str, program: str) -> bytes:
    """*portable* as a JSON document in ASCII, with a newline at its end."""
    stored = {
        "format": FORMAT,
        "version": VERSION,
        "made": made,
        "program": program,
        "entries": [_entry(kept) for kept in portable.entries],
        "plans": [asdict(plan) for plan in portable.plans],
        "marks": [asdict(mark) for mark in portable.marks],
    }
    return json.dumps(stored, indent=1).encode("ascii") + b"\n"


def read(raw: bytes) -> Portable:
    """What `document` wrote as *raw*, its fields in any order.

    Raises BackupDamaged for anything that would lose or change a word, and VaultTooNew.
    """
    try:
        stored = json.loads(raw.decode())
        if not isinstance(stored, dict) or stored.get("format") != FORMAT:
            raise _damaged("It does not say that it is one")
        if type(stored.get("version")) is not int or stored["version"] > VERSION:
            raise _too_new()
        if set(stored) != _FIELDS:
            raise _damaged("Its first fields are not those of an export")
        return Portable(
            _each(stored["entries"], _kept_in, "Entry"),
            _each(stored["plans"], _plan_in, "Plan"),
            _each(stored["marks"], _mark_in, "Mark"),
        )
    except (ValueError, RecursionError, UnicodeDecodeError):
        raise _damaged("It is not JSON") from None


def _entry(kept: Kept) -> dict[str, Any]:
    versions = [{"at": one.at, "entry": entry_to_json(one.entry)} for one in kept.versions]
    return {"id": kept.id, **({"part": True} if kept.is_part else {}), "versions": versions}


def _kept_in(stored: dict[str, Any]) -> Kept:
    if not {"id", "versions"} <= set(stored) <= {"id", "part", "versions"}:
        raise ValueError("not the fields of an entry")
    versions = tuple(revision_in(version) for version in stored["versions"])
    part = stored.get("part", False)
    if type(part) is not bool or {one.entry.id for one in versions} != {stored["id"]}:
        raise ValueError("versions of another entry")
    entries = [one.entry for one in versions]
    _require_ids(stored["id"])
    _require_times(*(one.at for one in versions))
    _require_times(*(time for entry in entries for time in (entry.began, entry.finished)))
    return Kept(versions, is_part=part)


def _plan_in(stored: dict[str, Any]) -> Plan:
    plan = plan_in(stored)
    _require_ids(plan.id, plan.entry)
    _require_times(plan.made, *(step.at for step in plan.history))
    return plan


def _mark_in(stored: dict[str, Any]) -> Mark:
    mark = mark_in(stored)
    _require_ids(mark.about)
    _require_times(mark.at)
    return mark


def _require_ids(*ids: str) -> None:
    if not all(_ID.fullmatch(each) for each in ids):
        raise ValueError("not an id")


def _require_times(*times: str) -> None:
    if any(datetime.fromisoformat(each).tzinfo is None for each in times):
        raise ValueError("a time without a zone")


def _each(stored: list[dict[str, Any]], value_from: Callable[[Any], Any], name: str) -> Any:  # noqa: ANN401 - its kind is the reader's
    if not isinstance(stored, list):
        raise _damaged(f"Its part {name.lower()} is no list")
    values = []
    for number, one in enumerate(stored, start=1):
        try:
            values.append(value_from(one))
        except VaultTooNew:
            raise _too_new() from None
        except (ValueError, TypeError, KeyError, IndexError):
            raise _damaged(f"{name} {number} is not what Reflect wrote") from None
    return tuple(values)


def _damaged(why: str) -> BackupDamaged:
    return BackupDamaged(
        f"That file is not a whole export of Reflect's. {why}.",
        hint="Nothing was taken from it. Take another file, or an earlier one.",
    )


def _too_new() -> VaultTooNew:
    return VaultTooNew(
        "A newer Reflect wrote this export. Nothing was taken from it.",
        hint="Update Reflect, then import it.",
    )
