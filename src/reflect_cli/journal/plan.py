"""What he said he would do: one cue, one act he controls, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PlanState(StrEnum):
    """Where a plan stands. None of these is a grade."""

    OPEN = "open"
    KEPT = "kept"
    CHANGED = "changed"
    LET_GO = "let-go"


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One thing that happened to a plan. `at` is ISO 8601 with a zone."""

    at: str
    state: PlanState
    note: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan made in a sitting. `due` is an ISO date or empty; `who` is a kind of person."""

    id: str
    entry: str
    prompt: str
    made: str
    cue: str
    act: str
    when: str = ""
    who: str = ""
    due: str = ""
    state: PlanState = PlanState.OPEN
    history: tuple[PlanStep, ...] = ()
