"""What can be told of the terminal: who stands between it and us, and what its window calls itself."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SYSTEM = Path("/")
RECORDING = frozenset(
    {
        "script", "scriptlive", "asciinema", "ttyrec", "termrec", "tlog-rec", "tlog-rec-sessio",
        "ttyd", "gotty", "tmate", "upterm", "autoexpect", "kibitz",
    }
)  # fmt: skip
_FURTHEST = 64


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What its environment and the programs above this one tell of a terminal."""

    kind: str
    window: str
    is_remote: bool
    multiplexer: str
    recorders: tuple[str, ...]


def surroundings(
    environ: Mapping[str, str] = os.environ, system: Path = SYSTEM, process: int | None = None
) -> Surroundings:
    """The facts about this terminal; *system* is where /proc is looked for."""
    above = tuple(_programs_above(system, process or os.getppid()))
    multiplexers = {"tmux": "TMUX", "screen": "STY", "zellij": "ZELLIJ"}
    return Surroundings(
        kind=environ.get("TERM", ""),
        window=environ.get("TERM_PROGRAM", ""),
        is_remote=any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY")),
        multiplexer=next((name for name, key in multiplexers.items() if environ.get(key)), ""),
        recorders=tuple(dict.fromkeys(name for name in above if name in RECORDING)),
    )


def _programs_above(system: Path, process: int) -> Iterator[str]:
    """The names of the programs that started us, the nearest first, as far as we may see them."""
    for _ in range(_FURTHEST):
        try:
            line = (system / "proc" / str(process) / "stat").read_text(errors="replace")
        except OSError:
            return
        before, _, after = line.rpartition(")")
        yield before.partition("(")[2]
        process = int(after.split()[1])
