"""What changed between two versions of a set, and how far its version has to go up for it.

Patch: other words. Minor: more to answer, or other conditions. Major: answers that people wrote no
longer have their place, because a prompt or an option is gone, or a kind or a scale is another.
"""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass, fields
from enum import Enum, IntEnum
from typing import TYPE_CHECKING

from reflect_cli.promptsets.texts import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflect_cli.promptsets.model import Prompt, PromptSet, Section

#: Two texts of which less is alike ask for something else; more, and one is the other renamed.
QUITE_DIFFERENT, ALIKE = 0.3, 0.6
#: When more prompts than these have gone, it is another set, and nothing is taken for renamed.
MOST_GONE = 40


class Level(IntEnum):
    """Which of the three numbers of a version a change asks to go up."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


class What(Enum):
    """What changed."""

    SET_ID = (Level.MAJOR, "The set has another id.")
    HEADER = (Level.PATCH, "In the header, “{field}” is another.")
    SECTION_ADDED = (Level.PATCH, "New section: {title}")
    SECTION_REMOVED = (Level.PATCH, "The section “{id}” is gone: {title}")
    SECTION = (Level.PATCH, "The section “{id}”: “{field}” is another.")
    SECTION_CONDITION = (Level.MINOR, "The section “{id}” is shown on another condition.")
    ADDED = (Level.MINOR, "New prompt “{id}” ({kind}).")
    RENAMED = (Level.MINOR, "“{old}” is now called “{id}”, and keeps its answers.")
    REMOVED = (Level.MAJOR, "“{id}” is gone.")
    KIND = (Level.MAJOR, "“{id}” was “{old}”, and is “{kind}” now.")
    SCALE = (Level.MAJOR, "The scale “{id}” ran from {old}, and runs from {new} now.")
    OPTION_ADDED = (Level.MINOR, "“{id}” has a new option “{option}”.")
    OPTION_REMOVED = (Level.MAJOR, "“{id}” no longer has the option “{option}”.")
    LABEL = (Level.PATCH, "“{id}”: the option “{option}” is worded otherwise.")
    TEXT = (Level.PATCH, "“{id}” is worded otherwise.")
    OTHER_QUESTION = (Level.PATCH, "“{id}” asks something quite different.")
    CONDITION = (Level.MINOR, "“{id}” is shown on another condition.")
    FIELD = (Level.PATCH, "“{id}”: “{field}” is another.")
    MOVED = (Level.PATCH, "The prompts come in another order.")
    GUIDE = (Level.PATCH, "The guide for an evening is another.")

    @property
    def level(self) -> Level:
        """What it asks of the version."""
        level: Level = self.value[0]
        return level


@dataclass(frozen=True, slots=True)
class Change:
    """One change, as a sentence. `before` and `after` are the texts, where there are any.

    `field` is the name of the field that changed, where the sentence names one.
    """

    what: What
    words: str
    id: str = ""
    option: str = ""
    before: str = ""
    after: str = ""
    field: str = ""


def changes(old: PromptSet, new: PromptSet) -> tuple[Change, ...]:
    """Everything in *new* that is not as it was in *old*: the header first, then in its order."""
    pairs = _pairs(old, new)
    return (
        *_in_header(old, new),
        *_in_sections(old, new),
        *_in_prompts(old, new, pairs),
        *_in_order(old, new, pairs),
        *([_change(What.GUIDE)] if old.guide != new.guide else []),
    )


def level_of(found: tuple[Change, ...]) -> Level:
    """The highest level that a change asks for."""
    return max((change.what.level for change in found), default=Level.NONE)


def numbers_in(version: str) -> tuple[int, int, int]:
    """The three numbers of a version."""
    major, minor, patch = map(int, version.split("."))
    return major, minor, patch


def raised(version: str, level: Level) -> str:
    """The next version that *level* asks for."""
    major, minor, patch = numbers_in(version)
    match level:
        case Level.MAJOR:
            return f"{major + 1}.0.0"
        case Level.MINOR:
            return f"{major}.{minor + 1}.0"
        case Level.PATCH:
            return f"{major}.{minor}.{patch + 1}"
        case Level.NONE:
            return version


def is_enough(old: str, new: str, level: Level) -> bool:
    """Whether the step from *old* to *new* is as large as *level* asks."""
    before, after = numbers_in(old), numbers_in(new)
    if level is Level.NONE:
        return after >= before
    kept = 4 - level  # major compares the first number, minor two, patch all three
    return after[:kept] > before[:kept]


def likeness(one: str, other: str) -> float:
    """How many words and pairs of words two texts share: 0 none, 1 all of them."""
    ours, theirs = _pieces(one), _pieces(other)
    whole = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / whole if whole else 1.0


def _pieces(text: str) -> Counter[tuple[str, ...]]:
    said = words(text.lower())
    return Counter([*((word,) for word in said), *itertools.pairwise(said)])


def renamed_unsaid(old: PromptSet, new: PromptSet) -> dict[str, str]:
    """New ids that look like an old prompt renamed, though no `former-ids` says so."""
    pairs = _pairs(old, new)
    taken = {prompt.id for prompt in pairs.values()}
    gone = [prompt for prompt in old.prompts if prompt.id not in taken]
    found: dict[str, str] = {}
    added = [prompt for prompt in new.prompts if prompt.id not in pairs]
    for prompt in added if len(gone) <= MOST_GONE else ():
        close = (p for p in gone if p.kind is prompt.kind and _is_alike(p, prompt))
        if (before := next(close, None)) is not None:
            found[prompt.id] = before.id
            gone.remove(before)
    return found


def _is_alike(one: Prompt, other: Prompt) -> bool:
    return likeness(one.text, other.text) >= ALIKE


def _pairs(old: PromptSet, new: PromptSet) -> dict[str, Prompt]:
    """The old prompt for each new one that carries it on, by the new id."""
    known = {prompt.id: prompt for prompt in old.prompts}
    pairs = {prompt.id: known[prompt.id] for prompt in new.prompts if prompt.id in known}
    for prompt in new.prompts:
        former = [known[id_] for id_ in prompt.former_ids if id_ in known and id_ not in pairs]
        if prompt.id not in pairs and former:
            pairs[prompt.id] = former[0]
    return pairs


def _change(what: What, *, before: str = "", after: str = "", **names: str) -> Change:
    return Change(
        what, str(what.value[1]).format(**names), names.get("id", ""), names.get("option", ""),
        before, after, names.get("field", ""),
    )  # fmt: skip


_HEADER_TEXTS = (
    "title", "language", "summary", "content_note", "before_you_start", "audience", "contact",
    "licence", "needs_app",
)  # fmt: skip
_HEADER_REST = ("authors", "support", "sources", "calls", "revisit")


def _in_header(old: PromptSet, new: PromptSet) -> Iterator[Change]:
    if old.id != new.id:
        yield _change(What.SET_ID, before=old.id, after=new.id)
    for name in _HEADER_TEXTS:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield _change(What.HEADER, field=_spelt(name), before=before, after=after)
    for name in _HEADER_REST:
        if getattr(old, name) != getattr(new, name):
            yield _change(What.HEADER, field=_spelt(name))


def _in_sections(old: PromptSet, new: PromptSet) -> Iterator[Change]:
    known = {section.id: section for section in old.sections}
    now = {section.id for section in new.sections}
    for section in new.sections:
        if section.id not in known:
            yield _change(What.SECTION_ADDED, id=section.id, title=section.title)
        else:
            yield from _in_section(known[section.id], section)
    for section in old.sections:
        if section.id not in now:
            yield _change(What.SECTION_REMOVED, id=section.id, title=section.title)


def _in_section(old: Section, new: Section) -> Iterator[Change]:
    for name in ("title", "note", "facilitator"):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield _change(What.SECTION, id=new.id, field=name, before=before, after=after)
    if old.show_if != new.show_if:
        yield _change(What.SECTION_CONDITION, id=new.id)


def _in_prompts(old: PromptSet, new: PromptSet, pairs: dict[str, Prompt]) -> Iterator[Change]:
    for prompt in new.prompts:
        if prompt.id not in pairs:
            yield _change(What.ADDED, id=prompt.id, kind=prompt.kind.value, after=prompt.text)
        else:
            yield from _in_prompt(pairs[prompt.id], prompt)
    kept = {prompt.id for prompt in pairs.values()}
    for prompt in old.prompts:
        if prompt.id not in kept:
            yield _change(What.REMOVED, id=prompt.id, before=prompt.text)


def _in_prompt(old: Prompt, new: Prompt) -> Iterator[Change]:
    if old.id != new.id:
        yield _change(What.RENAMED, id=new.id, old=old.id)
    if old.kind is not new.kind:
        yield _change(What.KIND, id=new.id, old=old.kind.value, kind=new.kind.value)
    if old.text != new.text:
        is_other = likeness(old.text, new.text) < QUITE_DIFFERENT
        what = What.OTHER_QUESTION if is_other else What.TEXT
        yield _change(what, id=new.id, before=old.text, after=new.text)
    yield from _in_options(old, new)
    if old.show_if != new.show_if:
        yield _change(What.CONDITION, id=new.id)
    yield from _in_rest(old, new)


def _in_options(old: Prompt, new: Prompt) -> Iterator[Change]:
    before = {option.id: option.label for option in old.options}
    after = {option.id: option.label for option in new.options}
    if old.kind is new.kind:
        for option, label in after.items():
            if option not in before:
                yield _change(What.OPTION_ADDED, id=new.id, option=option, after=label)
            elif before[option] != label:
                yield _change(
                    What.LABEL, id=new.id, option=option, before=before[option], after=label
                )
        for option, label in before.items():
            if option not in after:
                yield _change(What.OPTION_REMOVED, id=new.id, option=option, before=label)


_TOLD = ("id", "kind", "text", "options", "show_if", "former_ids", "allow", "scale")


def _in_rest(old: Prompt, new: Prompt) -> Iterator[Change]:
    if old.scale and new.scale and old.scale != new.scale:
        ends = [f"{one.lowest} to {one.highest}" for one in (old.scale, new.scale)]
        if ends[0] != ends[1]:
            yield _change(What.SCALE, id=new.id, old=ends[0], new=ends[1])
        else:
            yield _change(What.FIELD, id=new.id, field="low and high")
    for field in fields(new):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if field.name in _TOLD or before == after:
            continue
        texts = (before, after) if isinstance(after, str) and isinstance(before, str) else ("", "")
        yield _change(
            What.FIELD, id=new.id, field=_spelt(field.name), before=texts[0], after=texts[1]
        )


def _in_order(old: PromptSet, new: PromptSet, pairs: dict[str, Prompt]) -> Iterator[Change]:
    order = {prompt.id: number for number, prompt in enumerate(old.prompts)}
    now = [order[pairs[prompt.id].id] for prompt in new.prompts if prompt.id in pairs]
    if now != sorted(now):
        yield _change(What.MOVED)


_SPELT = {"of_this_person": "this-person", "revisit_days": "revisit"}


def _spelt(name: str) -> str:
    """A field of the model as a set file calls it."""
    return _SPELT.get(name, name.replace("_", "-"))
