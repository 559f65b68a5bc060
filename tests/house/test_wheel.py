"""The built wheel, installed alone, away from the checkout, does what the checkout does."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from house.tree import ROOT
from reflect_cli.library.sets import SHIPPED

pytestmark = pytest.mark.skipif(
    not all(map(importlib.util.find_spec, ("build", "hatchling"))),
    reason="needs build and hatchling; `make setup` installs both",
)


@dataclass(frozen=True)
class Installed:
    """A wheel in an environment of its own, and an empty folder to run it from."""

    wheel: Path
    bin: Path
    elsewhere: Path

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        home = self.elsewhere.parent / "home"
        home.mkdir(mode=0o700, exist_ok=True)
        return subprocess.run(
            [self.bin / command[0], *command[1:]],
            cwd=self.elsewhere,
            env={"PATH": os.defpath, "HOME": str(home), "LANG": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    wheel = _built(folder / "dist")
    environment = folder / "environment"
    _installed_alone(wheel, environment)
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    return Installed(wheel, environment / "bin", elsewhere)


def test_the_wheel_holds_the_prompts_the_seeds_and_both_licences(installed):
    inside = set(zipfile.ZipFile(installed.wheel).namelist())
    wanted = {
        f"reflect_cli/_data/{file.relative_to(ROOT)}"
        for folder in ("prompts", "seeds")
        for file in (ROOT / folder).rglob("*")
        if file.is_file()
    }
    about = next(name.partition("/")[0] for name in inside if ".dist-info/" in name)
    wanted |= {
        f"{about}/licenses/{name}"
        for name in ("LICENSE", "LICENSES/Apache-2.0.txt", "LICENSES/CC-BY-SA-4.0.txt")
    }

    assert set() == wanted - inside


def test_the_wheel_holds_no_tests_and_nothing_of_anyone_s(installed):
    inside = zipfile.ZipFile(installed.wheel).namelist()

    assert [] == [name for name in inside if name.startswith("tests/") or "__pycache__" in name]
    assert [] == [name for name in inside if name.endswith((".db", ".db-wal", ".reflect-sealed"))]


def test_it_runs_from_where_it_was_installed(installed):
    done = installed.run("python", "-c", "import reflect_cli; print(reflect_cli.__file__)")

    assert Path(done.stdout.strip()).is_relative_to(installed.bin.parent)


def test_it_lists_its_sets(installed):
    done = installed.run("reflect", "sets", "list")

    assert (0, "") == (done.returncode, done.stderr)
    assert list(SHIPPED) == [
        line.split()[0] for line in done.stdout.partition("\n\n")[0].splitlines()
    ]


def test_it_shows_help_lines(installed):
    done = installed.run("reflect", "support", "--country", "us")

    assert (0, "") == (done.returncode, done.stderr)
    assert "988" in done.stdout


def test_its_demo_plays_a_whole_session_and_leaves_nothing_behind(installed):
    done = installed.run("reflect", "demo")

    assert (0, "") == (done.returncode, done.stderr)
    assert "Here he is interrupted." in done.stdout
    assert "To begin your own: reflect start" in done.stdout
    assert [] == list(installed.elsewhere.iterdir())


def _built(folder: Path) -> Path:
    """The wheel, built from the source archive as `make wheel` does it, without a network."""
    build = ["build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(
        [sys.executable, "-m", *build], capture_output=True, text=True, check=False
    )
    assert 0 == done.returncode, done.stdout + done.stderr
    (wheel,) = folder.glob("*.whl")
    return wheel


def _installed_alone(wheel: Path, environment: Path) -> None:
    """The wheel by itself; what it depends on is lent from here, so that nothing is fetched.

    A folder named in a .pth file has its own .pth files left alone, so an editable install of
    the checkout is not lent with the rest.
    """
    make, install = _tools(environment)
    for command in (make, [*install, "--no-deps", str(wheel)]):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert 0 == done.returncode, done.stdout + done.stderr
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    lent = environment / "lib" / version / "site-packages" / "lent.pth"
    paths = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib"))
    lent.write_text("\n".join(paths), encoding="utf-8")


def _tools(environment: Path) -> tuple[list[str], list[str]]:
    """What makes an environment without an installer of its own, and what installs into it."""
    python = str(environment / "bin" / "python")
    if importlib.util.find_spec("pip"):
        quiet = ["--quiet", "--disable-pip-version-check"]
        pip = [sys.executable, "-m", "pip", "--python", python, "install", *quiet, "--no-index"]
        return [sys.executable, "-m", "venv", "--without-pip", str(environment)], pip
    if uv := shutil.which("uv"):
        install = [uv, "pip", "install", "--quiet", "--offline", "--python", python]
        return [uv, "venv", "--quiet", "--python", sys.executable, str(environment)], install
    pytest.skip("needs pip or uv to install a wheel")
