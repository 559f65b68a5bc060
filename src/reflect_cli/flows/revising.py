"""Changing one answer of an entry: a sitting with one prompt that ends in a new version of the entry.

So it has the same drafts, keys and ways out as any sitting. The draft's source says which entry and
which of its answers; the words of the other answers are not in it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reflect_cli.flows.finish import entry_of
from reflect_cli.flows.own_sets import own_set
from reflect_cli.journal.entry import EntryKind
from reflect_cli.promptsets.kinds import PlanMade
from reflect_cli.promptsets.model import Kind, Option, Prompt, Scale, Section

if TYPE_CHECKING:
    from reflect_cli.flows.sitting import Sitting
    from reflect_cli.journal.entry import Entry, Item
    from reflect_cli.promptsets.model import PromptSet

EDIT_ID = "reflect.edit"

#: For a number whose scale nobody knows any more.
_SOME_SCALE = (0, 10)
_NO_QUESTION = "What you wrote:"


def can_change(item: Item) -> bool:
    """Whether an answer is changed here; a plan has commands and a history of its own."""
    return not isinstance(item.value, PlanMade) and item.kind != Kind.PLAN


def source_of(entry: Entry, number: int) -> str:
    """What the draft is filed with: which answer of which entry, counted from 1, and its prompt."""
    return f"{entry.id} {number} {entry.items[number - 1].prompt}"


def in_source(source: str) -> tuple[str, int, str]:
    """The entry's id, the number and the prompt that `source_of` put into *source*."""
    entry_id, number, prompt = source.split(" ", 2)
    return entry_id, int(number), prompt


def set_to_change(item: Item, title: str, scale: Scale | None = None) -> PromptSet:
    """The set that asks for this one answer again, in the words it was asked in."""
    prompt = Prompt(
        id=item.prompt,
        kind=Kind(item.kind) if item.kind in set(Kind) else Kind.LONG,
        text=item.question or _NO_QUESTION,
        options=tuple(Option(key, label) for key, label in item.options),
        scale=scale or _wide_enough(item),
    )
    section = Section(id="edit", title=item.section or title, prompts=(prompt,))
    return own_set(EDIT_ID, title, section)


def revised(entry: Entry, number: int, sitting: Sitting, now: str) -> Entry | None:
    """*entry* with the new answer, and with what was written on side paths; None if all is as it was."""
    before = entry.items[number - 1]
    made = entry_of(sitting, now).items
    changed = [item for item in made if item.prompt == before.prompt and not item.off_path]
    beside = tuple(item for item in made if item.prompt != before.prompt and not item.skipped)
    value = changed[0].value if changed else None
    if not beside and (value is None or value == before.value):
        return None
    item = before if value is None else replace(before, value=value, at=now)
    return replace(entry, items=(*entry.items[: number - 1], item, *entry.items[number:], *beside))


def by_itself(sitting: Sitting, now: str) -> Entry:
    """What was written, as an entry of its own: the one it belonged to is gone."""
    return replace(entry_of(sitting, now), kind=EntryKind.FREE, set_id="", set_version="")


def _wide_enough(item: Item) -> Scale | None:
    if item.kind != Kind.SCALE:
        return None
    given = item.value if isinstance(item.value, int) else _SOME_SCALE[0]
    low, high = min(_SOME_SCALE[0], given), max(_SOME_SCALE[1], given)
    return Scale(low, high, str(low), str(high))
