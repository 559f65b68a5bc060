"""One journal on several computers, written to and joined in any order, late, twice, or never."""

from __future__ import annotations

import os
import random
import shutil
from typing import TYPE_CHECKING, Any

from reflect_cli.errors import ReflectError
from reflect_cli.journal.plan import PlanState, PlanStep
from reflect_cli.vault import joining
from reflect_cli.vault.joining import copy_of, join
from reflect_cli.vault.marks import Mark
from soak.reached import Reached, in_time
from vault.sample import entry, passphrase, plan, uuid7

if TYPE_CHECKING:
    from pathlib import Path

    from reflect_cli.vault.vault import Vault
    from soak.workshop import Workshop

ACTS = (
    "add",
    "add",
    "revise",
    "revise",
    "remove",
    "step",
    "mark",
    "join",
    "join",
    "join late",
    "clone",
)


class Computers:
    """The same journal in several folders, each with what its computer remembers."""

    def __init__(self, workshop: Workshop, chance: random.Random) -> None:
        self._workshop = workshop
        self._chance = chance
        self._trial = workshop.lay("base")
        self.all = [self._trial / f"computer-{n}" for n in range(chance.randint(3, 5))]
        self._older: list[Path] = []
        self.words: dict[str, set[str]] = {}  # of each entry that nobody removed
        self.steps: set[str] = set()
        for one in self.all:
            one.mkdir(mode=0o700)
            shutil.copytree(self._trial / "vault", one / "vault")

    def opened(self, one: Path) -> Vault:
        """The journal of one computer, open there."""
        os.environ["REFLECT_HOME"] = str(one / "home")
        return self._workshop.entered(one / "vault", self._workshop.first)

    def does(self, number: int) -> None:
        """One of them does something."""
        one, act = self._chance.choice(self.all), self._chance.choice(ACTS)
        if act == "clone":
            self._clone(one)
        elif act == "join":
            self.joins(one, self._chance.choice(self.all))
        elif act == "join late":
            if self._older:
                self.joins(one, self._chance.choice(self._older))
            self._older.append(self._copied(one, f"older-{number}"))
        else:
            self._writes(one, act, number)

    def joins(self, one: Path, another: Path) -> None:
        """*one* takes in what *another* has."""
        if one == another:
            return
        joining.Roots = lambda _: self._workshop.first  # stretched once, before
        with (
            self.opened(one) as vault,
            copy_of(another / "vault", one / "vault", passphrase()) as copy,
        ):
            join(vault, copy)

    def _writes(self, one: Path, act: str, number: int) -> None:
        at = f"2026-11-{self._chance.randint(1, 28):02}T07:00:00+01:00"
        with self.opened(one) as vault:
            there = sorted(summary.id for summary in vault.entries.recent(500))
            match act:
                case "add":
                    vault.entries.add(entry(100 + number, f"said {number}"))
                    self.words[uuid7(100 + number)] = {f"said {number}"}
                case "revise":
                    about = self._chance.choice(there)
                    known = {uuid7(n): n for n in (*range(1, 9), *range(100, 100 + number))}
                    vault.entries.revise(entry(known[about], f"said {number}"), at)
                    self.words.setdefault(about, set()).add(f"said {number}")
                case "remove" if len(there) > 3:
                    about = self._chance.choice(there)
                    vault.entries.remove(about, at)
                    self.words[about] = set()
                case "step":
                    step = PlanStep(at, PlanState.KEPT, f"[note {number}]")
                    vault.plans.step(plan().id, step)
                    self.steps.add(step.note)
                case "mark":
                    about = self._chance.choice([*there, plan().id])
                    vault.marks.set(Mark(about, "tags", f"mark {number}", at))
                case _:
                    pass

    def _clone(self, one: Path) -> None:
        """Another computer becomes a copy of *one*, with its name: what it had not given is gone."""
        other = self._chance.choice(self.all)
        if other != one:
            self.joins(one, other)
            shutil.rmtree(other)
            shutil.copytree(one, other)

    def _copied(self, one: Path, name: str) -> Path:
        return shutil.copytree(one, self._trial / name)


def held(vault: Vault) -> tuple[Any, dict[str, set[str]], str]:
    """What stands, whatever order it came in; every wording kept of each entry; and every note.

    Wordings may differ: one that was removed here stays there, under a change made there meanwhile.
    """
    about = [summary.id for summary in vault.entries.recent(10_000)]
    entries = {one: (vault.entries.get(one), set(vault.entries.versions(one))) for one in about}
    revisions = {
        one: {str(r.items[0].value) for r in vault.entries.revisions(one)} for one in about
    }
    plans = {one.id: (one.state, sorted(map(repr, one.history))) for one in vault.plans.every()}
    return (entries, plans, vault.marks.every()), revisions, str(plans)


def schedules(workshop: Workshop, count: int, seed: int) -> Reached:
    """*count* times, three to five computers and what they do in turn; then all are joined."""
    reached = Reached("copies written to and joined, 3-5 computers", "0 lost, all equal, all whole")
    for number in in_time(range(count)):
        computers = Computers(workshop, random.Random(f"{seed} {number}"))
        try:
            wrong = _wrong_with(computers)
        except ReflectError as problem:
            wrong = f"{type(problem).__name__}: {problem}"
        if wrong:
            reached.was_wrong(wrong)
        else:
            reached.was("nothing lost, all equal")
    return reached


def _wrong_with(computers: Computers) -> str | None:
    for number in range(computers._chance.randint(4, 14)):
        computers.does(number)
    for one in [*computers.all, *computers.all]:
        for another in computers.all:
            computers.joins(one, another)
    found = []
    for one in computers.all:
        with computers.opened(one) as vault:
            if troubles := vault.check().found:
                return f"found by the check: {troubles}"
            found.append(held(vault))
    if any(standing != found[0][0] for standing, *_ in found):
        return "not equal"
    for _, revisions, notes in found:
        if any(words - revisions.get(a, set()) for a, words in computers.words.items()):
            return "an entry's words lost"
        if any(note not in notes for note in computers.steps):
            return "a plan's note lost"
    return None
