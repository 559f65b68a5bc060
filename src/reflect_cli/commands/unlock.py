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

MEMORY_VARIABLE = "REFLECT_KEY_MEMORY"

NEW_VAULT = """\
Reflect is for adults, 18 or older.

First a passphrase. What you write is encrypted with it on this device, and nobody can \
reset it: if it is lost, so are the words, unless you make a recovery kit. A sentence you will \
remember is better than a short word with signs in it."""
WORKING = "Making the key. This takes about a second."
WRONG = "That passphrase does not open this journal. {left} more."
ASIDE = "A restore moved an earlier journal aside. It was not changed: {aside}"
KIT_HINT = (
    "Try again; nothing is lost or counted. With your recovery kit a new passphrase can be set: "
    "reflect vault passphrase --recovery"
)
NOTICES = {
    "header-repaired": (
        "One of the two copies of the key file was damaged or missing. It has been put right; "
        "nothing is lost."
    ),
    "key-finished": (
        "The change to a new key was cut short, and has been finished now. The passphrase chosen for "
        "it opens the journal; the one before does not."
    ),
    "key-undone": (
        "A change to a new key was cut short before it counted. What it had begun is removed, and "
        "nothing was changed. It can be begun anew: reflect vault rotate"
    ),
    "header-older": (
        "An older key file was put back, so a passphrase from an earlier day opens this journal. "
        "If that was not you, somebody else has had the folder."
    ),
    "older": (
        "This copy is older than this computer remembers, and is taken as it is. What was kept later on "
        "another copy can be joined to it."
    ),
    "read-only": (
        "The journal's folder cannot be written to. It can be read; nothing new can be kept in it."
    ),
}


def open_journal(
    manner: Manner,
    *,
    writing: bool = False,
    open_with: Callable[[Path, bytearray], Vault] | None = None,
    stopped: str = "",
) -> Vault:
    """The person's journal, open. Raises VaultMissing, VaultBusy, WrongPassphrase and others.

    One that cannot be written to is open for reading only; for *writing* it raises CannotWrite
    before it asks for anything. *stopped* is what is said when he leaves at the passphrase.
    """
    from reflect_cli.commands.passphrases import NOTHING_OPENED, may_stop
    from reflect_cli.commands.synced_place import tell_if_synced
    from reflect_cli.screens.secrets import without_echo
    from reflect_cli.vault.in_memory import has_left_behind
    from reflect_cli.vault.vault import open_vault

    folder = ready_folder(writing=writing)
    with may_stop(stopped or NOTHING_OPENED), without_echo():
        journal = _opened(folder, manner, open_with or open_vault)
    tell_notices(journal)
    tell_if_synced(journal, folder)
    if has_left_behind(folder):
        from reflect_cli.commands.outside import take_back

        take_back(journal)
    return journal


def ready_folder(*, writing: bool = False) -> Path:
    """The folder of the journal, when nothing stands in the way of asking for a passphrase."""
    from reflect_cli.commands.idle import close_when_alone
    from reflect_cli.paths import vault_folder
    from reflect_cli.vault.private_process import keep_private
    from reflect_cli.vault.vault import can_write, exists, require_openable

    close_when_alone()
    keep_private()
    folder = vault_folder()
    if not exists(folder):
        _tell_aside(folder)
        raise VaultMissing(
            f"There is no journal in {folder} yet.", hint="`reflect start` makes one and begins."
        )
    require_openable(folder)
    if writing and not can_write(folder):
        from reflect_cli.vault.troubles import not_writable

        raise not_writable()
    _refuse_if_busy(folder)
    return folder


def open_or_make_journal(manner: Manner) -> Vault:
    """The person's journal, made first if there is none, and fit to be written to."""
    from reflect_cli.paths import vault_folder
    from reflect_cli.vault.vault import exists

    return open_journal(manner, writing=True) if exists(vault_folder()) else make_journal(manner)


def make_journal(manner: Manner, *, in_synced_folder: bool = False) -> Vault:
    """A new journal, open. Raises UsageProblem when there already is one.

    Raises UnsafePlace for a folder that is copied elsewhere, unless he wants it there. Whoever
    chose its passphrase at the terminal is then offered a recovery kit.
    """
    from reflect_cli.commands.idle import close_when_alone
    from reflect_cli.commands.passphrases import NOTHING_MADE, given, may_stop, refuse_empty
    from reflect_cli.commands.synced_place import remember_chosen
    from reflect_cli.paths import vault_folder
    from reflect_cli.screens.console import tell
    from reflect_cli.screens.secrets import without_echo
    from reflect_cli.vault.private_process import keep_private
    from reflect_cli.vault.vault import create

    close_when_alone()
    keep_private()
    folder = vault_folder()
    _refuse_place(folder, in_synced_folder=in_synced_folder)
    _tell_aside(folder)
    profile = key_cost()
    secret = given(manner)
    refuse_empty(secret)
    asked = secret is None
    with may_stop(NOTHING_MADE), without_echo():
        if secret is None:
            secret = _new_one(manner, profile)
        tell(WORKING)
        journal = create(folder, secret, profile)
    if in_synced_folder:
        remember_chosen(journal, folder)
    _finish_keys(journal, manner, offering=asked)
    return journal


