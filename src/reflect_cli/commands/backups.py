"""`reflect vault backup` and `reflect vault restore`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reflect_cli.commands.options import Manner, PassphraseFd, Plain

if TYPE_CHECKING:
    from reflect_cli.vault.backup import Backup

BackupPassphraseFd = Annotated[
    int | None,
    typer.Option(
        "--backup-passphrase-fd",
        metavar="N",
        help="Read the backup's passphrase from file descriptor N.",
    ),
]

FOR_BACKUP = "New passphrase for the backup: "
OF_BACKUP = "The backup's passphrase: "
ABOUT_BACKUP = """\
The backup gets a passphrase of its own. Whoever has the file and that passphrase can read \
everything in it. It may be the journal's. If it is lost, the backup cannot be opened."""
ABOUT_NEW = """\
Now a passphrase for the journal that is made from it. It may be the one it had before."""
LOCKING = "Locking the backup. This takes some seconds."
CHECKING = "Reading it back."
OPENING = "Opening the backup. This takes some seconds."
MAKING = "Making the journal and comparing it with the backup."
WRONG = "That passphrase does not open this backup. {left} more."
EMPTY = "The passphrase given for the backup is empty."
NOT_MADE = "No backup was made."
NOT_RESTORED = "Nothing was restored, and nothing was changed."
WRITTEN = """\
The backup is in {place}
{read}It holds {counts}.
It opens with its own passphrase, with `reflect vault restore` or without Reflect:
    age -d FILE | tar xz"""
READ_BACK = "It was read back and compared with the journal. "
NOT_READ_BACK = "It was not read back. `reflect vault restore --list FILE` does that. "
RESTORED = """\
The journal is restored, in {folder}
It holds {counts}, and opens with the new passphrase.
No recovery kit opens it, not one made earlier either; `reflect vault recovery` makes one."""
MOVED_ASIDE = """\
The journal that was there is now in {aside}
Nothing in it was changed; it opens with its own passphrase. It stays until you remove it."""


