"""A scene with one fault in it, and what is found afterwards.

The fault strikes at one change of the disk, by its number: the process is killed just before it, or
it is refused, once or from then on. So every moment at which the disk can differ is tried.
"""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reflect_cli.errors import ReflectError
from soak.disk import Change, Disk, in_a_child

if TYPE_CHECKING:
    from pathlib import Path

    from soak.scenes import Scene
    from soak.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Fault:
    """At the change number *at*: an errno, or with 0 a kill; *lasting* from then on."""

    at: int
    errno: int = 0
    lasting: bool = False

    def strikes(self, number: int) -> bool:
        return number == self.at or (self.lasting and number > self.at)


NONE = Fault(-1)


@dataclass(frozen=True, slots=True)
class Told:
    """What the process said before it ended: the steps done, the errors shown, the changes made."""

    killed: bool
    done: int
    shown: tuple[str, ...]
    changes: int


def states(workshop: Workshop, scene: Scene) -> list[Any]:
    """What a trial holds before the scene and after each step of it, without any fault."""
    trial = workshop.lay(scene.template)
    seen = [scene.look(workshop, workshop.shot(trial))]

    def step(one) -> None:
        os.environ["REFLECT_HOME"] = str(trial / "home")
        one()
        seen.append(scene.look(workshop, workshop.shot(trial)))
        os.environ["REFLECT_HOME"] = str(trial / "home")

    os.environ["REFLECT_HOME"] = str(trial / "home")
    scene.act(workshop, trial, step)
    assert seen[-1] == scene.look(workshop, workshop.shot(trial)), scene.name
    assert len({repr(one) for one in seen}) > 1, scene.name
    return seen


def tried(workshop: Workshop, scene: Scene, fault: Fault) -> Told:
    """Play *scene* in a fresh trial with *fault* in it."""
    trial = workshop.lay(scene.template)
    killed, lines = in_a_child(lambda tell: _play(workshop, scene, fault, trial, tell))
    said = [line.decode().split(" ", 1) for line in lines]
    changes = [int(more[0]) for kind, *more in said if kind == "changes"]
    return Told(
        killed,
        sum(kind == "done" for kind, *_ in said),
        tuple(more[0] for kind, *more in said if kind == "shown"),
        changes[0] if changes else fault.at,
    )


def wrong_after(workshop: Workshop, scene: Scene, told: Told, known: list[Any]) -> str | None:
    """What is wrong with the trial as it now lies, or None.

    Every acknowledged step is there, and nothing that was neither before nor after a step.
    """
    allowed = known[told.done : told.done + 2]
    if told.done + 1 < len(known):
        allowed += scene.between(known)
    try:
        found = scene.look(workshop, workshop.shot(workshop.trial))
        if found not in allowed:
            return "lost" if found in known else "differs"
        if found in known and not workshop.goes_on(workshop.shot(workshop.trial) / scene.vault):
            return "takes nothing more"
    except (ReflectError, AssertionError) as problem:
        return f"{type(problem).__name__}: {problem}"
    return None


def _play(workshop: Workshop, scene: Scene, fault: Fault, trial: Path, tell) -> None:
    made = 0

    def before(_change: Change) -> int:
        nonlocal made
        made += 1
        if not fault.strikes(made):
            return 0
        if not fault.errno:
            os.kill(os.getpid(), signal.SIGKILL)
        return fault.errno

    def step(one) -> None:
        try:
            one()
        except ReflectError as problem:
            shown(problem)
            one()
        tell(b"done")

    def shown(problem: ReflectError) -> None:
        tell(f"shown {type(problem).__name__}: {problem}".encode())

    Disk(trial, before)
    try:
        scene.act(workshop, trial, step)
    except ReflectError as problem:
        shown(problem)
    tell(f"changes {made}".encode())
