"""`reflect journal bin`, `restore` and `empty-bin`: out of sight, back again, or gone for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from reflect_cli.commands.filters import Filters
from reflect_cli.commands.gathering import gathered
from reflect_cli.commands.options import Manner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reflect_cli.screens.blocks import Block
    from reflect_cli.vault.entries import EntrySummary
    from reflect_cli.vault.vault import Vault

#: How long an entry lies in the bin before `empty-bin` takes it without being told to.
DAYS = 30

Entries = Annotated[
    list[str] | None, typer.Argument(metavar="[ENTRY]...", help="Short ids, as `list` shows them.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only show which entries it would be.")]
Yes = Annotated[bool, typer.Option("--yes", help="Agree beforehand, for scripts.")]

_SHOWN = 20
NAME_SOME = "Name entries, or say with a filter which."
HOW = "For example: reflect journal bin a1b2c3, or: reflect journal bin --to 2024 --dry-run"
THESE = "Entries this is about: {count}"
MORE = "… and {count} more"
NONE = "No entry is like that. Nothing was changed."
PUT = "In the bin: {count}. `reflect journal restore` takes them out again."
TAKEN_OUT = "Taken out of the bin: {count}."
NOT_PUT = "Nothing was put into the bin."
IS_EMPTY = "There is nothing in the bin that would be removed."
YOUNGER = "Entries put there in the last {days} days stay: {count}. --all takes them too."
FOR_GOOD = (
    "They are removed for good, with all their versions and tags and the plans made in them. "
    "Nothing brings them back but a backup, an export or another copy of the journal, which still "
    "hold them."
)
REMOVED = "Removed for good: {count}."
NOT_EMPTIED = "Nothing was removed."
AS_LARGE = "The words are gone. The file could not be made smaller yet: {problem}"
PUT_ALL = "Put them into the bin"
REMOVE_ALL = "Remove them for good"


@gathered
def put_in_bin(
    entries: Entries = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    *,
    manner: Manner,
    filters: Filters,
) -> None:
    """Put entries into the bin: out of lists, search, the map and exports, until you restore them.

    Entries found by a filter are shown first. Nothing in the bin goes by itself; `empty-bin`
    removes it. Exit codes: as `list`; 2 usage, 15 cannot write, 21 there is no such entry.
    """
    from reflect_cli.commands.asking import require_agreed
    from reflect_cli.commands.clock import now
    from reflect_cli.commands.unlock import open_journal
    from reflect_cli.errors import UsageProblem
    from reflect_cli.screens.console import say

    if not entries and filters.is_empty:
        raise UsageProblem(NAME_SOME, hint=HOW)
    filters.wanted()
    with open_journal(manner, writing=not dry_run) as journal:
        found = _found(journal, entries, filters)
        if not found or dry_run:
            say(_lines(found) if found else NONE)
            return
        require_agreed(
            _page(found), PUT_ALL, manner, already=yes or filters.is_empty, stopped=NOT_PUT
        )
        _mark(journal, [each.id for each in found], now())
    say(PUT.format(count=len(found)))


@gathered
def restore(
    entries: Entries = None,
    *,
    manner: Manner,
    filters: Filters,
) -> None:
    """Take entries out of the bin, as they were. `list --binned` shows what is there.

    Exit codes: as `list`; 2 usage, 15 cannot write, 21 there is no such entry.
    """
    from reflect_cli.commands.unlock import open_journal
    from reflect_cli.errors import UsageProblem
    from reflect_cli.screens.console import say

    if not entries and filters.is_empty:
        raise UsageProblem(NAME_SOME, hint="For example: reflect journal restore a1b2c3")
    filters.wanted()
    with open_journal(manner, writing=True) as journal:
        found = _found(journal, entries, filters, binned=True)
        _mark(journal, [each.id for each in found], "")
    say(TAKEN_OUT.format(count=len(found)))


@gathered
def empty(
    entries: Entries = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what was put there lately.")
    ] = False,
    dry_run: DryRun = False,
    yes: Yes = False,
    *,
    manner: Manner,
) -> None:
    """Remove for good what has been in the bin for 30 days, or the entries named, or all of it.

    Their words are overwritten in the journal. Backups, exports and other copies still hold them.
    Exit codes: as `list`; 2 usage, 15 cannot write, 21 there is no such entry.
    """
    from reflect_cli.commands.asking import require_agreed
    from reflect_cli.commands.unlock import open_journal
    from reflect_cli.screens.console import say

    with open_journal(manner, writing=not dry_run) as journal:
        there = _found(journal, entries, None, binned=True)
        due = there if entries or everything else _old_enough(journal, there)
        younger = YOUNGER.format(days=DAYS, count=len(there) - len(due))
        told = younger if len(there) > len(due) else ""
        if not due or dry_run:
            say("\n".join(filter(None, [_lines(due) if due else IS_EMPTY, told])))
            return
        require_agreed(
            _page(due, FOR_GOOD, told), REMOVE_ALL, manner, already=yes, stopped=NOT_EMPTIED
        )
        _remove(journal, due)
    say(REMOVED.format(count=len(due)))


def _found(
    journal: Vault, entries: list[str] | None, filters: Filters | None, *, binned: bool = False
) -> tuple[EntrySummary, ...]:
    """The entries named, or those the filters find. Raises NothingToShow for one that is not there."""
    from reflect_cli.commands.entry_lists import named
    from reflect_cli.errors import NothingToShow
    from reflect_cli.journal.wanted import Wanted

    ids = tuple(dict.fromkeys(named(journal, typed) for typed in entries or ()))
    wanted = (
        filters.wanted_in(journal, ids=ids, binned=binned)
        if filters
        else Wanted(ids=ids, binned=binned)
    )
    found = journal.entries.chosen(wanted, journal.entries.count() + 1)
    if len(found) < len(ids) and (filters is None or filters.is_empty):
        where = "not in the bin" if binned else "in the bin already"
        raise NothingToShow(f"An entry you named is {where}. Nothing was changed.")
    return found


def _mark(journal: Vault, ids: Sequence[str], when: str) -> None:
    from reflect_cli.commands.clock import now
    from reflect_cli.vault.marks import Mark
    from reflect_cli.vault.shown import BINNED

    with journal.transaction():
        for entry_id in ids:
            journal.marks.set(Mark(entry_id, BINNED, when, when or now()))


def _old_enough(journal: Vault, there: tuple[EntrySummary, ...]) -> tuple[EntrySummary, ...]:
    from datetime import timedelta

    from reflect_cli.commands.clock import today
    from reflect_cli.vault.shown import BINNED

    since = journal.marks.named(BINNED)
    last_day = (today() - timedelta(days=DAYS)).isoformat()
    return tuple(each for each in there if since.get(each.id, "")[:10] <= last_day)


def _remove(journal: Vault, due: tuple[EntrySummary, ...]) -> None:
    """The entries and their plans are gone when this returns, and the file is as small as it can be."""
    from reflect_cli.commands.clock import now
    from reflect_cli.errors import CannotWrite
    from reflect_cli.screens.console import tell

    with journal.transaction():
        for each in due:
            journal.plans.remove_of(each.id, now())
            journal.entries.remove(each.id, now())
    try:
        journal.shrink()
    except CannotWrite as problem:
        tell(AS_LARGE.format(problem=problem.message))


def _lines(found: tuple[EntrySummary, ...]) -> str:
    from reflect_cli.commands.entry_lists import lines_of

    more = len(found) - _SHOWN
    lines = [THESE.format(count=len(found)), *lines_of(found[:_SHOWN])]
    return "\n".join([*lines, MORE.format(count=more)] if more > 0 else lines)


def _page(found: tuple[EntrySummary, ...], *more: str) -> list[Block]:
    from reflect_cli.screens.blocks import text

    return [text(words) for words in (_lines(found), *more) if words]