def backup(
    target: Annotated[
        Path, typer.Argument(metavar="FILE|FOLDER", help="Where to: a new file, or a folder.")
    ],
    no_verify: Annotated[
        bool, typer.Option("--no-verify", help="Do not read it back and compare it.")
    ] = False,
    backup_passphrase_fd: BackupPassphraseFd = None,
    plain: Plain = False,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Write everything to one encrypted file, with a passphrase of its own.

    The file opens here with `vault restore`, and without Reflect with age and tar. It takes in
    at most 1 GiB, which must fit in memory a few times. Exit codes: 0, 2 the name is taken,
    10 no journal yet, 11 busy, 12 wrong passphrase, 13 damaged, 14 newer version, 15 cannot write,
    16 an unsafe folder.
    """
    from reflect_cli import __version__
    from reflect_cli.commands.clock import now
    from reflect_cli.commands.unlock import open_journal
    from reflect_cli.paths import vault_folder
    from reflect_cli.screens.console import say
    from reflect_cli.screens.safe import safe
    from reflect_cli.vault import backup_file
    from reflect_cli.vault.backup import Backup

    manner, made = Manner(plain, passphrase_fd), now()
    place = backup_file.place_for(target, made[:10], vault_folder())
    _require_asking(backup_passphrase_fd)
    with open_journal(manner) as journal:
        taken = Backup(journal.id(), made, f"reflect {__version__}", journal.contents())
    _write(taken, place, manner, backup_passphrase_fd, verify=not no_verify)
    read = NOT_READ_BACK if no_verify else READ_BACK
    say(WRITTEN.format(place=safe(str(place)), read=read, counts=_counted(taken)))


def restore(  # noqa: PLR0913, PLR0917 - its parameters are its options
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup.")],
    listing: Annotated[
        bool, typer.Option("--list", help="Check it and say what is in it; restore nothing.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Move the journal that is here aside, and keep it.")
    ] = False,
    backup_passphrase_fd: BackupPassphraseFd = None,
    plain: Plain = False,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Make the journal from a backup, with a new passphrase.

    The whole backup is checked before anything is changed; --passphrase-fd gives the new one.
    Exit codes: 0, 2 there is a journal, 11 it is busy, 12 wrong passphrase, 13 not a backup or
    damaged, 14 newer version, 15 cannot write, 16 an unsafe folder, 21 no such file.
    """
    from reflect_cli.commands.clock import now
    from reflect_cli.commands.passphrases import require_given_or_terminal
    from reflect_cli.screens.console import say, tell
    from reflect_cli.vault import backup_file
    from reflect_cli.vault.private_process import keep_private

    keep_private()
    manner = Manner(plain, passphrase_fd)
    if not listing:
        _refuse_in_the_way(replace=replace)
        require_given_or_terminal(manner)
    locked = backup_file.read(file)
    found = _opened(locked, backup_passphrase_fd)
    if listing:
        say("\n".join(f"{name:14} {value}" for name, value in _in_words(found)))
        return
    tell(f"The backup is whole. It holds {_counted(found)}.\n")
    say(_restored(found, manner, now()[:10]))


def _require_asking(descriptor: int | None) -> None:
    """Raise unless the backup's passphrase is given or can be asked for."""
    from reflect_cli.screens.secrets import require_terminal

    if descriptor is None:
        require_terminal("the backup's passphrase", "Give it with --backup-passphrase-fd N.")


def _given(descriptor: int | None) -> bytearray | None:
    """The backup's passphrase from *descriptor*, if there is one. Raises UsageProblem."""
    from reflect_cli.commands.passphrases import from_descriptor, refuse_empty

    secret = from_descriptor(descriptor)
    refuse_empty(secret, EMPTY)
    return secret


def _chosen(manner: Manner) -> bytearray:
    """A passphrase for a backup, chosen by the person, who is told what it is for."""
    from reflect_cli.commands.passphrases import chosen
    from reflect_cli.screens.console import tell
    from reflect_cli.vault.kdf import STANDARD

    tell(f"{ABOUT_BACKUP}\n")
    return chosen(manner, STANDARD, FOR_BACKUP)


def _write(
    taken: Backup, place: Path, manner: Manner, descriptor: int | None, *, verify: bool
) -> None:
    """Lock *taken* with a passphrase, asked for or given, and put it at *place*."""
    from reflect_cli.commands.passphrases import may_stop
    from reflect_cli.errors import ReflectError
    from reflect_cli.screens.console import tell
    from reflect_cli.screens.secrets import without_echo
    from reflect_cli.vault import age, backup_file
    from reflect_cli.vault.backup import archive_of, read
    from reflect_cli.vault.keys import wipe

    packed = archive_of(taken)
    with may_stop(NOT_MADE), without_echo():
        given = _given(descriptor)
        secret = _chosen(manner) if given is None else given

        def check(locked: bytes) -> None:
            tell(CHECKING)
            if read(age.unlock(locked, secret)) != taken:
                raise ReflectError(
                    "What came back from the disk is not what is in the journal. "
                    "No backup was kept.",
                    hint="Try another disk.",
                )

        try:
            tell(LOCKING)
            backup_file.write(place, age.lock(packed, secret), check if verify else None)
        finally:
            wipe(secret)


def _opened(locked: bytes, descriptor: int | None) -> Backup:
    """The backup in *locked*, proved whole, once its passphrase is right."""
    from reflect_cli.commands.passphrases import may_stop
    from reflect_cli.commands.unlock import tries_left
    from reflect_cli.errors import WrongPassphrase
    from reflect_cli.screens.console import tell
    from reflect_cli.screens.secrets import ask_passphrase, without_echo
    from reflect_cli.vault import age
    from reflect_cli.vault.backup import read

    age.refuse_work(locked)
    _require_asking(descriptor)
    with may_stop(NOT_RESTORED), without_echo():
        given = _given(descriptor)
        for left in tries_left() if given is None else ("",):
            secret = ask_passphrase(OF_BACKUP) if given is None else given
            tell(OPENING)
            try:
                return read(age.unlock(locked, secret))
            except WrongPassphrase:
                if not left:
                    raise
                tell(WRONG.format(left=left))
    raise AssertionError("unreachable")


def _refuse_in_the_way(*, replace: bool) -> None:
    from reflect_cli.errors import UsageProblem
    from reflect_cli.paths import vault_folder
    from reflect_cli.vault.restoring import refuse_unmovable
    from reflect_cli.vault.vault import exists

    folder = vault_folder()
    if exists(folder) and not replace:
        raise UsageProblem(
            f"There is a journal in {folder}. It was not touched.",
            hint="--replace moves it aside and keeps it; the restored one comes into its place.",
        )
    refuse_unmovable(folder)


def _restored(found: Backup, manner: Manner, day: str) -> str:
    """What to say once the journal is made from *found* and in its place."""
    from reflect_cli.commands.passphrases import chosen, given, may_stop, refuse_empty
    from reflect_cli.commands.unlock import key_cost
    from reflect_cli.paths import vault_folder
    from reflect_cli.screens.console import tell
    from reflect_cli.screens.safe import safe
    from reflect_cli.screens.secrets import without_echo
    from reflect_cli.vault.restoring import restore as restore_to

    folder, profile = vault_folder(), key_cost()
    secret = given(manner)
    refuse_empty(secret)
    with may_stop(NOT_RESTORED), without_echo():
        if secret is None:
            tell(f"{ABOUT_NEW}\n")
            secret = chosen(manner, profile)
        tell(MAKING)
        aside = restore_to(folder, found, secret, profile, day)
    told = RESTORED.format(folder=safe(str(folder)), counts=_counted(found))
    return f"{told}\n{MOVED_ASIDE.format(aside=safe(str(aside)))}" if aside else told


def _counted(found: Backup) -> str:
    """How much is in a backup, in words."""
    from reflect_cli.screens.numbers import in_number

    counts = found.counts
    named = (
        ("entries", {1: "1 entry", 2: "{count} entries"}),
        ("plans", {1: "1 plan", 2: "{count} plans"}),
        ("drafts", {1: "1 paused session", 2: "{count} paused sessions"}),
    )
    parts = [in_number(forms, counts[kind]) for kind, forms in named]
    return f"{parts[0]}, {parts[1]} and {parts[2]}"


def _in_words(found: Backup) -> list[tuple[str, str]]:
    from reflect_cli.screens.safe import safe_line

    began = sorted(entry.began for entry, _ in found.contents.by_entry.values())
    days = f"{began[0][:10]} to {began[-1][:10]}" if began else "none"
    counts = found.counts
    return [
        ("Made", safe_line(found.made)),
        ("By", safe_line(found.program)),
        ("Entries", str(counts["entries"])),
        ("Wordings", f"{counts['revisions']} (each entry with its earlier ones)"),
        ("Entries from", safe_line(days)),
        ("Plans", str(counts["plans"])),
        ("Paused", f"{counts['drafts']} (sessions to go on with)"),
        ("Settings", str(counts["settings"])),
        ("Sets", f"{counts.get('sets', 0)} (installed, beside Reflect's own)"),
    ]
