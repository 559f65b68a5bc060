"""A session together with the draft it is put away in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reflect_cli.journal.draft import Draft
from reflect_cli.promptsets.around import ANOTHER_DAY, NOT_SAFE, SIDE, is_safety_prompt
from reflect_cli.promptsets.model import Kind
from reflect_cli.session.events import Resumed
from reflect_cli.session.machine import Phase, Session
from reflect_cli.session.path import How
from reflect_cli.session.record import put_away, take_out

if TYPE_CHECKING:
    from reflect_cli.promptsets.model import PromptSet


#: The set shown once, before the first session; it leaves settings, never an entry.
GATE_ID = "reflect.gate"


@dataclass(frozen=True, slots=True)
class Sitting:
    """A session and what its draft is filed under. Times are ISO 8601 with a zone."""

    id: str
    began: str
    session: Session
    source: str

    def draft(self, now: str) -> Draft:
        """The sitting put away, as of *now*."""
        prompt_set = self.session.prompt_set
        return Draft(
            id=self.id,
            began=self.began,
            updated=now,
            set_id=prompt_set.id,
            title=prompt_set.title,
            state=put_away(self.session),
            source=self.source,
        )

    def after(self, session: Session) -> Sitting:
        """The same sitting, further on."""
        return replace(self, session=session)


def begun(prompt_set: PromptSet, source: str, *, new_id: str, now: str) -> Sitting:
    """A new sitting; *source* is the text of the set's file, kept with the draft."""
    return Sitting(id=new_id, began=now, session=Session(prompt_set), source=source)


def resumed(draft: Draft, prompt_set: PromptSet) -> Sitting:
    """The sitting *draft* holds, at the same prompt with the same half-typed words."""
    session = take_out(prompt_set, draft.state)
    if session.phase in (Phase.PAUSED, Phase.LEFT):
        session = session.apply(Resumed())
    return Sitting(id=draft.id, began=draft.began, session=session, source=draft.source)


def has_words(session: Session) -> bool:
    """Whether he answered anything of the set itself, or wrote on a side path."""
    kinds = {p.id: p.kind for section in session.prompt_set.every_section for p in section.prompts}
    written = {key for key, _ in (*session.words, *session.unsent)}
    return any(not is_safety_prompt(key) or _is_writing(key, kinds.get(key)) for key in written)


def _is_writing(prompt: str, kind: Kind | None) -> bool:
    """Whether words on a screen of Reflect's own are worth an entry by themselves."""
    aside = prompt.startswith(f"{SIDE}.") or kind is Kind.PLAN
    return aside and kind in (Kind.SHORT, Kind.LONG, Kind.PLAN)


def is_for_another_day(session: Session) -> bool:
    """Whether he said on arriving that today is not the day."""
    return _stands(session, *ANOTHER_DAY)


def is_not_safe(session: Session) -> bool:
    """Whether he said at the close that he is not safe."""
    return _stands(session, *NOT_SAFE)


def _stands(session: Session, prompt: str, option: str) -> bool:
    answered = session.how_by_prompt.get(prompt) is How.ANSWERED
    return answered and session.value_of(prompt) == option
