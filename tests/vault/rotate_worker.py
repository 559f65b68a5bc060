"""Changes of the master key that are killed: at every call that touches a name, and at moments by chance.

Runs in a process of its own, prints one line of JSON for each kill: what opens what was left, and how.
"""

import json
import random
import shutil
import sys
import time
from functools import partial
from pathlib import Path

from reflect_cli.errors import ReflectError
from reflect_cli.vault import rotating
from reflect_cli.vault.kdf import LIGHT, Roots, new_kdf
from reflect_cli.vault.lock import take
from reflect_cli.vault.place import NEW_KEY
from reflect_cli.vault.unlocking import read_headers, unlock
from reflect_cli.vault.vault import _entered, _Way
from vault.changer import opens
from vault.killing import killed_after, killed_at
from vault.sample import ANOTHER, passphrase


def quiet(_stage, _done: int, _total: int) -> None:
    """Nobody waits."""


def entered(folder: Path, secret, way: _Way = _Way.USUAL):
    """The vault, opened as any command opens it, but for the stretching."""
    seen = read_headers(folder)
    return _entered(folder, unlock(seen, secret), take(folder), seen, way)


def rotated(folder: Path, secret, key: tuple, tell=quiet) -> None:
    """Change the master key as `rotate` does, with a key that was derived before."""
    with entered(folder, secret, _Way.CHANGING) as vault:
        opened = rotating.built_with(folder, vault, key, tell)
        vault.database.close()
        rotating.put_in_force(folder, opened)


def place_first(folder: Path, opened) -> None:
    """The wrong order: the fresh file takes its place before the header is there."""
    rotating._take_place(folder)
    rotating.write_headers(folder, opened.header)


class Only:
    """One passphrase with its one known cost; for any other cost, a key that fits nothing."""

    def __init__(self, words: Roots, kdf) -> None:
        self.key = (kdf, words(kdf))

    def __call__(self, kdf):
        return None if kdf is None else self.key[1] if kdf == self.key[0] else bytes(32)


def looked_at(folder: Path, both: tuple[Only, Only], wanted) -> str:
    """Which of the two opens what a kill left, and whether it is all there; then it is opened."""
    old, new = (opens(folder, one) for one in both)
    if old is new:
        return "both open" if old else "neither opens"
    try:
        with entered(folder, both[new]) as vault:
            told = [notice.value for notice in vault.notices if notice.value.startswith("key-")]
            whole = vault.contents() == wanted and not vault.check().found
    except ReflectError:
        return "it does not open"
    if not whole or (folder / NEW_KEY).exists():
        return "not whole"
    return " ".join(["new" if new else "old", *told])


def main(template: str, place: str, first_touch: str, kills: str, order: str) -> None:
    """Kill rotations of copies of *template* in *place*; in a wrong *order*, if one is named."""
    folder, chance = Path(place) / "vault", random.Random(5)
    words = Roots(passphrase())
    first = unlock(read_headers(Path(template)), words).header.slots[0].kdf
    both = (Only(words, first), Only(Roots(passphrase(ANOTHER)), new_kdf(LIGHT)))
    if order:
        rotating.put_in_force = place_first
    with entered(_fresh(folder, template), both[0]) as vault:
        wanted = vault.contents()
    work = partial(rotated, folder, both[0], both[1].key)
    began = time.monotonic()
    work()
    took, touch, by_chance = time.monotonic() - began, int(first_touch) - 1, int(kills)
    at_every_touch = True
    while at_every_touch or by_chance:
        _fresh(folder, template)
        if at_every_touch:
            touch += 1
            at_every_touch = killed = killed_at(touch, work)
        else:
            by_chance -= 1
            killed = killed_after(chance.uniform(0, took), work)
        left = looked_at(folder, both, wanted)
        again = left
        if left.startswith("old") and touch % 3 == 0:
            work()
            again = looked_at(folder, both, wanted)
        sys.stdout.write(f"{json.dumps([killed, left, again])}\n")
        if order and left not in ("old", "old key-undone"):
            return  # one harm is enough


def _fresh(folder: Path, template: str) -> Path:
    shutil.rmtree(folder.parent)
    folder.parent.mkdir(mode=0o700)
    shutil.copytree(template, folder)
    return folder
