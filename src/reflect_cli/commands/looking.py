"""Looking back from a menu, with the journal opened once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.commands import due, letters, over_time, plan_menu
from reflect_cli.commands.asking import picked
from reflect_cli.commands.over_time import Asked
from reflect_cli.commands.planning import support_of
from reflect_cli.errors import NothingToShow
from reflect_cli.journal.questions import shown_name
from reflect_cli.screens.blocks import text
from reflect_cli.screens.due import NO_LETTERS, SOMETHING_HERE
from reflect_cli.screens.over_time import NO_QUESTIONS, menu_line
from reflect_cli.screens.voice import show

if TYPE_CHECKING:
    from reflect_cli.commands.options import Manner
    from reflect_cli.vault.vault import Vault

WHAT = "What do you want to look at?"
WHICH = "Which question? The one answered last comes first."
BACK = ("", "Back")
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


def looked_back(manner: Manner) -> str:
    """Look back until he goes back; then the line for the home screen, if something is due."""
    from reflect_cli.commands.unlock import open_journal

    with open_journal(manner) as journal:
        while _one_look(journal, manner):
            pass
        return due.due_line(journal)


def plans_looked_at(manner: Manner) -> str:
    """As `looked_back`, for plans alone."""
    from reflect_cli.commands.unlock import open_journal

    with open_journal(manner) as journal:
        plan_menu.plans_from_menu(journal, manner)
        return due.due_line(journal)


def _one_look(journal: Vault, manner: Manner) -> bool:
    """One thing looked at. Whether he wants another."""
    is_due = not due.due_now(journal, most=1).is_empty
    lead = [text(WHAT), *([text(SOMETHING_HERE)] if is_due else [])]
    chosen = picked(lead, [*_WAYS, BACK], manner, country=_country(journal))
    match chosen:
        case "due":
            _due(journal, manner)
        case "plans":
            return plan_menu.plans_from_menu(journal, manner)
        case "questions":
            return _questions(journal, manner)
        case "letters":
            _letters(journal, manner)
        case "write":
            letters.written(journal, manner, None)
            return False
        case "map":
            _map(journal, manner)
        case _:
            return False
    return True


def _due(journal: Vault, manner: Manner) -> None:
    try:
        due.told(journal, manner, as_json=False)
    except NothingToShow as nothing:
        show(
            "Look back", [text(nothing.message)], plain=manner.is_plain, support=support_of(journal)
        )


def _questions(journal: Vault, manner: Manner) -> bool:
    """Questions to choose from. Whether he is still here."""
    while True:
        found = sorted(journal.answers.questions(), key=lambda one: one.last, reverse=True)
        options = [(one.name, menu_line(one.name, one.words, one.times)) for one in found]
        lead = [text(WHICH if found else NO_QUESTIONS)]
        name = picked(lead, [*options, BACK], manner, country=_country(journal))
        if not name:
            return True
        if not _question(journal, manner, name):
            return False


def _question(journal: Vault, manner: Manner, name: str) -> bool:
    lead = [text(shown_name(name))]
    chosen = picked(lead, [*_WITH_QUESTION, BACK], manner, country=_country(journal))
    if chosen == "again":
        return over_time.answered_again(journal, manner, name)
    if chosen:
        over_time.told(journal, manner, Asked(name, every=chosen == "all"))
    return True


def _letters(journal: Vault, manner: Manner) -> None:
    waiting = letters.waiting_lines(journal)
    options = [(short, line) for short, line, is_due in waiting if is_due]
    lead = [text("\n".join(line for _, line, _ in waiting) or NO_LETTERS)]
    chosen = picked(lead, [*options, BACK], manner, country=_country(journal))
    if chosen:
        letters.opened(journal, manner, chosen, early=False)


def _map(journal: Vault, manner: Manner) -> None:
    from reflect_cli.library.calls import calls
    from reflect_cli.screens.path_map import map_page

    page = map_page(journal.worked.past(), {call.id: call.wording for call in calls()})
    show("Reflect", page, plain=manner.is_plain, support=support_of(journal))


def _country(journal: Vault) -> str:
    return journal.settings.get("country") or ""
