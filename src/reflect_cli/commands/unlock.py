"""Opening the journal, or making one: the passphrase from a person, a pipe or a command."""

from __future__ import annotations

import os
import shlex
import subprocess
from typing import TYPE_CHECKING

from reflect_cli.errors import UsageProblem, VaultBusy, VaultMissing, WrongPassphrase

if TYPE_CHECKING:
    from pathlib import Path

    from reflect_cli.commands.options import Manner
    from reflect_cli.vault.kdf import Profile
    from reflect_cli.vault.vault import Vault

TRIES = 3
COMMAND_VARIABLE = "REFLECT_PASSCOMMAND"
MEMORY_VARIABLE = "REFLECT_KEY_MEMORY"

NEW_VAULT = """\
Reflect is for adults, 18 or older.

First a passphrase. What you write is encrypted with it on this device, and nobody can \
reset it: if it is lost, so are the words. A sentence you will remember is better than a \
short word with signs in it."""
EMPTY = "An empty passphrase would protect nothing. Choose another."
DIFFERENT = "The two were not the same. Nothing was made yet; please type both again."
WORKING = "Making the key. This takes about a second."
WRONG = "That passphrase does not open this journal. {left} more."


def open_journal(manner: Manner) -> Vault:
    """The person's journal, open. Raises VaultMissing, VaultBusy, WrongPassphrase and others."""
    from reflect_cli.paths import vault_folder
    from reflect_cli.vault.private_process import keep_private
    from reflect_cli.vault.vault import exists

    keep_private()
    folder = vault_folder()
    if not exists(folder):
        raise VaultMissing(
            f"There is no journal in {folder} yet.", hint="`reflect start` makes one and begins."
        )
    _refuse_if_busy(folder)
    return _opened(folder, manner)


def open_or_make_journal(manner: Manner) -> Vault:
    """The person's journal, made first if there is none."""
    from reflect_cli.paths import vault_folder
    from reflect_cli.vault.vault import exists

    return open_journal(manner) if exists(vault_folder()) else make_journal(manner)


def make_journal(manner: Manner) -> Vault:
    """A new journal, open. Raises UsageProblem when there already is one."""
    from reflect_cli.paths import vault_folder
    from reflect_cli.screens.console import tell
    from reflect_cli.screens.secrets import without_echo
    from reflect_cli.vault.private_process import keep_private
    from reflect_cli.vault.vault import create, exists

    keep_private()
    folder = vault_folder()
    if exists(folder):
        raise UsageProblem(
            f"There already is a journal in {folder}.", hint="`reflect start` goes on with it."
        )
    profile = _profile()
    secret = _given(manner)
    if secret is not None and not secret:
        raise UsageProblem("The passphrase given is empty.", hint="An empty one protects nothing.")
    with without_echo():
        if secret is None:
            tell(f"{NEW_VAULT}\n")
            secret = _chosen()
        tell(WORKING)
        return create(folder, secret, profile)


def _profile() -> Profile:
    """The key cost he chose, 256 MiB unless he says otherwise. None is weaker than 64 MiB."""
    from reflect_cli.vault.kdf import LIGHT, STANDARD, STRONG

    costs = {"": STANDARD, "64": LIGHT, "256": STANDARD, "1024": STRONG}
    asked = os.environ.get(MEMORY_VARIABLE, "")
    if asked not in costs:
        raise UsageProblem(
            f"{MEMORY_VARIABLE} is not one of the costs there are.", hint="Use 64, 256 or 1024."
        )
    return costs[asked]


def _opened(folder: Path, manner: Manner) -> Vault:
    from reflect_cli.screens.console import tell
    from reflect_cli.screens.secrets import ask_passphrase, without_echo
    from reflect_cli.vault.vault import open_vault

    given = _given(manner)
    if given is not None:
        return open_vault(folder, given)
    with without_echo():
        for left in reversed(range(TRIES)):
            try:
                return open_vault(folder, ask_passphrase())
            except WrongPassphrase:
                if not left:
                    raise
                tell(WRONG.format(left="One try" if left == 1 else "Two tries"))
    raise AssertionError("unreachable")


def _refuse_if_busy(folder: Path) -> None:
    from reflect_cli.vault.lock import is_busy

    if is_busy(folder):
        raise VaultBusy(
            "The journal is open in another Reflect.",
            hint="Close that one first (Ctrl-X leaves at once and keeps everything), then again.",
        )


def _chosen() -> bytearray:
    from reflect_cli.screens.console import tell
    from reflect_cli.screens.secrets import AGAIN, NEW, ask_passphrase
    from reflect_cli.vault.strength import strength_words

    while True:
        first = ask_passphrase(NEW)
        if not first:
            tell(EMPTY)
            continue
        tell(strength_words(first.decode("utf-8", "replace")))
        if ask_passphrase(AGAIN) == first:
            return first
        tell(DIFFERENT)


def _given(manner: Manner) -> bytearray | None:
    """The passphrase from a descriptor or a command, without its last newline; else None."""
    if manner.passphrase_fd is not None:
        return _without_newline(_read_descriptor(manner.passphrase_fd))
    command = os.environ.get(COMMAND_VARIABLE)
    return _without_newline(_output_of(command)) if command else None


def _read_descriptor(number: int) -> bytes:
    try:
        with os.fdopen(number, "rb") as pipe:
            return pipe.read(4096)
    except OSError:
        raise UsageProblem(
            f"File descriptor {number} cannot be read.",
            hint="For example: reflect journal list --passphrase-fd 3 3< FILE",
        ) from None


def _output_of(command: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - the person's own command, without a shell
            shlex.split(command), stdout=subprocess.PIPE, check=True
        )
    except (OSError, ValueError, subprocess.CalledProcessError):
        raise UsageProblem(
            f"The command in {COMMAND_VARIABLE} did not give a passphrase.",
            hint="It must print the passphrase and end with exit code 0.",
        ) from None
    return done.stdout


def _without_newline(secret: bytes) -> bytearray:
    return bytearray(secret.removesuffix(b"\n").removesuffix(b"\r"))
