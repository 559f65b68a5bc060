"""What he said he would do, and each thing that became of it, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reflect_cli.errors import UsageProblem
from reflect_cli.journal.plan import Plan, PlanState, PlanStep
from reflect_cli.vault.bodies import plan_body, step_body
from reflect_cli.vault.chain import RecordKind
from reflect_cli.vault.ids import row_number, short_id

if TYPE_CHECKING:
    from reflect_cli.vault.current import Current
    from reflect_cli.vault.database import Row
    from reflect_cli.vault.records import Records

_PLANS = 'SELECT n, id, entry, prompt, made, cue, act, "when", who, due, state FROM plan'
#: With its entry in the bin a plan is not offered, and not due; taken out, it is again.
_IN_SIGHT = "NOT EXISTS (SELECT 1 FROM entry WHERE id = plan.entry AND +binned > '')"
_STANDING = f"""
{_PLANS} WHERE state = ? AND next > '' AND next <= ? AND {_IN_SIGHT} ORDER BY next, n LIMIT ?
"""
_NO_DAY = f"{_PLANS} WHERE state = ? AND next = '' AND {_IN_SIGHT} ORDER BY n LIMIT ?"
_SEEN = f"SELECT 1 FROM plan WHERE id = ? AND {_IN_SIGHT}"  # noqa: S608 - a constant
_NEXT = "SELECT next FROM plan WHERE id = ?"
_ANY_DAY = "~"  # after every date
_STEPS = "SELECT at, state, note FROM plan_step WHERE plan = ? ORDER BY n"


@dataclass(frozen=True, slots=True)
class Standing:
    """A plan as it stands: the end of its id, and the ISO date it comes up on, or nothing."""

    plan: Plan
    short: str
    next: str


class Plans:
    """The plans of an open vault."""

    def __init__(self, records: Records, current: Current) -> None:
        self._database = records.database
        self._records = records
        self._current = current

    def add(self, plan: Plan) -> None:
        """Add *plan* with the history it brings; durable when this returns."""
        with self._database.change():
            if self._records.of(plan.id):
                raise UsageProblem("A plan with this id is in the journal already.")
            words = (plan.cue, plan.act, plan.when, plan.who, plan.due)
            body = plan_body(plan.entry, plan.prompt, plan.made, words)
            said = self._records.add(plan.id, RecordKind.PLAN, plan.made, body)
            for step in plan.history:
                said = self._records.add(plan.id, RecordKind.STEP, step.at, _body_of(step))
            self._current.follow(plan.id, said)

    def step(self, text: str, step: PlanStep) -> Plan:
        """Add *step* to the plan *text* means; the plan now stands where its last step says."""
        with self._database.change():
            row = row_number(self._database, "plan", text)
            about = self._at(row).id
            said = self._records.add(about, RecordKind.STEP, step.at, _body_of(step))
            self._current.follow(about, said)
        return self._at(row)

    def remove_of(self, entry_id: str, at: str) -> None:
        """Remove, for good, the words of every plan made in an entry. *at* is when."""
        with self._database.change():
            rows = self._database.rows("SELECT id FROM plan WHERE entry = ?", (entry_id,))
            for (about,) in rows:
                said = self._records.add(about, RecordKind.REMOVED, at, "{}")
                self._current.follow(about, said)

    def get(self, text: str) -> Plan:
        """The plan of a whole id, or of the end or beginning of exactly one."""
        return self._at(row_number(self._database, "plan", text))

    def every(self, state: PlanState | None = None) -> tuple[Plan, ...]:
        """All plans, or those that stand at *state*, in the order they were made."""
        if state is None:
            rows = self._database.rows(f"{_PLANS} ORDER BY n")
        else:
            rows = self._database.rows(f"{_PLANS} WHERE state = ? ORDER BY n", (state.value,))
        return tuple(self._plan(row) for row in rows)

    def standing(self, state: PlanState, limit: int) -> tuple[Standing, ...]:
        """Up to *limit* plans at *state* outside the bin: those with a day first, the earliest before."""
        dated = self._database.rows(_STANDING, (state.value, _ANY_DAY, limit))
        rest = self._database.rows(_NO_DAY, (state.value, limit - len(dated)))
        return tuple(self._as_it_stands(row) for row in (*dated, *rest))

    def due(self, day: str, limit: int = 100) -> tuple[Standing, ...]:
        """Open plans outside the bin whose day is *day* or before it, the earliest first."""
        rows = self._database.rows(_STANDING, (PlanState.OPEN.value, day, limit))
        return tuple(self._as_it_stands(row) for row in rows)

    def is_in_sight(self, plan_id: str) -> bool:
        """Whether there is a plan of that whole id, and its entry is not in the bin."""
        return self._database.one(_SEEN, (plan_id,)) is not None

    def standing_of(self, text: str) -> Standing:
        """The plan *text* means, as it stands."""
        return self._with_day(self.get(text))

    def short_id(self, plan_id: str) -> str:
        """The end of *plan_id* that is enough to find it."""
        return short_id(self._database, "plan", plan_id)

    def _at(self, row: int) -> Plan:
        (found,) = self._database.rows(f"{_PLANS} WHERE n = ?", (row,))
        return self._plan(found)

    def _as_it_stands(self, row: Row) -> Standing:
        return self._with_day(self._plan(row))

    def _with_day(self, plan: Plan) -> Standing:
        found = self._database.one(_NEXT, (plan.id,))
        return Standing(plan, self.short_id(plan.id), str(found[0]) if found else "")

    def _plan(self, row: Row) -> Plan:
        number, plan_id, entry, prompt, made, cue, act, when, who, due, state = row
        steps = self._database.rows(_STEPS, (number,))
        history = tuple(PlanStep(at, PlanState(stood), note) for at, stood, note in steps)
        return Plan(
            plan_id, entry, prompt, made, cue, act, when, who, due, PlanState(state), history
        )


def _body_of(step: PlanStep) -> str:
    return step_body(step.state.value, step.note)
