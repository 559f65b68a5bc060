"""One light vault a session, copied for each test: the real encrypted file, nothing faked."""

import shutil
from pathlib import Path

import pytest

from reflect_cli.vault.kdf import LIGHT, Roots, new_kdf
from reflect_cli.vault.unlocking import read_headers, unlock
from reflect_cli.vault.vault import create, open_vault
from vault.rotate_worker import Only
from vault.sample import ANOTHER, PASSPHRASE, entries_in, passphrase


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> Path:
    """A closed vault with one of everything in it; never opened again where it lies."""
    folder = tmp_path_factory.mktemp("made") / "vault"
    with create(folder, passphrase(), LIGHT) as vault:
        entries_in(vault)
    return folder


@pytest.fixture(scope="session")
def roots(made):
    """Root keys by cost, so that a test need not stretch the same passphrase again."""
    known = Roots(bytearray(PASSPHRASE))
    unlock(read_headers(made), known)
    return known


@pytest.fixture(scope="session")
def new():
    """Another passphrase with its cost, stretched once for all tests."""
    return Only(Roots(passphrase(ANOTHER)), new_kdf(LIGHT))


@pytest.fixture
def folder(made, tmp_path) -> Path:
    """A copy of the made vault that a test may do anything to."""
    copy = tmp_path / "place" / "vault"
    shutil.copytree(made, copy)
    copy.chmod(0o700)
    copy.parent.chmod(0o700)
    return copy


@pytest.fixture
def vault(folder):
    """The copy, open."""
    with open_vault(folder, passphrase()) as opened:
        yield opened
