"""A day he typed, for a plan, a letter or an answer held back: one that is still ahead."""

from __future__ import annotations

from datetime import timedelta

from reflect_cli.commands.clock import today
from reflect_cli.errors import UsageProblem
from reflect_cli.journal.days import day_ahead, days_in
from reflect_cli.screens.entries import day_words

NOT_READ = "That is no day Reflect can read."
HOW = "Write it like 2027-03-01, 24 december, tomorrow, friday or 'in 2 weeks'."
PASSED = "{day} has passed, so nothing can come up on it."
NOT_AHEAD = "{day} is not ahead."
FROM = "Give a day from {day} on."


def day_given(typed: str, *, after_today: bool = False) -> str:
    """The ISO date *typed* means, from today on, or with *after_today* from tomorrow on.

    Raises UsageProblem for a day gone by, and for what is no day.
    """
    here = today()
    try:
        day = day_ahead(typed, here)
    except ValueError:
        try:
            day = days_in(typed, here)[1]
        except ValueError:
            raise UsageProblem(NOT_READ, hint=HOW) from None
        if day >= here:  # a whole month or year, of which no one day is meant
            raise UsageProblem(NOT_READ, hint=HOW) from None
    first = here + timedelta(days=after_today)
    if day < first:
        told = (PASSED if day < here else NOT_AHEAD).format(day=day_words(day.isoformat()))
        raise UsageProblem(told, hint=FROM.format(day=day_words(first.isoformat())))
    return day.isoformat()