def _finish_keys(journal: Vault, manner: Manner, *, offering: bool) -> None:
    """Offer a kit for the new *journal*, if *offering* to a person; then let go of its keys."""
    from reflect_cli.commands import kits
    from reflect_cli.screens.console import has_terminal

    assert journal.keys is not None  # a new vault comes with its keys
    if offering and has_terminal():
        kits.offered(journal.keys, manner)
    journal.keys.forget()


def _refuse_place(folder: Path, *, in_synced_folder: bool) -> None:
    """Raise when no journal can or should be made in *folder*."""
    from reflect_cli.vault.making import refuse_taken
    from reflect_cli.vault.synced import refuse_synced
    from reflect_cli.vault.vault import exists

    if exists(folder):
        raise UsageProblem(
            f"There already is a journal in {folder}.", hint="`reflect start` goes on with it."
        )
    refuse_taken(folder)
    if not in_synced_folder:
        refuse_synced(folder)


def _new_one(manner: Manner, profile: Profile) -> bytearray:
    """A passphrase for a new journal, chosen by the person, who is told what it is for."""
    from reflect_cli.commands.passphrases import chosen
    from reflect_cli.screens.console import tell
    from reflect_cli.screens.secrets import require_terminal

    require_terminal()
    tell(f"{NEW_VAULT}\n")
    return chosen(manner, profile)


def key_cost(memory: str | None = None) -> Profile:
    """The key cost of *memory* in MiB, or the one his environment names; 256 MiB if neither says.

    None is weaker than 64 MiB. Raises UsageProblem.
    """
    from reflect_cli.vault.kdf import LIGHT, STANDARD, STRONG

    costs = {"": STANDARD, "64": LIGHT, "256": STANDARD, "1024": STRONG}
    asked = os.environ.get(MEMORY_VARIABLE, "") if memory is None else memory or "none"
    if asked not in costs:
        name = MEMORY_VARIABLE if memory is None else "--memory"
        raise UsageProblem(
            f"{name} is not one of the costs there are.", hint="Use 64, 256 or 1024."
        )
    return costs[asked]


def tries_left() -> tuple[str, ...]:
    """For each try, how many are left after it, in words; for the last, nothing."""
    return ("Two tries", "One try", "")


def _opened(folder: Path, manner: Manner, open_with: Callable[[Path, bytearray], Vault]) -> Vault:
    from reflect_cli.commands.passphrases import given
    from reflect_cli.screens.console import tell
    from reflect_cli.screens.secrets import ask_passphrase

    secret = given(manner)
    for left in ("",) if secret is not None else tries_left():
        try:
            return open_with(folder, ask_passphrase() if secret is None else secret)
        except WrongPassphrase as problem:
            if not left:
                raise _naming_the_kit(problem, folder) from None
            tell(WRONG.format(left=left))
    raise AssertionError("unreachable")


def _naming_the_kit(problem: WrongPassphrase, folder: Path) -> WrongPassphrase:
    """*problem*; where there is a recovery kit, with the way it opens."""
    from reflect_cli.vault.vault import status

    return WrongPassphrase(problem.message, hint=KIT_HINT) if status(folder).has_kit else problem


def _refuse_if_busy(folder: Path) -> None:
    from reflect_cli.vault.lock import is_busy

    if is_busy(folder):
        raise VaultBusy(
            "The journal is open in another Reflect.",
            hint="Close that one first (Ctrl-X leaves at once and keeps everything), "
            "then try again.",
        )


def _tell_aside(folder: Path) -> None:
    """Say where an earlier journal is, so that a restore cut short does not look like a loss."""
    from reflect_cli.screens.console import tell
    from reflect_cli.screens.safe import safe
    from reflect_cli.vault.place import moved_aside

    for aside in moved_aside(folder):
        tell(ASIDE.format(aside=safe(str(aside))))


def tell_notices(journal: Vault) -> None:
    """Say what there is to say about a journal that was just opened."""
    from reflect_cli.screens.console import tell

    for notice in journal.notices:
        tell(NOTICES[notice.value])
