"""A journal that commands open by themselves."""

from pathlib import Path

import pytest

from reflect_cli.paths import vault_folder
from reflect_cli.vault.kdf import LIGHT
from reflect_cli.vault.vault import create, open_vault

PASSPHRASE = "seven dull grey stones"


@pytest.fixture
def folder(home: Path) -> Path:
    """The folder of a new, closed journal whose gate is passed."""
    with create(vault_folder(), bytearray(PASSPHRASE.encode()), LIGHT) as vault:
        vault.settings.set("gate", "1.0.0")
        vault.settings.set("country", "uk")
    return vault_folder()


@pytest.fixture
def journal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same; commands are given its passphrase."""
    monkeypatch.setenv("REFLECT_PASSCOMMAND", f"echo {PASSPHRASE}")
    return folder


@pytest.fixture
def vault(folder: Path):
    """The journal, open in this process."""
    with open_vault(folder, bytearray(PASSPHRASE.encode())) as opened:
        yield opened
