"""Which question an answer belongs to over time, and when an answer may be shown again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import TYPE_CHECKING

from reflect_cli.journal.entry import EntryKind
from reflect_cli.journal.path import STAGES
from reflect_cli.promptsets.around import NOT_SAFE, NOTHING_TODAY, SIDE, is_safety_prompt
from reflect_cli.promptsets.model import OWN, Kind

if TYPE_CHECKING:
    from reflect_cli.journal.entry import Entry, Item

#: The set of one question, taken from another set and answered again.
AGAIN_ID = "reflect.again"

#: Answers to these are written out of a memory, or out of something that came up; a man who opens
#: an old one unprepared is not helped.
_PAINFUL_CALLS = frozenset((*STAGES["recall"], *STAGES["own"], "c12", "c13"))
_WRITTEN = (Kind.SHORT, Kind.LONG, Kind.ABOUT_WHEN)

#: Sets whose answers are about one day: plans and letters are looked at in other ways.
_OF_THE_DAY = frozenset(("reflect.plan", "reflect.letter"))

_JOIN = "/"

#: The values of the mark on an entry that says when the answer to one of its prompts is shown.
FREELY, ONLY_IF_ASKED = "free", "asked"
_SHOWN = "shown:"


class Showing(Enum):
    """Whether an answer is shown when he looks back."""

    SHOWN = auto()
    IF_ASKED = auto()
    LATER = auto()


@dataclass(frozen=True, slots=True)
class When:
    """When an answer may be shown again; `day` is an ISO date for one that waits for a day."""

    showing: Showing
    day: str = ""


def question_of(set_id: str, prompt: str) -> str:
    """The name under which answers to *prompt* stand together, whichever sitting they came from.

    A prompt of Reflect's own screens is the same question in every set; one answered again outside
    its set has its whole name already.
    """
    stands_alone = _JOIN in prompt or is_safety_prompt(prompt)
    return prompt if stands_alone else f"{set_id}{_JOIN}{prompt}"


def shown_name(question: str) -> str:
    """The name of a question as he sees and types it."""
    return question.removeprefix(OWN)


def whole_name(shown: str) -> tuple[str, ...]:
    """The names that *shown* may stand for."""
    return (shown, f"{OWN}{shown}")


def prompt_of(question: str) -> tuple[str, str]:
    """The set's id, empty for Reflect's own screens, and the prompt's id in *question*."""
    set_id, joined, prompt = question.rpartition(_JOIN)
    return (set_id, prompt) if joined else ("", question)


def is_kept_over_time(entry: Entry, item: Item) -> bool:
    """Whether an answer stands in the line of answers to its question.

    Free entries and letters answer nothing in particular, and most of Reflect's own screens only
    find the way.
    """
    if entry.kind is EntryKind.FREE or entry.set_id in _OF_THE_DAY:
        return False
    if item.skipped or item.off_path:
        return False
    if is_safety_prompt(item.prompt):
        return item.prompt == NOT_SAFE[0]
    return item.prompt != NOTHING_TODAY[0]


def is_written(item: Item) -> bool:
    """Whether an answer is in his own words."""
    return item.kind in _WRITTEN


def is_painful(item: Item) -> bool:
    """Whether an answer starts at "only if I ask" by what it is about."""
    return is_written(item) and (
        item.prompt.startswith(f"{SIDE}.") or not _PAINFUL_CALLS.isdisjoint(item.calls)
    )


def mark_for(prompt: str) -> str:
    """The name of the mark that says when the answer to *prompt* may be shown."""
    return f"{_SHOWN}{prompt}"


def when_shown(item: Item, mark: str, today: date) -> When:
    """When the answer *item* may be shown, given what its *mark* says; an empty one says nothing."""
    if mark == FREELY or (not mark and not is_painful(item)):
        return When(Showing.SHOWN)
    try:
        day = date.fromisoformat(mark)
    except ValueError:
        return When(Showing.IF_ASKED)
    return When(Showing.SHOWN) if day <= today else When(Showing.LATER, mark)
