"""The fixture vaults as a test may use them: copied, closed to others, and what is in them."""

from __future__ import annotations

import importlib.util
import json
import shutil
from dataclasses import asdict
from pathlib import Path

import pytest

from reflect_cli.journal.record import entry_to_json
from reflect_cli.paths import state_folder
from reflect_cli.vault.cipher import keyed
from reflect_cli.vault.kdf import Roots
from reflect_cli.vault.lock import take
from reflect_cli.vault.unlocking import read_headers, unlock
from reflect_cli.vault.vault import _entered
from vectors.invented import PASSPHRASE

HERE = Path(__file__).parent
OLDER = ("vault-v1", "vault-v2", "vault-v2-open")
EVERY = (*OLDER, "vault-v3")
NEWER = ("vault-newer-header", "vault-newer-tables")
AFTERWARDS = {"header.json", "header.copy", "journal.db", "lock"}

#: Each fixture has its own salt, so a session stretches the passphrase once for each.
roots = Roots(bytearray(PASSPHRASE))


def taken(name: str, place: Path) -> Path:
    """The fixture of that name, copied to *place*; git keeps no modes, so they are set here."""
    place.mkdir(mode=0o700, parents=True)
    place.chmod(0o700)
    for file in (HERE / name).iterdir():
        if file.name != "content.json":
            shutil.copyfile(file, place / file.name)
            (place / file.name).chmod(0o600)
    return place


def recorded(name: str) -> dict[str, object]:
    """What was written down when the fixture was made."""
    written = json.loads((HERE / name / "content.json").read_text(encoding="utf-8"))
    return {"marks": []} | written  # before version 3 there were none


def opened(folder: Path):
    """The vault in *folder*, open, as `open_vault` opens it on a computer that never saw it."""
    for anchor in state_folder().glob("*.anchor"):
        anchor.unlink()
    return _entered(folder, unlock(read_headers(folder), roots), take(folder, 30))


def content_of(vault) -> dict[str, object]:
    """What an open vault holds, by our own tables, in the form of `recorded`: what stands is last."""
    entries = []
    for summary in reversed(vault.entries.recent(1000)):
        stands = vault.entries.get(summary.id)
        versions = sorted(vault.entries.revisions(summary.id), key=stands.__eq__)
        entries.append([entry_to_json(entry) for entry in versions])
    content = {
        "entries": entries,
        "plans": [asdict(plan) for plan in vault.plans.every()],
        "drafts": [asdict(draft) for draft in reversed(vault.drafts.every())],
        "settings": vault.settings.every(),
        "marks": [
            {"about": mark.about, "name": mark.name, "value": mark.value}
            for mark in vault.marks.every()
        ],
    }
    return json.loads(json.dumps(content))


def found_in(folder: Path) -> dict[str, object]:
    """What our own code finds in *folder*, which is brought up to date by that."""
    with opened(folder) as vault:
        return content_of(vault)


def by_the_reader(folder: Path) -> dict[str, object]:
    """What docs/read_vault.py finds."""
    return by_the_reader_as(folder, PASSPHRASE)


def by_the_reader_as(folder: Path, passphrase: bytes) -> dict[str, object]:
    """The same with another passphrase."""
    return reader().read(folder, passphrase.decode())


def reader():
    """docs/read_vault.py as a module."""
    pytest.importorskip("cryptography", reason="needs cryptography, which `make test` installs")
    spec = importlib.util.spec_from_file_location("read_vault", HERE.parents[1] / READER)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


READER = Path("docs") / "read_vault.py"


def keys_of(folder: Path) -> tuple[bytearray, bytes]:
    """The master key, and the salt of the journal file."""
    master = unlock(read_headers(folder), roots).master
    return master, (folder / "journal.db").read_bytes()[:16]


def connected(folder: Path):
    """Our engine on the file of a closed journal, and nothing of our tables' code."""
    return keyed(folder / "journal.db", *keys_of(folder))
