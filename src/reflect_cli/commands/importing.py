"""`reflect journal import`: entries from another journal, from jrnl, Day One or Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reflect_cli.commands.gathering import gathered
from reflect_cli.commands.locked_files import FilePassphraseFd
from reflect_cli.commands.options import AsJson, Manner

if TYPE_CHECKING:
    from reflect_cli.commands.import_files import Source
    from reflect_cli.vault.bringing_in import Brought

FOUND = "Read as: {form}. Entries in it: {count}."
DONE = "New: {added}. Here already: {there}. With a later version: {changed}."
WOULD = "Would be new: {added}. Here already: {there}. Would get a later version: {changed}."
BESIDES = "Besides: {found}."
PLANS = {1: "1 plan", 2: "{count} plans"}
MARKS = {1: "1 tag or other note", 2: "{count} tags and other notes"}
REMOVED = (
    "Removed here before, so left out: {count}. --removed-too brings them back, if you want that."
)
NOT_TAKEN = "What has no place here, and was not taken:"
ALL_TAKEN = "Everything in it has a place here."
NOTHING_CHANGED = "Nothing was changed; this was only a look."
LOOKING = "Comparing"
TAKING = "Taking in"
ORDERING = "Putting in order"
OLDER = "Some are older than what is here, so the lists are put in order of time after that."

#: From so many entries on, putting them in order takes long enough to be told of.
_MANY = 2000


@dataclass(frozen=True, slots=True)
class Taking:
    """How the file is read, and how much of it is taken in."""

    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be taken in.")] = (
        False
    )
    removed_too: Annotated[
        bool, typer.Option("--removed-too", help="Also entries that were removed here for good.")
    ] = False
    time_format: Annotated[
        str | None,
        typer.Option("--time-format", metavar="FORMAT", help="jrnl's `timeformat`, if it is rare."),
    ] = None
    file_passphrase_fd: FilePassphraseFd = None


@gathered
def import_(
    path: Annotated[
        Path, typer.Argument(metavar="FILE|FOLDER", help="What to take in; it is not changed.")
    ],
    as_json: AsJson = False,
    *,
    taking: Taking,
    manner: Manner,
) -> None:
    """Take entries in: an export of Reflect's, a Markdown folder, jrnl (also encrypted), Day One JSON.

    Taking the same in twice adds nothing, and nothing here is replaced. All of it is taken, or
    none. Exit codes: as `list`; 2 usage, 12 wrong passphrase, of the file too, 13 not in a form
    that is known, 14 newer version, 15 cannot write, 21 no such file.
    """
    from dataclasses import asdict
    from functools import partial

    from reflect_cli.commands.entry_lists import print_json
    from reflect_cli.commands.import_files import source_at
    from reflect_cli.commands.unlock import open_journal
    from reflect_cli.screens.console import say
    from reflect_cli.screens.console import tell as say_aside
    from reflect_cli.screens.progress import in_stages, progress
    from reflect_cli.vault.bringing_in import bring_in, decide
    from reflect_cli.vault.private_process import keep_private

    keep_private()
    found = source_at(path, taking.file_passphrase_fd, taking.time_format)
    with open_journal(manner, writing=not taking.dry_run) as journal:
        with progress(LOOKING, plain=manner.is_plain) as tell:
            decided = decide(journal, found.portable, removed_too=taking.removed_too, tell=tell)
        if not taking.dry_run:
            if decided.needs_order and journal.entries.count() > _MANY:
                say_aside(OLDER)
            with in_stages(plain=manner.is_plain) as tell_of:
                bring_in(journal, decided, partial(tell_of, TAKING), partial(tell_of, ORDERING))
    if as_json:
        left_out = {name: count for name, count in sorted(found.left_out.items()) if count}
        print_json(
            {
                "form": found.form,
                **asdict(decided.told),
                "left_out": left_out,
                "dry_run": taking.dry_run,
            }
        )
        return
    say(_report(found, decided.told, dry_run=taking.dry_run))


def _report(found: Source, told: Brought, *, dry_run: bool) -> str:
    from reflect_cli.screens.numbers import in_number
    from reflect_cli.screens.safe import safe_line

    lines = [FOUND.format(form=found.form, count=len(found.portable.entries))]
    counts = {"added": told.added, "there": told.there, "changed": told.changed}
    lines.append((WOULD if dry_run else DONE).format(**counts))
    besides = ((PLANS, told.plans), (MARKS, told.marks))
    if words := ", ".join(in_number(forms, count) for forms, count in besides if count):
        lines.append(BESIDES.format(found=words))
    if told.removed:
        lines.append(REMOVED.format(count=told.removed))
    left_out = [(name, count) for name, count in sorted(found.left_out.items()) if count]
    lines.append(NOT_TAKEN if left_out else ALL_TAKEN)
    lines += [f"  {count:5}  {safe_line(name)}" for name, count in left_out]
    if dry_run:
        lines.append(NOTHING_CHANGED)
    return "\n".join(lines)
