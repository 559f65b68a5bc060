"""`reflect tell`: prepare what you will say to a man you trust, read it, put it on paper. Nothing is sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reflect_cli.commands.gathering import gathered
from reflect_cli.commands.options import Manner

if TYPE_CHECKING:
    from reflect_cli.journal.entry import Entry
    from reflect_cli.vault.vault import Vault

NONE_YET = "There is no page to read from yet."
NONE_IN = "This entry has no page to read from."
HINT = "`reflect tell` prepares one."
WRITTEN = """\
The page is in {path}. It is not encrypted: whoever opens that file, or finds the paper, can read it. \
Print it, then remove the file."""
NOT_ALONE = "{root} looks like {words}, so the page may be on its way there already."


@gathered
def tell(
    bring: Annotated[
        list[str] | None,
        typer.Option(
            "--from",
            metavar="ENTRY",
            help="Choose passages from this entry (last: the newest); can be given again.",
        ),
    ] = None,
    read: Annotated[
        bool, typer.Option("--read", help="Show the page prepared last, and what the check marks.")
    ] = False,
    paper: Annotated[
        Path | None,
        typer.Option(
            "--print", metavar="FILE", help="Write the page to a new file: .html, or plain text."
        ),
    ] = None,
    entry: Annotated[
        str,
        typer.Option(
            "--entry", metavar="ENTRY", help="For --read and --print: another than the last."
        ),
    ] = "last",
    *,
    manner: Manner,
) -> None:
    """Prepare what you will say to a man you trust. Nothing is sent.

    Whom and why, what stays out, the first two sentences, what if he shrugs it off or it goes
    badly. A check on this device marks what could tell a reader who somebody is; it is not complete.
    Exit codes: as `start`; 10 no journal yet and 21 no such page, for --read and --print.
    """
    from reflect_cli.commands.telling import prepare_telling
    from reflect_cli.commands.unlock import open_journal, open_or_make_journal

    _refuse_together(read=read, paper=paper, entry=entry, bring=bring)
    if read or paper:
        if paper:
            _refuse_paper(paper)
        with open_journal(manner) as journal:
            _show_or_print(journal, _prepared(journal, entry), paper, manner)
        return
    with open_or_make_journal(manner) as journal:
        named = tuple(_entry_id(journal, each) for each in bring or ())
        prepare_telling(journal, manner, named)


def _entry_id(journal: Vault, named: str) -> str:
    """The whole id of an entry named by a part of it, or by `last`. Raises NothingToShow."""
    newest = journal.entries.recent(1) if named == "last" else ()
    return newest[0].id if newest else journal.entries.get(named).id


def _refuse_together(
    *, read: bool, paper: Path | None, entry: str, bring: list[str] | None
) -> None:
    from reflect_cli.errors import UsageProblem

    if read and paper:
        raise UsageProblem("--read and --print are two things.", hint="Take one after the other.")
    if bring and (read or paper):
        raise UsageProblem("--from belongs to preparing a page.", hint="Leave it out to read one.")
    if entry != "last" and not (read or paper):
        raise UsageProblem("--entry belongs to --read or --print.", hint="Add one of them.")


def _prepared(journal: Vault, named: str) -> Entry:
    """The entry with the page he means. Raises NothingToShow."""
    from reflect_cli.errors import NothingToShow
    from reflect_cli.flows.telling import page_in
    from reflect_cli.journal.entry import EntryKind

    wanted = journal.entries.latest_of(EntryKind.TELLING) if named == "last" else named
    if wanted is None:
        raise NothingToShow(NONE_YET, hint=HINT)
    found = journal.entries.get(wanted)
    if not page_in(found):
        raise NothingToShow(NONE_IN, hint=HINT)
    return found


def _show_or_print(journal: Vault, found: Entry, paper: Path | None, manner: Manner) -> None:
    from reflect_cli.commands.asking import support_for
    from reflect_cli.flows.telling import called_in, page_in
    from reflect_cli.screens.blocks import quiet, text
    from reflect_cli.screens.console import say, tell
    from reflect_cli.screens.pointing import remarks_on_page
    from reflect_cli.screens.safe import safe
    from reflect_cli.screens.voice import show

    page, called = page_in(found), called_in(found)
    if paper is not None:
        _print(paper, page, called)
        return
    remarks = remarks_on_page(page, called)
    if manner.is_plain:  # so that a pipe to a printer gets the page alone
        say(safe(page))
        tell(f"\n{safe(remarks)}")
        return
    blocks = [text(page), quiet(remarks)]
    support = support_for(journal.settings.get("country") or "")
    show("To read from", blocks, plain=False, support=support)


def _refuse_paper(paper: Path) -> None:
    """Raise UsageProblem unless the page can be written to *paper*, where nothing is yet."""
    import os

    from reflect_cli.errors import UsageProblem
    from reflect_cli.paths import vault_folder

    if os.path.lexists(paper):
        raise UsageProblem(f"{paper} is there already, and was not touched.", hint="Name another.")
    folder = paper.absolute().parent
    if not folder.is_dir():
        raise UsageProblem(f"There is no folder {paper.parent}.", hint="Name one that is there.")
    if folder.resolve().is_relative_to(vault_folder().resolve()):
        raise UsageProblem(
            "That is the journal's own folder, where everything is encrypted.",
            hint="Name another place.",
        )


def _print(paper: Path, page: str, called: str) -> None:
    import os

    from reflect_cli.errors import CannotWrite
    from reflect_cli.flows.telling import PARTS
    from reflect_cli.handout.page import page_as_html, page_as_text
    from reflect_cli.screens.console import say, tell
    from reflect_cli.screens.pointing import count_words
    from reflect_cli.screens.safe import safe
    from reflect_cli.vault import files
    from reflect_cli.vault.synced import synced

    headings = frozenset(heading for _, heading in PARTS)
    is_html = paper.suffix.casefold() in (".html", ".htm")
    content = page_as_html(page, headings) if is_html else page_as_text(page)
    try:
        files.write_new(paper, content.encode())
    except OSError as problem:
        reason = os.strerror(problem.errno or 0)
        raise CannotWrite(
            f"{safe(str(paper))} could not be written: {reason}.", hint="Nothing was left there."
        ) from None
    say(WRITTEN.format(path=safe(str(paper.absolute()))))
    if found := synced(paper.absolute().parent):
        tell(NOT_ALONE.format(root=safe(str(found.root)), words=found.words))
    say(count_words(page, called))
