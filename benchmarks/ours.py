"""Reflect's side of the bench: filled vaults, and the commands over them."""

from __future__ import annotations

import compileall
import json
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from processes import Program, Run, environment_in, run
from texts import COMMON, RARE, note_to_add

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parent
SECRET = "a long sentence for the bench"


@dataclass(frozen=True, slots=True)
class Reflect:
    """Reflect with its files under *home*."""

    home: Path

    def start_ups(self) -> dict[str, Program]:
        """What needs no journal."""
        words = (("--version",), ("--help",), ("sets", "list"))
        return {f"reflect {' '.join(each)}": self._program(each) for each in words}

    def work(self) -> dict[str, Program]:
        """What a person does, by what it is called in the table."""
        listed = self._with_key("journal", "list")
        return {
            "list 20": listed,
            "show one": self._with_key("journal", "show", shows="morning"),
            "search, 3 found": self._with_key("journal", "search", RARE, shows=RARE),
            "search, all match": self._with_key("journal", "search", COMMON, shows=COMMON),
            "list 20 of one year": self._with_key("journal", "list", "--year", "2015"),
            "add one": self._with_key("write", typed=note_to_add(), shows="Saved"),
        }

    def fill(self, count: int) -> dict[str, Any]:
        """Make the vault, with *count* entries."""
        self.home.mkdir(parents=True)
        return self.inside("fill", str(self._vault), SECRET, str(count))

    def drafts(self, count: int) -> dict[str, Any]:
        """See inside.drafts."""
        return self.inside("drafts", str(self._vault), SECRET, str(count))

    def beside_sqlite(self, repeats: int) -> dict[str, dict[str, list[float]]]:
        """See beside_sqlite.py."""
        command = (sys.executable, str(HERE / "beside_sqlite.py"))
        arguments = (str(self._vault), SECRET, str(repeats))
        program = Program((*command, *arguments), self._environment())
        return json.loads(run(program).printed)  # type: ignore[no-any-return]

    def after_key_mib(self) -> float:
        """Peak MiB of `journal list` from the moment its key is made."""
        program = Program(
            _inside("memory", "journal", "list"), self._environment(), secret=SECRET, shows="mib"
        )
        return float(json.loads(run(program).printed)["mib"])

    def inside(self, *doing: str) -> dict[str, Any]:
        """What inside.py prints when asked to do *doing*."""
        found: dict[str, Any] = json.loads(self.run_inside(*doing).printed)
        return found

    def run_inside(self, *doing: str) -> Run:
        """One run of inside.py."""
        return run(Program(_inside(*doing), self._environment()))

    @property
    def _vault(self) -> Path:
        return self.home / "vault"

    def _environment(self) -> dict[str, str]:
        return environment_in(self.home.parent, REFLECT_HOME=str(self.home))

    def _program(self, words: tuple[str, ...]) -> Program:
        return Program((*_reflect(), *words), self._environment())

    def _with_key(self, *words: str, typed: str = "", shows: str = "20") -> Program:
        return Program((*_reflect(), *words), self._environment(), typed, SECRET, shows)


def bare_python(home: Path) -> Program:
    """Python doing nothing."""
    return Program((sys.executable, "-c", "pass"), environment_in(home))


def compile_ours() -> None:
    """Bytecode for Reflect and everything it stands on."""
    for folder in (CHECKOUT / "src", Path(sysconfig.get_path("purelib"))):
        compileall.compile_dir(folder, quiet=2, workers=0)


def _reflect() -> tuple[str, ...]:
    script = Path(sys.executable).with_name("reflect")
    return (str(script),) if script.exists() else (sys.executable, "-m", "reflect_cli")


def _inside(*doing: str) -> tuple[str, ...]:
    return (sys.executable, str(HERE / "inside.py"), *doing)
