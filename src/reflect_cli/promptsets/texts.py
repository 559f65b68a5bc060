"""Every text of a set with the place it stands in, and the sentences and words in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflect_cli.promptsets.model import Guide, Prompt, PromptSet, Section

#: The places of texts that belong to the whole set, and to the guide for an evening; no id is like them.
HEADER, GUIDE = "the header", "the guide"
FACILITATOR = "facilitator"
ASK, SAY, OPTION, PAPER = "ask", "say", "option", "on-paper"
REPORT, AGREEMENTS, CLOSING = "report", "agreements", "closing"
#: What of a guide the men hear or see; the rest is for whoever leads the evening.
_SAID_TO_MEN = (REPORT, AGREEMENTS, CLOSING, ASK)

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
        return self.field.partition(" ")[0] in (OPTION, "title", "low", "high", "name", "step")

    @property
    def is_for_leader(self) -> bool:
        """Whether only somebody who leads a group reads it."""
        of_guide = self.place == GUIDE and self.field not in _SAID_TO_MEN
        return of_guide or self.field == FACILITATOR

    @property
    def is_question(self) -> bool:
        """Whether it is asked, so that it has to be short."""
        return self.field == ASK or (self.place == GUIDE and self.field == CLOSING)


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
    fields = (
        (REPORT, (guide.report,)),
        ("before", guide.before),
        ("room", guide.room),
        (AGREEMENTS, guide.agreements),
        (CLOSING, guide.closing),
        ("afterwards", guide.afterwards),
    )
    for field, lines in fields:
        yield from (Said(GUIDE, field, line, guide.allow) for line in lines if line)
    for step in guide.steps:
        for field, text in (("step", step.title), (ASK, step.ask), ("note", step.note)):
            if text:
                yield Said(GUIDE, field, text, step.allow)


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
