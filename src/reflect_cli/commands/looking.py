"""Looking back from a menu, with the journal opened once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.commands import due, letters, over_time, planning
from reflect_cli.commands.menus import menu, page
from reflect_cli.commands.over_time import Asked
from reflect_cli.commands.plan_menu import plans_from_menu
from reflect_cli.errors import LeftNow, NothingToShow
from reflect_cli.journal.plan import PlanState
from reflect_cli.journal.questions import shown_name
from reflect_cli.screens.blocks import a_list, text
from reflect_cli.screens.console import has_terminal
from reflect_cli.screens.due import NO_LETTERS, SOMETHING_HERE
from reflect_cli.screens.over_time import NO_QUESTIONS, menu_line

if TYPE_CHECKING:
    from reflect_cli.commands.options import Manner
    from reflect_cli.screens.blocks import Block
    from reflect_cli.vault.vault import Vault

WHAT = "What do you want to look at?"
WHICH = "Which question? The one answered last comes first."
_LISTED = 20
_WAYS = (
    ("due", "What is due"),
    ("plans", "Plans"),
    ("questions", "The same question over time"),
    ("letters", "Letters to yourself that wait"),
    ("write", "Write a letter to yourself"),
    ("map", "The thirty calls, and what you have worked on"),
)
_WITH_QUESTION = (
    ("read", "Read the answers"),
    ("all", "Read them with those held back"),
    ("again", "Answer it again without seeing them"),
)


def look_back_at_all(manner: Manner) -> None:
    """At a terminal all of it to choose from; else what is due. Raises NothingToShow when nothing is."""
    from reflect_cli.commands.unlock import open_journal

    if has_terminal():
        looked_back(manner)
        return
    with open_journal(manner) as journal:
        due.told(journal, manner, as_json=False)


def look_at_plans(manner: Manner) -> None:
    """At a terminal the open plans to choose from; else the list of them."""
    from reflect_cli.commands.unlock import open_journal

    if has_terminal():
        plans_looked_at(manner)
        return
    with open_journal(manner) as journal:
        planning.listed(journal, manner, PlanState.OPEN.value, _LISTED, as_json=False)


def looked_back(manner: Manner) -> str:
    """Look back until he goes back; then the line for the home screen, if something is due.

    Raises LeftNow when he leaves, or when a sitting he began here has ended.
    """
    from reflect_cli.commands.unlock import open_journal

    with open_journal(manner) as journal:
        while chosen := menu(journal, manner, _lead(journal), _WAYS):
            _look(journal, manner, chosen)
        return due.due_line(journal)


def plans_looked_at(manner: Manner) -> str:
    """As `looked_back`, for plans alone."""
    from reflect_cli.commands.unlock import open_journal

    with open_journal(manner) as journal:
        plans_from_menu(journal, manner)
        return due.due_line(journal)


def _lead(journal: Vault) -> list[Block]:
    is_due = not due.due_now(journal, most=1).is_empty
    return [text(WHAT), *([text(SOMETHING_HERE)] if is_due else [])]


def _look(journal: Vault, manner: Manner, chosen: str) -> None:
    match chosen:
        case "due":
            _due(journal, manner)
        case "plans":
            plans_from_menu(journal, manner)
        case "questions":
            _questions(journal, manner)
        case "letters":
            _letters(journal, manner)
        case "write":
            letters.written(journal, manner, None)
            raise LeftNow
        case "map":
            _map(journal, manner)


def _due(journal: Vault, manner: Manner) -> None:
    try:
        due.told(journal, manner, as_json=False)
    except NothingToShow as nothing:
        page(journal, manner, due.HEAD, [text(nothing.message)])


def _questions(journal: Vault, manner: Manner) -> None:
    """Questions to choose from, until he goes back."""
    while True:
        found = sorted(journal.answers.questions(), key=lambda one: one.last, reverse=True)
        options = [(one.name, menu_line(one.name, one.words, one.times)) for one in found]
        lead = [text(WHICH if found else NO_QUESTIONS)]
        name = menu(journal, manner, lead, options)
        if not name:
            return
        _question(journal, manner, name)


def _question(journal: Vault, manner: Manner, name: str) -> None:
    chosen = menu(journal, manner, [text(shown_name(name))], _WITH_QUESTION)
    if chosen == "again":
        if not over_time.answered_again(journal, manner, name):
            raise LeftNow
    elif chosen:
        over_time.told(journal, manner, Asked(name, every=chosen == "all"))


def _letters(journal: Vault, manner: Manner) -> None:
    waiting = letters.waiting_lines(journal)
    options = [(short, line) for short, line, is_due in waiting if is_due]
    lead = [a_list("\n".join(line for _, line, _ in waiting) or NO_LETTERS)]
    if chosen := menu(journal, manner, lead, options):
        letters.opened(journal, manner, chosen, early=False)


def _map(journal: Vault, manner: Manner) -> None:
    from reflect_cli.library.calls import calls
    from reflect_cli.screens.path_map import map_page

    wordings = {call.id: call.wording for call in calls()}
    page(journal, manner, "Reflect", map_page(journal.worked.past(), wordings))
