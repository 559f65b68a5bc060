"""The real command in a real pseudo-terminal, with a screen to look at."""

from __future__ import annotations

import os
import signal
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pexpect
import pyte
import pytest

from looking import KEYS, seen
from small_set import END, head
from vault.sample import GATED_WITH as PASSPHRASE
from vault.sample import put_copy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class Screen(pyte.Screen):
    """A screen that takes what newer programs ask of a terminal, and does nothing about it."""

    def select_graphic_rendition(self, *attrs: int, private: bool = False) -> None:
        if not private:
            super().select_graphic_rendition(*attrs)

    def shown(self) -> str:
        """Its lines as text. pyte's own `display` looks at each of 40,000 cells, written to or not."""
        return "\n".join(self._line(y) for y in range(self.lines))

    def _line(self, y: int) -> str:
        if not (cells := self.buffer.get(y)):
            return ""
        last = min(max(cells) + 1, self.columns)
        return "".join(cells[x].data for x in range(last)).rstrip()


@dataclass
class Terminal:
    """A running command and what its screen shows. `raw` is every byte it ever wrote."""

    child: pexpect.spawn
    columns: int
    rows: int
    raw: bytearray = field(default_factory=bytearray)

    def __post_init__(self) -> None:
        self.screen = Screen(self.columns, self.rows)
        self.stream = pyte.ByteStream(self.screen)
        self._shown = self.screen.shown()

    def look(self) -> str:
        """What the screen shows now."""
        if self._read():
            self._shown = self.screen.shown()
        return self._shown

    def see(self, words: str, seconds: float = 20) -> str:
        """Wait until *words* stand on the screen, line breaks aside, and return the screen."""
        return seen(self.look, words, seconds)

    def press(self, *keys: str) -> None:
        """Press keys by name."""
        for key in keys:
            self.child.send(KEYS[key])
            time.sleep(0.05)

    def type(self, text: str, *keys: str) -> None:
        """Type text, then press keys."""
        self.child.send(text)
        time.sleep(0.05)
        self.press(*keys)

    def line(self, text: str) -> None:
        """A line in line mode."""
        self.child.send(f"{text}\n")

    def ended(self, seconds: float = 20) -> int:
        """Wait for the command to end; its exit code, or minus the signal that ended it."""
        end = time.monotonic() + seconds
        while self.child.isalive() and time.monotonic() < end:
            self.look()
            time.sleep(0.02)
        self.look()
        assert not self.child.isalive(), self.look()
        self.child.close()
        if self.child.signalstatus is not None:
            return -int(self.child.signalstatus)
        assert self.child.exitstatus is not None
        return int(self.child.exitstatus)

    def _read(self) -> bool:
        """Take in what was written meanwhile, and whether anything was."""
        before = len(self.raw)
        while True:
            try:
                data = self.child.read_nonblocking(65536, timeout=0)
            except (pexpect.TIMEOUT, pexpect.EOF, OSError):
                return len(self.raw) > before
            self.raw += data
            self.stream.feed(data)


Opener = "Callable[..., Terminal]"


@pytest.fixture
def terminal(home: Path) -> Iterator[Callable[..., Terminal]]:
    """A function that runs `reflect ARGS` in a terminal."""
    opened: list[Terminal] = []

    def run(*args: str, columns: int = 100, rows: int = 30, **environ: str) -> Terminal:
        env = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", **environ}
        child = pexpect.spawn(
            sys.executable,
            ["-m", "reflect_cli", *args],
            env=env,
            cwd=str(home),
            dimensions=(rows, columns),
            timeout=20,
        )
        child.delaybeforesend = None
        opened.append(Terminal(child, columns, rows))
        return opened[-1]

    yield run
    for one in opened:
        _end(one.child)


def _end(child: pexpect.spawn) -> None:
    """Kill it if it is still there, and let go of its terminal, on however busy a machine."""
    if child.isalive():
        child.kill(signal.SIGKILL)
        child.wait()
    child.close(force=True)


@pytest.fixture
def journal(home: Path, gated: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A journal whose gate is passed; commands open it by themselves. Returns its folder."""
    from reflect_cli.paths import vault_folder

    monkeypatch.setenv("REFLECT_PASSCOMMAND", f"echo {PASSPHRASE}")
    return put_copy(gated, vault_folder())


@pytest.fixture
def tiny_set(home: Path) -> str:
    """The path of a short set file with a branch, a long text and a plan."""
    path = home / "tiny.reflect.yaml"
    path.write_text(TINY, encoding="utf-8")
    return str(path)


TINY = (
    head("test.tiny", "A short set")
    + """\
---
section: ask
title: Asking
---
prompt: pick
kind: choose-one
ask: |
  Is there something to write about?
why: |
  So that the rest can be left out.
options:
  yes: Yes, there is
  no: No, there is not
---
prompt: told
kind: long
show-if: pick is yes
ask: |
  What did you do, step by step?
---
prompt: short
kind: short
ask: |
  What comes after it?
---
prompt: plan
kind: plan
ask: |
  What will you do?
"""
    + END
)
