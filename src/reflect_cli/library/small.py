"""The small sets that commands begin by themselves: a plan, a follow-up, a letter, one question again."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from reflect_cli.journal.entry import Item, plan_words
from reflect_cli.journal.questions import AGAIN_ID, is_painful, prompt_of, question_of
from reflect_cli.library.index import listed
from reflect_cli.library.sets import SAFETY, SMALL, shipped
from reflect_cli.promptsets.kinds import PlanMade
from reflect_cli.promptsets.model import Kind, Option, Prompt, PromptSet, Section

if TYPE_CHECKING:
    from reflect_cli.journal.plan import Plan

#: What can be asked about a plan later, with the section that asks it. The last one is set only by
#: answering one of the others.
FOLLOW_UPS = {
    "week": "week",
    "month": "month",
    "quarter": "months",
    "half-year": "months",
    "again": "months",
}

_SMALL_IDS = frozenset(f"reflect.{name}" for name in SMALL)

AGAIN_TITLE = "The same question again"
AGAIN_ABOUT = (
    "One question you have answered before. What you wrote stays out of sight until you are done, "
    "and stays in the journal as it is."
)
AS_IT_STANDS = "As it stands: {plan}"
THE_PLAN = "On {day} you wrote this down:\n\n{plan}"


def plan_set(changing: Plan | None = None) -> PromptSet:
    """The questions for a plan; for one that takes the place of *changing*, what became of that."""
    whole = shipped("plan").prompt_set
    before, made, later = whole.sections
    if changing is None:
        return _of(whole, (made, later))
    told = AS_IT_STANDS.format(plan=words_of(changing))
    prompts = tuple(replace(prompt, help=_under(prompt.help, told)) for prompt in made.prompts)
    title = "A plan, changed"
    return _of(replace(whole, title=title), (before, replace(made, prompts=prompts), later))


def letter_set(day: str = "", told: str = "") -> PromptSet:
    """The questions for a letter ahead. With the ISO date *day*, *told* in words, only that can be answered."""
    whole = shipped("letter").prompt_set
    (section,) = whole.sections
    opens, letter = section.prompts
    if day:
        opens = replace(opens, options=(Option(day, told),))
    return _of(whole, (replace(section, prompts=(opens, letter)),))


def follow_up_set(name: str, plan: Plan, made: str) -> PromptSet:
    """What is asked about *plan* at the follow-up *name*; *made* is its day in words."""
    whole = shipped("follow-up").prompt_set
    (asked,) = (section for section in whole.sections if section.id == FOLLOW_UPS[name])
    told = THE_PLAN.format(day=made, plan=words_of(plan))
    first = Prompt(id="the-plan", kind=Kind.READ, text=told)
    return _of(whole, (replace(asked, prompts=(first, *asked.prompts)),))


def again_set(question: str, today: Prompt | None, item: Item) -> PromptSet | None:
    """One question as it is asked *today*, or else as *item* was asked; to be answered again.

    None for a scale whose set is not here: how far it goes was not kept with the answer.
    """
    prompt = today or _as_it_was(item)
    if prompt is None:
        return None
    alone = replace(prompt, id=question, show_if=None, recall=(), turns=(), content_note="")
    section = Section(id="again", title=AGAIN_TITLE, prompts=(alone,))
    whole = shipped("letter").prompt_set
    note = prompt.content_note
    header = replace(whole, id=AGAIN_ID, title=AGAIN_TITLE, summary=AGAIN_ABOUT, content_note=note)
    return _of(header, (section,))


def asked_today(question: str) -> Prompt | None:
    """The prompt of a shipped set that asks *question* now."""
    set_id, prompt_id = prompt_of(question)
    if set_id in _names():
        return asked_in(shipped(_names()[set_id]).prompt_set, prompt_id)
    screen, _, prompt_id = prompt_id.partition(".")
    if not set_id and screen in SAFETY:
        prompts = shipped(screen).prompt_set.prompts
        return next((p for p in prompts if p.id == prompt_id), None)
    return None


def asked_in(prompt_set: PromptSet, prompt_id: str) -> Prompt | None:
    """The prompt of *prompt_set* that has this id, or had it in an earlier version."""
    return next((p for p in prompt_set.prompts if prompt_id in (p.id, *p.former_ids)), None)


def revisited(set_ids: frozenset[str]) -> list[tuple[str, int]]:
    """The questions that shipped sets among *set_ids* come back to, each with its number of days."""
    sets = [shipped(name).prompt_set for id_, name in _names().items() if id_ in set_ids]
    return [
        (question_of(one.id, prompt), again.days)
        for one in sets
        for again in one.revisit
        for prompt in again.prompts
    ]


def is_small(prompt_set: PromptSet) -> bool:
    """Whether a set is asked without arriving and closing: all of these but a painful question."""
    if prompt_set.id != AGAIN_ID:
        return prompt_set.id in _SMALL_IDS
    (prompt,) = prompt_set.prompts
    return not is_painful(Item(prompt.id, prompt.kind, "", "", "", calls=prompt.calls))


def words_of(plan: Plan) -> str:
    """A plan as he would say it."""
    return plan_words(PlanMade(plan.cue, plan.act, plan.when, plan.who))


@cache
def _names() -> dict[str, str]:
    small = {shipped(name).prompt_set.id: name for name in SMALL}
    return {one.id: one.name for one in listed()} | small


def _as_it_was(item: Item) -> Prompt | None:
    kind = Kind(item.kind)
    if kind is Kind.SCALE:
        return None
    options = tuple(Option(key, label) for key, label in item.options)
    return Prompt(item.prompt, kind, item.question, options=options, calls=item.calls)


def _of(whole: PromptSet, sections: tuple[Section, ...]) -> PromptSet:
    return replace(whole, sections=tuple(replace(one, closing=False) for one in sections))


def _under(help_: str, more: str) -> str:
    return f"{help_.strip()}\n\n{more}".strip()
