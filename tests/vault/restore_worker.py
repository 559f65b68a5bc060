"""Restores that are killed: at every call that touches a name, and at moments by chance.

Runs in a process of its own, prints one line of JSON for each kill: what was left of the folder.
"""

import json
import random
import shutil
import sys
import time
from functools import partial
from pathlib import Path

from reflect_cli.vault.chain import Chain
from reflect_cli.vault.contents import Contents, held_in
from reflect_cli.vault.database import open_database
from reflect_cli.vault.kdf import Roots
from reflect_cli.vault.keys import chain_key
from reflect_cli.vault.place import exists
from reflect_cli.vault.records import Records
from reflect_cli.vault.restoring import restore_with
from reflect_cli.vault.unlocking import read_headers, unlock
from vault.kept import backup, contents
from vault.killing import killed_after, killed_at
from vault.sample import passphrase

DAY = "2026-11-24"


def held(folder: Path, roots: Roots) -> Contents:
    """What the vault in *folder* holds, opened as any vault is."""
    opened = unlock(read_headers(folder), roots)
    database = open_database(folder, opened.master, opened.header)
    try:
        return held_in(Records(database, Chain(chain_key(opened.master)), ""))
    finally:
        database.close()


def looked_at(folder: Path, old: Contents | None, roots: Roots) -> str:
    """What a kill left: which vaults are whole, in place and aside."""
    named = {old: "old", contents(): "new"} if old else {contents(): "new"}
    aside = folder.with_name(f"{folder.name}.before-restore-{DAY}")
    in_place = named[held(folder, roots)] if exists(folder) else "nothing"
    return f"{in_place} in place, {named[held(aside, roots)] if exists(aside) else 'nothing'} aside"


def tried_again(folder: Path, roots: Roots, key: tuple) -> bool:
    """Whether a second try restores, and sweeps what the killed one had built."""
    restore_with(folder, backup(), key, "again")
    leavings = list(folder.parent.glob(".vault.new-*/*"))
    return held(folder, roots) == contents() and not leavings


def main(template: str, place: str, kills: str) -> None:
    """Kill restores over copies of *template* (or over nothing, if it is empty) in *place*."""
    roots = Roots(passphrase())
    folder = Path(place) / "vault"
    key = _key(roots)
    old = held(_fresh(folder, template), roots) if template else None
    chance = random.Random(11)
    took = _duration(folder, template, key)
    touch = 0
    work = partial(restore_with, folder, backup(), key, DAY)
    at_every_touch = True
    by_chance = int(kills)
    while at_every_touch or by_chance:
        _fresh(folder, template)
        if at_every_touch:
            touch += 1
            at_every_touch = killed = killed_at(touch, work)
        else:
            by_chance -= 1
            killed = killed_after(chance.uniform(0, took), work)
        left = looked_at(folder, old, roots)
        told = [killed, left, tried_again(folder, roots, key)]
        sys.stdout.write(f"{json.dumps(told)}\n")


def _key(roots: Roots) -> tuple:
    from reflect_cli.vault.kdf import LIGHT, new_kdf

    kdf = new_kdf(LIGHT)
    return kdf, roots(kdf)


def _fresh(folder: Path, template: str) -> Path:
    shutil.rmtree(folder.parent)
    folder.parent.mkdir(mode=0o700)
    if template:
        shutil.copytree(template, folder)
    return folder


def _duration(folder: Path, template: str, key: tuple) -> float:
    _fresh(folder, template)
    began = time.monotonic()
    restore_with(folder, backup(), key, DAY)
    return time.monotonic() - began


if __name__ == "__main__":
    main(*sys.argv[1:])
