"""`reflect author key`: the key a facilitator signs with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reflect_cli.commands.options import Manner, Plain

if TYPE_CHECKING:
    from reflect_cli.signing.keys import SigningKey

KeyPassphraseFd = Annotated[
    int | None,
    typer.Option(
        "--key-passphrase-fd",
        metavar="N",
        help="Read the key's passphrase from file descriptor N; with --new, the new one after it.",
    ),
]

ABOUT_KEY = """\
A signing key shows that sets come from you, and that nobody changed them on the way. It is locked with a \
passphrase of its own. Whoever has the key's file and that passphrase can sign as you."""
ABOUT_NEW = "Now a passphrase for the new key. It may be the one of the key before."
FOR_KEY = "New passphrase for the signing key: "
OF_KEY = "The signing key's passphrase: "
WRONG = "That passphrase does not open the signing key. {left} more."
EMPTY = "The passphrase given for the signing key is empty."
NOT_MADE = "No key was made."
MAKING = "Making the key. This takes about a second."
NO_KEY_YET = "There is no signing key here yet, so there is none that a new one could follow."
SHOWN = """\
Key words   {words}
Key line    {line}
Key file    {place}"""
MADE = """\
The key is made. Print the six key words on what you hand out, and say them aloud: whoever installs a set \
of yours compares them once. Keep a copy of the key file on a stick; nobody can replace it."""
FOLLOWS = """\
It follows an earlier key, which signed that it does. Readers who trust that one are asked about this one."""


def key(
    new: Annotated[
        bool,
        typer.Option("--new", help="Make another key, which the one there signs as the next."),
    ] = False,
    key_passphrase_fd: KeyPassphraseFd = None,
    plain: Plain = False,
) -> None:
    """Make your signing key, or show the one there is.

    The key is locked with a passphrase and lies beside the journal, which is not opened.
    Exit codes: 0, 2 usage, 12 wrong passphrase, 13 the key's file is damaged, 15 cannot write,
    21 no key yet for --new.
    """
    from reflect_cli.errors import NothingToShow
    from reflect_cli.paths import author_folder
    from reflect_cli.screens.console import say, tell
    from reflect_cli.vault import author_key

    folder, manner = author_folder(), Manner(plain)
    is_there = author_key.exists(folder)
    if new and not is_there:
        raise NothingToShow(NO_KEY_YET, hint="`reflect author key` makes the first.")
    if new or not is_there:
        _make(folder, manner, key_passphrase_fd)
        tell(f"{MADE}\n")
    say(_shown(folder))


def _shown(folder: Path) -> str:
    from reflect_cli.library.spoken import key_words
    from reflect_cli.screens.safe import safe
    from reflect_cli.vault import author_key

    kept = author_key.kept(folder)
    place = safe(str(folder / author_key.NAME))
    shown = SHOWN.format(words=key_words(kept.public), line=kept.public.line, place=place)
    return f"{shown}\n{FOLLOWS}" if kept.before else shown


def _make(folder: Path, manner: Manner, descriptor: int | None) -> None:
    """Make a key in *folder*; where there is one, it says that the new one follows it."""
    from reflect_cli.commands.passphrases import may_stop
    from reflect_cli.commands.unlock import key_cost
    from reflect_cli.screens.console import tell
    from reflect_cli.screens.secrets import without_echo
    from reflect_cli.signing.keys import new_key
    from reflect_cli.vault import author_key
    from reflect_cli.vault.private_process import keep_private

    keep_private()
    require_asking(descriptor)
    profile = key_cost()
    with may_stop(NOT_MADE), without_echo():
        before = unlocked(folder, descriptor) if author_key.exists(folder) else None
        tell(f"{ABOUT_NEW if before else ABOUT_KEY}\n")
        secret = _given(descriptor) or _chosen(manner)
        tell(MAKING)
        made = new_key()
        try:
            author_key.keep(folder, made, secret, profile, before)
        finally:
            made.forget()
            if before:
                before.forget()


def require_asking(descriptor: int | None) -> None:
    """Raise unless the key's passphrase is given or can be asked for."""
    from reflect_cli.screens.secrets import require_terminal

    if descriptor is None:
        require_terminal("the key's passphrase", "Give it with --key-passphrase-fd N.")


def _given(descriptor: int | None) -> bytearray | None:
    from reflect_cli.commands.passphrases import from_descriptor, refuse_empty

    secret = from_descriptor(descriptor)
    refuse_empty(secret, EMPTY)
    return secret


def _chosen(manner: Manner) -> bytearray:
    from reflect_cli.commands.passphrases import chosen
    from reflect_cli.commands.unlock import key_cost

    return chosen(manner, key_cost(), FOR_KEY)


def unlocked(folder: Path, descriptor: int | None) -> SigningKey:
    """The key in *folder*, once its passphrase is right."""
    from reflect_cli.commands.unlock import tries_left
    from reflect_cli.errors import WrongPassphrase
    from reflect_cli.screens.console import tell
    from reflect_cli.screens.secrets import ask_passphrase
    from reflect_cli.vault import author_key

    given = _given(descriptor)
    for left in tries_left() if given is None else ("",):
        secret = ask_passphrase(OF_KEY) if given is None else given
        try:
            return author_key.unlocked(folder, secret)
        except WrongPassphrase:
            if not left:
                raise
            tell(WRONG.format(left=left))
    raise AssertionError("unreachable")
