"""A journal that commands open by themselves."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from promptsets.conftest import SAMPLE
from reflect_cli.commands.app import app
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


#: What an author types when `author new` asks.
ANSWERS = "Looking: #again\nHarbour Men's Group\n\nA first look.\n\nus@harbour.example\n\n\n"


@pytest.fixture
def reflect(monkeypatch, tmp_path):
    """Runs a command in an empty folder; REFLECT_HOME stays empty, so no journal can be meant."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str, given: str = ""):
        return CliRunner().invoke(app, list(words), input=given)

    return run


@pytest.fixture
def new_set(reflect, tmp_path):
    """A set as `author new` writes it."""
    assert 0 == reflect("author", "new", given=ANSWERS).exit_code
    return tmp_path / "looking-again.reflect.yaml"


@pytest.fixture
def sample(tmp_path):
    file = tmp_path / "sample.reflect.yaml"
    file.write_text(SAMPLE, encoding="utf-8")
    return file
