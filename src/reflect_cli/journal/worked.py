"""What an entry shows of the path walked so far: calls, the memory it is about, a plan or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reflect_cli.promptsets.kinds import PlanMade
from reflect_cli.promptsets.model import Kind
from reflect_cli.promptsets.person import LETTER, PRONOUN, Person, person_called

if TYPE_CHECKING:
    from reflect_cli.journal.entry import Entry, Item

#: The prompts by which a man marks a memory as his to answer for, and the answer that does.
MARKS, MARKED = ("answer-for", "mark"), "yes"

#: Kinds that only choose a way; answering one is not yet work on a call.
_CHOICES = (Kind.CHOOSE_ONE, Kind.SCALE)


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
    calls = _calls_in([item for item in given if item.kind not in _CHOICES])
    plans = [item for item in given if isinstance(item.value, PlanMade)]
    planned = [calls.intersection(plan.calls) or plan.calls or calls for plan in plans]
    return Worked(
        calls=calls,
        planned=frozenset(call for named in planned for call in named),
        person=person_called(_text_of(given, LETTER), _text_of(given, PRONOUN)),
        is_marked=any(_text_of(given, mark) == MARKED for mark in MARKS),
        has_plan=bool(plans),
    )


def _calls_in(written: list[Item]) -> frozenset[str]:
    """The calls these answers serve. One that serves several counts for those he was at."""
    sure = frozenset(item.calls[0] for item in written if len(item.calls) == 1)
    shared = [item.calls for item in written if len(item.calls) > 1]
    return sure.union(*(calls for calls in shared if not sure.intersection(calls)))


def _text_of(given: list[Item], prompt: str) -> str:
    value = next((item.value for item in given if item.prompt == prompt), "")
    return value if isinstance(value, str) else ""
