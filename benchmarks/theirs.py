"""jrnl's side of the bench: its own environment, filled encrypted journals, the same commands.

It is treated as well as it can be: a null keyring, so that it looks for no desktop service, and a
date format that Python's own parser reads (its default takes a slower path at every entry).
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from processes import Program, environment_in, own_environment, run
from texts import COMMON, RARE, note_to_add, notes

if TYPE_CHECKING:
    from pathlib import Path

if TYPE_CHECKING:
    from pathlib import Path

VERSION = "4.6"
PASSWORD = "a long sentence for the bench"
_MAGIC = b"JRNLv3"
_CONFIG = """\
version: v{version}
journals:
  default:
    journal: {journal}
editor: ''
encrypt: false
template: false
default_hour: 9
default_minute: 0
timeformat: '%Y-%m-%d %H:%M'
tagsymbols: '#@'
highlight: true
linewrap: 79
indent_character: '|'
colors:
  body: none
  date: none
  tags: none
  title: none
"""


@dataclass(frozen=True, slots=True)
class Jrnl:
    """An installed jrnl, with a journal under *home*."""

    script: Path
    home: Path

    def start_ups(self) -> dict[str, Program]:
        """What needs no journal."""
        return {f"jrnl {each}": self._program(each) for each in ("--version", "--help")}

    def work(self) -> dict[str, Program]:
        """The same doings as Reflect's, under the same names."""
        return {
            "list 20": self._with_key("--short", "-n", "20", shows="20"),
            "show one": self._with_key("-n", "1", shows="morning"),
            "search, 3 found": self._with_key("-contains", RARE, "-n", "20", shows=RARE),
            "search, all match": self._with_key("-contains", COMMON, "-n", "20", shows=COMMON),
            "list 20 of one year": self._with_key(
                "--short", "-year", "2015", "-n", "20", shows="20"
            ),
            "add one": self._with_key(note_to_add()),
        }

    def fill(self, count: int) -> None:
        """Write jrnl's plain file with *count* entries, then have jrnl encrypt it."""
        self.home.mkdir(parents=True)
        journal = self.home / "journal.txt"
        self._config.write_text(_CONFIG.format(version=VERSION, journal=journal), encoding="utf-8")
        with journal.open("w", encoding="utf-8") as file:
            for note in notes(count):
                file.write(f"[{note.at:%Y-%m-%d %H:%M}] {note.title}\n{note.body}\n\n")
        run(self._program("--encrypt", typed=f"{PASSWORD}\n{PASSWORD}\nn\n"))
        with journal.open("rb") as file:
            assert file.read(len(_MAGIC)) == _MAGIC  # else the two sides would not be alike

    @property
    def size(self) -> int:
        """Bytes of its journal."""
        return (self.home / "journal.txt").stat().st_size

    @property
    def _config(self) -> Path:
        return self.home / "jrnl.yaml"

    def _with_key(self, *words: str, shows: str = "") -> Program:
        return self._program(*words, typed=f"{PASSWORD}\n", shows=shows)

    def _program(self, *words: str, typed: str = "", shows: str = "") -> Program:
        environment = environment_in(
            self.home, PYTHON_KEYRING_BACKEND="keyring.backends.null.Keyring"
        )
        environment.pop("PYTHONPATH", None)
        chosen = ("--config-file", str(self._config)) if self._config.exists() else ()
        return Program((str(self.script), *chosen, *words), environment, typed, shows=shows)


def installed(folder: Path) -> Path | None:
    """The jrnl script in an environment of its own at *folder*, or None if it cannot be had."""
    script = folder / "bin" / "jrnl"
    ready = folder / f"ready-{VERSION}"
    if ready.exists():
        return script
    python = folder / "bin" / "python"
    steps = (
        (sys.executable, "-m", "venv", str(folder)),
        (str(python), "-m", "pip", "install", "--quiet", f"jrnl=={VERSION}"),
        (str(python), "-m", "compileall", "-q", str(folder / "lib")),
    )
    for step in steps:
        done = subprocess.run(step, env=own_environment(), capture_output=True, check=False)
        if done.returncode and "compileall" not in step:
            return None
    ready.touch()
    return script
