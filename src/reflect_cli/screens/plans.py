"""Plans as lists and as pages, the same words in both voices. No plan is praised or counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.journal.entry import plan_words
from reflect_cli.journal.plan import PlanState
from reflect_cli.promptsets.kinds import PlanMade
from reflect_cli.screens.blocks import Block, a_list, quiet, quote, text, title
from reflect_cli.screens.entries import day_words, when_words
from reflect_cli.screens.safe import safe, safe_line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Protocol

    from reflect_cli.journal.plan import Plan

    class Standing(Protocol):
        """A plan as it stands; see vault.plans.Standing."""

        @property
        def plan(self) -> Plan:
            """The plan."""

        @property
        def short(self) -> str:
            """The end of its id."""

        @property
        def next(self) -> str:
            """The ISO date it comes up on, or nothing."""


NO_PLANS = "No plan is open. `reflect plan add` makes one, and most sessions end by asking for one."
NONE_AT_ALL = "There are no plans in this state."
STATES = {
    PlanState.OPEN: "open",
    PlanState.KEPT: "done",
    PlanState.CHANGED: "changed into another plan",
    PlanState.LET_GO: "let go",
}
DUE_TODAY, DUE_SINCE, COMES_UP, NO_DAY = "Due today.", "Due since {day}.", "Comes up {day}.", ""
DONE_ASK = "What did you do, in a line?"
LET_GO_ASK = "What makes you let it go, in a line?"
NOTED = {
    PlanState.KEPT: "Noted. The plan is closed and stays in the journal.",
    PlanState.LET_GO: "Noted. The plan is let go and stays in the journal.",
}
NOTHING_CHANGED = "Nothing was changed."
FOLLOW_UP_WORDS = {
    "week": "after a week",
    "month": "after a month",
    "quarter": "after three months",
    "half-year": "after six months",
    "again": "once more",
}
WHICH = "Which plan? What is due comes first."
DAYS_ASK = "When should it come up?"
FOLLOW_ASK = "When do you want to be asked about it?"
ASKED_ON = "You are asked about it {words}: {day}."
ASKED_IN = "You were asked about it {words}: reflect journal show {entry}"
MADE_IN = "It was written down in: reflect journal show {entry}"
TURNED_INTO = "Another plan took its place: reflect journal show {entry}"
HISTORY = "What became of it"
MADE = "Made {when}"


def plan_words_of(plan: Plan) -> str:
    """The plan in words."""
    return plan_words(PlanMade(plan.cue, plan.act, plan.when, plan.who))


def due_words(standing: Standing, today: str) -> str:
    """When it comes up, or came up, in words; empty for a plan without a day or one that is closed."""
    if not standing.next or standing.plan.state is not PlanState.OPEN:
        return NO_DAY
    if standing.next == today:
        return DUE_TODAY
    past = standing.next < today
    return (DUE_SINCE if past else COMES_UP).format(day=day_words(standing.next))


def list_line(standing: Standing, today: str) -> str:
    """A plan as two lines or more: its id and how it stands, then its words."""
    plan = standing.plan
    stands = due_words(standing, today)
    if plan.state is not PlanState.OPEN:
        when = f", {day_words(plan.history[-1].at)}" if plan.history else ""
        stands = f"{STATES[plan.state].capitalize()}{when}."
    first = f"{standing.short}  {stands}".rstrip()
    return "\n".join([first, *(f"    {line}" for line in safe(plan_words_of(plan)).split("\n"))])


def menu_line(standing: Standing, today: str) -> str:
    """A plan on one line, to be picked."""
    first = plan_words_of(standing.plan).partition("\n")[0]
    stands = due_words(standing, today)
    return f"{safe_line(first)} ({stands.rstrip('.')})" if stands else safe_line(first)


def plan_page(
    standing: Standing, marks: Mapping[str, str], shorts: Mapping[str, str], today: str
) -> list[Block]:
    """The whole plan: its words, how it stands, what became of it, and what is still to come.

    *shorts* has the short ids of the entries that can be read about it, by their whole ids.
    """
    plan = standing.plan
    head = f"{MADE.format(when=when_words(plan.made))} · {standing.short}"
    stands = due_words(standing, today) or f"{STATES[plan.state].capitalize()}."
    blocks = [title("A plan"), quiet(head), quote(plan_words_of(plan)), text(stands)]
    told = [
        f"{when_words(step.at)}: {STATES[step.state]}. {safe_line(step.note)}".rstrip()
        for step in plan.history[1:]
    ]
    if told:
        blocks += [title(HISTORY), a_list("\n".join(told))]
    lines = _of_marks(marks, shorts)
    if plan.entry in shorts:
        lines.append(MADE_IN.format(entry=shorts[plan.entry]))
    return [*blocks, a_list("\n".join(lines))]


def plan_json(standing: Standing) -> dict[str, object]:
    """The same for scripts; `next` is an ISO date or empty."""
    plan = standing.plan
    return {
        "id": plan.id,
        "short": standing.short,
        "entry": plan.entry,
        "made": plan.made,
        "cue": plan.cue,
        "act": plan.act,
        "when": plan.when,
        "who": plan.who,
        "next": standing.next,
        "state": plan.state.value,
        "history": [
            {"at": step.at, "state": step.state.value, "note": step.note} for step in plan.history
        ],
    }


def _of_marks(marks: Mapping[str, str], shorts: Mapping[str, str]) -> list[str]:
    lines = []
    for name, words in FOLLOW_UP_WORDS.items():
        if day := marks.get(f"follow:{name}"):
            lines.append(ASKED_ON.format(words=words, day=day_words(day)))
        if entry := shorts.get(marks.get(f"asked:{name}", "")):
            lines.append(ASKED_IN.format(words=words, entry=entry))
    if entry := shorts.get(marks.get("changed-in", "")):
        lines.append(TURNED_INTO.format(entry=entry))
    return lines
