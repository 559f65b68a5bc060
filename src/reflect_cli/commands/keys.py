"""`reflect vault passphrase` and `reflect vault recovery`: what opens the journal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reflect_cli.commands.options import Manner, PassphraseFd, Plain
from reflect_cli.errors import CannotWrite, UsageProblem

if TYPE_CHECKING:
    from reflect_cli.vault.vault import Vault

SAME = "That is the passphrase it had. It stays; what each guess at it costs was set anew."
CHANGED = "The passphrase is changed. The one before no longer opens this journal."
OLD_COPIES = (
    "Copies of the folder made before this still open with the old one, and backups with their own."
)
LEAKED = "If somebody else may know the old one: reflect vault rotate"
KIT_STAYS = "The recovery kit still opens it too."
UNCHANGED = "Nothing was changed. The passphrase you had still opens the journal."
REHEARSED = {
    0: "The kit opens this journal. There are no entries in it yet. Nothing was changed.",
    1: "The kit opens this journal. Its one entry could be read. Nothing was changed.",
    2: "The kit opens this journal. All {count:,} entries could be read. Nothing was changed.",
}
READING = "Reading the entries"
NOT_BOTH = "A rehearsal makes no kit, so there is nothing to print."

Memory = Annotated[
    str | None,
    typer.Option(
        "--memory", metavar="MIB", help="What one guess costs from now on: 64, 256 or 1024 MiB."
    ),
]
NewPassphraseFd = Annotated[
    int | None,
    typer.Option(
        "--new-passphrase-fd",
        metavar="N",
        help="Read the new passphrase from file descriptor N. It may be the same N: the next line.",
    ),
]


def passphrase(
    recovery: Annotated[
        bool, typer.Option("--recovery", help="Open the journal with the recovery kit instead.")
    ] = False,
    memory: Memory = None,
    plain: Plain = False,
    passphrase_fd: PassphraseFd = None,
    new_passphrase_fd: NewPassphraseFd = None,
) -> None:
    """Change the passphrase. The entries are not touched, and a recovery kit stays valid.

    With --recovery, --passphrase-fd gives the kit.
    Exit codes: 0, 2 usage, 10 no journal yet, 11 busy, 12 wrong passphrase or kit, 13 damaged,
    14 newer version, 15 cannot write, 16 an unsafe folder.
    """
    from reflect_cli.commands.passphrases import may_stop, new_one
    from reflect_cli.commands.unlock import WORKING, key_cost
    from reflect_cli.screens.console import say, tell
    from reflect_cli.screens.secrets import without_echo

    manner = Manner(plain, passphrase_fd)
    profile = key_cost(memory)
    with opened_to_change(manner, with_kit=recovery, stopped=UNCHANGED) as journal:
        assert journal.keys is not None  # it was opened to be changed
        with may_stop(UNCHANGED), without_echo():
            secret = new_one(manner, new_passphrase_fd, profile)
            tell(WORKING)
            is_same = journal.keys.opens_with(secret)
            try:
                journal.keys.set_passphrase(secret, profile)
            except CannotWrite as problem:
                raise CannotWrite(problem.message, hint=UNCHANGED) from None
        kit = [KIT_STAYS] if journal.keys.has_kit else []
    say("\n".join([SAME] if is_same else [CHANGED, *kit, OLD_COPIES, LEAKED]))


def recovery(
    rehearse: Annotated[
        bool,
        typer.Option("--rehearse", help="Only try the kit: read every entry, change nothing."),
    ] = False,
    paper: Annotated[
        Path | None,
        typer.Option(
            "--print", metavar="FILE", help="Write the kit as one page to print, to a new file."
        ),
    ] = None,
    plain: Plain = False,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Make a recovery kit: a key on paper for the day the passphrase is lost.

    It takes the place of an earlier kit, once you have typed it back. With --rehearse,
    --passphrase-fd gives the kit.
    Exit codes: as `passphrase`.
    """
    from reflect_cli.commands import kits
    from reflect_cli.commands.passphrases import may_stop
    from reflect_cli.paths import vault_folder

    manner = Manner(plain, passphrase_fd)
    if rehearse and paper:
        raise UsageProblem(NOT_BOTH)
    if rehearse:
        _rehearse(manner)
        return
    kits.refuse_nobody(paper)
    if paper:
        kits.refuse_paper(paper, vault_folder())
    with opened_to_change(manner, with_kit=False, stopped=kits.NONE_MADE) as journal:
        assert journal.keys is not None  # it was opened to be changed
        with may_stop(kits.NONE_MADE):
            kits.make(journal.keys, manner, paper)


def opened_to_change(manner: Manner, *, with_kit: bool, stopped: str) -> Vault:
    """The journal, open to be changed."""
    from reflect_cli.commands import kits
    from reflect_cli.commands.passphrases import may_stop
    from reflect_cli.commands.synced_place import tell_if_synced
    from reflect_cli.commands.unlock import open_journal, ready_folder, tell_notices
    from reflect_cli.vault.vault import open_to_change

    if not with_kit:
        return open_journal(manner, writing=True, open_with=open_to_change, stopped=stopped)
    folder = ready_folder(writing=True)
    with may_stop(stopped):
        journal = kits.opened(manner, lambda kit: open_to_change(folder, kit))
    tell_notices(journal)
    tell_if_synced(journal, folder)
    return journal


def _rehearse(manner: Manner) -> None:
    from reflect_cli.commands import kits
    from reflect_cli.commands.passphrases import NOTHING_OPENED, may_stop
    from reflect_cli.commands.unlock import ready_folder, tell_notices
    from reflect_cli.screens.console import say
    from reflect_cli.screens.numbers import in_number
    from reflect_cli.screens.progress import progress
    from reflect_cli.vault.vault import open_to_read

    folder = ready_folder()
    with may_stop(NOTHING_OPENED):
        journal = kits.opened(manner, lambda kit: open_to_read(folder, kit))
    with journal:
        tell_notices(journal)
        count = journal.entries.count()
        with progress(READING, plain=manner.is_plain) as tell:
            for read, _ in enumerate(journal.entries.read_through(), start=1):
                tell(read, count)
    say(in_number(REHEARSED, count))
