"""What is due: plans, what he wants to be asked, letters, and questions their set asks again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from reflect_cli.commands.clock import today
from reflect_cli.commands.following import due_follow_ups
from reflect_cli.commands.menus import page
from reflect_cli.errors import NothingToShow
from reflect_cli.flows.letters import OPENS
from reflect_cli.journal.questions import prompt_of, shown_name
from reflect_cli.library.small import revisited
from reflect_cli.screens import due as pages
from reflect_cli.screens.blocks import a_list, title
from reflect_cli.screens.console import say
from reflect_cli.screens.plans import plan_json

if TYPE_CHECKING:
    from reflect_cli.commands.options import Manner
    from reflect_cli.screens.blocks import Block
    from reflect_cli.vault.plans import Standing
    from reflect_cli.vault.vault import Vault

HEAD = "Look back"


@dataclass(frozen=True, slots=True)
class Due:
    """What is due on a day.

    `follow_ups` are a plan's short id, which follow-up, and its day; `letters` a short id and the
    day; `questions` a name, and how many days its set leaves between answers.
    """

    plans: tuple[Standing, ...]
    follow_ups: tuple[tuple[str, str, str], ...]
    letters: tuple[tuple[str, str], ...]
    questions: tuple[tuple[str, int], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing he set himself is due."""
        return not (self.plans or self.follow_ups or self.letters)


def due_now(journal: Vault, *, most: int = 100, with_questions: bool = False) -> Due:
    """What is due today, of plans the *most* that have been so longest.

    With the questions too only when asked, since he set none of those.
    """
    day = today()
    follow_ups = [
        (journal.plans.short_id(about), name, held)
        for about, name, held in due_follow_ups(journal, day)
    ]
    letters = [
        (short, held)
        for about, held in journal.marks.until(OPENS, day.isoformat())
        for short in journal.entries.shorts([about]).values()
    ]
    return Due(
        journal.plans.due(day.isoformat(), most),
        tuple(follow_ups),
        tuple(letters),
        tuple(_questions(journal, day)) if with_questions else (),
    )


def due_line(journal: Vault) -> str:
    """One neutral line for the home screen; empty when nothing is due."""
    return "" if due_now(journal, most=1).is_empty else pages.SOMETHING


def told(journal: Vault, manner: Manner, *, as_json: bool) -> None:
    """Show what is due. Raises NothingToShow when nothing is, unless as JSON."""
    due = due_now(journal, with_questions=True)
    if as_json:
        say(json.dumps(_as_json(due), ensure_ascii=True, indent=2))
        return
    if due.is_empty and not due.questions:
        raise NothingToShow(pages.NOTHING)
    page(journal, manner, HEAD, _page(due))


def _questions(journal: Vault, day: date) -> list[tuple[str, int]]:
    """Questions whose set asks them again, with an answer, and none since as many days."""
    last = {one.name: one.last for one in journal.answers.questions(fewest=1)}
    found = []
    for name, days in revisited(frozenset(prompt_of(one)[0] for one in last)):
        before = (day - timedelta(days=days)).isoformat()
        if last.get(name, "~")[:10] <= before:
            found.append((name, days))
    return found


def _page(due: Due) -> list[Block]:
    parts = (
        (pages.PLANS, [pages.plan_line(one, today().isoformat()) for one in due.plans]),
        (pages.FOLLOW_UPS, [pages.follow_up_line(*one) for one in due.follow_ups]),
        (pages.LETTERS, [pages.letter_line(*one) for one in due.letters]),
        (pages.QUESTIONS, [pages.question_line(*one) for one in due.questions]),
    )
    return [
        block
        for head, lines in parts
        if lines
        for block in (title(head), *(a_list(line) for line in lines))
    ]


def _as_json(due: Due) -> dict[str, object]:
    return {
        "plans": [plan_json(one) for one in due.plans],
        "follow_ups": [
            {"plan": plan, "after": name, "day": day} for plan, name, day in due.follow_ups
        ],
        "letters": [{"letter": short, "opens": day} for short, day in due.letters],
        "questions": [{"question": shown_name(name), "days": days} for name, days in due.questions],
    }
