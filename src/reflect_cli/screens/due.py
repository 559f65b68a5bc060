"""What is due, and letters that wait, in words. Nothing here presses him."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.journal.questions import shown_name
from reflect_cli.screens.entries import day_words
from reflect_cli.screens.plans import FOLLOW_UP_WORDS, list_line
from reflect_cli.screens.safe import safe_line

if TYPE_CHECKING:
    from reflect_cli.screens.plans import Standing

SOMETHING = "Something is due. “Look back” says what."
SOMETHING_HERE = "Something is due."
NOTHING = "Nothing is due."
PLANS, FOLLOW_UPS = "Plans", "What you want to be asked"
LETTERS, QUESTIONS = "Letters to yourself", "Questions to come back to, if you want to"
PLAN_WAYS = "    reflect plan done {short} (or change, let-go, date)"
FOLLOW_UP = "About the plan {plan}, {words}, since {day}.\n    reflect plan follow-up {plan}"
LETTER = "One can be opened since {day}.\n    reflect look-back open {short}"
QUESTION = "{name}: no answer for {days} days or more.\n    reflect look-back again {name}"
WAITS, CAN_OPEN = "Opens {day}.", "Can be opened since {day}."
WRITTEN = "{short}  {title}, written {written}. {opens}"
NO_LETTERS = "No letter waits. `reflect look-back letter` writes one."
NOT_YET = "That letter opens on {day}."
NOT_YET_HINT = "It waits until then. To open it all the same: --open-early"
NO_LETTER = "No letter that waits has that id."
NO_LETTER_HINT = "`reflect look-back letters` shows those there are."


def plan_line(standing: Standing, today: str) -> str:
    """A plan that is due, and what can be done about it."""
    ways = PLAN_WAYS.format(short=standing.short)
    return f"{list_line(standing, today)}\n{ways}"


def follow_up_line(plan: str, name: str, day: str) -> str:
    """A follow-up that is due."""
    words = FOLLOW_UP_WORDS[name]
    return FOLLOW_UP.format(plan=plan, words=words, day=day_words(day))


def letter_line(short: str, day: str) -> str:
    """A letter that can be opened."""
    return LETTER.format(short=short, day=day_words(day))


def question_line(name: str, days: int) -> str:
    """A question that its set comes back to."""
    return QUESTION.format(name=safe_line(shown_name(name)), days=days)


def waiting_line(short: str, title: str, written: str, opens: str, *, is_due: bool) -> str:
    """A letter in the list of those that wait."""
    told = (CAN_OPEN if is_due else WAITS).format(day=day_words(opens))
    when = day_words(written)
    return WRITTEN.format(short=short, title=safe_line(title), written=when, opens=told)
