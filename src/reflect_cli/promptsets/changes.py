"""What a newer version of a set changes, in words for the person who uses it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reflect_cli.promptsets.characters import quoted
from reflect_cli.promptsets.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflect_cli.promptsets.model import Prompt, PromptSet

_LONGEST = 90

TITLE = "It was called {old}, and is called {new} now."
AUTHORS = "It names other people as its authors: {new}."
SUPPORT = "It names other people to turn to, or other ways to reach them."
NOTE = "What it says will come up has changed."
NEW = {True: "New question: {text}", False: "New text: {text}"}
GONE = {True: "No longer asked: {text}", False: "No longer shown: {text}"}
REWORDED = "Worded otherwise. It was: {old} It is now: {new}"
KIND = "Answered in another way than before: {text}"
CHOICES = "The choices have changed under: {text}"
CONDITION = "Asked in other cases than before: {text}"
RECALL = "Earlier answers are shown above it otherwise than before: {text}"
LEADS = "Its choices lead to other pages of Reflect than before: {text}"
BESIDE = {
    1: "The words beside 1 question have changed.",
    2: "The words beside {count} questions have changed.",
}
ORDER = "The questions come in another order."
ELSE = "Titles of sections, conditions of whole sections or other words around the questions have changed."


def changes(old: PromptSet, new: PromptSet) -> tuple[str, ...]:
    """One sentence for each thing that changed; none if the two say the same."""
    found = (*_around(old, new), *_prompts(old, new))
    return found or ((ELSE,) if replace(old, version=new.version) != new else ())


def _around(old: PromptSet, new: PromptSet) -> Iterator[str]:
    if old.title != new.title:
        yield TITLE.format(old=quoted(old.title, _LONGEST), new=quoted(new.title, _LONGEST))
    if old.authors != new.authors:
        yield AUTHORS.format(new=quoted(", ".join(new.authors), _LONGEST))
    if old.support != new.support:
        yield SUPPORT
    if old.content_note != new.content_note:
        yield NOTE


def _prompts(old: PromptSet, new: PromptSet) -> Iterator[str]:
    before = {prompt.id: prompt for prompt in old.prompts}
    pairs = [(prompt, _earlier(prompt, before)) for prompt in new.prompts]
    kept = [earlier.id for _, earlier in pairs if earlier]
    beside = 0
    for prompt, earlier in pairs:
        if earlier is None:
            yield NEW[prompt.kind.asks].format(text=_short(prompt))
            continue
        told = list(_differences(earlier, prompt))
        yield from told
        beside += (
            not told and replace(earlier, id=prompt.id, former_ids=prompt.former_ids) != prompt
        )
    for gone in (prompt for prompt in old.prompts if prompt.id not in kept):
        yield GONE[gone.kind.asks].format(text=_short(gone))
    if kept != [prompt.id for prompt in old.prompts if prompt.id in kept]:
        yield ORDER
    if beside:
        yield BESIDE[min(beside, 2)].format(count=beside)
    if _frames(old) != _frames(new):
        yield ELSE


def _earlier(prompt: Prompt, before: dict[str, Prompt]) -> Prompt | None:
    """The prompt of the old version that this one carries on."""
    return next((before[id_] for id_ in (prompt.id, *prompt.former_ids) if id_ in before), None)


def _differences(old: Prompt, new: Prompt) -> Iterator[str]:
    if old.text != new.text:
        yield REWORDED.format(old=_short(old), new=_short(new))
    if old.kind is not new.kind or old.scale != new.scale:
        yield KIND.format(text=_short(new))
    elif (old.options, old.alone, old.at_most) != (new.options, new.alone, new.at_most):
        yield CHOICES.format(text=_short(new))
    if old.show_if != new.show_if:
        yield CONDITION.format(text=_short(new))
    if old.recall != new.recall:
        yield RECALL.format(text=_short(new))
    if old.turns != new.turns and old.kind is new.kind is Kind.CHOOSE_ONE:
        yield LEADS.format(text=_short(new))


def _frames(prompt_set: PromptSet) -> list[object]:
    return [replace(section, prompts=()) for section in prompt_set.sections]


def _short(prompt: Prompt) -> str:
    return quoted(" ".join(prompt.text.split()), _LONGEST)
