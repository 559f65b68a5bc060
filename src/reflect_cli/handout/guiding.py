"""The facilitators' own sheet: what must be said first, the running order, and every note."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from reflect_cli.handout import words
from reflect_cli.handout.composing import footer
from reflect_cli.handout.paragraphs import paragraphs
from reflect_cli.handout.questions import named
from reflect_cli.handout.sheet import (
    Blank,
    Block,
    Box,
    Heading,
    Paragraph,
    Points,
    Sheet,
    Step,
    Timetable,
    Tone,
    Wishes,
)
from reflect_cli.promptsets.condition_words import question_numbers
from reflect_cli.promptsets.model import InGroup

if TYPE_CHECKING:
    from reflect_cli.promptsets.model import Guide, GuideStep, Prompt, PromptSet


def guide_sheet(prompt_set: PromptSet, wishes: Wishes) -> Sheet:
    """The sheet for whoever leads an evening with *prompt_set*.

    A set without a guide still has what can be said of any: reporting, the calls, the notes.
    """
    title = words.GUIDE_TITLE.format(title=prompt_set.title)
    guide = prompt_set.guide
    blocks: list[Block] = [
        Heading(1, title),
        Paragraph((words.NOT_FOR_HANDING_OUT,), Tone.QUIET),
        *_report(guide),
        Heading(2, words.PURPOSE),
        *paragraphs(prompt_set.summary),
        *_calls(prompt_set),
        *(_evening(guide, prompt_set) if guide else []),
        Heading(2, words.NEVER),
        Points(words.NEVERS),
        *_notes(prompt_set),
    ]
    called = words.NEUTRAL_TITLE if wishes.discreet else title
    return Sheet(
        called,
        prompt_set.language,
        footer(prompt_set),
        tuple(blocks),
        wishes.large,
        wishes.discreet,
        wishes.letter,
    )


def _report(guide: Guide | None) -> list[Block]:
    """What the facilitators have to report comes before everything else, with room to write it."""
    told = paragraphs(guide.report) if guide else ()
    return [
        Heading(2, words.REPORT),
        Box((Paragraph((words.REPORT_HOW,)), *told)),
        *(Blank(label) for label in words.REPORT_BLANKS),
    ]


def _calls(prompt_set: PromptSet) -> list[Block]:
    """Which questions serve which call."""
    numbers = question_numbers(prompt_set)
    serving = {
        call: [numbers[one.id] for one in prompt_set.prompts if call in one.calls and one.kind.asks]
        for call, _ in prompt_set.calls
    }
    if not serving:
        return []
    texts = tuple(" ".join(text.split()) for _, text in prompt_set.calls)
    served = tuple(named(one) if one else words.CALL_UNSERVED for one in serving.values())
    return [Heading(2, words.CALLS_SERVED), Points(texts, served)]


def _evening(guide: Guide, prompt_set: PromptSet) -> list[Block]:
    blocks: list[Block] = []
    listed = (
        (words.BEFORE_THE_DAY, guide.before, True),
        (words.ROOM, guide.room, True),
        (words.AGREEMENTS, guide.agreements, False),
    )
    for heading, items, boxes in listed:
        blocks += [Heading(2, heading), Points(items, boxes=boxes)] if items else []
    takes = words.TAKES.format(minutes=guide.minutes)
    blocks += [Heading(2, words.RUNNING_ORDER), Paragraph((takes,), Tone.QUIET)]
    starts = accumulate((step.minutes for step in guide.steps), initial=0)
    steps = zip(starts, guide.steps, strict=False)  # the last start is the end
    blocks.append(Timetable(tuple(_step(start, step, prompt_set) for start, step in steps)))
    for heading, items in ((words.CLOSING, guide.closing), (words.AFTERWARDS, guide.afterwards)):
        blocks += [Heading(2, heading), Points(items)] if items else []
    return blocks


def _step(start: int, step: GuideStep, prompt_set: PromptSet) -> Step:
    details: list[Paragraph | Points] = []
    if step.show:
        shown = "; ".join(_shown(one, prompt_set) for one in step.show)
        details.append(Paragraph((words.ON_THE_WALL.format(shown=shown),), Tone.QUIET))
    if step.ask:
        details += [Paragraph((words.ASK,), Tone.QUIET), *paragraphs(step.ask, Tone.ASKED)]
    details += paragraphs(step.note)
    return Step(start, step.minutes, step.title, tuple(details))


def _shown(id_: str, prompt_set: PromptSet) -> str:
    """What a step shows, by the title of its section or the number of its question."""
    section = next((one for one in prompt_set.sections if one.id == id_), None)
    if section is not None:
        return f"“{section.title}”"
    number = question_numbers(prompt_set).get(id_)
    if number is not None:
        return words.QUESTION.format(number=number)
    return next(f"“{_beginning(one.text)}”" for one in prompt_set.prompts if one.id == id_)


def _notes(prompt_set: PromptSet) -> list[Block]:
    """What an author wrote to whoever leads a group, section by section."""
    blocks: list[Block] = []
    for section in prompt_set.sections:
        inside = [block for prompt in section.prompts for block in _note(prompt, prompt_set)]
        if section.facilitator or inside:
            blocks += [Heading(3, section.title), *paragraphs(section.facilitator), *inside]
    return [Heading(2, words.NOTES), *blocks] if blocks else []


def _note(prompt: Prompt, prompt_set: PromptSet) -> list[Block]:
    is_left_out = prompt.in_group is InGroup.LEAVE_OUT
    if not prompt.facilitator and not is_left_out:
        return []
    number = question_numbers(prompt_set).get(prompt.id)
    text = " ".join(prompt.text.split())
    said = (
        words.ABOUT_QUESTION.format(number=number, text=text)
        if number is not None
        else f"“{_beginning(text)}”"
    )
    quiet = [Paragraph((words.LEFT_OUT,), Tone.QUIET)] if is_left_out else []
    return [Paragraph((said,), Tone.CONDITION), *quiet, *paragraphs(prompt.facilitator)]


def _beginning(text: str, longest: int = 60) -> str:
    """The first words of *text*, whole words only."""
    flat = " ".join(text.split())
    if len(flat) <= longest:
        return flat
    return f"{flat[:longest].rpartition(' ')[0]} …"
