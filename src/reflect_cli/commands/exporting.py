"""`reflect journal export`: entries in one file, encrypted unless he says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reflect_cli.commands.filters import Filters
from reflect_cli.commands.gathering import gathered
from reflect_cli.commands.locked_files import FilePassphraseFd
from reflect_cli.commands.options import Manner

if TYPE_CHECKING:
    from reflect_cli.vault.entries import EntrySummary
    from reflect_cli.vault.portable import Portable
    from reflect_cli.vault.vault import Vault


class Form(StrEnum):
    """What an export can be."""

    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"


_SUFFIX = {Form.JSON: ".json", Form.MARKDOWN: ".md", Form.HTML: ".html"}
NONE = "No entry is like that. Nothing was written."
ONE_ENTRY = "--answers takes answers out of one entry; name just that one."
NO_NUMBERS = "Those are not numbers of answers of this entry."
NUMBERS_HINT = "`reflect journal show --numbers` counts them. For example: --answers 2,4-6"
READING = "Reading the entries"
LOCKING = "Locking the file. This takes some seconds."
CHECKING = "Reading it back."
NOT_MADE = "Nothing was written."
NOT_THE_SAME = "What came back from the disk is not what was written. No file was kept."
WRITTEN = "{what}: {place}"
WHOLE = {1: "One entry", 2: "{count} entries"}
PART = {1: "One answer of one entry", 2: "{count} answers of one entry"}
LOCKED = """\
It is encrypted, with its own passphrase. Without Reflect it opens with the program age, and then \
stands there in plain text:
    age -d FILE > {name}"""
IMPORTS = "`reflect journal import FILE` takes it in again."
IN_THE_OPEN = """\
It is not encrypted. Anyone who reaches that file can read it, and so can every copy that backups \
or other programs make of it. Deleting it does not reach those."""
SYNCED = "Its folder lies in {root}, which looks like {words}."


@dataclass(frozen=True, slots=True)
class Asked:
    """What the file is to be, and how much of the entries goes into it."""

    form: Annotated[
        Form, typer.Option("--format", help="json comes back whole; html is for printing.")
    ] = Form.JSON
    answers: Annotated[
        str | None,
        typer.Option("--answers", metavar="N,N-N", help="Of one entry, only these answers."),
    ] = None
    unencrypted: Annotated[
        bool, typer.Option("--unencrypted", help="Write it so that anyone who reaches it can read.")
    ] = False
    with_binned: Annotated[bool, typer.Option("--with-binned", help="Also what is in the bin.")] = (
        False
    )
    file_passphrase_fd: FilePassphraseFd = None


@gathered
def export(
    target: Annotated[
        Path, typer.Argument(metavar="FILE|FOLDER", help="Where to: a new file, or a folder.")
    ],
    entries: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ENTRY]...", help="Short ids; left out, all that filters find."),
    ] = None,
    *,
    asked: Asked,
    manner: Manner,
    filters: Filters,
) -> None:
    """Write entries to a new file: JSON, Markdown or HTML; all of them, or those you choose.

    It is encrypted with a passphrase of its own unless you say --unencrypted. JSON holds every
    version, plan and tag, and a letter that waits, which waits where it is taken in; the others the entries as they stand. Exit codes: as `list`; 2 usage or
    the name is taken, 15 cannot write, 21 nothing to write.
    """
    from reflect_cli.commands.clock import now
    from reflect_cli.commands.entry_lists import named
    from reflect_cli.commands.locked_files import require_asking
    from reflect_cli.commands.unlock import open_journal
    from reflect_cli.paths import vault_folder
    from reflect_cli.screens.console import say
    from reflect_cli.vault import backup_file

    made, form = now(), asked.form
    suffix = _SUFFIX[form] + ("" if asked.unencrypted else backup_file.SUFFIX)
    place = backup_file.place_for(target, made[:10], vault_folder(), ("journal-", suffix))
    filters.wanted()
    if not asked.unencrypted:
        require_asking(asked.file_passphrase_fd)
    with open_journal(manner) as journal:
        ids = tuple(dict.fromkeys(named(journal, typed) for typed in entries or ()))
        found = _chosen(journal, ids, filters, asked)
        chosen = _taken_out(journal, found, asked.answers, manner)
        content = _content(journal, chosen, form, made)
    if asked.unencrypted:
        backup_file.write(place, content, None)
    else:
        _write_locked(place, content, asked.file_passphrase_fd, manner)
    say(_told(chosen, place, form, unencrypted=asked.unencrypted))


def _chosen(
    journal: Vault, ids: tuple[str, ...], filters: Filters, asked: Asked
) -> list[EntrySummary]:
    """The entries to be written: those of *ids*, or all that *filters* find. Raises NothingToShow.

    All of the journal as JSON has the letters that wait in it, too, which no filter finds.
    """
    from reflect_cli.commands.letters import waiting
    from reflect_cli.errors import NothingToShow

    many = journal.entries.count() + 1
    found = list(journal.entries.chosen(filters.wanted_in(journal, ids=ids), many))
    if asked.with_binned or ids:
        found += journal.entries.chosen(filters.wanted_in(journal, ids=ids, binned=True), many)
    if asked.form is Form.JSON and not ids and filters.is_empty:
        found += waiting(journal)
    if not found:
        raise NothingToShow(NONE)
    return found


def _taken_out(
    journal: Vault, found: list[EntrySummary], answers: str | None, manner: Manner
) -> Portable:
    """What is to be written of *found*; of one entry, the *answers* he names. Raises UsageProblem."""
    from reflect_cli.errors import UsageProblem
    from reflect_cli.screens.progress import progress
    from reflect_cli.vault.taking_out import part_of, taken_out

    if answers is not None and len(found) != 1:
        raise UsageProblem(ONE_ENTRY)
    with progress(READING, plain=manner.is_plain) as tell:
        whole = taken_out(journal, sorted(each.id for each in found), tell)
    if answers is None:
        return whole
    return part_of(whole, _numbers(answers, len(whole.entries[0].standing.items)))


def _numbers(typed: str, most: int) -> list[int]:
    from reflect_cli.errors import UsageProblem

    numbers: list[int] = []
    for part in typed.replace(" ", "").split(","):
        first, dash, last = part.partition("-")
        if not (first.isascii() and first.isdigit()) or (dash and not last.isdigit()):
            raise UsageProblem(NO_NUMBERS, hint=NUMBERS_HINT)
        numbers += range(int(first), min(int(last or first), most + 1) + 1)
    if not numbers or not all(1 <= number <= most for number in numbers):
        raise UsageProblem(NO_NUMBERS, hint=NUMBERS_HINT)
    return list(dict.fromkeys(numbers))


def _content(journal: Vault, chosen: Portable, form: Form, made: str) -> bytes:
    """The bytes of the file before it is locked."""
    from reflect_cli import __version__
    from reflect_cli.commands.entry_lists import tags_of
    from reflect_cli.journal.html import entries_as_html
    from reflect_cli.journal.markdown import entries_as_markdown
    from reflect_cli.vault.portable import document

    if form is Form.JSON:
        return document(chosen, made, f"reflect {__version__}")
    tagged = [(kept.standing, tags_of(journal, kept.id)) for kept in chosen.entries]
    tagged.sort(key=lambda pair: pair[0].began)
    page = entries_as_markdown(tagged) if form is Form.MARKDOWN else entries_as_html(tagged)
    return page.encode()


def _write_locked(place: Path, content: bytes, descriptor: int | None, manner: Manner) -> None:
    from reflect_cli.commands.locked_files import new_secret
    from reflect_cli.commands.passphrases import may_stop
    from reflect_cli.errors import ReflectError
    from reflect_cli.screens.console import tell
    from reflect_cli.screens.secrets import without_echo
    from reflect_cli.vault import age, backup_file
    from reflect_cli.vault.keys import wipe

    with may_stop(NOT_MADE), without_echo():
        secret = new_secret(descriptor, manner)

        def check(locked: bytes) -> None:
            tell(CHECKING)
            if age.unlock(locked, secret) != content:
                raise ReflectError(NOT_THE_SAME, hint="Try another disk.")

        try:
            tell(LOCKING)
            backup_file.write(place, age.lock(content, secret), check)
        finally:
            wipe(secret)


def _told(chosen: Portable, place: Path, form: Form, *, unencrypted: bool) -> str:
    from reflect_cli.screens.numbers import in_number
    from reflect_cli.screens.safe import safe, safe_line
    from reflect_cli.vault.synced import synced

    is_part = any(kept.is_part for kept in chosen.entries)
    count = len(chosen.entries[0].standing.items) if is_part else len(chosen.entries)
    what = in_number(PART if is_part else WHOLE, count)
    lines = [WRITTEN.format(what=what, place=safe(str(place)))]
    if unencrypted:
        lines.append(IN_THE_OPEN)
        if found := synced(place.parent):
            lines.append(SYNCED.format(root=safe_line(str(found.root)), words=found.words))
    else:
        lines.append(LOCKED.format(name=f"journal{_SUFFIX[form]}"))
    return "\n".join([*lines, IMPORTS] if form is not Form.HTML and not is_part else lines)
