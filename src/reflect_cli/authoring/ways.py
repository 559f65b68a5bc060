"""The ways through a set: which prompts no answers lead to, what is always shown, and how long.

A way is what somebody is shown, in order; answers that lead to the same prompts are one way.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reflect_cli.authoring.stretches import stretch_of
from reflect_cli.promptsets.characters import quoted
from reflect_cli.promptsets.conditions import AllOf, AnyOf, Not, Operator
from reflect_cli.promptsets.outline import Role
from reflect_cli.promptsets.texts import HEADER
from reflect_cli.session.routes import TooManyWays, charted, minutes_of, routes_through, tests_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflect_cli.authoring.draft import Draft, Rules
    from reflect_cli.promptsets.conditions import Condition
    from reflect_cli.promptsets.findings import Finding
    from reflect_cli.promptsets.model import PromptSet
    from reflect_cli.promptsets.outline import Part
    from reflect_cli.session.routes import Chart

LONGEST = 60  # minutes
#: More standpoints than these are not told apart; the number of ways is then a lower bound.
MOST_GROUPS = 20_000

_NOT = re.compile(r"(?<!is )\bnot\b")
_ABOUT_SKIPPING = (Operator.ANSWERED, Operator.NOT_ANSWERED, Operator.SKIPPED)


@dataclass(frozen=True, slots=True)
class Way:
    """One way through: the ids of what is shown, and about how many minutes it takes."""

    prompts: tuple[str, ...]
    minutes: float


@dataclass(frozen=True, slots=True)
class Ways:
    """Every way through, or the first of them. `skipping` is the way of who skips everything."""

    count: int
    listed: tuple[Way, ...]
    skipping: Way
    always: frozenset[str]


def problems(draft: Draft, _rules: Rules) -> Iterator[Finding]:
    """What nobody is shown, conditions that decide nothing, and a way that is too long."""
    yield from _bare_nots(draft)
    if not draft.is_whole:
        return
    try:
        chart = charted(draft.prompt_set)
        longest = routes_through(draft.prompt_set).longest
    except TooManyWays:
        yield draft.finding(
            "N313", draft.at(HEADER, "id", Role.HEADER),
            "There are too many ways through this set to try them all.",
            "Let fewer conditions look at fewer options. What nobody can reach is not looked for.",
        )  # fmt: skip
        return
    yield from _about_conditions(draft, chart)
    if longest > LONGEST:
        yield draft.finding(
            "W312", draft.at(HEADER, "title", Role.HEADER),
            f"The longest way through takes about {longest:.0f} minutes.",
            "After an hour people stop, often in the hardest part. Share it out over two sets.",
        )  # fmt: skip


def _about_conditions(draft: Draft, chart: Chart) -> Iterator[Finding]:
    met = chart.shown | chart.hidden
    for section in draft.prompt_set.sections:
        part = draft.part_of(section.id, Role.SECTION)
        assert part is not None  # the set was built from the parts
        if section.prompts and not met.intersection(prompt.id for prompt in section.prompts):
            yield _unreachable(draft, part)
            continue
        if section.show_if is not None and section.id not in chart.closed:
            yield _always(draft, part)
        for prompt in section.prompts:
            own = draft.part_of(prompt.id, Role.PROMPT)
            assert own is not None  # the set was built from the parts
            if prompt.show_if is not None and prompt.id not in chart.shown:
                yield _unreachable(draft, own)
            elif prompt.show_if is not None and prompt.id not in chart.hidden:
                yield _always(draft, own)


def _unreachable(draft: Draft, part: Part) -> Finding:
    at = draft.at(part.id, "show-if", part.role)
    return draft.finding(
        "E310", at, f"{quoted(part.id)} can never be shown: no answers make this true.",
        "Look at it together with the conditions of what it names, or delete the block.",
    )  # fmt: skip


def _always(draft: Draft, part: Part) -> Finding:
    return draft.finding(
        "W311", draft.at(part.id, "show-if", part.role),
        "This condition is true whatever is answered.", "Delete it, or say what it should leave out.",
    )  # fmt: skip


def _bare_nots(draft: Draft) -> Iterator[Finding]:
    prompts = {prompt.id: prompt for prompt in draft.prompt_set.prompts}
    sections = {section.id: section for section in draft.prompt_set.sections}
    for part in draft.parts:
        if part.fields is None or not part.fields.has("show-if"):
            continue
        owner = sections.get(part.id) if part.role is Role.SECTION else prompts.get(part.id)
        if owner is None or not any(_is_bare(one) for one in _nots_in(owner.show_if)):
            continue
        stretch = stretch_of(draft.source, part.fields.scalar("show-if"))
        for _, at in stretch.matches(_NOT):
            yield draft.finding(
                "N314", at, "A bare “not” is also true of somebody who skipped the prompt.",
                "To mean “answered, but not so”, write “is not” or “excludes”.",
            )  # fmt: skip


def _nots_in(condition: Condition | None) -> Iterator[Not]:
    match condition:
        case Not():
            yield condition
            yield from _nots_in(condition.condition)
        case AllOf() | AnyOf():
            for part in condition.conditions:
                yield from _nots_in(part)


def _is_bare(condition: Not) -> bool:
    return any(test.operator not in _ABOUT_SKIPPING for test in tests_in(condition.condition))


def ways_through(prompt_set: PromptSet, most: int) -> Ways:
    """Every way, at most *most* of them listed. Raises TooManyWays."""
    chart = charted(prompt_set)
    minutes = {prompt.id: minutes_of(prompt) for _, prompt in chart.steps}
    listed = [_way(ids, minutes) for ids in _listed(chart, most)]
    return Ways(
        _counted(chart), tuple(listed), _way(_of_skipper(chart), minutes), chart.shown - _sometimes(chart)
    )  # fmt: skip


def _way(ids: tuple[str, ...], minutes: dict[str, float]) -> Way:
    return Way(ids, sum(minutes[id_] for id_ in ids))


Group = frozenset[int]


def _parted(chart: Chart, number: int, group: Group) -> Iterator[tuple[bool, Group]]:
    """The standpoints after a step for those who were shown its prompt, and for the others."""
    for is_shown in (True, False):
        points = [chart.layers[number][key] for key in group]
        onward = {key for p in points if p.is_shown is is_shown for key, _ in p.onward}
        if onward:
            yield is_shown, frozenset(onward)


def _counted(chart: Chart) -> int:
    groups: Counter[Group] = Counter({frozenset({0}): 1})
    for number in range(len(chart.steps)):
        following: Counter[Group] = Counter()
        for group, times in groups.items():
            for _, onward in _parted(chart, number, group):
                following[onward] += times
        groups = following
        if len(groups) > MOST_GROUPS:
            raise TooManyWays
    return groups.total()


def _listed(chart: Chart, most: int) -> Iterator[tuple[str, ...]]:
    waiting: list[tuple[int, Group, tuple[str, ...]]] = [(0, frozenset({0}), ())]
    while waiting and most:
        number, group, ids = waiting.pop()
        if number == len(chart.steps):
            most -= 1
            yield ids
            continue
        prompt = chart.steps[number][1].id
        for is_shown, onward in reversed(list(_parted(chart, number, group))):
            waiting.append((number + 1, onward, (*ids, prompt) if is_shown else ids))


def _of_skipper(chart: Chart) -> tuple[str, ...]:
    ids, key = [], 0
    for (_, prompt), layer in zip(chart.steps, chart.layers, strict=True):
        if layer[key].is_shown:
            ids.append(prompt.id)
        key = layer[key].skipped_to
    return tuple(ids)


def _sometimes(chart: Chart) -> frozenset[str]:
    """The prompts that some way passes over."""
    return frozenset(
        prompt.id
        for (_, prompt), layer in zip(chart.steps, chart.layers, strict=True)
        if any(not point.is_shown for point in layer.values())
    )
