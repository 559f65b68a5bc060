"""Reflect beside jrnl, both encrypted, in one run on this machine: `make bench`.

Whole processes by the wall clock, ours and theirs in turn. It checks no limits and fails no
build: numbers are for people to read.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ours import CHECKOUT, Reflect, bare_python, compile_ours
from processes import DidNotWork, Program, Times, interleaved, run
from table import NONE, fine, ms, number, ratio, table
from theirs import VERSION, Jrnl, installed

from reflect_cli import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZES = (10, 1_000, 10_000)
LARGE = 100_000
DRAFTS = 500
START_UP_REPEATS = 20
KDF_REPEATS = 9
_SIDES = ("ours", "file", "plain")


@dataclass(frozen=True, slots=True)
class Bench:
    """One run: where its files are, jrnl if there is one, and how often to repeat."""

    folder: Path
    jrnl: Path | None
    repeats: int
    is_smoke: bool = False

    def times(self, count: int) -> int:
        """*count* repeats, or a few when it is only to be seen that everything works."""
        return min(count, 2) if self.is_smoke else count

    def warm(self, count: int) -> int:
        """*count* runs that are not measured first; none when it is only to be seen that everything works."""
        return 0 if self.is_smoke else count

    def ours(self, count: int) -> Reflect:
        """Reflect with the journal of *count* entries."""
        return Reflect(self.folder / f"reflect-{count}")

    def theirs(self, count: int) -> Jrnl | None:
        """The same for jrnl."""
        return Jrnl(self.jrnl, self.folder / f"jrnl-{count}") if self.jrnl else None


def start_up(bench: Bench) -> None:
    """Commands that open no journal, beside Python doing nothing."""
    theirs = bench.theirs(0)
    programs = {"python -c pass": bare_python(bench.folder), **bench.ours(0).start_ups()}
    if theirs:
        programs |= theirs.start_ups()
    times = interleaved(programs, bench.times(START_UP_REPEATS), bench.warm(2))
    bare = times["python -c pass"].median
    peer = times["jrnl --version"].median if theirs else None
    rows = [
        (name, ms(took), ratio(took.median, bare), ratio(took.median, peer))
        for name, took in times.items()
    ]
    _print(
        "Start-up",
        ("command", "ms, min / median", "times bare Python", "times jrnl --version"),
        rows,
    )


def key_derivation(bench: Bench) -> float:
    """Print what the key costs on each side; the median of ours, in ms."""
    found = bench.ours(0).inside("kdf", str(bench.times(KDF_REPEATS)))
    ours, theirs = Times(found["ours"]), Times(found["theirs"])
    rows = [
        ("ours: Argon2id, 256 MiB, 3 passes", ms(ours)),
        ("jrnl's: PBKDF2-SHA256, 100,000 rounds", ms(theirs)),
    ]
    _print("One key derivation", ("what", "ms, min / median"), rows)
    return ours.median


def work(bench: Bench, sizes: Sequence[int], key: float) -> None:
    """Whole commands at each size, both sides encrypted."""
    rows: list[tuple[str, ...]] = []
    for count in sizes:
        _note(f"filling both journals with {count:,} entries …")
        ours, theirs = bench.ours(count), bench.theirs(count)
        ours.fill(count)
        if theirs:
            theirs.fill(count)
        os.sync()  # what filling left for the disk must not be paid for by what is measured
        for name, program in ours.work().items():
            rows.append(_work_row(bench, count, name, (program, theirs), key))
    head = (
        "what",
        "entries",
        "ours, min / median",
        "ours less key",
        "jrnl, min / median",
        "ours ÷ jrnl",
    )
    _print("Whole commands, in ms; the key is derived in each", head, rows)


def _work_row(
    bench: Bench, count: int, name: str, sides: tuple[Program, Jrnl | None], key: float
) -> tuple[str, ...]:
    ours, jrnl = sides
    programs = {"ours": ours}
    if jrnl:
        programs["theirs"] = jrnl.work()[name]
    times = interleaved(programs, bench.repeats, bench.warm(1))
    peer = times.get("theirs")
    median = times["ours"].median
    return (
        name,
        f"{count:,}",
        ms(times["ours"]),
        number(median - key),
        ms(peer),
        ratio(median, peer.median if peer else None),
    )


def drafts(bench: Bench, count: int) -> None:
    """From an answer accepted to its draft durable, in the journal of *count* entries."""
    answers = bench.times(DRAFTS)
    found = bench.ours(count).drafts(answers)
    row = tuple(f"{found[name]:.2f}" for name in ("p50", "p99", "most"))
    head = (f"answer accepted → draft durable, {answers} times", "p50 ms", "p99 ms", "slowest ms")
    _print("Drafts", head, [(f"in a journal of {count:,} entries", *row)])


def beside_sqlite(bench: Bench, count: int) -> None:
    """What the vault itself costs, once the key is made, beside a plain SQLite file."""
    took = bench.ours(count).beside_sqlite(bench.times(bench.repeats * 6))
    rows = []
    for name, each in took.items():
        ours, file, plain = (Times(each[side]) if side in each else None for side in _SIDES)
        times = ratio(ours.median, plain.median) if ours and plain else NONE
        rows.append((name, fine(ours), fine(file), fine(plain), times))
    head = ("what, min / median", "ours", "its file alone", "plain SQLite", "ours ÷ plain")
    _print(f"The journal file, {count:,} entries, in ms, without the key", head, rows)


def memory(bench: Bench, count: int) -> None:
    """Peak memory of listing 20, in the journal of *count* entries."""
    ours, theirs = bench.ours(count), bench.theirs(count)
    bare = run(bare_python(bench.folder)).most_mib
    key = _middle([ours.run_inside("kdf-once").most_mib for _ in range(1 if bench.is_smoke else 3)])
    whole = _middle(
        [run(ours.work()["list 20"]).most_mib for _ in range(1 if bench.is_smoke else 3)]
    )
    after = _middle([ours.after_key_mib() for _ in range(1 if bench.is_smoke else 3)])
    peer = run(theirs.work()["list 20"]).most_mib if theirs else None
    rows = [
        ("python -c pass", number(bare)),
        ("ours: deriving a key, nothing else", number(key)),
        ("ours: journal list", number(whole)),
        ("ours: the difference of the two", number(whole - key)),
        ("ours: journal list, from the key on", number(after) if after else NONE),
        ("jrnl --short -n 20", number(peer) if peer else NONE),
    ]
    _print(f"Memory at its peak, {count:,} entries", ("what", "MiB"), rows)


def sizes_on_disk(bench: Bench, sizes: Sequence[int]) -> None:
    """What the journals weigh."""
    rows = []
    for count in sizes:
        ours = sum(file.stat().st_size for file in (bench.ours(count).home / "vault").iterdir())
        theirs = bench.theirs(count)
        rows.append((f"{count:,}", _mib(ours), _mib(theirs.size) if theirs else NONE))
    _print("On disk, in MiB", ("entries", "ours", "jrnl"), rows)


def facts(bench: Bench) -> str:
    """What was run, on what, and when."""
    memory_gib = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    peer = f"jrnl {VERSION}" if bench.jrnl else "no jrnl"
    return (
        f"{datetime.now(tz=UTC):%Y-%m-%d} · reflect {__version__} · {peer} · "
        f"Python {platform.python_version()} · {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} cores, {memory_gib:.0f} GiB · load {os.getloadavg()[0]:.1f} · "
        f"{bench.repeats} repeats"
    )


def _middle(values: list[float]) -> float:
    return statistics.median(values)


def _mib(size: int) -> str:
    return f"{size / 2**20:.2f}"


def _print(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    print(f"\n### {title}\n\n{table(head, rows)}", flush=True)


def _note(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Reflect beside jrnl, measured in one run.")
    parser.add_argument("--large", action="store_true", help=f"also with {LARGE:,} entries")
    parser.add_argument("--quick", action="store_true", help="three repeats, up to 1,000 entries")
    parser.add_argument("--smoke", action="store_true", help="each thing once, to see it work")
    parser.add_argument("--alone", action="store_true", help="without jrnl")
    parser.add_argument("--repeats", type=int, default=7, help="runs of each command (default 7)")
    return parser.parse_args()


def main() -> int:
    """Measure everything and print it; 1 if a command did not work."""
    asked = _asked()
    sizes = SIZES[:2] if asked.quick else (*SIZES, LARGE) if asked.large else SIZES
    if asked.smoke:
        sizes, asked.alone, asked.repeats = SIZES[:1], True, 1
    build = CHECKOUT / "build"
    build.mkdir(exist_ok=True)
    _note("getting ready: bytecode, and jrnl in an environment of its own …")
    if not asked.smoke:
        compile_ours()
    jrnl = None if asked.alone else installed(build / "bench-jrnl")
    if jrnl is None and not asked.alone:
        print(f"jrnl {VERSION} could not be installed here; these are our numbers alone.")
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=build))  # on the disk, not in memory
    bench = Bench(folder, jrnl, 3 if asked.quick else asked.repeats, asked.smoke)
    try:
        print(facts(bench))
        start_up(bench)
        work(bench, sizes, key_derivation(bench))
        drafts(bench, sizes[-1])
        beside_sqlite(bench, sizes[-1])
        memory(bench, sizes[-1])
        sizes_on_disk(bench, sizes)
    except DidNotWork as problem:
        print(f"A measured command did not work, so its time means nothing:\n{problem}")
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
