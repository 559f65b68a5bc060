"""`reflect vault check`: looking through the whole journal, and putting right what can be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from reflect_cli.commands.options import AsJson, Manner, PassphraseFd, Plain

if TYPE_CHECKING:
    from reflect_cli.vault.checking import Report

TROUBLES = {
    "pages": "The database file has parts out of order: {count}.",
    "unreadable": "Records that lie in damaged parts of the file, and cannot be read: {count}.",
    "chain": "Records that are not as they were signed, or whose place is wrong: {count}.",
    "words": "Records whose words cannot be read: {count}.",
    "standing": "Entries or plans that lists do not show as they stand: {count}.",
    "index": "Entries that search does not cover, or covers though they are gone: {count}.",
}
WHOLE = """\
The journal is whole. Each record is as it was signed. Entries: {entries:,}, plans: {plans:,}, records: {records:,}."""
READ_WHOLE = "Read whole: entries {entries:,}, plans {plans:,}, records {records:,}."
CAN_REBUILD = "Nothing written is lost. To put it right: reflect vault check --rebuild"
CANNOT_REBUILD = (
    "Copy the whole folder before anything else. What could be read still opens with `reflect journal "
    "list` and `show`. All of it comes back from a backup, with `reflect vault restore FILE --replace`."
)
REBUILT = "Lists and search were computed anew from the records."
LOOKING = "Looking through the records"
REBUILDING = "Computing lists and search anew"


def check(
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Compute lists and search anew if they are wrong.")
    ] = False,
    accept_older: Annotated[
        bool,
        typer.Option("--accept-older", help="Take an older copy that was put back as it is."),
    ] = False,
    as_json: AsJson = False,
    plain: Plain = False,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Look through the whole journal: pages, records, words, lists, search.

    Exit codes: 0 whole, 10 no journal yet, 11 busy, 12 wrong passphrase, 13 something is wrong,
    which is told, 14 newer version, 15 cannot write, 16 an unsafe folder.
    """
    import json
    from functools import partial

    from reflect_cli.commands.unlock import open_journal
    from reflect_cli.screens.console import say, tell
    from reflect_cli.screens.progress import progress
    from reflect_cli.vault.vault import open_vault

    open_with = partial(open_vault, accept_older=accept_older)
    manner = Manner(plain, passphrase_fd)
    with open_journal(manner, writing=rebuild, open_with=open_with) as journal:
        with progress(LOOKING, plain=manner.is_plain) as so_far:
            report = journal.check(so_far)
        if rebuild and report.found and report.can_be_rebuilt:
            with progress(REBUILDING, plain=manner.is_plain) as so_far:
                journal.rebuild(so_far)
            report = journal.check()
            tell(REBUILT)
    say(json.dumps(_as_json(report), indent=2) if as_json else "\n".join(_in_words(report)))
    if report.found:
        raise typer.Exit(13)


def _in_words(report: Report) -> list[str]:
    counts = {"entries": report.entries, "plans": report.plans, "records": report.records}
    if not report.found:
        return [WHOLE.format(**counts)]
    lines = [TROUBLES[each.trouble.value].format(count=each.count) for each in report.found]
    advice = CAN_REBUILD if report.can_be_rebuilt else CANNOT_REBUILD
    return [*lines, READ_WHOLE.format(**counts), advice]


def _as_json(report: Report) -> dict[str, object]:
    return {
        "whole": not report.found,
        "found": {each.trouble.value: each.count for each in report.found},
        "entries": report.entries,
        "plans": report.plans,
        "records": report.records,
    }
