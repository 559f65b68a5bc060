"""A journal that commands open by themselves."""

from pathlib import Path

import pytest

from reflect_cli.paths import vault_folder
from reflect_cli.vault.vault import open_vault
from vault.sample import GATED_WITH as PASSPHRASE
from vault.sample import put_copy


@pytest.fixture
def folder(home: Path, gated: Path) -> Path:
    """The folder of a new, closed journal whose gate is passed."""
    return put_copy(gated, vault_folder())


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
