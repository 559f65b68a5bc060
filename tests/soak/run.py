"""The faults that a journal must survive, tried as often as is asked for: `make soak`.

    python tests/soak/run.py [--size small|long|nightly] [--only NAME,...] [--seed N]
        [--seconds N] [NAME=COUNT ...]

It prints a table for docs/benchmarks.md and ends with 1 if anything did not hold. COUNT is a number
of trials: bytes flipped, moments of a kill, disks after a power cut, entries of each process.
"""

from __future__ import annotations

import argparse
import os
import platform
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from soak import altered, copies, crowd, fuzzed, struck  # noqa: E402 - found only from here on
from soak.reached import Clock  # noqa: E402
from soak.workshop import Workshop  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from soak.reached import Reached

ALL = 10**9
SIZES = ("small", "long", "nightly")


@dataclass(frozen=True)
class Battery:
    """One kind of trial, and how many there are in each size of run."""

    run: Callable[[Workshop, int, int], Reached | list[Reached]]
    counts: tuple[int, int, int]


BATTERIES = {
    "key-file": Battery(altered.bits_of_the_header, (200, ALL, ALL)),
    "backup": Battery(altered.bytes_of_a_backup, (60, ALL, ALL)),
    "pages": Battery(altered.pages, (40, ALL, ALL)),
    "old-pages": Battery(altered.old_pages, (10, 5_000, 5_000)),
    "wal": Battery(altered.bytes_of_the_wal, (24, 20_000, ALL)),
    "journal": Battery(altered.bytes_of_the_journal, (120, 150_000, ALL)),
    "kills": Battery(struck.kills, (28, 2_000, 2_000)),
    "refusals": Battery(struck.refusals, (28, ALL, ALL)),
    "power": Battery(struck.power_cuts, (70, 20_000, 50_000)),
    "controls": Battery(struck.controls, (24, 400, 400)),
    "appends": Battery(crowd.appends, (3, 250, 250)),
    "changes": Battery(crowd.changes, (3, 250, 250)),
    "copies": Battery(copies.schedules, (2, 500, 20_000)),
    "key-file-fuzz": Battery(fuzzed.key_files, (2_000, 1_000_000, 10_000_000)),
    "backup-fuzz": Battery(fuzzed.backups, (150, 100_000, 1_000_000)),
}


def main() -> int:
    asked = _arguments()
    counts = dict(pair.split("=") for pair in asked.counts)
    names = asked.only.split(",") if asked.only else list(BATTERIES)
    if unknown := (set(names) | set(counts)) - set(BATTERIES):
        sys.stderr.write(f"no such battery: {', '.join(sorted(unknown))}\n")
        return 2
    _say(_with())
    _say("\n| test | runs | bar | reached |\n|---|--:|---|---|")
    holds = True
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(3))  # so that nothing is left in memory
    with tempfile.TemporaryDirectory(prefix="reflect-soak-", dir=_memory()) as place:
        workshop = Workshop(Path(place))
        for name in names:
            battery = BATTERIES[name]
            count = int(counts.get(name, battery.counts[SIZES.index(asked.size)]))
            began = time.monotonic()
            Clock.start(asked.seconds)
            reached = battery.run(workshop, count, asked.seed)
            for line in reached if isinstance(reached, list) else [reached]:
                _say(line.as_line())
                holds = holds and line.holds
            sys.stderr.write(f"{name}: {time.monotonic() - began:.1f} s\n")
    return 0 if holds else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Faults that a journal must survive.")
    parser.add_argument("--size", choices=SIZES, default="long")
    parser.add_argument("--only", help=", ".join(BATTERIES))
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--seconds", type=float, help="at most so long for each, then the next")
    parser.add_argument("counts", nargs="*", metavar="NAME=COUNT")
    return parser.parse_args()


def _with() -> str:
    names = ("apsw-sqlite3mc", "pyrage", "PyNaCl")
    libraries = ", ".join(f"{name} {version(name)}" for name in names)
    day = time.strftime("%Y-%m-%d")
    return f"{day}, Python {platform.python_version()} on {platform.system()}, {libraries}"


def _memory() -> str | None:
    """A disk in memory where there is one: what is tried is the order of things, not a device."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
