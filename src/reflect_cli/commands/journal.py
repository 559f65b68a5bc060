"""`reflect journal`: list, show, search."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from reflect_cli.commands.options import AsJson, Manner, PassphraseFd, Plain

if TYPE_CHECKING:
    from reflect_cli.screens.blocks import Block
    from reflect_cli.screens.ways import Support
    from reflect_cli.vault.entries import EntrySummary
    from reflect_cli.vault.vault import Vault

app = typer.Typer(help="Read what you kept.", no_args_is_help=True)

Limit = Annotated[
    int, typer.Option("--limit", "-n", min=1, max=100_000, help="How many, newest first.")
]


@app.command("list")
def list_entries(
    limit: Limit = 20,
    as_json: AsJson = False,
    plain: Plain = False,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """List the entries, newest first.

    Exit codes: 0, 10 no journal yet, 11 busy, 12 wrong passphrase, 13 damaged, 14 newer version.
    """
    from reflect_cli.commands.unlock import open_journal
    from reflect_cli.screens.entries import NO_ENTRIES, list_line

    manner = Manner(plain, passphrase_fd)
    with open_journal(manner) as journal:
        found = journal.entries.recent(limit)
        if as_json:
            _print_json([_as_json(summary) for summary in found])
            return
        lines = [list_line(e.short, e.began, e.title) for e in found]
        support = _support(journal)
    _show("Journal", lines or [NO_ENTRIES], manner, support)


@app.command("show")
def show_entry(
    entry: Annotated[
        str, typer.Argument(help="Its short id, as `list` shows it; `last` is the newest.")
    ] = "last",
    as_json: AsJson = False,
    plain: Plain = False,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Read one entry: its questions and your answers.

    Exit codes: as `list`; 21 there is no such entry.
    """
    from reflect_cli.commands.unlock import open_journal
    from reflect_cli.errors import NothingToShow
    from reflect_cli.journal.record import entry_to_json
    from reflect_cli.screens.entries import NO_ENTRIES, entry_page
    from reflect_cli.screens.voice import show

    manner = Manner(plain, passphrase_fd)
    with open_journal(manner) as journal:
        newest = journal.entries.recent(1) if entry == "last" else ()
        if entry == "last" and not newest:
            raise NothingToShow(NO_ENTRIES)
        found = journal.entries.get(newest[0].id if newest else entry)
        short = journal.entries.short_id(found.id)
        support = _support(journal)
    if as_json:
        _print_json({**entry_to_json(found), "short": short})
        return
    show("Journal", entry_page(found, short), plain=manner.is_plain, support=support)


@app.command("search")
def search_entries(
    wanted: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WORDS]...", help="Left out, they are asked for: better so."),
    ] = None,
    limit: Limit = 20,
    as_json: AsJson = False,
    plain: Plain = False,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Find entries by their words. The search runs inside the encrypted file.

    Words on the command line stay in your shell's history; leave them out to be asked.
    Exit codes: as `list`; 21 nothing was found.
    """
    from reflect_cli.commands.unlock import open_journal
    from reflect_cli.errors import NothingToShow
    from reflect_cli.screens.entries import list_line
    from reflect_cli.screens.safe import safe_line

    manner = Manner(plain, passphrase_fd)
    with open_journal(manner) as journal:
        words = " ".join(wanted) if wanted else _asked_for(journal, manner)
        found = journal.entries.search(words, limit)
        if not found and not as_json:
            raise NothingToShow("No entry has these words.")
        if as_json:
            _print_json([{**_as_json(m.summary), "snippet": m.snippet} for m in found])
            return
        lines = [
            f"{list_line(m.summary.short, m.summary.began, m.summary.title)}\n"
            f"    {safe_line(m.snippet)}"
            for m in found
        ]
        support = _support(journal)
    _show("Found", lines, manner, support)


def _as_json(summary: EntrySummary) -> dict[str, str]:
    return {
        "id": summary.id,
        "short": summary.short,
        "kind": summary.kind.value,
        "began": summary.began,
        "finished": summary.finished,
        "title": summary.title,
        "set": summary.set_id,
    }


def _support(journal: Vault) -> Support:
    """The help lines of his country, one key away while he reads."""
    from reflect_cli.library.help_lines import in_short, sections_for
    from reflect_cli.screens.ways import Support

    country = journal.settings.get("country") or ""
    return Support(in_short(country), sections_for(country))


def _asked_for(journal: Vault, manner: Manner) -> str:
    """The words he wants to look for. Raises KeyboardInterrupt when he leaves without any."""
    from reflect_cli.screens.voice import ask_line

    label, support = "Words to look for:", _support(journal)
    asked = ask_line("Search", label, plain=manner.is_plain, support=support)
    if asked is None:
        raise KeyboardInterrupt
    return asked


def _show(head: str, lines: list[str], manner: Manner, support: Support) -> None:
    from reflect_cli.screens.blocks import text
    from reflect_cli.screens.console import say
    from reflect_cli.screens.safe import safe
    from reflect_cli.screens.voice import show

    if manner.is_plain:
        say("\n".join(safe(line) for line in lines))
        return
    blocks: list[Block] = [text("\n".join(lines))]
    show(head, blocks, plain=False, support=support)


def _print_json(stored: object) -> None:
    from reflect_cli.screens.console import say

    say(json.dumps(stored, ensure_ascii=True, indent=2))
