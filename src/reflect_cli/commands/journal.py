"""`reflect journal`: list, show, search; the rest of it is beside this, a file for each concern."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from reflect_cli.commands import bins, editing, exporting, importing, tagging
from reflect_cli.commands.filters import Filters
from reflect_cli.commands.gathering import gathered
from reflect_cli.commands.groups import WholeSentences, add_commands
from reflect_cli.commands.options import AsJson, Manner

if TYPE_CHECKING:
    from reflect_cli.journal.entry import Entry
    from reflect_cli.vault.vault import Vault

app = typer.Typer(
    cls=WholeSentences, help="Read what you kept, change it, take it out.", no_args_is_help=True
)

Limit = Annotated[
    int, typer.Option("--limit", "-n", min=1, max=100_000, help="How many, newest first.")
]
InBin = Annotated[bool, typer.Option("--binned", help="What is in the bin.")]
EntryName = Annotated[
    str, typer.Argument(help="Its short id, as `list` shows it; `last` is the newest.")
]


@app.command("list")
@gathered
def list_entries(
    limit: Limit = 20,
    binned: InBin = False,
    as_json: AsJson = False,
    *,
    manner: Manner,
    filters: Filters,
) -> None:
    """List the entries, newest first; filters narrow it down.

    Exit codes: 0, 2 a filter not understood, 10 no journal yet, 11 busy, 12 wrong passphrase, 13
    damaged, 14 newer version, 16 an unsafe folder.
    """
    from reflect_cli.commands import entry_lists as lists
    from reflect_cli.commands.unlock import open_journal
    from reflect_cli.screens.entries import EMPTY_BIN, NO_ENTRIES, NONE_FOUND

    filters.wanted()  # what is wrong with them is told before anything is opened
    with open_journal(manner) as journal:
        found = journal.entries.chosen(filters.wanted_in(journal, binned=binned), limit)
        if as_json:
            lists.print_json([lists.as_json(journal, summary) for summary in found])
            return
        support = lists.support_in(journal)
    none = NONE_FOUND if not filters.is_empty else EMPTY_BIN if binned else NO_ENTRIES
    lists.show_lines("Journal", lists.lines_of(found) or [none], manner, support)


@app.command("show")
@gathered
def show_entry(
    entry: EntryName = "last",
    version: Annotated[
        int | None, typer.Option("--version", min=1, help="An earlier version, 1 the first.")
    ] = None,
    numbers: Annotated[
        bool, typer.Option("--numbers", help="Number the answers, as `edit` and `export` do.")
    ] = False,
    as_json: AsJson = False,
    *,
    manner: Manner,
) -> None:
    """Read one entry: its questions and your answers.

    Exit codes: as `list`; 21 there is no such entry or version.
    """
    from reflect_cli.commands import entry_lists as lists
    from reflect_cli.commands.unlock import open_journal
    from reflect_cli.errors import NothingToShow
    from reflect_cli.journal.record import entry_to_json
    from reflect_cli.screens.entries import entry_page
    from reflect_cli.screens.voice import show

    with open_journal(manner) as journal:
        standing = journal.entries.get(lists.named(journal, entry))
        versions = journal.entries.revisions(standing.id)
        number = version or _place_of(standing, versions)
        if number > len(versions):
            raise NothingToShow("There is no such version.", hint=f"There are {len(versions)}.")
        found = versions[number - 1] if version else standing
        short = journal.entries.short_id(found.id)
        noted = lists.noted_as_json(journal, found.id)
        counted = {"number": number, "versions": len(versions)}
        notes = _notes(journal, standing, versions, number)
        support = lists.support_in(journal)
    if as_json:
        lists.print_json({**entry_to_json(found), "short": short, **noted, **counted})
        return
    page = entry_page(found, short, notes, numbered=numbers)
    show("Journal", page, plain=manner.is_plain, support=support)


@app.command("search")
@gathered
def search_entries(
    wanted: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WORDS]...", help="Left out, they are asked for: better so."),
    ] = None,
    limit: Limit = 20,
    as_json: AsJson = False,
    *,
    manner: Manner,
    filters: Filters,
) -> None:
    """Find entries by their words. The search runs inside the encrypted file.

    Words on the command line stay in your shell's history; leave them out to be asked.
    Exit codes: as `list`; 21 nothing was found.
    """
    from reflect_cli.commands import entry_lists as lists
    from reflect_cli.commands.unlock import open_journal
    from reflect_cli.errors import NothingToShow
    from reflect_cli.screens.entries import list_line
    from reflect_cli.screens.safe import safe_line

    filters.wanted()
    with open_journal(manner) as journal:
        words = " ".join(wanted) if wanted else filters.text or ""
        words = words or lists.asked_line("Search", "Words to look for:", journal, manner)
        found = journal.entries.matches(filters.wanted_in(journal, text=words), limit)
        if not found and not as_json:
            raise NothingToShow("No entry has these words.")
        if as_json:
            matches = [{**lists.as_json(journal, m.summary), "snippet": m.snippet} for m in found]
            lists.print_json(matches)
            return
        lines = [
            f"{list_line(m.summary.short, m.summary.began, m.summary.title)}\n"
            f"    {safe_line(m.snippet)}"
            for m in found
        ]
        support = lists.support_in(journal)
    lists.show_lines("Found", lines, manner, support)


def _place_of(standing: Entry, versions: tuple[Entry, ...]) -> int:
    """The number of the version that stands; the later one, where two are word for word alike."""
    return max(number for number, each in enumerate(versions, start=1) if each == standing)


def _notes(journal: Vault, standing: Entry, versions: tuple[Entry, ...], number: int) -> list[str]:
    """What is to be said beside an entry: its tags, the bin, its other versions."""
    from reflect_cli.commands.entry_lists import tags_of
    from reflect_cli.screens import entries as words
    from reflect_cli.vault.shown import BINNED

    notes, short = [], journal.entries.short_id(standing.id)
    if tags := tags_of(journal, standing.id):
        notes.append(words.TAGS.format(tags=", ".join(tags)))
    if binned := journal.marks.get(standing.id, BINNED):
        notes.append(words.IN_BIN.format(day=binned[:10], short=short))
    if len(versions) > 1:
        notes.append(words.VERSIONS.format(number=number, count=len(versions), short=short))
    beside = journal.entries.versions(standing.id) if len(versions) > 1 else ()
    others = sorted(
        {_place_of(each, versions) for each in beside} - {_place_of(standing, versions)}
    )
    if len(beside) > 1 and others:
        notes.append(words.BESIDE.format(others=" and ".join(map(str, others)), short=short))
    return notes


add_commands(
    app,
    {
        "edit": editing.edit,
        "tag": tagging.tag,
        "tags": tagging.tags,
        "bin": bins.put_in_bin,
        "restore": bins.restore,
        "empty-bin": bins.empty,
        "export": exporting.export,
        "import": importing.import_,
    },
)
