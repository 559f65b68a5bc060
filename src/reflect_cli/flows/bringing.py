"""Choosing passages of his own entries, as a small sitting of its own that nothing keeps.

It asks through the same voice as everything else, so every key and every way out is where it always is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reflect_cli.flows.own_sets import own_set
from reflect_cli.promptsets.conditions import Operator, Test
from reflect_cli.promptsets.model import Kind, Option, Prompt, Section
from reflect_cli.session.events import Left, Paused, Stopped, Turned
from reflect_cli.session.machine import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reflect_cli.flows.ports import Asker
    from reflect_cli.journal.entry import Entry, Item
    from reflect_cli.promptsets.model import Beside, PromptSet

WHICH_ENTRIES = "Which entries do you want to look into?"
WHICH_PASSAGES = "Which of these passages do you want to use? {label}"
NOTHING_FROM = "Nothing from this one"
SECTION = "Your own words"

#: Kinds of answers that hold sentences of his own.
_WRITTEN = {Kind.SHORT.value, Kind.LONG.value, Kind.PLAN.value}
_LONGEST_LABEL = 160
_NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Labelled:
    """An entry and how it stands in a list."""

    label: str
    entry: Entry

    @property
    def passages(self) -> tuple[Item, ...]:
        """The answers in it that are sentences of his own."""
        kept = (item for item in self.entry.items if item.kind in _WRITTEN)
        return tuple(item for item in kept if item.answer_words().strip())


def brought(
    asker: Asker, entries: Sequence[Labelled], session: Session
) -> str | Left | Paused | Stopped | Turned:
    """The passages he chose, an empty line between two; or the event by which he went elsewhere.

    *session* is the sitting they are for: its side paths are open here too.
    """
    offered = [one for one in entries if one.passages]
    if not offered:
        return ""
    choosing = Session(_as_set(offered, session.prompt_set.beside))
    while choosing.current is not None:
        event = asker.ask(choosing, lambda _: None)
        if isinstance(event, Left | Paused | Stopped):
            return type(event)()
        if isinstance(event, Turned):
            return Turned(event.branch)
        choosing = choosing.apply(event)
    return "\n\n".join(_chosen(offered, choosing))


def _chosen(offered: Sequence[Labelled], choosing: Session) -> list[str]:
    on_path = {prompt.id for _, prompt in choosing.path}
    found = []
    for number, one in enumerate(offered):
        marked = choosing.value_of(_prompt_id(number)) if _prompt_id(number) in on_path else None
        how = choosing.how_by_prompt.get(_prompt_id(number))
        if isinstance(marked, tuple) and how == "answered":
            found += [
                item.answer_words().strip()
                for place, item in enumerate(one.passages)
                if str(place) in marked
            ]
    return found


def _prompt_id(number: int) -> str:
    return f"passages-{number}"


def _as_set(offered: Sequence[Labelled], beside: Beside) -> PromptSet:
    options = tuple(Option(str(number), one.label) for number, one in enumerate(offered))
    which = Prompt(id="entries", kind=Kind.CHOOSE_ANY, text=WHICH_ENTRIES, options=options)
    parts = tuple(_from_one(number, one) for number, one in enumerate(offered))
    if len(offered) == 1:
        prompts: tuple[Prompt, ...] = (replace(parts[0], show_if=None),)
    else:
        prompts = (which, *parts)
    section = Section(id="bringing", title=SECTION, prompts=prompts)
    return own_set("reflect.bringing", SECTION, section, beside)


def _from_one(number: int, one: Labelled) -> Prompt:
    options = [
        Option(str(place), _shortened(item.answer_words()))
        for place, item in enumerate(one.passages)
    ]
    return Prompt(
        id=_prompt_id(number),
        kind=Kind.CHOOSE_ANY,
        text=WHICH_PASSAGES.format(label=one.label),
        show_if=Test("entries", Operator.INCLUDES, (str(number),)),
        options=(*options, Option(_NOTHING, NOTHING_FROM)),
        alone=(_NOTHING,),
    )


def _shortened(words: str) -> str:
    line = " ".join(words.split())
    if len(line) <= _LONGEST_LABEL:
        return line
    return line[:_LONGEST_LABEL].rsplit(" ", 1)[0] + " …"
