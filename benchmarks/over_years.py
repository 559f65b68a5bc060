"""Lists, search, each filter and looking back over a journal of every kind of entry.

    python benchmarks/over_years.py --entries 100000 [--homes FOLDER] [--repeats 7]

Prints a table of medians in milliseconds: inside one process with the key made already, the file
opened anew each time; and of the whole command less the key derivation, by the wall clock, and of
processor time, which other work on the machine changes less; the latter also over 10 entries.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from ours import SECRET, compile_ours
from processes import Program, Run, environment_in, run
from texts import COMMON, RARE, notes

from reflect_cli.journal.entry import Entry, EntryKind, Item
from reflect_cli.journal.path import STAGES
from reflect_cli.journal.plan import Plan
from reflect_cli.journal.wanted import Wanted
from reflect_cli.vault.kdf import STANDARD, Roots, new_kdf, stretch
from reflect_cli.vault.lock import take
from reflect_cli.vault.marks import Mark
from reflect_cli.vault.shown import BINNED, TAG
from reflect_cli.vault.unlocking import read_headers, unlock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reflect_cli.vault.vault import Vault

TAGS = ("quarry", "late", "work", "brother", "calm")
QUESTION, STEADY = "reflect.recall/c4-brings-back", "close.how"
WORDS_ASKED = "What brings you back to that moment?"
_TAGGED, _PLANNED, _BINNED, _FREE, _TELLING = 5, 20, 200, 10, 1000  # one entry in so many


def fill(folder: Path, count: int) -> None:
    """A journal of *count* entries: sessions on every stage, free entries, tellings; tags, plans, the bin."""
    from reflect_cli.commands.gate import GATE_SETTING
    from reflect_cli.vault.vault import create

    with create(folder, bytearray(SECRET.encode()), STANDARD) as vault, vault.transaction():
        vault.settings.set(GATE_SETTING, "1.0.0")
        for number, entry in enumerate(_entries(count)):
            vault.entries.add(entry)
            if number % _TAGGED == 0:
                vault.marks.set(Mark(entry.id, TAG + TAGS[number % len(TAGS)], "on", entry.began))
            if number % _PLANNED == 0:
                due = f"20{27 + number % 60:02}-01-01"
                plan = f"{entry.id[:-1]}{'0' if entry.id[-1] != '0' else '1'}"
                vault.plans.add(
                    Plan(plan, entry.id, "plan", entry.began, "he asks", "answer", due=due)
                )
            if number % _BINNED == 7:
                vault.marks.set(Mark(entry.id, BINNED, entry.began, entry.began))


def _entries(count: int) -> Iterator[Entry]:
    chance = random.Random(7)
    stages = tuple(STAGES)
    for number, note in enumerate(notes(count)):
        stamp = note.at.isoformat(timespec="seconds")
        digits = f"{int(note.at.timestamp() * 1000):012x}"
        entry_id = f"{digits[:8]}-{digits[8:]}-7000-8000-{chance.getrandbits(48):012x}"
        stage = stages[number % len(stages)]
        kind, set_id = EntryKind.SESSION, f"reflect.{stage}"
        if number % _FREE == 3:
            kind, set_id = EntryKind.FREE, ""
        elif number % _TELLING == 5:
            kind, set_id = EntryKind.TELLING, "reflect.tell"
        call = chance.choice(STAGES[stage])
        items = (
            Item("c4-brings-back", "long", "Looking", WORDS_ASKED, stamp, note.body, calls=(call,)),
            Item("close.how", "scale", "Closing", "How are you now?", stamp, number % 5),
        )
        yield Entry(entry_id, kind, note.title, stamp, stamp, items, set_id)


def _wanted() -> dict[str, tuple[Wanted, tuple[str, ...]]]:
    """Each filter by itself, as a value and as it is typed."""
    return {
        "--from": (Wanted(first="2015-06-01"), ("--from", "2015-06-01")),
        "--to": (Wanted(last="2015-06-01"), ("--to", "2015-06-01")),
        "--year": (Wanted(year=2020), ("--year", "2020")),
        "--month --day": (Wanted(month=2, day=29), ("--month", "2", "--day", "29")),
        "--set": (Wanted(set_id="recall"), ("--set", "recall")),
        "--stage": (Wanted(stage="own"), ("--stage", "own")),
        "--call": (Wanted(call="c7"), ("--call", "c7")),
        "--kind session": (Wanted(kind=EntryKind.SESSION), ("--kind", "session")),
        "--kind telling": (Wanted(kind=EntryKind.TELLING), ("--kind", "telling")),
        "--tag": (Wanted(tags=("quarry",)), ("--tag", "quarry")),
        "--not-tag": (Wanted(without_tags=("quarry",)), ("--not-tag", "quarry")),
        "--untagged": (Wanted(tagged=False), ("--untagged",)),
        "--text rare": (Wanted(text=RARE), ("--text", RARE)),
        "--text common --year": (
            Wanted(text=COMMON, year=2020),
            ("--text", COMMON, "--year", "2020"),
        ),
    }


def doings() -> dict[str, tuple[Callable[[Vault], object], tuple[str, ...]]]:
    """What is measured: done to an open vault, and as a command."""
    found: dict[str, tuple[Callable[[Vault], object], tuple[str, ...]]] = {
        "list 20": (lambda vault: vault.entries.chosen(Wanted(), 20), ("journal", "list")),
        "search, 3 found": (
            lambda vault: vault.entries.matches(Wanted(text=RARE), 20),
            ("journal", "search", RARE),
        ),
        "search, all match": (
            lambda vault: vault.entries.matches(Wanted(text=COMMON), 20),
            ("journal", "search", COMMON),
        ),
    }
    for name, (wanted, typed) in _wanted().items():
        found[name] = (
            lambda vault, wanted=wanted: vault.entries.chosen(wanted, 20),  # type: ignore[misc]
            ("journal", "list", *typed),
        )
    found |= {
        "look-back questions": (
            lambda vault: vault.answers.questions(),
            ("look-back", "questions"),
        ),
        "look-back question": (
            lambda vault: [
                vault.entries.get(one.entry) for one in vault.answers.over_time(QUESTION, 20)
            ],
            ("look-back", "question", QUESTION, "--all"),
        ),
        "look-back question, a scale": (
            lambda vault: [
                vault.entries.get(one.entry) for one in vault.answers.over_time(STEADY, 20)
            ],
            ("look-back", "question", STEADY),
        ),
        "look-back map": (lambda vault: vault.worked.past(), ("look-back", "map")),
        "plan list": (lambda vault: vault.plans.due("2030-01-01", 20), ("plan", "list")),
    }
    return found


def inside(folder: Path, repeats: int) -> dict[str, float]:
    """The median of each in milliseconds, the file opened anew and closed each time."""
    from reflect_cli.vault import vault as door

    roots = Roots(bytearray(SECRET.encode()))
    took: dict[str, list[float]] = {}
    for _ in range(repeats + 1):
        for name, (doing, _) in doings().items():
            began = time.perf_counter()
            unlocked = unlock(read_headers(folder), roots)
            with closing(door._entered(folder, unlocked, take(folder))) as vault:  # noqa: SLF001
                doing(vault)
            took.setdefault(name, []).append((time.perf_counter() - began) * 1000)
    return {name: statistics.median(each[1:]) for name, each in took.items()}


def outside(homes: Sequence[Path], repeats: int) -> dict[str, list[tuple[float, float]]]:
    """For each thing, by home: milliseconds of the whole command by the wall clock, and of processors.

    The key derivation is taken off; a run of each home in turn.
    """
    script = str(Path(sys.executable).with_name("reflect"))
    keys = list(_keys(repeats))
    wall, work = (statistics.median(each) for each in zip(*keys, strict=True))
    print(f"Key derivation: {wall:.0f} ms, {work:.0f} ms of processors", flush=True)
    took: dict[str, list[tuple[float, float]]] = {}
    for name, (_, typed) in doings().items():
        runs: list[list[Run]] = [[] for _ in homes]
        for _ in range(repeats + 1):
            for home, done in zip(homes, runs, strict=True):
                environment = environment_in(home.parent, REFLECT_HOME=str(home))
                done.append(run(Program((script, *typed), environment, secret=SECRET)))
        took[name] = [_less_the_key(done[1:], wall, work) for done in runs]
    return took


def _less_the_key(done: list[Run], wall: float, work: float) -> tuple[float, float]:
    seconds = statistics.median(each.seconds for each in done)
    of_processors = statistics.median(each.of_processors for each in done)
    return seconds * 1000 - wall, of_processors * 1000 - work


def _keys(repeats: int) -> Iterator[tuple[float, float]]:
    costs = new_kdf(STANDARD)
    for _ in range(repeats):
        began, worked = time.perf_counter(), time.process_time()
        stretch(bytearray(b"a passphrase"), costs)
        yield (time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000


def main() -> None:
    """Fill if there is nothing yet, measure, print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--entries", type=int, default=100_000)
    asked.add_argument("--repeats", type=int, default=7)
    asked.add_argument("--homes", type=Path, help="where the journals are, or are to be kept")
    given = asked.parse_args()
    compile_ours()
    with tempfile.TemporaryDirectory(prefix="reflect-years-") as folder:
        homes = [(given.homes or Path(folder)) / f"of-{n}" for n in (10, given.entries)]
        for home, count in zip(homes, (10, given.entries), strict=True):
            if not (home / "vault").exists():
                home.mkdir(mode=0o700, parents=True, exist_ok=True)
                fill(home / "vault", count)
        within, whole = inside(homes[1] / "vault", given.repeats), outside(homes, given.repeats)
    print(
        "| what | open, do it, close | whole command, wall | processors | at 10 entries | ratio |"
    )
    print("|---|--:|--:|--:|--:|--:|")
    for name, ((_, few), (wall, many)) in whole.items():
        print(
            f"| {name} | {within[name]:.1f} | {wall:.0f} | {many:.0f} | {few:.0f} | {many / few:.2f} |"
        )


if __name__ == "__main__":
    main()
