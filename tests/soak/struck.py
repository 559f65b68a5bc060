"""Every scene under kills, refusals and power cuts, and what must fail so that we know we would see it."""

from __future__ import annotations

import errno
import functools
import os
import random
from contextlib import closing
from typing import TYPE_CHECKING, Any

from reflect_cli.errors import CannotWrite, ReflectError
from reflect_cli.vault.cipher import keyed
from reflect_cli.vault.unlocking import read_headers, unlock
from soak import power
from soak.disk import Change, Kind
from soak.reached import Reached, in_time, spread
from soak.scenes import SCENES, Scene, the_vault
from soak.trials import NONE, Fault, Told, states, tried, wrong_after
from vault.sample import entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from soak.workshop import Workshop

NOTHING_LOST = "0 acknowledged lost, always opens"
WAYS = ("kept", "dropped", "any", "any", "torn", "torn")


def kills(workshop: Workshop, count: int, seed: int) -> Reached:
    """kill -9 just before a change of the disk, in every scene."""
    reached = Reached(f"kill -9 at a change of the disk, {len(SCENES)} commands", NOTHING_LOST)
    known, faults = _all_of(workshop, [Fault(0)])
    for scene, fault in _as_often_as(faults, count, seed):
        told = tried(workshop, scene, fault)
        if wrong := wrong_after(workshop, scene, told, known[scene.name]):
            reached.was_wrong(f"{scene.name}: {wrong}", (fault, told))
        else:
            reached.was("nothing lost" if told.killed else "not reached")
    return reached


def refusals(workshop: Workshop, count: int, seed: int) -> Reached:
    """An I/O error once, a full disk once, and a full disk from then on, at a change of the disk."""
    reached = Reached(
        f"I/O error or full disk at the k-th change, {len(SCENES)} commands",
        "error shown, earlier entries whole, goes on when it is over",
    )
    kinds = [Fault(0, errno.EIO), Fault(0, errno.ENOSPC), Fault(0, errno.ENOSPC, lasting=True)]
    known, faults = _all_of(workshop, kinds)
    for scene, fault in spread(faults, count, seed):
        told = tried(workshop, scene, fault)
        wrong = _wrongly_told(told, fault, len(known[scene.name]) - 1)
        if wrong := wrong or wrong_after(workshop, scene, told, known[scene.name]):
            reached.was_wrong(f"{scene.name}: {wrong}", (fault, told))
        else:
            reached.was("told as such" if told.shown else "passed over, nothing missing")
    return reached


def _wrongly_told(told: Told, fault: Fault, steps: int) -> str | None:
    """Only the disk is named as the cause; what is refused once is taken the second time."""
    others = [said for said in told.shown if not said.startswith(CannotWrite.__name__)]
    if others:
        return f"told as {others[0]}"
    if told.done < steps and not told.shown:
        return "not done, and nothing shown"
    if not fault.lasting and len(told.shown) > 1:
        return "not taken when the disk was well again"
    return None


def _all_of(workshop: Workshop, kinds: list[Fault]) -> tuple[dict[str, list], list]:
    """What each scene comes to without a fault, and every fault in every scene."""
    known, faults = {}, []
    for scene in SCENES:
        known[scene.name] = _known(workshop, scene)
        ats = range(1, workshop.changes[scene.name] + 1)
        faults += [(scene, Fault(at, one.errno, one.lasting)) for one in kinds for at in ats]
    return known, faults


def _known(workshop: Workshop, scene: Scene) -> list[Any]:
    """What *scene* comes to without a fault; found out once, with how many changes it makes."""
    if scene.name not in workshop.known:
        known = workshop.known[scene.name] = states(workshop, scene)
        told = tried(workshop, scene, NONE)
        assert told.done == len(known) - 1
        assert wrong_after(workshop, scene, told, known) is None
        workshop.changes[scene.name] = told.changes
    return workshop.known[scene.name]


