"""Opening the journal, or making one. What stands in the way is told before anything is asked."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reflect_cli.errors import UsageProblem, VaultBusy, VaultMissing, WrongPassphrase

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reflect_cli.commands.options import Manner
    from reflect_cli.vault.kdf import Profile
    from reflect_cli.vault.vault import Vault

TRIES = 3
MEMORY_VARIABLE = "REFLECT_KEY_MEMORY"

NEW_VAULT = """\
Reflect is for adults, 18 or older.

First a passphrase. What you write is encrypted with it on this device, and nobody can \
reset it: if it is lost, so are the words. A sentence you will remember is better than a \
short word with signs in it."""
WORKING = "Making the key. This takes about a second."
WRONG = "That passphrase does not open this journal. {left} more."
NOTICES = {
    "header-repaired": (
        "One of the two copies of the key file was damaged or missing. It has been put right; "
        "nothing is lost."
    ),
    "header-older": (
        "An older key file was put back, so a passphrase from an earlier day opens this journal. "
        "If that was not you, somebody else has had the folder."
    ),
    "read-only": (
        "The journal's folder cannot be written to. It can be read; nothing new can be kept in it."
    ),
}


def open_journal(
    manner: Manner,
    *,
    writing: bool = False,
    accept_older: bool = False,
    remember: Callable[[bytearray], None] | None = None,
) -> Vault:
    """The person's journal, open. Raises VaultMissing, VaultBusy, WrongPassphrase and others.

    One that cannot be written to is open for reading only; for *writing* it raises CannotWrite
    before it asks for anything. With *accept_older* a copy from an earlier day is taken as it is.
    *remember* is given the passphrase that opened it, and has to wipe it.
    """
    from reflect_cli.paths import vault_folder
    from reflect_cli.vault.private_process import keep_private
    from reflect_cli.vault.vault import can_write, exists, require_openable

    keep_private()
    folder = vault_folder()
    if not exists(folder):
        raise VaultMissing(
            f"There is no journal in {folder} yet.", hint="`reflect start` makes one and begins."
        )
    require_openable(folder)
    if writing and not can_write(folder):
        from reflect_cli.vault.troubles import not_writable

        raise not_writable()
    _refuse_if_busy(folder)
    journal = _opened(folder, manner, remember, accept_older=accept_older)
    _tell_notices(journal)
    return journal


def open_or_make_journal(manner: Manner) -> Vault:
    """The person's journal, made first if there is none, and fit to be written to."""
    from reflect_cli.paths import vault_folder
    from reflect_cli.vault.vault import exists

    return open_journal(manner, writing=True) if exists(vault_folder()) else make_journal(manner)


def make_journal(manner: Manner) -> Vault:
    """A new journal, open. Raises UsageProblem when there already is one."""
    from reflect_cli.commands.passphrases import NOTHING_MADE, chosen, given, may_stop
    from reflect_cli.paths import vault_folder
    from reflect_cli.screens.console import tell
    from reflect_cli.screens.secrets import require_terminal, without_echo
    from reflect_cli.vault.making import refuse_taken
    from reflect_cli.vault.private_process import keep_private
    from reflect_cli.vault.vault import create, exists

    keep_private()
    folder = vault_folder()
    if exists(folder):
        raise UsageProblem(
            f"There already is a journal in {folder}.", hint="`reflect start` goes on with it."
        )
    refuse_taken(folder)
    profile = _profile()
    secret = given(manner)
    if secret is not None and not secret:
        raise UsageProblem("The passphrase given is empty.", hint="An empty one protects nothing.")
    with may_stop(NOTHING_MADE), without_echo():
        if secret is None:
            require_terminal()
            tell(f"{NEW_VAULT}\n")
            secret = chosen()
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


def _opened(
    folder: Path,
    manner: Manner,
    remember: Callable[[bytearray], None] | None,
    *,
    accept_older: bool,
) -> Vault:
    from reflect_cli.commands.passphrases import NOTHING_OPENED, given, may_stop
    from reflect_cli.screens.console import tell
    from reflect_cli.screens.secrets import ask_passphrase, without_echo
    from reflect_cli.vault.keys import wipe
    from reflect_cli.vault.vault import open_vault

    def opened(secret: bytearray) -> Vault:
        again = bytearray(secret)
        vault = open_vault(folder, secret, accept_older=accept_older)
        (remember or wipe)(again)
        return vault

    secret = given(manner)
    with may_stop(NOTHING_OPENED), without_echo():
        if secret is not None:
            return opened(secret)
        for left in reversed(range(TRIES)):
            try:
                return opened(ask_passphrase())
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
            hint="Close that one first (Ctrl-X leaves at once and keeps everything), "
            "then try again.",
        )


def _tell_notices(journal: Vault) -> None:
    from reflect_cli.screens.console import tell

    for notice in journal.notices:
        tell(NOTICES[notice.value])
