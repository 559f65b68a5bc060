"""Every test runs away from the real home folder, with the cheapest permitted key derivation."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import made_once
import small_set as sets
from reflect_cli.screens import interrupts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reflect_cli.promptsets.model import PromptSet


@pytest.fixture(autouse=True)
def window(monkeypatch: pytest.MonkeyPatch) -> None:
    """The window is there, though a test before this one may have closed it in this process."""
    monkeypatch.setattr(interrupts._ears, "gone", False)
    monkeypatch.setattr(interrupts._ears, "pending", None)


_HOMES = ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")


@pytest.fixture(scope="session", autouse=True)
def away(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is made once for many tests stays away from the real home, too."""
    folder = str(tmp_path_factory.mktemp("away"))
    with pytest.MonkeyPatch.context() as patched:
        for name in (*_HOMES, "REFLECT_HOME"):
            patched.setenv(name, folder)
        yield


@pytest.fixture(scope="session", autouse=True)
def listening() -> None:
    """Ctrl-C and Ctrl-\\ are heard. A suite begun in the background would have them ignored by all it starts."""
    for number, heard in (
        (signal.SIGINT, signal.default_int_handler),
        (signal.SIGQUIT, signal.SIG_DFL),
    ):
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, heard)


@pytest.fixture(scope="session", autouse=True)
def keys_made_once() -> Iterator[None]:
    """Every test of this process shares the keys that were derived before it."""
    with made_once.keys():
        yield


IMPORT_ALL = """
import importlib, pkgutil, reflect_cli
for module in pkgutil.walk_packages(reflect_cli.__path__, "reflect_cli."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
"""


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the many processes of the tests find compiled code, so that none does it again."""
    folder = tmp_path_factory.getbasetemp().parent / "compiled"
    with (folder.with_name("compiling")).open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not folder.exists():
            environ = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder)}
            environ.pop("PYTHONDONTWRITEBYTECODE", None)
            subprocess.run([sys.executable, "-c", IMPORT_ALL], env=environ, check=True)
    return folder


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compiled: Path) -> Path:
    """A home folder of the test's own; nothing may reach the real one."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    for name in _HOMES:
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setenv("REFLECT_HOME", str(folder / "reflect"))
    monkeypatch.setenv("REFLECT_KEY_MEMORY", "64")
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", str(compiled))
    for name in ("ACCESSIBLE", "NO_COLOR", "REFLECT_PASSCOMMAND", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def uncompiled(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compiled code is not kept: a process that cannot write would leave half of it to others."""
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")


@pytest.fixture(scope="session")
def gated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed journal whose gate is passed; a test gets a copy, so that one key is enough."""
    from reflect_cli.vault.kdf import LIGHT
    from reflect_cli.vault.vault import create
    from vault.sample import GATED_WITH

    folder = tmp_path_factory.mktemp("gated") / "vault"
    with create(folder, bytearray(GATED_WITH.encode()), LIGHT) as vault:
        vault.settings.set("gate", "1.0.0")
        vault.settings.set("country", "uk")
    return folder


@pytest.fixture(scope="session")
def small_set() -> PromptSet:
    """A small set with every turn a sitting can take."""
    return sets.small_set()
