"""`reflect vault`: making the journal, what opens it, its backups, and the facts that need no passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from reflect_cli.commands import backups, checks, keys, merging, rotation
from reflect_cli.commands.groups import WholeSentences, add_commands
from reflect_cli.commands.options import AsJson, Manner, PassphraseFd, Plain

if TYPE_CHECKING:
    from reflect_cli.vault.status import Status

app = typer.Typer(
    cls=WholeSentences, help="The locked file that holds the journal.", no_args_is_help=True
)


@app.command("init")
def init(
    in_synced_folder: Annotated[
        bool,
        typer.Option(
            "--in-synced-folder", help="Make it even where a program copies it to other computers."
        ),
    ] = False,
    plain: Plain = False,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Make the journal: choose a passphrase, typed twice. `start` does this too.

    REFLECT_KEY_MEMORY=64, 256 or 1024 chooses the memory in MiB that each guess costs.
    Exit codes: 0, 2 there already is one, 15 cannot write, 16 an unsafe folder, a network drive
    or a folder that is copied elsewhere.
    """
    from reflect_cli.commands.unlock import make_journal
    from reflect_cli.paths import vault_folder
    from reflect_cli.screens.console import say
    from reflect_cli.screens.safe import safe

    make_journal(Manner(plain, passphrase_fd), in_synced_folder=in_synced_folder).close()
    say(f"The journal is made, in {safe(str(vault_folder()))}. `reflect start` begins a session.")


@app.command("status")
def status(as_json: AsJson = False) -> None:
    """Show what can be known without the passphrase.

    Exit codes: 0, 10 no journal yet, 13 damaged, 14 newer version, 16 an unsafe folder.
    """
    import json

    from reflect_cli.errors import VaultMissing
    from reflect_cli.paths import vault_folder
    from reflect_cli.screens.console import say
    from reflect_cli.screens.safe import safe
    from reflect_cli.vault.vault import exists
    from reflect_cli.vault.vault import status as facts_of

    folder = vault_folder()
    if not exists(folder):
        raise VaultMissing(
            f"There is no journal in {folder} yet.", hint="`reflect start` makes one and begins."
        )
    facts = facts_of(folder)
    if as_json:
        say(json.dumps(_as_json(facts), indent=2))
    else:
        for name, value in _in_words(facts):
            say(f"{name:14} {safe(value)}")
    if facts.problem is not None:
        raise facts.problem


def _as_json(facts: Status) -> dict[str, object]:
    return {
        "folder": str(facts.folder),
        "open_elsewhere": facts.busy,
        "header": facts.header.value,
        "header_copy": facts.header_copy.value,
        "database": facts.database.value,
        "format_version": facts.version,
        "key_memory_mib": facts.key_memory_mib,
        "recovery_kit": facts.has_kit,
        "key_file_written": _when(facts),
        "files": {file.name: {"bytes": file.size, "mode": oct(file.mode)} for file in facts.files},
    }


def _in_words(facts: Status) -> list[tuple[str, str]]:
    key = f"{facts.key_memory_mib} MiB for each guess" if facts.key_memory_mib else "unknown"
    size = sum(file.size for file in facts.files)
    return [
        ("Folder", str(facts.folder)),
        ("Key file", _key_file_words(facts)),
        ("Journal file", facts.database.value),
        ("Format", str(facts.version or "unknown")),
        ("Passphrase", f"Argon2id, {key}"),
        ("Recovery kit", _KIT_WORDS[facts.has_kit]),
        ("Keys written", _when(facts) or "unknown"),
        ("Size on disk", f"{size / 1024:.0f} KiB"),
        ("In use", "yes, by another Reflect" if facts.busy else "no"),
    ]


_KIT_WORDS = {
    True: "there is one",
    False: "none; `reflect vault recovery` makes one",
    None: "unknown",
}


def _when(facts: Status) -> str | None:
    """When the key file was last written: a new passphrase or kit, or a copy put right."""
    from datetime import datetime

    if facts.changed is None:
        return None
    return datetime.fromtimestamp(facts.changed).astimezone().isoformat(timespec="seconds")


def _key_file_words(facts: Status) -> str:
    """How both copies of the key file are, and what follows when only one of them is whole."""
    from reflect_cli.vault.place import HEADER, HEADER_COPY

    states = {HEADER: facts.header.value, HEADER_COPY: facts.header_copy.value}
    if len(set(states.values())) == 1:
        return f"{facts.header.value} (both copies)"
    each = ", ".join(f"{name} is {state}" for name, state in states.items())
    if "whole" not in states.values():
        return each
    return f"{each}. One whole copy is enough; opening the journal puts the other right."


add_commands(
    app,
    {
        "passphrase": keys.passphrase,
        "recovery": keys.recovery,
        "rotate": rotation.rotate,
        "backup": backups.backup,
        "restore": backups.restore,
        "check": checks.check,
        "merge": merging.merge,
    },
)
