"""`reflect vault merge`: joining another copy of the journal."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reflect_cli.commands.options import Manner, PassphraseFd, Plain
from reflect_cli.errors import WrongPassphrase

if TYPE_CHECKING:
    from reflect_cli.vault.joining import Copy, Joined
    from reflect_cli.vault.vault import Vault

MERGED = "Taken in: records {records:,}, paused sessions {drafts:,}. Nothing here was replaced."
NOTHING_NEW = "That copy has nothing that is not here already."
TWO_VERSIONS = (
    "Entries changed in both copies: {count}. Both versions are kept; the later one is shown, and "
    "`reflect journal show` names the other."
)
ANOTHER = "That copy has another passphrase than this journal."
OF_COPY = "The copy's passphrase: "
WRONG = "That passphrase does not open the copy. {left} more."
EMPTY = "The passphrase given for the copy is empty."
NOTHING_TAKEN = "Nothing was taken in. Both copies are as they were."


def merge(
    copy: Annotated[
        Path,
        typer.Argument(
            metavar="FILE|FOLDER", help="The other copy: its folder, or its journal.db."
        ),
    ],
    copy_passphrase_fd: Annotated[
        int | None,
        typer.Option(
            "--copy-passphrase-fd",
            metavar="N",
            help="Read the copy's passphrase from file descriptor N, if it has another.",
        ),
    ] = None,
    plain: Plain = False,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Join another copy of this journal: take in everything it has that is not here.

    An entry changed in both keeps both versions; one removed here and changed there keeps its
    words. The other copy is not changed. Exit codes: 0, 2 it is another journal, 10 no journal,
    11 busy, 12 wrong passphrase, 13 one of them is damaged, 14 newer version, 15 cannot write,
    16 an unsafe folder.
    """
    from reflect_cli.commands.passphrases import from_descriptor, may_stop, refuse_empty
    from reflect_cli.commands.unlock import open_journal
    from reflect_cli.screens.console import say
    from reflect_cli.screens.secrets import without_echo
    from reflect_cli.vault.joining import join
    from reflect_cli.vault.keys import wipe
    from reflect_cli.vault.private_process import keep_private
    from reflect_cli.vault.vault import open_vault

    keep_private()
    kept: list[bytearray] = []

    def opened(folder: Path, secret: bytearray) -> Vault:
        again = bytearray(secret)
        try:
            journal = open_vault(folder, secret)
        except BaseException:
            wipe(again)
            raise
        kept.append(again)
        return journal

    with ExitStack() as stack:
        journal = stack.enter_context(
            open_journal(Manner(plain, passphrase_fd), writing=True, open_with=opened)
        )
        secret = from_descriptor(copy_passphrase_fd)
        refuse_empty(secret, EMPTY)
        with may_stop(NOTHING_TAKEN), without_echo():
            other = _opened(copy, secret, kept.pop(), stack)
        joined = join(journal, other)
    say("\n".join(_in_words(joined)))


def _opened(copy: Path, given: bytearray | None, ours: bytearray, stack: ExitStack) -> Copy:
    """The copy, opened by the passphrase *given* for it, by *ours*, or by one he types."""
    from reflect_cli.commands.unlock import tries_left
    from reflect_cli.paths import vault_folder
    from reflect_cli.screens.console import tell
    from reflect_cli.screens.secrets import ask_passphrase, require_terminal
    from reflect_cli.vault.joining import copy_of
    from reflect_cli.vault.keys import wipe

    there = copy.absolute()
    with suppress(RuntimeError):  # ~nobody is a name like another
        there = copy.expanduser().absolute()
    if given is not None:
        wipe(ours)
    try:
        return stack.enter_context(copy_of(there, vault_folder(), ours if given is None else given))
    except WrongPassphrase:
        if given is not None:
            raise
    require_terminal("the copy's passphrase", "Give it with --copy-passphrase-fd N.")
    tell(ANOTHER)
    for left in tries_left():
        try:
            return stack.enter_context(copy_of(there, vault_folder(), ask_passphrase(OF_COPY)))
        except WrongPassphrase:
            if not left:
                raise
            tell(WRONG.format(left=left))
    raise AssertionError("unreachable")


def _in_words(joined: Joined) -> list[str]:
    if joined.records or joined.drafts:
        lines = [MERGED.format(records=joined.records, drafts=joined.drafts)]
    else:
        lines = [NOTHING_NEW]
    if joined.two_versions:
        lines.append(TWO_VERSIONS.format(count=joined.two_versions))
    return lines
