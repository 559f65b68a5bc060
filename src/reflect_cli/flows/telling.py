"""Preparing to tell a man: the page made from the answers, and what is put into the questions on the way.

It stands between conducting and the voice. What it adds goes into the sitting as half-typed words, so it is
kept, taken back and changed like anything he types himself.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reflect_cli.promptsets.person import LETTER
from reflect_cli.session.events import Typed
from reflect_cli.session.path import How

if TYPE_CHECKING:
    from collections.abc import Callable

    from reflect_cli.errors import ReflectError
    from reflect_cli.flows.ports import Asker, Rescue
    from reflect_cli.journal.entry import Entry
    from reflect_cli.promptsets.kinds import Value
    from reflect_cli.promptsets.model import Prompt, PromptSet, Section
    from reflect_cli.session.events import Event
    from reflect_cli.session.machine import Session

TELL_ID = "reflect.tell"
PASSAGES, PAGE, CHECK = "passages", "page", "check"

#: What stands on the page, in the order of saying it: the answer's prompt, and the heading over it.
PARTS = (
    ("may-i", "I ask first"),
    ("first-two", "I begin"),
    (PASSAGES, "I go on"),
    ("shrugs", "If he says that it is nothing"),
    ("badly", "If it goes badly"),
    ("stays-out", "I leave out"),
)


def page_from(session: Session) -> str:
    """The page to read from, put together from the answers that stand; empty when there are none."""
    prompts = {prompt.id: prompt for _, prompt in session.path}
    standing = session.how_by_prompt
    parts = []
    for prompt_id, heading in PARTS:
        value = session.value_of(prompt_id)
        if prompt_id in prompts and standing.get(prompt_id) is How.ANSWERED and value is not None:
            parts.append(f"{heading}\n\n{_as_words(prompts[prompt_id], value)}")
    return "\n\n\n".join(parts)


def page_in(entry: Entry) -> str:
    """The page that *entry* keeps, as he last left it; empty when it has none."""
    pages = [item for item in entry.items if item.prompt == PAGE and not item.off_path]
    return next((item.answer_words().strip() for item in pages), "")


def called_in(entry: Entry) -> str:
    """The invented initial by which *entry* calls the other person; empty when none was chosen."""
    named = [item.answer_words().strip() for item in entry.items if item.prompt == LETTER]
    return next(iter(named), "")


@dataclass(slots=True)
class Telling:
    """A voice that brings in passages, fills the page, and shows what the check marked.

    `bring(session)` has him choose passages and gives them, or the event by which he went elsewhere.
    `remarks(page, called)` is what is said about a page.
    """

    asker: Asker
    bring: Callable[[Session], str | Event]
    remarks: Callable[[str, str], str]
    _has_offered: bool = field(default=False, init=False)
    _put_together: str = field(default="", init=False)

    def ask(self, session: Session, keep: Callable[[Value], str | None]) -> Event:
        """See flows.ports.Asker."""
        prompt = session.current
        if prompt is not None:
            if prompt.id == PASSAGES and (event := self._passages(session)):
                return event
            if prompt.id == PAGE and (page := self._page(session)):
                return Typed(page)
            if prompt.id == CHECK:
                session = self._with_remarks(session)
        return self.asker.ask(session, keep)

    def not_kept(self, problem: ReflectError, words: str, *, ending: bool) -> Rescue:
        """See flows.ports.Asker."""
        return self.asker.not_kept(problem, words, ending=ending)

    def rescued(self, where: str) -> None:
        """See flows.ports.Asker."""
        self.asker.rescued(where)

    def _passages(self, session: Session) -> Event | None:
        """What he chose, as half-typed words; once, and not where something stands already."""
        if self._has_offered or _stands(session, PASSAGES):
            return None
        chosen = self.bring(session)
        if not isinstance(chosen, str):
            return chosen
        self._has_offered = True
        return Typed(chosen) if chosen else None

    def _page(self, session: Session) -> str:
        """The page anew, unless he has changed it; empty when it is to stay as it is."""
        standing = session.unsent_for(PAGE) or session.value_of(PAGE) or ""
        anew = page_from(session)
        if anew == standing or standing not in ("", self._put_together):
            return ""
        self._put_together = anew
        return anew

    def _with_remarks(self, session: Session) -> Session:
        page, called = session.value_of(PAGE), session.value_of(LETTER)
        said = self.remarks(str(page or ""), called if isinstance(called, str) else "")
        return replace(session, prompt_set=_with_text_under(session.prompt_set, CHECK, said))


def _stands(session: Session, prompt: str) -> bool:
    return bool(session.unsent_for(prompt) or session.value_of(prompt))


def _as_words(prompt: Prompt, value: Value) -> str:
    if isinstance(value, tuple):
        return "\n".join(f"- {prompt.label_of(chosen)}" for chosen in value)
    return str(value).strip()


def _with_text_under(prompt_set: PromptSet, prompt_id: str, said: str) -> PromptSet:
    def with_it(section: Section) -> Section:
        prompts = (
            replace(p, text=f"{said}\n\n{p.text}") if p.id == prompt_id else p
            for p in section.prompts
        )
        return replace(section, prompts=tuple(prompts))

    return replace(prompt_set, sections=tuple(map(with_it, prompt_set.sections)))
