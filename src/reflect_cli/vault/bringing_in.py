"""Bringing entries in: what is here already stays as it is, and doing it again adds nothing.

First it is decided, without a change, what would become of each entry; then all of it is done in one
transaction. Entries older than the last one here get their place in time by computing lists anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from reflect_cli.vault.bodies import mark_in
from reflect_cli.vault.chain import RecordKind
from reflect_cli.vault.current import Current
from reflect_cli.vault.records import in_order, marks_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reflect_cli.journal.plan import Plan
    from reflect_cli.vault.contents import Revision
    from reflect_cli.vault.marks import Mark
    from reflect_cli.vault.portable import Kept, Portable
    from reflect_cli.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Brought:
    """What became, or would become, of what was brought.

    Entries are `added`, `changed` (they got a later version), `there` already, or `removed` here
    before and so left out. `plans` and `marks` are those that were new.
    """

    added: int = 0
    changed: int = 0
    there: int = 0
    removed: int = 0
    plans: int = 0
    marks: int = 0


@dataclass(frozen=True, slots=True, repr=False)
class Decided:
    """What is to be written, in order of time; with `needs_order` all lists are computed anew after it."""

    new: tuple[Kept, ...]
    later: tuple[tuple[Revision, ...], ...]
    plans: tuple[Plan, ...]
    marks: tuple[Mark, ...]
    told: Brought
    needs_order: bool


def decide(
    vault: Vault,
    portable: Portable,
    *,
    removed_too: bool = False,
    tell: Callable[[int, int], None] = lambda _done, _total: None,
) -> Decided:
    """What there is to write of *portable*; nothing is written here.

    With *removed_too* entries that were removed here come back.
    """
    new, later, gone = [], [], set[str]()
    for done, kept in enumerate(portable.entries, start=1):
        said = vault.records.of(kept.id)
        if not said or (removed_too and not _stands(vault, kept.id)):
            new.append(kept)
        elif not _stands(vault, kept.id):
            gone.add(kept.id)
        elif not (portable.by_content or kept.is_part):
            later.append(_later_than_here(vault, kept))
        tell(done, len(portable.entries))
    plans = [plan for plan in portable.plans if plan.entry not in gone]
    plans = [plan for plan in plans if not vault.records.of(plan.id)]
    known = {kept.id for kept in portable.entries} | {plan.id for plan in portable.plans}
    marks = [one for one in portable.marks if one.about in known - gone and _is_new(vault, one)]
    changed = sum(map(bool, later))
    told = Brought(
        added=len(new),
        changed=changed,
        there=len(portable.entries) - len(new) - len(gone) - changed,
        removed=len(gone),
        plans=len(plans),
        marks=len(marks),
    )
    in_time = tuple(sorted(new, key=lambda kept: _moment(kept.versions[0].at)))
    needs_order = bool(in_time) and _is_before_the_last(vault, in_time[0])
    changes = tuple(filter(None, later))
    return Decided(in_time, changes, tuple(plans), tuple(marks), told, needs_order)


def bring_in(
    vault: Vault,
    decided: Decided,
    tell: Callable[[int, int], None] = lambda _done, _total: None,
    tell_ordered: Callable[[int, int], None] = lambda _done, _total: None,
) -> None:
    """Write all that was *decided*, or none of it. Raises CannotWrite.

    *tell* is called as entries are written, *tell_ordered* as lists are put in order after that.
    """
    with vault.transaction():
        for done, kept in enumerate(decided.new, start=1):
            for version in kept.versions:
                vault.entries.put_back(version.entry, version.at)
            tell(done, len(decided.new))
        for versions in decided.later:
            for version in versions:
                vault.entries.put_back(version.entry, version.at)
        for plan in decided.plans:
            vault.plans.add(plan)
        for mark in decided.marks:
            vault.marks.set(mark)
        if decided.needs_order:
            Current(vault.records).rebuild(tell_ordered)


def _stands(vault: Vault, entry_id: str) -> bool:
    return vault.database.one("SELECT 1 FROM entry WHERE id = ?", (entry_id,)) is not None


def _later_than_here(vault: Vault, kept: Kept) -> tuple[Revision, ...]:
    """The versions carried that are not here and were kept after the last that is."""
    here = vault.entries.kept(kept.id)
    last = max(_moment(at) for _, at in here)
    known = [entry for entry, _ in here]
    return tuple(one for one in kept.versions if _moment(one.at) > last and one.entry not in known)


def _is_new(vault: Vault, mark: Mark) -> bool:
    """Whether nothing was said here under the mark's name, or only before it."""
    said = [
        record.said
        for record in in_order(vault.records.of(marks_on(mark.about)))
        if record.said.kind is RecordKind.MARK and record.said.body is not None
    ]
    same = [one for one in said if mark_in(one.body or "")[0] == mark.name]
    if not same:
        return True
    is_set = mark_in(same[-1].body or "")[1] == mark.value
    return not is_set and _moment(mark.at) > _moment(same[-1].at)


def _is_before_the_last(vault: Vault, kept: Kept) -> bool:
    newest = vault.entries.recent(1)
    if not newest:
        return False
    first_said = vault.records.of(newest[0].id)[0].said.at
    return _moment(kept.versions[0].at) < _moment(first_said)


def _moment(stamp: str) -> datetime:
    return datetime.fromisoformat(stamp)


def every_mark(tags: Iterable[str], about: str, at: str) -> tuple[Mark, ...]:
    """The marks for *tags* on an entry."""
    from reflect_cli.vault.marks import Mark
    from reflect_cli.vault.shown import TAG

    return tuple(Mark(about, f"{TAG}{tag}", "on", at) for tag in tags)
