"""What the plan commands do with an open journal."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from reflect_cli.commands.clock import new_id, now, today
from reflect_cli.commands.days_ahead import day_given
from reflect_cli.commands.menus import page, support_of
from reflect_cli.errors import Stopped, UsageProblem
from reflect_cli.flows.plans import CHANGED_IN, DUE, NO_DAY, unasked
from reflect_cli.journal.plan import PlanState, PlanStep
from reflect_cli.screens import plans as pages
from reflect_cli.screens.blocks import a_list, text
from reflect_cli.screens.console import say
from reflect_cli.screens.entries import day_words
from reflect_cli.screens.safe import safe
from reflect_cli.screens.voice import ask_line

if TYPE_CHECKING:
    from reflect_cli.commands.options import Manner
    from reflect_cli.screens.blocks import Block
    from reflect_cli.vault.plans import Standing
    from reflect_cli.vault.vault import Vault

HEAD = "Plans"
CLOSED = "That plan is not open any more."
SET_TO, SET_TO_NONE = "It comes up on {day}.", "It comes up on no day now."


def listed(journal: Vault, manner: Manner, state: str, limit: int, *, as_json: bool) -> None:
    """Show up to *limit* plans at *state*, or at any for "all": the open ones first."""
    states = list(PlanState) if state == "all" else [PlanState(state)]
    found = [one for each in states for one in journal.plans.standing(each, limit)][:limit]
    if as_json:
        say(json.dumps([pages.plan_json(one) for one in found], ensure_ascii=True, indent=2))
        return
    empty = pages.NO_PLANS if PlanState.OPEN in states else pages.NONE_AT_ALL
    day = today().isoformat()
    blocks = [a_list(pages.list_line(one, day)) for one in found] or [text(empty)]
    page(journal, manner, HEAD, blocks)


def shown(journal: Vault, manner: Manner, which: str, *, as_json: bool = False) -> None:
    """Show one plan."""
    standing = journal.plans.standing_of(which)
    if as_json:
        marks = journal.marks.of(standing.plan.id)
        say(json.dumps(pages.plan_json(standing) | {"marks": marks}, ensure_ascii=True, indent=2))
        return
    page(journal, manner, HEAD, page_of(journal, standing))


def page_of(journal: Vault, standing: Standing) -> list[Block]:
    """One plan as a page, with the entries that can be read about it."""
    marks = journal.marks.of(standing.plan.id)
    shorts = journal.entries.shorts({standing.plan.entry, *marks.values()})
    return pages.plan_page(standing, marks, shorts, today().isoformat())


def added(journal: Vault, manner: Manner) -> None:
    """Make a plan."""
    from reflect_cli.commands.sittings import begin_small
    from reflect_cli.library.small import plan_set

    begin_small(plan_set(), journal, manner)


def changed(journal: Vault, manner: Manner, which: str) -> None:
    """Make another plan in the place of the one *which* means.

    The sitting can be paused: only when it is finished does the earlier plan stop standing. There is
    one such sitting for a plan at a time: one that is paused goes on.
    """
    from reflect_cli.commands.sittings import begin_small, go_on_if_paused
    from reflect_cli.library.small import plan_set

    standing = _open_one(journal, which)
    if go_on_if_paused(journal, manner, journal.marks.get(standing.plan.id, CHANGED_IN)):
        return
    sitting = new_id()
    journal.marks.note(standing.plan.id, CHANGED_IN, sitting, now())
    begin_small(plan_set(standing.plan), journal, manner, sitting_id=sitting)


def closed(journal: Vault, manner: Manner, which: str, state: PlanState) -> None:
    """Note that a plan is done or let go, with a line of his. Raises Stopped when he leaves."""
    standing = _open_one(journal, which)
    asked = pages.DONE_ASK if state is PlanState.KEPT else pages.LET_GO_ASK
    note = _line(pages.plan_words_of(standing.plan), asked, journal, manner)
    with journal.transaction():
        journal.plans.step(standing.plan.id, PlanStep(now(), state, note.strip()))
        unasked(standing.plan.id, ("week",), journal.marks, now())  # it asks what he just told
    say(pages.NOTED[state])


def dated(journal: Vault, which: str, day: str) -> None:
    """Set the day a plan comes up on; *day* is as he typed it, or "none".

    Raises UsageProblem for a day gone by, and for what is no day.
    """
    standing = _open_one(journal, which)
    if day != NO_DAY:
        day = day_given(day)
    journal.marks.note(standing.plan.id, DUE, day, now())
    said = SET_TO_NONE if day == NO_DAY else SET_TO.format(day=day_words(day))
    say(said)


def _open_one(journal: Vault, which: str) -> Standing:
    """The open plan *which* means. Raises NothingToShow, and UsageProblem for one that is closed."""
    standing = journal.plans.standing_of(which)
    if standing.plan.state is not PlanState.OPEN:
        raise UsageProblem(CLOSED, hint="`reflect plan show` tells what became of it.")
    return standing


def _line(words: str, asked: str, journal: Vault, manner: Manner) -> str:
    """A line of his beside the *words* it is about, at the terminal or from standard input. Raises Stopped when he leaves."""
    if not sys.stdin.isatty():
        return sys.stdin.readline()
    if manner.is_plain:
        say(safe(words))
    label = asked if manner.is_plain else f"{words}\n\n{asked}"
    support = support_of(journal)
    typed = ask_line(HEAD, label, plain=manner.is_plain, support=support, leaving=True)
    if typed is None:
        raise Stopped(pages.NOTHING_CHANGED)
    return typed
