"""Plans from a menu: one after another to read, and what can be done about each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.commands import following, planning
from reflect_cli.commands.clock import today
from reflect_cli.commands.following import due_follow_ups
from reflect_cli.commands.menus import menu
from reflect_cli.errors import LeftNow, Stopped
from reflect_cli.journal.plan import PlanState
from reflect_cli.journal.spans import day_after
from reflect_cli.screens.blocks import text
from reflect_cli.screens.console import say
from reflect_cli.screens.plans import DAYS_ASK, FOLLOW_ASK, NO_PLANS, WHICH, menu_line

if TYPE_CHECKING:
    from reflect_cli.commands.options import Manner
    from reflect_cli.vault.plans import Standing
    from reflect_cli.vault.vault import Vault

ADD = ("add", "Make a plan")
EARLIER = ("earlier", "Plans that are closed")
_SHOWN = 200
_ACTS = (
    ("done", "I did it"),
    ("change", "Change it"),
    ("let-go", "Let it go"),
    ("day", "Set the day it comes up"),
    ("follow", "Set when I want to be asked about it"),
)
_ANSWER = ("answer", "Answer what is due about it")
_DAYS = (
    ("week", "In a week"),
    ("two-weeks", "In two weeks"),
    ("month", "In a month"),
    ("three-months", "In three months"),
    ("none", "On no day"),
)
_FOLLOW = (
    ("week", "After a week"),
    ("month", "After a month"),
    ("quarter", "After three months"),
    ("half-year", "After six months"),
    ("none", "Not any more"),
)


def plans_from_menu(journal: Vault, manner: Manner) -> None:
    """Plans to choose from until he goes back.

    Raises LeftNow when he leaves, or when a sitting he began here has ended.
    """
    states: tuple[PlanState, ...] = (PlanState.OPEN,)
    while True:
        found = [one for state in states for one in journal.plans.standing(state, _SHOWN)]
        day = today().isoformat()
        options = [(one.plan.id, menu_line(one, day)) for one in found]
        more = [EARLIER] if states == (PlanState.OPEN,) else []
        lead = [text(WHICH if found else NO_PLANS)]
        chosen = menu(journal, manner, lead, [*options, ADD, *more])
        if not chosen:
            return
        if chosen == EARLIER[0]:
            states = (PlanState.KEPT, PlanState.CHANGED, PlanState.LET_GO)
        elif chosen == ADD[0]:
            planning.added(journal, manner)
            raise LeftNow
        else:
            _about(journal, manner, chosen)


def _about(journal: Vault, manner: Manner, plan_id: str) -> None:
    """One plan, and what can be done about it."""
    standing = journal.plans.standing_of(plan_id)
    chosen = menu(
        journal, manner, planning.page_of(journal, standing), _possible(journal, standing)
    )
    match chosen:
        case "answer":
            following.answered(journal, manner, plan_id)
            raise LeftNow
        case "change":
            planning.changed(journal, manner, plan_id)
            raise LeftNow
        case "done" | "let-go":
            _close(journal, manner, plan_id, chosen)
        case "day":
            _set_day(journal, manner, plan_id)
        case "follow":
            _set_follow_up(journal, manner, plan_id)
        case _:
            pass


def _possible(journal: Vault, standing: Standing) -> list[tuple[str, str]]:
    due = any(about == standing.plan.id for about, _, _ in due_follow_ups(journal, today()))
    acts = _ACTS if standing.plan.state is PlanState.OPEN else _ACTS[-1:]
    return [*([_ANSWER] if due else []), *acts]


def _close(journal: Vault, manner: Manner, plan_id: str, how: str) -> None:
    state = PlanState.KEPT if how == "done" else PlanState.LET_GO
    try:
        planning.closed(journal, manner, plan_id, state)
    except LeftNow:
        raise
    except Stopped as stopped:
        say(stopped.message)


def _set_day(journal: Vault, manner: Manner, plan_id: str) -> None:
    span = menu(journal, manner, [text(DAYS_ASK)], _DAYS)
    if span:
        planning.dated(journal, plan_id, day_after(span, today()) or "none")


def _set_follow_up(journal: Vault, manner: Manner, plan_id: str) -> None:
    name = menu(journal, manner, [text(FOLLOW_ASK)], _FOLLOW)
    if name:
        following.set_days(journal, plan_id, [] if name == "none" else [name])
