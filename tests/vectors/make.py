"""Makes one fixture vault with whatever Reflect is on the path: python make.py FOLDER.

The fixtures were made once, each by the code of its own version (README.md), and are never made
again: what they are for is that they stay as they were.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import sys
from dataclasses import asdict, replace
from pathlib import Path

from reflect_cli.journal.record import entry_to_json
from reflect_cli.vault import slots
from reflect_cli.vault.cipher import keyed
from reflect_cli.vault.header import Header, Slot, SlotKind, encode
from reflect_cli.vault.kdf import LIGHT, Roots, new_kdf, stretch
from reflect_cli.vault.keys import check_value, header_mac, new_master_key
from reflect_cli.vault.unlocking import read_headers, unlock
from reflect_cli.vault.vault import create, open_vault
from vectors import invented

KEPT = ("header.json", "header.copy", "journal.db", "journal.db-wal")


def filled(folder: Path, *, closed: bool = True) -> None:
    """A vault with all that is invented; what was kept last is still in the -wal unless *closed*."""
    building = folder.with_name(f"{folder.name}-building")
    with create(building, bytearray(invented.PASSPHRASE), LIGHT) as vault:
        for first, *later in invented.VERSIONS:
            vault.entries.add(first)
            for entry in later:
                vault.entries.revise(entry, invented.LATER)
        vault.entries.add(invented.REMOVED)
        vault.entries.remove(invented.REMOVED.id)
        for plan in invented.PLANS:
            vault.plans.add(replace(plan, state=type(plan.state).OPEN, history=()))
            for step in plan.history:
                vault.plans.step(plan.id, step)
        for about, name, value in invented.MARKS if hasattr(vault, "marks") else ():
            from reflect_cli.vault.marks import Mark

            vault.marks.set(Mark(about, name, value, invented.LATER))
        for name, value in invented.SETTINGS.items():
            vault.settings.set(name, value)
    with open_vault(building, bytearray(invented.PASSPHRASE)) as vault:
        vault.drafts.keep(invented.draft())
        if not closed:
            _taken(building, folder)
    if closed:
        _taken(building, folder)
    shutil.rmtree(building)


def _taken(building: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in KEPT:
        if (building / name).exists():
            shutil.copyfile(building / name, folder / name)
    (folder / "content.json").write_text(f"{json.dumps(content() | marks(), indent=1)}\n")


def marks() -> dict[str, object]:
    """What is noted in a fixture of a version that has marks."""
    if not importlib.util.find_spec("reflect_cli.vault.marks"):
        return {}
    standing = {(about, name): value for about, name, value in invented.MARKS}
    return {
        "marks": [
            {"about": about, "name": name, "value": value}
            for (about, name), value in sorted(standing.items())
            if value
        ]
    }


def content() -> dict[str, object]:
    """What every one of these fixtures holds."""
    return {
        "entries": [[entry_to_json(entry) for entry in each] for each in invented.VERSIONS],
        "plans": [asdict(plan) for plan in invented.PLANS],
        "drafts": [asdict(invented.draft())],
        "settings": invented.SETTINGS,
    }


def with_newer_tables(folder: Path) -> None:
    """A vault of this header whose tables are of version 99."""
    with create(folder, bytearray(invented.PASSPHRASE), LIGHT):
        pass
    master = unlock(read_headers(folder), Roots(bytearray(invented.PASSPHRASE))).master
    path = folder / "journal.db"
    connection = keyed(path, master, path.read_bytes()[:16])
    connection.execute("CREATE TABLE to_come (words TEXT) STRICT")
    connection.pragma("user_version", 99)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    for left in ("lock", "journal.db-wal"):
        (folder / left).unlink(missing_ok=True)


def with_newer_header(folder: Path) -> None:
    """A vault whose header only a later reader may read, with a field that is still to come."""
    folder.mkdir(parents=True)
    master, vault, kdf = new_master_key(), os.urandom(16), new_kdf(LIGHT)
    root = stretch(bytearray(invented.PASSPHRASE), kdf)
    salt, nonce = os.urandom(16), os.urandom(24)
    header = Header(vault, 1, (), version=2, min_reader=2)
    bare = Slot(SlotKind.PASSPHRASE, kdf, salt, nonce, b"", check_value(root, salt))
    slot = replace(bare, sealed=slots._sealed(header, bare, root, master))
    fields = json.loads(encode(replace(header, slots=(slot,)))) | {"to_come": "something"}
    fields["mac"] = header_mac(master, _canonical(fields)).hex()
    for name in ("header.json", "header.copy"):
        (folder / name).write_bytes(_canonical(fields))
    (folder / "journal.db").write_bytes(os.urandom(8192))


def _canonical(fields: dict[str, object]) -> bytes:
    return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode() + b"\n"


if __name__ == "__main__":
    _, what, where = sys.argv
    {
        "filled": filled,
        "open": lambda folder: filled(folder, closed=False),
        "newer-tables": with_newer_tables,
        "newer-header": with_newer_header,
    }[what](Path(where))
