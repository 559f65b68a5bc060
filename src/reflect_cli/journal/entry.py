"""What one sitting leaves behind: the questions as they were shown, and the answers.

An entry is never edited in place; a change is a new revision of the same entry.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reflect_cli.promptsets.kinds import WHO_KNOWS, PlanMade

if TYPE_CHECKING:
    from reflect_cli.promptsets.kinds import Value


class EntryKind(StrEnum):
    """Where an entry came from."""

    SESSION = "session"
    FREE = "free"
    TELLING = "telling"


@dataclass(frozen=True, slots=True)
class Item:
    """One question as shown, and what became of it. `at` is ISO 8601 with a zone.

    `value` is None when it was skipped. `off_path` marks words that were written on the way and
    then left: a branch he closed again, or text on a prompt he skipped. `options` are (id, label) pairs as they were shown, so
    that a later version of the set can never put new words beside an old answer.
    """

    prompt: str
    kind: str
    section: str
    question: str
    at: str
    value: Value | None = None
    options: tuple[tuple[str, str], ...] = ()
    calls: tuple[str, ...] = ()
    off_path: bool = False

    @property
    def skipped(self) -> bool:
        """Whether he chose not to answer."""
        return self.value is None

    def answer_words(self) -> str:
        """The answer as text, with the labels he saw; empty when skipped."""
        labels = dict(self.options)
        match self.value:
            case None:
                return ""
            case PlanMade():
                return plan_words(self.value)
            case tuple():
                return "\n".join(labels.get(chosen, chosen) for chosen in self.value)
            case int():
                return str(self.value)
            case str():
                return labels.get(self.value, self.value)

    def own_words(self) -> str:
        """As `answer_words`, of a plan only what he put into it, not the words around that."""
        if isinstance(self.value, PlanMade):
            plan = self.value
            parts = (plan.cue, plan.act, plan.when, WHO_KNOWS.get(plan.who, plan.who))
            return "\n".join(part for part in parts if part)
        return self.answer_words()


@dataclass(frozen=True, slots=True)
class Entry:
    """One sitting, or one free text. Times are ISO 8601 with a zone; the id is a UUIDv7."""

    id: str
    kind: EntryKind
    title: str
    began: str
    finished: str
    items: tuple[Item, ...]
    set_id: str = ""
    set_version: str = ""
    language: str = "en"

    def searchable_words(self) -> str:
        """Everything full-text search looks through: what he wrote or chose, and a title of his own.

        No wording of a set, which is the same in every entry; the title of one with a set is that set's.
        """
        parts = [] if self.set_id else [self.title]
        parts += [item.own_words() for item in self.items]
        return "\n".join(part for part in parts if part)


#: What a man may type himself although the screen says it already.
_IF = re.compile(r"^(if|when)\s+", re.IGNORECASE)
_THEN = re.compile(r"^(then\b[\s,]*)?(i will\s+|i'll\s+)?", re.IGNORECASE)


def plan_words(plan: PlanMade) -> str:
    """The plan as one or more lines of plain text."""
    cue, act = _IF.sub("", plan.cue.strip()), _THEN.sub("", plan.act.strip())
    lines = [f"If {cue}, then I will {act}" if cue else f"I will {act}"]
    if plan.when:
        lines.append(f"When: {plan.when}")
    if plan.who:
        lines.append(f"Who knows: {WHO_KNOWS.get(plan.who, plan.who)}")
    return "\n".join(lines)
