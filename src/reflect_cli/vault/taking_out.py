"""Part of a journal, or all of it, as one value that can be written elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reflect_cli.vault.contents import Revision
from reflect_cli.vault.portable import Kept, Portable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reflect_cli.vault.vault import Vault


def taken_out(
    vault: Vault, ids: Sequence[str], tell: Callable[[int, int], None] = lambda _done, _total: None
) -> Portable:
    """The entries of *ids* with all their versions, their plans, and what is noted about both.

    `tell(done, total)` is called as entries are read.
    """
    entries = []
    for done, entry_id in enumerate(ids, start=1):
        told = vault.entries.kept(entry_id)
        entries.append(Kept(tuple(Revision(entry, at) for entry, at in told)))
        tell(done, len(ids))
    chosen = set(ids)
    plans = tuple(plan for plan in vault.plans.every() if plan.entry in chosen)
    about = chosen.union(plan.id for plan in plans)
    marks = tuple(mark for mark in vault.marks.every() if mark.about in about)
    return Portable(tuple(entries), plans, marks)


def part_of(whole: Portable, numbers: Sequence[int]) -> Portable:
    """Of the one entry in *whole* only the answers of these *numbers*, counted from 1, as they stand."""
    (kept,) = whole.entries
    last = kept.versions[-1]
    items = tuple(last.entry.items[number - 1] for number in numbers)
    part = Revision(replace(last.entry, items=items), last.at)
    return Portable((Kept((part,), is_part=True),))
