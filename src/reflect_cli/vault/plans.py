"""What he said he would do, and each thing that became of it, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import apsw

from reflect_cli.errors import UsageProblem
from reflect_cli.journal.plan import Plan, PlanState, PlanStep
from reflect_cli.vault.ids import row_number, short_id
from reflect_cli.vault.texts import storable

if TYPE_CHECKING:
    from reflect_cli.vault.database import Database, Row

_ADD = """
INSERT INTO plan (id, backwards, entry, prompt, made, cue, act, "when", who, due, state)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_PLANS = 'SELECT n, id, entry, prompt, made, cue, act, "when", who, due, state FROM plan'
_ADD_STEP = "INSERT INTO plan_step (plan, at, state, note) VALUES (?, ?, ?, ?)"
_STEPS = "SELECT at, state, note FROM plan_step WHERE plan = ? ORDER BY n"


class Plans:
    """The plans of an open vault."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, plan: Plan) -> None:
        """Add *plan* with the history it brings; durable when this returns."""
        words = (plan.prompt, plan.made, plan.cue, plan.act, plan.when, plan.who, plan.due)
        stored = tuple(storable(word) for word in words)
        with self._database.change():
            try:
                values = (plan.id, plan.id[::-1], plan.entry, *stored, plan.state.value)
                self._database.run(_ADD, values)
            except apsw.ConstraintError:
                raise UsageProblem("A plan with this id is in the journal already.") from None
            row = self._database.last_row()
            for step in plan.history:
                self._add_step(row, step)

    def step(self, text: str, step: PlanStep) -> Plan:
        """Add *step* to the plan *text* means; the plan now stands where the step says."""
        with self._database.change():
            row = row_number(self._database, "plan", text)
            self._add_step(row, step)
            self._database.run("UPDATE plan SET state = ? WHERE n = ?", (step.state.value, row))
        return self._at(row)

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

    def short_id(self, plan_id: str) -> str:
        """The end of *plan_id* that is enough to find it."""
        return short_id(self._database, "plan", plan_id)

    def _add_step(self, row: int, step: PlanStep) -> None:
        self._database.run(_ADD_STEP, (row, step.at, step.state.value, storable(step.note)))

    def _at(self, row: int) -> Plan:
        (found,) = self._database.rows(f"{_PLANS} WHERE n = ?", (row,))
        return self._plan(found)

    def _plan(self, row: Row) -> Plan:
        number, plan_id, entry, prompt, made, cue, act, when, who, due, state = row
        steps = self._database.rows(_STEPS, (number,))
        history = tuple(PlanStep(at, PlanState(stood), note) for at, stood, note in steps)
        return Plan(
            plan_id, entry, prompt, made, cue, act, when, who, due, PlanState(state), history
        )
