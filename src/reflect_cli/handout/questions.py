"""A question on paper: its words, what can be chosen, and room for an answer where it is asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reflect_cli.handout import words
from reflect_cli.handout.paragraphs import paragraphs
from reflect_cli.handout.sheet import Blank, Inner, Paragraph, Points, Question, Ruled, Tone
from reflect_cli.promptsets.condition_words import clause, condition_words
from reflect_cli.promptsets.conditions import AllOf, AnyOf, named_in
from reflect_cli.promptsets.model import InGroup, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reflect_cli.handout.sheet import Wishes
    from reflect_cli.promptsets.conditions import Condition
    from reflect_cli.promptsets.model import Prompt, PromptSet

#: A condition of more characters than this reads better as a list.
_LONG = 160
#: Lines to write on, by kind.
_LINES = {Kind.SHORT: 2, Kind.LONG: 7, Kind.ABOUT_WHEN: 1}


def question(
    prompt: Prompt,
    prompt_set: PromptSet,
    numbers: Mapping[str, int],
    options: Points | None,
    wishes: Wishes,
) -> Question:
    """*prompt* with its number; *options* are what can be chosen."""
    blocks: list[Inner] = [*when(prompt.show_if, prompt_set, hides=wishes.with_space)]
    if prompt.content_note:
        blocks += paragraphs(words.NOTE.format(note=prompt.content_note.strip()), Tone.QUIET)
    blocks += paragraphs(prompt.on_paper or prompt.text, Tone.ASKED)
    blocks += _beside(prompt, numbers)
    if how := answered_with(prompt):
        blocks.append(Paragraph((how,), Tone.QUIET))
    if options is not None:
        blocks.append(replace(options, boxes=wishes.with_space))
    if wishes.with_space:
        blocks += _room(prompt)
    return Question(numbers[prompt.id], tuple(blocks))


def left_out(prompt_set: PromptSet) -> frozenset[str]:
    """The ids of what is left out before a group."""
    return frozenset(one.id for one in prompt_set.prompts if one.in_group is InGroup.LEAVE_OUT)


def is_left_off(prompt: Prompt, wishes: Wishes) -> bool:
    """Whether a sheet with room for answers leaves *prompt* out, as a group does.

    A sheet with a man's answer to it must not come about.
    """
    return wishes.with_space and prompt.in_group is InGroup.LEAVE_OUT


def when(
    condition: Condition | None, prompt_set: PromptSet, *, hides: bool = False
) -> list[Paragraph | Points]:
    """For whom something is, in one sentence, or in a list where that would be a long one.

    Where questions are left out (*hides*), nothing tells what somebody answered to one of them.
    """
    if condition is None:
        return []
    if hides and named_in(condition) & left_out(prompt_set):
        return [Paragraph((words.FOR_SOME,), Tone.CONDITION)]
    said = condition_words(condition, prompt_set)
    if len(said) <= _LONG or not isinstance(condition, (AllOf, AnyOf)):
        return [Paragraph((said,), Tone.CONDITION)]
    lead = words.IF_ANY if isinstance(condition, AnyOf) else words.IF_ALL
    parts = tuple(f"{clause(part, prompt_set)}." for part in condition.conditions)
    capital = tuple(part[0].upper() + part[1:] for part in parts)
    return [Paragraph((lead,), Tone.CONDITION), Points(capital, tone=Tone.CONDITION)]


def _beside(prompt: Prompt, numbers: Mapping[str, int]) -> list[Inner]:
    blocks: list[Inner] = []
    if prompt.recall:
        earlier = words.EARLIER.format(questions=named(numbers[one] for one in prompt.recall))
        blocks.append(Paragraph((earlier,), Tone.QUIET))
    blocks += paragraphs(prompt.help, Tone.QUIET)
    if prompt.why:
        blocks += paragraphs(words.WHY.format(why=prompt.why.strip()), Tone.QUIET)
    return blocks


def answered_with(prompt: Prompt) -> str:
    """What an answer can be, in words; empty where it goes without saying."""
    if prompt.scale is not None:
        scale = prompt.scale
        return words.SCALE.format(
            lowest=scale.lowest, low=scale.low, highest=scale.highest, high=scale.high
        )
    if prompt.kind is Kind.CHOOSE_ANY and prompt.at_most:
        return words.AT_MOST.format(count=prompt.at_most)
    if prompt.starter:
        return words.STARTER.format(starter=prompt.starter.strip())
    return {
        Kind.CHOOSE_ONE: words.ONE_OF,
        Kind.CHOOSE_ANY: words.SOME_OF,
        Kind.CHECKLIST: words.TICK,
        Kind.PLAN: words.PLAN,
        Kind.ABOUT_WHEN: "" if prompt.help else words.ABOUT_WHEN,
    }.get(prompt.kind, "")


def _room(prompt: Prompt) -> list[Inner]:
    """Where an answer is written."""
    if prompt.kind is Kind.PLAN:
        return [Blank(part) for part in words.PLAN_PARTS]
    if prompt.scale is not None:
        steps = range(prompt.scale.lowest, prompt.scale.highest + 1)
        return [Paragraph(("\N{EM SPACE}".join(map(str, steps)),))]
    return [Ruled(_LINES[prompt.kind])] if prompt.kind in _LINES else []


def named(numbers: Iterable[int]) -> str:
    """“question 3”, or “questions 3, 5 and 8”."""
    found = [str(number) for number in sorted(numbers)]
    if len(found) == 1:
        return words.QUESTION.format(number=found[0])
    return words.QUESTIONS.format(numbers=f"{', '.join(found[:-1])} and {found[-1]}")
