"""The thirty calls of the essay, in our own words, from seeds/calls.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from reflect_cli.library.seeds import seed


@dataclass(frozen=True, slots=True)
class Call:
    """One thing the essay asks; `id` is what prompts name under `calls:`."""

    id: str
    wording: str
    stage: str


def wording_of(call: str) -> str:
    """The wording of one call."""
    return next(one.wording for one in calls() if one.id == call)


@cache
def calls() -> tuple[Call, ...]:
    """Every call, in order."""
    stored = seed("calls")
    return tuple(
        Call(str(call["id"]), str(call["wording"]).strip(), str(call["stage"])) for call in stored
    )
