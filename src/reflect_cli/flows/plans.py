"""What finishing a sitting does to plans: a day to come up, follow-ups, what became of one.

Everything that hangs on a plan is a mark on it. A sitting about a plan is tied to it by a mark that
holds the sitting's id, so that it can be paused, and finished on another day.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol

from reflect_cli.journal.plan import PlanState, PlanStep
from reflect_cli.journal.spans import day_after

if TYPE_CHECKING:
    from reflect_cli.flows.finish import Kept
    from reflect_cli.journal.entry import Entry
    from reflect_cli.journal.plan import Plan
    from reflect_cli.promptsets.kinds import Value

PLAN_ID, FOLLOW_UP_ID = "reflect.plan", "reflect.follow-up"

#: Marks on a plan: the day it comes up, "none" for never; the sitting that puts another in its place;
#: before the name of a follow-up, its day; and before that, the sitting that asked it.
DUE, NO_DAY = "due", "none"
CHANGED_IN = "changed-in"
FOLLOW, ASKED_IN = "follow:", "asked:"

#: The answers of a follow-up after which a plan no longer stands open.
_ENDS = {"kept": PlanState.KEPT, "let-go": PlanState.LET_GO}
_NEXT_TIME = "again"


class Plans(Protocol):
    """Where plans are."""

    def get(self, text: str) -> Plan:
        """The plan of a whole id."""

    def step(self, text: str, step: PlanStep) -> Plan:
        """Add *step* to a plan."""


class Notes(Protocol):
    """The marks on plans."""

    def note(self, about: str, name: str, value: str, at: str) -> None:
        """*value* is noted under *name* from *at* on; an empty one clears it."""

    def holding(self, name: str, value: str) -> tuple[str, ...]:
        """The ids of everything whose mark *name* is *value*."""


def settle(kept: Kept, plans: Plans, notes: Notes, *, follow_ups: tuple[str, ...]) -> None:
    """What *kept*, just finished, means for plans; inside the transaction that kept it."""
    entry = kept.entry
    if entry is None:
        return
    if entry.set_id == PLAN_ID:
        _made(kept, entry, notes)
        for about in notes.holding(CHANGED_IN, entry.id):
            if plans.get(about).state is PlanState.OPEN:  # or else it was closed meanwhile
                note = _text(entry, "became")
                plans.step(about, PlanStep(entry.finished, PlanState.CHANGED, note))
            unasked(about, follow_ups, notes, entry.finished)
    if entry.set_id == FOLLOW_UP_ID:
        for name in follow_ups:
            for about in notes.holding(f"{ASKED_IN}{name}", entry.id):
                _followed(about, name, entry, plans, notes)


def unasked(about: str, follow_ups: tuple[str, ...], notes: Notes, at: str) -> None:
    """Nothing more of *follow_ups* is asked about a plan."""
    for name in follow_ups:
        notes.note(about, f"{FOLLOW}{name}", "", at)


def _made(kept: Kept, entry: Entry, notes: Notes) -> None:
    """The days he chose for the plan he just made."""
    today = date.fromisoformat(entry.finished[:10])
    comes_up = _value(entry, "comes-up")
    marked = _value(entry, "follow")
    for plan in kept.plans:
        if isinstance(comes_up, str):
            day = day_after(comes_up, today) or NO_DAY
            notes.note(plan.id, DUE, day, entry.finished)
        for name in marked if isinstance(marked, tuple) else ():
            notes.note(plan.id, f"{FOLLOW}{name}", day_after(name, today), entry.finished)


def _followed(about: str, name: str, entry: Entry, plans: Plans, notes: Notes) -> None:
    notes.note(about, f"{FOLLOW}{name}", "", entry.finished)
    stands, again = _value(entry, "stands"), _value(entry, "next-day")
    if isinstance(stands, str) and stands in _ENDS:
        note = _text(entry, "in-the-way")
        plans.step(about, PlanStep(entry.finished, _ENDS[stands], note))
    if isinstance(again, str):
        day = day_after(again, date.fromisoformat(entry.finished[:10]))
        notes.note(about, f"{FOLLOW}{_NEXT_TIME}", day, entry.finished)


def _value(entry: Entry, prompt: str) -> Value | None:
    return next((i.value for i in entry.items if i.prompt == prompt and not i.off_path), None)


def _text(entry: Entry, prompt: str) -> str:
    value = _value(entry, prompt)
    return value if isinstance(value, str) else ""
