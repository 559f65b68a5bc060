"""`reflect vault rotate`: a new key for the whole journal, when something that opens it has leaked."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated

import typer

from reflect_cli.commands.keys import Memory, NewPassphraseFd
from reflect_cli.commands.options import Manner, PassphraseFd, Plain
from reflect_cli.errors import UsageProblem

if TYPE_CHECKING:
    from reflect_cli.vault.kdf import Profile
    from reflect_cli.vault.vault import Vault

WHAT = """\
The whole journal is written anew under a new key, compared with the one that is there, and then \
takes its place. After that the passphrase, the recovery kit and the key file from before open it no more. \
Choose a passphrase that nobody who may know the old one would try."""
SAME = "That is the passphrase the journal has now. After a leak it needs another one."
ROTATED = "The journal has a new key. Only the new passphrase opens it."
COMPARED = "Carried over and found equal: entries {entries:,}, plans {plans:,}, paused sessions {drafts:,}."
KIT_GONE = "The recovery kit from before does not open it any more."
NEW_KIT = "A new recovery kit: reflect vault recovery"
OLD_COPIES = """\
This cannot reach what was copied before: copies of the folder, snapshots and old versions that a service \
keeps still open with the old passphrase or kit, and backups with their own. Remove those you can reach, then make a \
new backup. The old file is deleted here, but a disk can keep pieces of it for a while, above all an SSD; they \
are encrypted with the old key."""
ASIDE = "This one too, which a restore moved aside: {aside}"
UNCHANGED = "Nothing was changed. What opened the journal before still does."
STAGES = {
    "checking": "Reading",
    "carrying": "Writing anew",
    "indexing": "Putting into search",
    "proving": "Comparing",
}


def rotate(
    recovery: Annotated[
        bool, typer.Option("--recovery", help="Open the journal with the recovery kit instead.")
    ] = False,
    memory: Memory = None,
    plain: Plain = False,
    passphrase_fd: PassphraseFd = None,
    new_passphrase_fd: NewPassphraseFd = None,
) -> None:
    """Give the journal a new key, after its passphrase, its kit or an old copy got into other hands.

    Everything is written anew, compared, and then takes its place; a new passphrase is asked for, and
    the old one and the kit stop. Cut short at any moment, either the old or the new one opens it.
    With --recovery, --passphrase-fd gives the kit.
    Exit codes: as `passphrase`; 13 also when something is wrong in the journal.
    """
    from reflect_cli.commands.keys import opened_to_change
    from reflect_cli.commands.kits import offered
    from reflect_cli.commands.unlock import key_cost
    from reflect_cli.screens.console import has_terminal, say

    manner = Manner(plain, passphrase_fd)
    profile = key_cost(memory)
    with ExitStack() as stack:
        before = stack.enter_context(opened_to_change(manner, with_kit=recovery, stopped=UNCHANGED))
        assert before.keys is not None  # it was opened to be changed
        had_kit = before.keys.has_kit
        journal = stack.enter_context(_rotated(before, manner, new_passphrase_fd, profile))
        offering = new_passphrase_fd is None and has_terminal()
        say("\n".join(_in_words(journal, had_kit=had_kit, offering=offering)))
        if offering:
            assert journal.keys is not None  # it came with its keys
            offered(journal.keys, manner)


def _rotated(before: Vault, manner: Manner, new_fd: int | None, profile: Profile) -> Vault:
    """The journal that was open, under a new key and a new passphrase. Raises Stopped."""
    from reflect_cli.commands.passphrases import may_stop, new_one
    from reflect_cli.commands.unlock import WORKING
    from reflect_cli.paths import vault_folder
    from reflect_cli.screens.console import tell
    from reflect_cli.screens.progress import in_stages
    from reflect_cli.screens.secrets import without_echo
    from reflect_cli.vault import vault
    from reflect_cli.vault.keys import wipe

    with may_stop(UNCHANGED), without_echo():
        if new_fd is None:
            tell(f"{WHAT}\n")
        secret = new_one(manner, new_fd, profile)
        tell(WORKING)
        assert before.keys is not None  # it was opened to be changed
        if before.keys.opens_with(secret):
            wipe(secret)
            raise UsageProblem(SAME, hint=UNCHANGED)
        with in_stages(plain=manner.is_plain) as tell_of:
            return vault.rotate(
                vault_folder(),
                before,
                secret,
                profile,
                lambda stage, done, total: tell_of(STAGES[stage.value], done, total),
            )


def _in_words(journal: Vault, *, had_kit: bool, offering: bool) -> list[str]:
    from reflect_cli.paths import vault_folder
    from reflect_cli.screens.safe import safe
    from reflect_cli.vault.place import moved_aside

    compared = COMPARED.format(
        entries=journal.entries.count(),
        plans=len(journal.plans.every()),
        drafts=len(journal.drafts.every()),
    )
    return [
        ROTATED,
        compared,
        *([KIT_GONE] if had_kit else []),
        *([] if offering else [NEW_KIT]),
        "",
        OLD_COPIES,
        *(ASIDE.format(aside=safe(str(aside))) for aside in moved_aside(vault_folder())),
        *([""] if offering else []),
    ]
