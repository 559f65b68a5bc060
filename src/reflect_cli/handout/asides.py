"""Reflect's own pages for what may come up, as far as a printed set leads to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.handout import words
from reflect_cli.handout.paragraphs import paragraphs
from reflect_cli.handout.sheet import Block, Heading, Paragraph, Points, Tone
from reflect_cli.promptsets.conditions import Operator, Test

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reflect_cli.promptsets.model import Branch, Prompt, PromptSet, Section


def options_of(prompt: Prompt, asides: Mapping[Branch, Section]) -> Points | None:
    """The options of *prompt*, with the page to read first where one leads to a page."""
    if not prompt.options:
        return None
    leads = {option: asides[to] for option, to in prompt.turns if to in asides}
    return Points(
        tuple(option.label for option in prompt.options),
        tuple(_note(leads.get(option.id)) for option in prompt.options),
    )


def _note(page: Section | None) -> str:
    if page is None or not _texts(page):
        return ""
    return words.READ_FIRST.format(title=page.title)


def asides_for(prompt_set: PromptSet, asides: Mapping[Branch, Section]) -> list[Block]:
    """The pages that options of *prompt_set* lead to; those that only ask have none on paper."""
    wanted = {to for prompt in prompt_set.prompts for _, to in prompt.turns}
    pages = [page for to, page in asides.items() if to in wanted and _texts(page)]
    if not pages:
        return []
    blocks: list[Block] = [Heading(2, words.SO)]
    for page in pages:
        blocks.append(Heading(3, page.title))
        for prompt in _texts(page):
            blocks += _lead(prompt, page)
            blocks += paragraphs(prompt.on_paper or prompt.text)
    return blocks


def _texts(page: Section) -> list[Prompt]:
    return [prompt for prompt in page.prompts if not prompt.kind.asks]


def _lead(prompt: Prompt, page: Section) -> list[Block]:
    """For whom a text is, if the page asks that first."""
    test = prompt.show_if
    if not isinstance(test, Test) or test.operator is not Operator.IS:
        return []
    asked = next((one for one in page.prompts if one.id == test.prompt), None)
    if asked is None:
        return []
    labels = " / ".join(asked.label_of(option) for option in test.options)
    return [Paragraph((words.ANSWERED.format(label=labels),), Tone.CONDITION)]
