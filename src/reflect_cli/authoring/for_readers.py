"""What a newer version of a set changes, in words for the person who uses it: no ids, no fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.authoring.difference import What, changes
from reflect_cli.promptsets.characters import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflect_cli.authoring.difference import Change
    from reflect_cli.promptsets.model import Prompt, PromptSet

_LONGEST = 90

TITLE = "It was called {before}, and is called {after} now."
AUTHORS = "It names other people as its authors: {authors}."
SUPPORT = "It names other people to turn to, or other ways to reach them."
NOTE = "What it says will come up has changed."
NEW = {True: "New question: {after}", False: "New text: {after}"}
GONE = {True: "No longer asked: {before}", False: "No longer shown: {before}"}
REWORDED = "Worded otherwise. It was: {before} It is now: {after}"
KIND = "Answered in another way than before: {text}"
CHOICES = "The choices have changed under: {text}"
CONDITION = "Asked in other cases than before: {text}"
RECALL = "Earlier answers are shown above it otherwise than before: {text}"
LEADS = "Its choices lead to other pages of Reflect than before: {text}"
ORDER = "The questions come in another order."
BESIDE = "Words around the questions, or when a section is shown, have changed."

_HEADER = {"title": TITLE, "authors": AUTHORS, "support": SUPPORT, "content-note": NOTE}
_PROMPT = {
    What.TEXT: REWORDED,
    What.OTHER_QUESTION: REWORDED,
    What.KIND: KIND,
    What.SCALE: KIND,
    What.OPTION_ADDED: CHOICES,
    What.OPTION_REMOVED: CHOICES,
    What.LABEL: CHOICES,
    What.CONDITION: CONDITION,
}
_FIELDS = {"recall": RECALL, "turns": LEADS, "alone": CHOICES, "at-most": CHOICES}


def changed_words(old: PromptSet, new: PromptSet) -> tuple[str, ...]:
    """A sentence for each thing that changed, none twice; none at all if the two say the same."""
    beside, found = False, []
    for change in changes(old, new):
        told = list(_told(change, old, new))
        beside = beside or (not told and change.field != "version")
        found += told
    return (*dict.fromkeys(found), *([BESIDE] if beside else []))


def _told(change: Change, old: PromptSet, new: PromptSet) -> Iterator[str]:
    here, before = _prompt(new, change.id), _prompt(old, change.id)
    names = {
        "before": _short(change.before),
        "after": _short(change.after),
        "authors": _short(", ".join(new.authors)),
        "text": _short(here.text) if here else "",
    }
    match change.what:
        case What.HEADER if change.field in _HEADER:
            yield _HEADER[change.field].format(**names)
        case What.ADDED if here:
            yield NEW[here.kind.asks].format(**names)
        case What.REMOVED if before:
            yield GONE[before.kind.asks].format(**names)
        case What.MOVED:
            yield ORDER
        case What.FIELD if change.field in _FIELDS:
            yield _FIELDS[change.field].format(**names)
        case what if what in _PROMPT:
            yield _PROMPT[what].format(**names)


def _prompt(prompt_set: PromptSet, prompt_id: str) -> Prompt | None:
    return next((prompt for prompt in prompt_set.prompts if prompt.id == prompt_id), None)


def _short(text: str) -> str:
    return quoted(" ".join(text.split()), _LONGEST)
