"""What an entry shows of the path walked so far: calls, the memory it is about, a plan or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reflect_cli.promptsets.kinds import PlanMade
from reflect_cli.promptsets.person import LETTER, PRONOUN, Person, person_called

if TYPE_CHECKING:
    from reflect_cli.journal.entry import Entry, Item

#: The prompt by which a man marks a memory as his to answer for, in whatever set it stands.
MARK, MARKED = "answer-for", "yes"


@dataclass(frozen=True, slots=True)
class Worked:
    """Which calls an entry answers, whom its memory is about, and what he made of it.

    `planned` are those of the calls that a plan was made for. A plan made at the turn, which names
    no call, stands for every call of the entry.
    """

    calls: frozenset[str]
    planned: frozenset[str]
    person: Person
    is_marked: bool
    has_plan: bool


def worked_in(entry: Entry) -> Worked:
    """What *entry* shows of the path."""
    given = [item for item in entry.items if not item.skipped and not item.off_path]
    calls = frozenset(call for item in given for call in item.calls)
    plans = [item for item in given if isinstance(item.value, PlanMade)]
    for_all = any(not plan.calls for plan in plans)
    return Worked(
        calls=calls,
        planned=calls if for_all else frozenset(call for plan in plans for call in plan.calls),
        person=person_called(_text_of(given, LETTER), _text_of(given, PRONOUN)),
        is_marked=_text_of(given, MARK) == MARKED,
        has_plan=bool(plans),
    )


def _text_of(given: list[Item], prompt: str) -> str:
    value = next((item.value for item in given if item.prompt == prompt), "")
    return value if isinstance(value, str) else ""
