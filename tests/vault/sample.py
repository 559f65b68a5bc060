"""What the tests keep in a vault, and small helpers to look at its folder."""

import errno
import hashlib
import os
import shutil
import subprocess
import sys
import textwrap
from contextlib import contextmanager
from pathlib import Path

from reflect_cli.journal.draft import Draft
from reflect_cli.journal.entry import Entry, EntryKind, Item
from reflect_cli.journal.plan import Plan, PlanState, PlanStep
from reflect_cli.promptsets.kinds import PlanMade
from reflect_cli.vault.database import open_database
from reflect_cli.vault.unlocking import read_headers, unlock

PASSPHRASE = b"a lantern by the river"
ANOTHER = b"another lantern"
GATED_WITH = "seven dull grey stones"
WHEN = "2026-11-24T07:30:00+01:00"
SOURCE = str(Path(__file__).parents[2] / "src")


def passphrase(words: bytes = PASSPHRASE) -> bytearray:
    return bytearray(words)


def put_copy(made: Path, folder: Path) -> Path:
    """A copy of the closed vault *made*, at *folder*, as closed to others as the original."""
    folder.parent.mkdir(mode=0o700, exist_ok=True)
    shutil.copytree(made, folder)
    folder.chmod(0o700)
    return folder


def uuid7(number: int) -> str:
    """A UUIDv7-shaped id, later for a higher number; its end differs as random ends do."""
    end = hashlib.sha256(str(number).encode()).hexdigest()[:12]
    return f"0192{number:08x}"[:8] + f"-{number % 65536:04x}-7abc-8def-{end}"


def entry(number: int = 1, *answers: str, title: str = "The week behind me") -> Entry:
    items = tuple(
        Item(f"p{place}", "long", "Looking", "What stayed with you?", WHEN, words)
        for place, words in enumerate(answers or (f"Plain words number{number}.",))
    )
    return Entry(uuid7(number), EntryKind.SESSION, title, WHEN, WHEN, items, "weekly", "1.2")


def many_kinds() -> Entry:
    options = (("calm", "Calm"), ("sore", "Sore"))
    items = (
        Item("a", "short", "S", "One word?", WHEN, "naïve \x00 \U0001f33f “quoted”"),
        Item("b", "choose-one", "S", "Which?", WHEN, "sore", options),
        Item("c", "choose-any", "S", "Which ones?", WHEN, ("calm", "sore"), options, ("call-3",)),
        Item("d", "scale", "S", "How heavy?", WHEN, 4),
        Item("e", "plan", "S", "What will you do?", WHEN, PlanMade("he asks", "answer", "", "")),
        Item("f", "long", "S", "More?", WHEN, None),
        Item("g", "long", "S", "A half character", WHEN, "left \udce9 over"),
    )
    return Entry(uuid7(900), EntryKind.SESSION, "All kinds", WHEN, WHEN, items, "weekly", "1.2")


def draft(name: str = "d1", state: str = '{"step": 3}') -> Draft:
    return Draft(name, WHEN, WHEN, "weekly", "A week", state, "title: A week\n")


def plan(number: int = 1) -> Plan:
    return Plan(uuid7(5000 + number), uuid7(1), "p1", WHEN, "he asks", "answer him", "Friday")


def entries_in(vault) -> None:
    """One of everything, and enough entries for a file of many pages."""
    with vault.transaction():
        for number in range(1, 41):
            vault.entries.add(entry(number, f"Plain words number{number}. " + "filler " * 150))
        vault.entries.add(many_kinds())
        vault.plans.add(plan())
        vault.drafts.keep(draft())
        vault.settings.set("country", "nl")
    vault.plans.step(plan().id, PlanStep(WHEN, PlanState.KEPT, "It went well."))


TABLES = (
    "meta",
    "setting",
    "draft",
    "entry",
    "record",
    "plan",
    "plan_step",
    "worked",
    "memory",
    "mark",
    "tagged",
    "asked",
    "answered",
    "installed",
    "distrusted",
)


def everything(folder: Path, roots) -> dict[str, list]:
    """Every row of every table, and what the index finds, read without stretching again."""
    opened = unlock(read_headers(folder), roots)
    database = open_database(folder, opened.master, opened.header)
    try:
        found = {name: database.rows(f"SELECT * FROM {name} ORDER BY 1") for name in TABLES}
        found["search"] = database.rows(
            "SELECT rowid FROM entry_search WHERE entry_search MATCH 'filler OR naive'"
        )
        return found
    finally:
        database.close()


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@contextmanager
def not_synced(folder: Path, which: int = 1):
    """The disk refuses to make the names in *folder* durable, the *which*-th time it is asked."""
    sync, asked = os.fsync, 0

    def refuse(descriptor: int) -> None:
        nonlocal asked
        if os.path.sameopenfile(descriptor, there):
            asked += 1
            if asked == which:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
        sync(descriptor)

    there = os.open(folder, os.O_RDONLY)
    os.fsync = refuse
    try:
        yield
    finally:
        os.fsync = sync
        os.close(there)
    assert asked >= which


def open_within(folder: Path) -> list[str]:
    """The names of the files in *folder* that this process has open, whoever still holds them."""
    links = [Path(os.path.realpath(link)) for link in Path("/proc/self/fd").iterdir()]
    return sorted(link.name for link in links if folder in link.parents)


def python(code: str, *arguments: object, **more) -> subprocess.Popen:
    """Another Python running *code* with our source on its path."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([SOURCE, str(Path(__file__).parents[1])])},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **more,
    )
