"""Letters ahead: writing one, seeing that they wait, opening one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reflect_cli.commands.clock import now, today
from reflect_cli.commands.days_ahead import day_given
from reflect_cli.commands.menus import page
from reflect_cli.errors import NothingToShow
from reflect_cli.flows.letters import OPENED, OPENS
from reflect_cli.screens import due as pages
from reflect_cli.screens.blocks import a_list
from reflect_cli.screens.console import say
from reflect_cli.screens.entries import day_words, entry_page

if TYPE_CHECKING:
    from reflect_cli.commands.options import Manner
    from reflect_cli.vault.entries import EntrySummary
    from reflect_cli.vault.vault import Vault

HEAD = "Letters"
ONLY_DAY = "On {day}"


def written(journal: Vault, manner: Manner, opens: str | None) -> None:
    """Write a letter; *opens* is the day, as it was typed, if he gave one.

    Then nothing else is asked, and what comes through a pipe is the letter. Raises UsageProblem for
    a day that is not ahead.
    """
    from reflect_cli.commands.sittings import begin_answered, begin_small
    from reflect_cli.library.small import letter_set

    if opens is None:
        begin_small(letter_set(), journal, manner)
        return
    day = day_given(opens, after_today=True)
    asked = letter_set(day, ONLY_DAY.format(day=day_words(day)))
    begin_answered(asked, journal, manner, day)


def listed(journal: Vault, manner: Manner, *, as_json: bool) -> None:
    """Show the letters that wait, the next one to open first; none of their words."""
    found = _waiting(journal)
    if as_json:
        stored = [
            {"id": one.id, "short": one.short, "written": one.finished, "opens": day}
            for one, day in found
        ]
        say(json.dumps(stored, ensure_ascii=True, indent=2))
        return
    lines = "\n".join(line for _, line, _ in waiting_lines(journal)) or pages.NO_LETTERS
    page(journal, manner, HEAD, [a_list(lines)])


def waiting_lines(journal: Vault) -> list[tuple[str, str, bool]]:
    """The short id of each letter that waits, a line about it, and whether its day has come."""
    here = today().isoformat()
    return [
        (one.short, pages.waiting_line(one.short, one.title, one.finished, day, is_due=due), due)
        for one, day in _waiting(journal)
        for due in [day <= here]
    ]


def opened(journal: Vault, manner: Manner, which: str, *, early: bool) -> None:
    """Open a letter and show it; from then on it is an entry like any other.

    Raises NothingToShow before its day, unless *early*.
    """
    found = [pair for pair in _waiting(journal) if which and pair[0].id.endswith(which.lower())]
    if len(found) != 1:
        raise NothingToShow(pages.NO_LETTER, hint=pages.NO_LETTER_HINT)
    ((letter, day),) = found
    if day > today().isoformat() and not early:
        raise NothingToShow(pages.NOT_YET.format(day=day_words(day)), hint=pages.NOT_YET_HINT)
    with journal.transaction():
        journal.marks.note(letter.id, OPENS, "", now())
        journal.marks.note(letter.id, OPENED, now(), now())
    read = entry_page(journal.entries.get(letter.id), letter.short)
    page(journal, manner, HEAD, read)


def waiting(journal: Vault) -> list[EntrySummary]:
    """The letters that wait, the next one to open first."""
    return [letter for letter, _ in _waiting(journal)]


def _waiting(journal: Vault) -> list[tuple[EntrySummary, str]]:
    days = sorted(journal.marks.named(OPENS).items(), key=lambda pair: (pair[1], pair[0]))
    found = [(journal.entries.summary(about), day) for about, day in days]
    return [(summary, day) for summary, day in found if summary is not None]
