"""A set on a wall: one thing to a screen, and no place for an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reflect_cli.handout import words
from reflect_cli.handout.asides import options_of
from reflect_cli.handout.paragraphs import paragraphs
from reflect_cli.handout.questions import answered_with, left_out, named
from reflect_cli.handout.turning import IN_REFLECT
from reflect_cli.promptsets.condition_words import condition_words, question_numbers
from reflect_cli.promptsets.conditions import named_in
from reflect_cli.promptsets.model import InGroup, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reflect_cli.promptsets.model import Prompt, PromptSet, Section

#: For a question to talk about whose author gave no minutes.
TALK_MINUTES = 5


@dataclass(frozen=True, slots=True)
class Slide:
    """What is on the wall at one time.

    `text` is what is read first, `below` stands under it, `points` are things to choose from that
    nobody can choose here. `seconds` is the length its timer starts from; nought for none.
    """

    text: str
    label: str = ""
    below: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    seconds: int = 0


def slides(prompt_set: PromptSet) -> tuple[Slide, ...]:
    """Every screen in order. What is marked `in-group: leave-out` is on none of them."""
    guide = prompt_set.guide
    found = [
        Slide(prompt_set.title, below=(" ".join(prompt_set.summary.split()),)),
        Slide(words.REPORT_WALL, below=(words.REPORT_WALL_HOW,)),
        *([Slide(words.AGREEMENTS, points=guide.agreements)] if guide else []),
        Slide(_flowing(prompt_set.content_note), below=(words.PASSING,)),
    ]
    numbers = question_numbers(prompt_set)
    for section in prompt_set.sections:
        shown = [one for one in section.prompts if one.in_group is not InGroup.LEAVE_OUT]
        if shown:
            found.append(_opening(section, prompt_set))
            found += [_slide(prompt, section, prompt_set, numbers) for prompt in shown]
    return (*found, *_support(prompt_set))


def _support(prompt_set: PromptSet) -> list[Slide]:
    """Whom the set names, left up at the end."""
    named = [one for one in prompt_set.support if one.name != IN_REFLECT]
    points = tuple(f"{one.name}: {' '.join(one.reach.split())}" for one in named)
    return [Slide(words.WHERE_TO_TURN, points=points)] if points else []


def _opening(section: Section, prompt_set: PromptSet) -> Slide:
    note = " ".join(section.note.split())
    return Slide(section.title, below=tuple(filter(None, [*_when(section, prompt_set), note])))


def _slide(
    prompt: Prompt, section: Section, prompt_set: PromptSet, numbers: Mapping[str, int]
) -> Slide:
    options = options_of(prompt, {})
    below = [*_when(prompt, prompt_set), prompt.content_note, prompt.help]
    if prompt.recall:
        earlier = words.OWN_WORDS.format(questions=named(numbers[one] for one in prompt.recall))
        below.append(earlier)
    if prompt.kind.asks and not prompt.starter:
        below.append(answered_with(prompt))
    number = numbers.get(prompt.id)
    return Slide(
        _flowing(prompt.text),
        section.title if number is None else f"{section.title} · {number}",
        tuple(_flowing(text) for text in below if text.strip()),
        options.items if options else (),
        _seconds(prompt),
    )


def _when(what: Prompt | Section, prompt_set: PromptSet) -> list[str]:
    if what.show_if is None:
        return []
    if named_in(what.show_if) & left_out(prompt_set):
        return [words.FOR_SOME]
    return [condition_words(what.show_if, prompt_set)]


def _flowing(text: str) -> str:
    """*text* without the line breaks of its author's editor."""
    return "\n\n".join("\n".join(one.lines) for one in paragraphs(text))


def _seconds(prompt: Prompt) -> int:
    """How long a pause is meant to be, or the talk about a question."""
    if prompt.kind is Kind.PAUSE:
        return prompt.seconds or 0
    if prompt.in_group is InGroup.TALK:
        return 60 * (prompt.minutes or TALK_MINUTES)
    return 0
