"""A whole prompt set as a page to read: every word a reader could be shown, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.promptsets.condition_words import condition_words, question_numbers
from reflect_cli.promptsets.model import Kind
from reflect_cli.screens.blocks import Block, question, quiet, text, title

if TYPE_CHECKING:
    from reflect_cli.promptsets.model import Guide, Prompt, PromptSet, Support

BEFORE = "Before you start"
ASKED_FOR = "Written for: {audience}"
NAMED = "People this set names"
NOTE = "Told first, with the choice to skip it: {note}"
WHY = "Why, if he asks: {why}"
FOR_A_GROUP = "For whoever leads a group: {note}"
GUIDE = "The guide for whoever leads an evening"
STEP = "{title} ({minutes} minutes)"
BEGINS = "The answer begins: {starter} …"
SCALE = "A number from {lowest}, {low}, to {highest}, {high}."
ANSWERED_WITH = {
    Kind.SHORT: "A line of text.",
    Kind.LONG: "A text of any length.",
    Kind.ABOUT_WHEN: "Roughly when, in words.",
    Kind.CHOOSE_ONE: "One of these:",
    Kind.CHOOSE_ANY: "Any of these:",
    Kind.CHECKLIST: "Tick what is found:",
    Kind.PLAN: "A plan: if …, then I will …, roughly when, and who knows.",
}
LEADS = " (leads to Reflect's own pages on this)"


def set_page(prompt_set: PromptSet) -> list[Block]:
    """Everything a reader could be shown, in reading order, with the conditions in words."""
    blocks = _about(prompt_set)
    for section in prompt_set.sections:
        blocks.append(title(section.title))
        if section.show_if is not None:
            blocks.append(quiet(condition_words(section.show_if, prompt_set)))
        if section.note:
            blocks.append(text(section.note))
        if section.facilitator:
            blocks.append(quiet(FOR_A_GROUP.format(note=section.facilitator)))
        for prompt in section.prompts:
            blocks += _prompt_blocks(prompt, prompt_set)
    return [*blocks, *(_guide_blocks(prompt_set.guide) if prompt_set.guide else [])]


def _about(prompt_set: PromptSet) -> list[Block]:
    facts = f"{prompt_set.id} {prompt_set.version} · {prompt_set.licence}"
    blocks = [
        title(prompt_set.title),
        quiet(f"{facts}\nBy {', '.join(prompt_set.authors)}"),
        text(prompt_set.summary),
        text(prompt_set.content_note),
    ]
    if prompt_set.audience:
        blocks.append(quiet(ASKED_FOR.format(audience=prompt_set.audience)))
    if prompt_set.before_you_start:
        blocks += [title(BEFORE), text(prompt_set.before_you_start)]
    return [*blocks, title(NAMED), text("\n".join(map(_support_line, prompt_set.support)))]


def _support_line(support: Support) -> str:
    purpose = f" ({support.purpose.strip()})" if support.purpose else ""
    return f"{support.name}: {support.reach.strip()}{purpose}, checked {support.checked}"


def _prompt_blocks(prompt: Prompt, prompt_set: PromptSet) -> list[Block]:
    blocks = []
    if prompt.show_if is not None:
        blocks.append(quiet(condition_words(prompt.show_if, prompt_set)))
    if prompt.content_note:
        blocks.append(quiet(NOTE.format(note=prompt.content_note)))
    if prompt.facilitator:
        blocks.append(quiet(FOR_A_GROUP.format(note=prompt.facilitator)))
    if not prompt.kind.asks:
        return [*blocks, text(prompt.text), *([quiet(prompt.help)] if prompt.help else [])]
    number = question_numbers(prompt_set)[prompt.id]
    blocks.append(question(f"{number}. {prompt.text}"))
    blocks.append(quiet("\n".join([prompt.help, _answer_line(prompt)]).strip()))
    if prompt.options:
        blocks.append(text("\n".join(_option_lines(prompt))))
    if prompt.why:
        blocks.append(quiet(WHY.format(why=prompt.why)))
    return blocks


def _guide_blocks(guide: Guide) -> list[Block]:
    """What only whoever leads an evening is given; he who installs a set can read that as well."""
    lines = (*guide.before, *guide.room, *guide.agreements, *guide.closing, *guide.afterwards)
    steps = [
        "\n".join(
            filter(None, [STEP.format(title=one.title, minutes=one.minutes), one.ask, one.note])
        )
        for one in guide.steps
    ]
    told = ["\n".join(f"- {line}" for line in lines), *steps]
    return [title(GUIDE), *([quiet(guide.report)] if guide.report else []), *map(quiet, told)]


def _answer_line(prompt: Prompt) -> str:
    if prompt.scale is not None:
        scale = prompt.scale
        return SCALE.format(
            lowest=scale.lowest, low=scale.low, highest=scale.highest, high=scale.high
        )
    begins = BEGINS.format(starter=prompt.starter) if prompt.starter else ""
    return " ".join(filter(None, [ANSWERED_WITH[prompt.kind], begins]))


def _option_lines(prompt: Prompt) -> list[str]:
    leading = {option for option, _ in prompt.turns}
    return [f"  - {o.label}{LEADS if o.id in leading else ''}" for o in prompt.options]
