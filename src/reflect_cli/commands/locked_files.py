"""Files that leave or enter the journal with a passphrase of their own, asked for or given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

    from reflect_cli.commands.options import Manner

FilePassphraseFd = Annotated[
    int | None,
    typer.Option(
        "--file-passphrase-fd",
        metavar="N",
        help="Read the file's own passphrase from file descriptor N.",
    ),
]

FOR_FILE = "New passphrase for the file: "
OF_FILE = "The file's passphrase: "
ABOUT_FILE = """\
The file gets a passphrase of its own. Whoever has both can read everything in it. It may be the \
journal's. If it is lost, the file cannot be opened."""
OPENING = "Opening the file. This takes some seconds."
WRONG = "That does not open the file. {left} more."
EMPTY = "The passphrase given for the file is empty."


def require_asking(descriptor: int | None) -> None:
    """Raise unless the file's passphrase is given or can be asked for."""
    from reflect_cli.screens.secrets import require_terminal

    if descriptor is None:
        require_terminal("the file's passphrase", "Give it with --file-passphrase-fd N.")


def new_secret(descriptor: int | None, manner: Manner) -> bytearray:
    """A passphrase for a new file, given or chosen by the person, who is told what it is for."""
    from reflect_cli.commands.passphrases import chosen, from_descriptor, refuse_empty
    from reflect_cli.screens.console import tell
    from reflect_cli.vault.kdf import STANDARD

    given = from_descriptor(descriptor)
    refuse_empty(given, EMPTY)
    if given is not None:
        return given
    tell(f"{ABOUT_FILE}\n")
    return chosen(manner, STANDARD, FOR_FILE)


def opened(unlock: Callable[[bytearray], bytes], descriptor: int | None, *, stopped: str) -> bytes:
    """What *unlock* gives for the file's passphrase, given or asked for three times.

    Raises WrongPassphrase, and Stopped, saying *stopped*, when he leaves.
    """
    from reflect_cli.commands.passphrases import from_descriptor, may_stop, refuse_empty
    from reflect_cli.commands.unlock import tries_left
    from reflect_cli.errors import WrongPassphrase
    from reflect_cli.screens.console import tell
    from reflect_cli.screens.secrets import ask_passphrase, without_echo
    from reflect_cli.vault.keys import wipe
    from reflect_cli.vault.private_process import keep_private

    keep_private()
    require_asking(descriptor)
    with may_stop(stopped), without_echo():
        given = from_descriptor(descriptor)
        refuse_empty(given, EMPTY)
        for left in tries_left() if given is None else ("",):
            secret = ask_passphrase(OF_FILE) if given is None else given
            tell(OPENING)
            try:
                return unlock(secret)
            except WrongPassphrase:
                if not left:
                    raise
                tell(WRONG.format(left=left))
            finally:
                wipe(secret)
    raise AssertionError("unreachable")
