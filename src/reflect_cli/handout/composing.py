"""What a handout says, in which order: everything a reader needs, and nothing to tick unasked."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from reflect_cli.handout import words
from reflect_cli.handout.asides import asides_for, options_of
from reflect_cli.handout.paragraphs import paragraphs
from reflect_cli.handout.questions import is_left_off, named, question, when
from reflect_cli.handout.sheet import (
    Block,
    Box,
    Cover,
    Heading,
    Paragraph,
    Points,
    Sheet,
    Tone,
    Wishes,
)
from reflect_cli.handout.turning import sealed, speaks_of_support, where_to_turn
from reflect_cli.promptsets.condition_words import question_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reflect_cli.handout.sheet import Seal
    from reflect_cli.promptsets.model import Branch, Prompt, PromptSet, Section


@dataclass(frozen=True, slots=True)
class Beside:
    """What is printed beside a set's own texts.

    `lines` are help lines as (heading, text), empty for blanks alone; `asides` are Reflect's own
    pages for what may come up; `seal` is there when the set's signature was found good.
    """

    lines: tuple[tuple[str, str], ...] = ()
    asides: Mapping[Branch, Section] | None = None
    seal: Seal | None = None


def handout(prompt_set: PromptSet, wishes: Wishes, beside: Beside) -> Sheet:
    """The sheet for the people a set is handed to."""
    asides = beside.asides or {}
    blocks: list[Block] = [Cover((words.COVER, words.COVER_HOW))] if wishes.discreet else []
    blocks += _about(prompt_set, wishes)
    for section in prompt_set.sections:
        blocks += _section(section, prompt_set, wishes, asides)
    blocks += asides_for(prompt_set, asides)
    blocks += where_to_turn(prompt_set, beside.lines)
    blocks += _small_print(prompt_set)
    blocks += sealed(beside.seal)
    title = words.NEUTRAL_TITLE if wishes.discreet else prompt_set.title
    return Sheet(
        title,
        prompt_set.language,
        footer(prompt_set),
        tuple(blocks),
        wishes.large,
        wishes.discreet,
        wishes.letter,
    )


def footer(prompt_set: PromptSet) -> str:
    """What stands on every page: which set this is, by its id, never by its title."""
    return f"{prompt_set.id} {prompt_set.version}"


def _about(prompt_set: PromptSet, wishes: Wishes) -> list[Block]:
    how = words.ON_THIS_SHEET if wishes.with_space else f"{words.IN_A_JOURNAL} {words.NO_NAMES}"
    left_off = any(is_left_off(prompt, wishes) for prompt in prompt_set.prompts)
    audience = words.ASKED_FOR.format(audience=prompt_set.audience.strip())
    return [
        Heading(1, prompt_set.title),
        *paragraphs(prompt_set.summary),
        *(paragraphs(audience, Tone.QUIET) if prompt_set.audience else ()),
        Box((*paragraphs(prompt_set.content_note), Paragraph((words.PASSING,)))),
        Heading(2, words.BEFORE),
        *paragraphs(prompt_set.before_you_start),
        Paragraph((how,)),
        *([Paragraph((words.SUPPORT_MEANS,))] if speaks_of_support(prompt_set) else []),
        *([Paragraph((words.LEFT_OFF,), Tone.QUIET)] if left_off else []),
    ]


def _section(
    section: Section, prompt_set: PromptSet, wishes: Wishes, asides: Mapping[Branch, Section]
) -> list[Block]:
    blocks: list[Block] = [Heading(2, section.title)]
    if not all(is_left_off(prompt, wishes) for prompt in section.prompts):
        blocks += when(section.show_if, prompt_set, hides=wishes.with_space)
    blocks += paragraphs(section.note)
    for left_off, prompts in groupby(section.prompts, lambda one: is_left_off(one, wishes)):
        if left_off:
            blocks += _left_off(prompts, prompt_set)
        else:
            for prompt in prompts:
                blocks += _prompt(prompt, prompt_set, wishes, asides)
    return blocks


def _left_off(prompts: Iterable[Prompt], prompt_set: PromptSet) -> list[Block]:
    """The numbers of what a sheet with room for answers leaves out."""
    numbers = question_numbers(prompt_set)
    missing = [numbers[prompt.id] for prompt in prompts if prompt.kind.asks]
    said = words.LEFT_OFF_HERE.format(questions=named(missing)) if missing else ""
    return [Paragraph((said,), Tone.QUIET)] if said else []


def _prompt(
    prompt: Prompt, prompt_set: PromptSet, wishes: Wishes, asides: Mapping[Branch, Section]
) -> list[Block]:
    if not prompt.kind.asks:
        return _shown(prompt, prompt_set, wishes)
    numbers = question_numbers(prompt_set)
    return [question(prompt, prompt_set, numbers, options_of(prompt, asides), wishes)]


def _shown(prompt: Prompt, prompt_set: PromptSet, wishes: Wishes) -> list[Block]:
    """A text to read, or a pause."""
    blocks: list[Block] = [*when(prompt.show_if, prompt_set, hides=wishes.with_space)]
    if prompt.content_note:
        note = words.NOTE.format(note=prompt.content_note.strip())
        blocks += paragraphs(note, Tone.QUIET)
    blocks += paragraphs(prompt.on_paper or prompt.text)
    if prompt.seconds and not prompt.on_paper:
        blocks.append(Paragraph((pause_words(prompt.seconds),), Tone.QUIET))
    return [*blocks, *paragraphs(prompt.help, Tone.QUIET)]


def pause_words(seconds: int) -> str:
    """How long a pause is meant to be."""
    if seconds % 60 == 0 and seconds > 60:
        return words.MINUTES.format(minutes=seconds // 60)
    return words.SECONDS.format(seconds=seconds)


def _small_print(prompt_set: PromptSet) -> list[Block]:
    authors = ", ".join(prompt_set.authors)
    by = words.BY.format(authors=authors, licence=prompt_set.licence)
    lines = [
        by,
        *([words.CONTACT.format(contact=prompt_set.contact)] if prompt_set.contact else []),
    ]
    blocks: list[Block] = []
    if prompt_set.sources:
        blocks.append(Heading(2, words.SOURCES))
        blocks.append(Points(tuple(text.strip() for _, text in prompt_set.sources)))
    return [*blocks, Paragraph(tuple(lines), Tone.QUIET)]
