"""Letters ahead: an entry that is in no list and not found until it is opened.

The mark `opens` holds the day; while it stands the entry is out of sight, whatever the day. Opening
a letter clears it, and the letter is then an entry like any other. `opened` says when that was.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from reflect_cli.journal.spans import day_after

if TYPE_CHECKING:
    from reflect_cli.flows.finish import Kept
    from reflect_cli.flows.plans import Notes
    from reflect_cli.session.machine import Session

LETTER_ID = "reflect.letter"
OPENS, OPENED = "opens", "opened"

#: The question for its day.
_OPENS_ON = "opens"
#: The day of a letter for which he passed the question over.
_ELSE = "three-months"


def is_unwritten(session: Session) -> bool:
    """Whether this is a letter of which there is nothing but its day."""
    if session.prompt_set.id != LETTER_ID:
        return False
    return not any(key != _OPENS_ON for key, _ in (*session.words, *session.unsent))


def seal(kept: Kept, notes: Notes) -> None:
    """Put a letter that was just kept out of sight; inside the transaction that kept it."""
    entry = kept.entry
    if entry is None or entry.set_id != LETTER_ID:
        return
    given = {item.prompt: item.value for item in entry.items}
    if not given.get("letter"):
        return
    today = date.fromisoformat(entry.finished[:10])
    notes.note(entry.id, OPENS, _day(str(given.get(_OPENS_ON) or _ELSE), today), entry.finished)


def _day(chosen: str, today: date) -> str:
    """The day of a span, or a day he named himself."""
    return day_after(chosen, today) or chosen
