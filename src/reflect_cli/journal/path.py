"""What comes next on the path, as advice and never as a lock.

The stages come in order, one call of each first; then the calls that are still open. The stage of
owning needs a memory he has marked himself. Between two sessions on a memory lie some days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: The stages of the path, by the names of their sets, each with its calls in order.
STAGES: Mapping[str, tuple[str, ...]] = {
    "look": ("c1", "c2", "c3", "c29"),
    "recall": ("c4", "c5", "c6", "c7"),
    "own": ("c10", "c8", "c9", "c11"),
    "weigh": ("c12", "c13", "c14", "c15"),
    "change": ("c16", "c17"),
    "speak": ("c18", "c20", "c19"),
    "prevent": ("c21", "c22", "c23", "c24"),
    "listen": ("c27", "c25", "c26"),
    "keep-on": ("c28", "c30"),
}

#: Stages that stay with one memory; after a session on one, days are advised before these.
WITH_MEMORY = ("recall", "own")
DAYS_BETWEEN = 2

#: Calls that need a memory he has marked himself.
_NEED_A_MARK = (*STAGES["own"], "c12", "c13")


@dataclass(frozen=True, slots=True)
class Touched:
    """A call that was worked on: in how many entries, last on which ISO date, with a plan or not."""

    times: int
    last: str
    has_plan: bool


@dataclass(frozen=True, slots=True)
class Past:
    """What there is so far: calls worked on, and the ISO date each set was last used on, by id.

    `last_memory` is the ISO date of the last entry about one person, whatever set it came from.
    """

    calls: Mapping[str, Touched]
    last_by_set: Mapping[str, str]
    has_marked: bool = False
    last_memory: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing of any call was worked on yet."""
        return not self.calls


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next: a stage's set and a call in it. `days_since` is set when that is soon."""

    stage: str
    call: str
    days_since: int | None = None


def next_on_path(past: Past, today: date) -> Next | None:
    """The next stage and call, or None when every call has been worked on.

    A stage he has been to counts as visited even if nothing came; it returns only at the end.
    """
    open_calls = {stage: _open_in(calls, past) for stage, calls in STAGES.items()}
    left = [stage for stage, calls in open_calls.items() if calls]
    unvisited = [stage for stage in left if not _is_visited(stage, past)]
    for stage in (*unvisited, *left):
        return Next(stage, open_calls[stage][0], _days_if_soon(stage, past, today))
    return None


def _open_in(calls: Sequence[str], past: Past) -> tuple[str, ...]:
    ready = [call for call in calls if past.has_marked or call not in _NEED_A_MARK]
    return tuple(call for call in ready if call not in past.calls)


def _is_visited(stage: str, past: Past) -> bool:
    return f"reflect.{stage}" in past.last_by_set or any(c in past.calls for c in STAGES[stage])


def _days_if_soon(stage: str, past: Past, today: date) -> int | None:
    """The days since the last session on a memory, if the next one would come too soon after."""
    lasts = [past.last_by_set.get(f"reflect.{name}", "") for name in WITH_MEMORY]
    last = max(past.last_memory, *lasts)
    if stage not in WITH_MEMORY or not last:
        return None
    days = (today - date.fromisoformat(last)).days
    return days if 0 <= days < DAYS_BETWEEN else None
