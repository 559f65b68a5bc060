"""Every text of a set with the place it stands in, and the sentences and words in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflect_cli.promptsets.model import Guide, Prompt, PromptSet, Section

#: The place of a text that belongs to the whole set.
HEADER = "header"
FACILITATOR = "facilitator"
#: The place of a text that belongs to the guide for the evening.
GUIDE = "guide"
ASK, SAY, OPTION, PAPER = "ask", "say", "option", "on-paper"

_END_OF_SENTENCE = re.compile(r"(?<=[.?!\u2026])[\"\u201d\u2019')]*\s+|\n+")
#: A line end inside a sentence: the next line begins small, or a full line ends without a mark.
_WRAPPED = re.compile(
    r"(?<=[^\n])\n(?=[a-z])|(?<=[^\n]{50})(?<![.?!\u2026:;\"\u201d])\n(?=[^\n\s-])"
)
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019\-][^\W\d_]+)*|\d+")


@dataclass(frozen=True, slots=True)
class Said:
    """One text. `place` is the id of its prompt or section; `waived` is what its prompt allows."""

    place: str
    field: str
    text: str
    waived: tuple[str, ...] = ()
    of_this_person: bool = False

    @property
    def is_label(self) -> bool:
        """Whether it is a title or an option: a few words to choose or to find something by."""
        return self.field.partition(" ")[0] in (OPTION, "title", "low", "high", "name")


def texts_of(prompt_set: PromptSet) -> Iterator[Said]:
    """Every text an author wrote for people to read, in reading order."""
    yield from _of_header(prompt_set)
    for section in prompt_set.sections:
        yield from _of_section(section)
        for prompt in section.prompts:
            yield from of_prompt(prompt)
    if prompt_set.guide is not None:
        yield from _of_guide(prompt_set.guide)


def of_prompt(prompt: Prompt) -> Iterator[Said]:
    """The texts of one prompt, in the order in which they are met."""
    scale = (("low", prompt.scale.low), ("high", prompt.scale.high)) if prompt.scale else ()
    fields = (
        ("content-note", prompt.content_note),
        (ASK if prompt.kind.asks else SAY, prompt.text),
        ("help", prompt.help),
        ("starter", prompt.starter),
        *((f"{OPTION} {option.id}", option.label) for option in prompt.options),
        *scale,
        ("why", prompt.why),
        (PAPER, prompt.on_paper),
        (FACILITATOR, prompt.facilitator),
    )
    for field, text in fields:
        if text:
            yield Said(prompt.id, field, text, prompt.allow, prompt.of_this_person)


def _of_header(prompt_set: PromptSet) -> Iterator[Said]:
    fields = (
        ("title", prompt_set.title),
        ("summary", prompt_set.summary),
        ("audience", prompt_set.audience),
        ("content-note", prompt_set.content_note),
        ("before-you-start", prompt_set.before_you_start),
        *((f"call {id_}", wording) for id_, wording in prompt_set.calls),
        *(("name", one.name) for one in prompt_set.support),
        *(("reach", one.reach) for one in prompt_set.support),
        *(("for", one.purpose) for one in prompt_set.support),
        *(("revisit", one.note) for one in prompt_set.revisit),
    )
    for field, text in fields:
        if text:
            yield Said(HEADER, field, text)


def _of_guide(guide: Guide) -> Iterator[Said]:
    lines = (*guide.before, *guide.room, *guide.agreements, *guide.closing, *guide.afterwards)
    steps = ((step.title, step.ask, step.note) for step in guide.steps)
    for text in (guide.report, *lines, *chain.from_iterable(steps)):
        if text:
            yield Said(GUIDE, FACILITATOR, text)


def _of_section(section: Section) -> Iterator[Said]:
    fields = (
        ("title", section.title),
        ("note", section.note),
        (FACILITATOR, section.facilitator),
    )
    for field, text in fields:
        if text:
            yield Said(section.id, field, text)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of *text*; a new line begins a new one, unless a sentence was only wrapped."""
    whole = _WRAPPED.sub(" ", text)
    return tuple(part.strip() for part in _END_OF_SENTENCE.split(whole) if _WORD.search(part))


def words(text: str) -> list[str]:
    """The words of *text*, numbers included."""
    return _WORD.findall(text)