def _as_often_as(faults: list, count: int, seed: int) -> Iterator[tuple[Scene, Fault]]:
    """Every fault as often as *count* allows, then an even choice of them."""
    for turn in range(count // len(faults)):
        yield from spread(faults, len(faults), seed + turn)
    yield from spread(faults, count % len(faults), seed)


def power_cuts(workshop: Workshop, count: int, seed: int) -> Reached:
    """Disks as they may be after the power went at any change, in every scene."""
    reached = Reached(
        f"disks after a power cut, {len(SCENES)} commands", "0 acknowledged lost, 0 damaged"
    )
    chance = random.Random(seed)
    changes = {}
    for scene in SCENES:
        _known(workshop, scene)
        changes[scene.name] = power.recorded(workshop, scene, workshop.trial.with_name("changes"))
    for number in in_time(range(count)):
        scene = SCENES[number % len(SCENES)]
        place, done = _after_a_cut(workshop, scene, changes[scene.name], chance)
        if wrong := _wrong_at(workshop, scene, place, done, _known(workshop, scene)):
            reached.was_wrong(f"{scene.name}: {wrong}")
        else:
            reached.was("nothing lost")
    return reached


def _after_a_cut(
    workshop: Workshop, scene: Scene, changes: list[Change], chance: random.Random
) -> tuple[Path, int]:
    """A disk after the power went somewhere in *changes*, and how many steps were acknowledged."""
    after_a_step = [at + 1 for at, one in enumerate(changes) if one.kind is Kind.ACKNOWLEDGED]
    cut = chance.choice([chance.randint(0, len(changes)), chance.choice(after_a_step)])
    tree = power.Tree(workshop.lay(scene.template))
    for change in changes[:cut]:
        tree.after(change)
    tree.coming(changes[cut:])
    place = workshop.empty_shot()
    tree.lay(place, chance, chance.choice(WAYS))
    return place, sum(one.kind is Kind.ACKNOWLEDGED for one in changes[:cut])


def _wrong_at(
    workshop: Workshop, scene: Scene, place: Path, done: int, known: list[Any]
) -> str | None:
    allowed = known[done : done + 2] + (scene.between(known) if done + 1 < len(known) else [])
    try:
        found = scene.look(workshop, place)
    except (ReflectError, AssertionError) as problem:
        return f"{type(problem).__name__}: {problem}"
    if found in allowed:
        return None
    return "lost" if found in known else "differs"


def _careless(settings: tuple[tuple[str, str], ...], workshop: Workshop, trial: Path, step) -> None:
    """Entries added with the file's safety set lower than Reflect sets it."""
    with workshop.entered(trial / "vault", workshop.first) as vault:
        connection = vault.database._connection
        for name, value in settings:
            connection.pragma(name, value)
        list(connection.execute("SELECT * FROM meta"))
        for number in range(50, 55):
            step(functools.partial(vault.entries.add, entry(number)))


def _entries_as_sqlite_finds_them(workshop: Workshop, trial: Path) -> Any:
    """How many entries there are, by opening the file without any of our checks."""
    folder = trial / "vault"
    master = unlock(read_headers(folder), workshop.first).master
    salt = (folder / "journal.db").read_bytes()[:16]
    with closing(keyed(folder / "journal.db", master, salt)) as connection:
        return connection.execute("SELECT count(*) FROM entry").get


def _too_early(workshop: Workshop, trial: Path, step) -> None:
    """What is acknowledged before it is written."""
    with workshop.entered(trial / "vault", workshop.first) as vault, vault.transaction():
        vault.entries.add(entry(50))
        step(lambda: None)


DELETE = (("journal_mode", "delete"), ("locking_mode", "normal"))
CONTROLS = (
    Scene(
        "synchronous=NORMAL",
        "base",
        functools.partial(_careless, (("synchronous", "normal"),)),
        _entries_as_sqlite_finds_them,
    ),
    Scene(
        "journal_mode=DELETE",
        "base",
        functools.partial(_careless, DELETE),
        _entries_as_sqlite_finds_them,
    ),
)
CARELESS = Scene("acknowledged too early", "base", _too_early, the_vault)


def controls(workshop: Workshop, count: int, seed: int) -> list[Reached]:
    """What must lose words, or the batteries above could not see that any are lost."""
    lines = []
    chance = random.Random(seed)
    for scene in CONTROLS:
        known = list(range(8, 14))
        changes = power.recorded(workshop, scene, workshop.trial.with_name("changes"))
        found = []
        for _ in in_time(range(count)):
            place, done = _after_a_cut(workshop, scene, changes, chance)
            found.append(_wrong_at(workshop, scene, place, done, known))
        lines.append(_must_fail(f"control: power cuts with {scene.name}", found))
    held = _careless_states(workshop)
    found = []
    for at in spread(range(1, tried(workshop, CARELESS, NONE).changes + 1), count, seed):
        told = tried(workshop, CARELESS, Fault(at))
        found.append(wrong_after(workshop, CARELESS, told, held))
    lines.append(_must_fail("control: kill -9, acknowledged too early", found))
    return lines


def _careless_states(workshop: Workshop) -> list[Any]:
    """Before and after; in between it says "done" although nothing is."""
    trial = workshop.lay("base")
    before = the_vault(workshop, workshop.shot(trial))
    os.environ["REFLECT_HOME"] = str(trial / "home")
    _too_early(workshop, trial, lambda one: one())
    return [before, the_vault(workshop, workshop.shot(trial))]


def _must_fail(test: str, found: list[str | None]) -> Reached:
    line = Reached(test, "more than 0 lost")
    lost = sum(one is not None for one in found)
    if not lost:
        line.was_wrong("not one was seen to be lost")
    line.runs = len(found)
    line.outcomes["lost, as they must be"] = lost
    return line
