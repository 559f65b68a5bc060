"""What the other processes of these tests run: keep things, and say so once they are kept."""

import os
import sys
from pathlib import Path

from reflect_cli.vault.kdf import Roots
from reflect_cli.vault.lock import take
from reflect_cli.vault.unlocking import read_headers, unlock
from reflect_cli.vault.vault import _entered, open_vault
from vault.sample import draft, entry, passphrase


def say(line: str) -> None:
    """One whole line at once: the reader counts only lines that ended."""
    os.write(1, f"{line}\n".encode())


def hold(folder: Path) -> None:
    """Open, say so, and stay open until told."""
    with open_vault(folder, passphrase()):
        say("open")
        sys.stdin.readline()


def append(folder: Path, first: int, count: int) -> None:
    """Open, add one and close, *count* times; the key is stretched once."""
    roots = Roots(passphrase())
    for number in range(first, first + count):
        opened = unlock(read_headers(folder), roots)
        with _entered(folder, opened, take(folder, 30)) as vault:
            vault.entries.add(entry(number))


def keep_on(folder: Path, first: int) -> None:
    """Keep drafts and entries until killed, naming each one that was acknowledged."""
    with open_vault(folder, passphrase()) as vault:
        for number in range(first, first + 100_000):
            vault.drafts.keep(draft("d1", f"state {number}"))
            say(f"d {number}")
            if number % 3 == 0:
                with vault.transaction():
                    vault.entries.add(entry(number))
                    vault.settings.set("last", str(number))
                say(f"e {number}")


if __name__ == "__main__":
    _, what, where, *numbers = sys.argv
    {"hold": hold, "append": append, "keep_on": keep_on}[what](Path(where), *map(int, numbers))
