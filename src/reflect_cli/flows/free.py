"""A free entry is a sitting with one prompt, so it gets the same drafts and the same keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reflect_cli.flows.own_sets import own_set
from reflect_cli.promptsets.model import Kind, Prompt, Section
from reflect_cli.session.events import Answered

if TYPE_CHECKING:
    from collections.abc import Callable

    from reflect_cli.errors import ReflectError
    from reflect_cli.flows.ports import Asker, Rescue
    from reflect_cli.promptsets.kinds import Value
    from reflect_cli.promptsets.model import PromptSet
    from reflect_cli.session.events import Event
    from reflect_cli.session.machine import Session

FREE_ID = "reflect.free"
TITLE = "Free entry"

#: Its one prompt.
TEXT = "text"


def free_set() -> PromptSet:
    """The set of one long text."""
    prompt = Prompt(id=TEXT, kind=Kind.LONG, text="Write what you want to keep.")
    return own_set(FREE_ID, TITLE, Section(id="free", title=TITLE, prompts=(prompt,)))


@dataclass(slots=True)
class Handed:
    """A voice whose first answer is there already: *words* that were written elsewhere."""

    asker: Asker
    words: str
    _is_given: bool = field(default=False, init=False)

    def ask(self, session: Session, keep: Callable[[Value], str | None]) -> Event:
        """See flows.ports.Asker."""
        if self._is_given:
            return self.asker.ask(session, keep)
        self._is_given = True
        return Answered(self.words)

    def not_kept(self, problem: ReflectError, words: str, *, ending: bool) -> Rescue:
        """See flows.ports.Asker."""
        return self.asker.not_kept(problem, words, ending=ending)

    def rescued(self, where: str) -> None:
        """See flows.ports.Asker."""
        self.asker.rescued(where)
