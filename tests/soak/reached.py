"""What a battery of trials reached, as a line of the table in docs/benchmarks.md."""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Thing = TypeVar("Thing")


@dataclass
class Reached:
    """One line: what was tried, how often, what must hold, and what did not hold."""

    test: str
    bar: str
    runs: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    notes: str = ""

    def was(self, outcome: str) -> None:
        """One run more, which came to *outcome*."""
        self.runs += 1
        self.outcomes[outcome] += 1

    def was_wrong(self, what: str, where: object = "") -> None:
        """One run more, which must not have come to *what*; *where*, to look at it again."""
        self.runs += 1
        self.wrong[what] += 1
        if where:
            sys.stderr.write(f"{what}: {where}\n")

    @property
    def holds(self) -> bool:
        return self.runs > 0 and not self.wrong

    def as_line(self) -> str:
        """The line, as Markdown."""
        if self.wrong:
            reached = "; ".join(f"**{count} {what}**" for what, count in self.wrong.items())
        else:
            reached = "; ".join(f"{count:,} {what}" for what, count in self.outcomes.items())
        if self.notes:
            reached += f" ({self.notes})"
        return f"| {self.test} | {self.runs:,} | {self.bar} | {reached} |"


class Clock:
    """When the present battery has to come to its end, if it has to before it is through."""

    end: float | None = None

    @classmethod
    def start(cls, seconds: float | None) -> None:
        cls.end = None if seconds is None else time.monotonic() + seconds

    @classmethod
    def has_run_out(cls) -> bool:
        return cls.end is not None and time.monotonic() > cls.end


def in_time(things: Iterable[Thing]) -> Iterator[Thing]:
    """*things*, as long as there is time for them."""
    for thing in things:
        if Clock.has_run_out():
            return
        yield thing


def spread(things: Sequence[Thing], count: int, seed: int) -> Iterator[Thing]:
    """*count* of *things*, evenly far apart, or all; in an order made by chance, while there is time.

    Another *seed* gives another choice.
    """
    chosen = list(things)
    if count < len(things):
        step = len(things) / count
        first = seed % max(1, int(step))
        chosen = [things[int(first + step * number) % len(things)] for number in range(count)]
    random.Random(seed).shuffle(chosen)
    return in_time(chosen)
