"""Every way through a set, counted without walking each one: how many, how long, and what is seen.

Two sittings go on alike when the same prompt is next and the same answers still matter to a
condition further on. So the ways are counted from such standpoints, each looked at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reflect_cli.promptsets.conditions import AllOf, AnyOf, Not, Test, holds
from reflect_cli.promptsets.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reflect_cli.promptsets.conditions import Condition
    from reflect_cli.promptsets.kinds import Value
    from reflect_cli.promptsets.model import Prompt, PromptSet

#: What stands for any text; conditions never look at what somebody wrote.
_WORDS = "words"

#: Minutes by kind, where the author gives none.
MINUTES = {Kind.READ: 0.5, Kind.PAUSE: 1.0, Kind.SHORT: 1.0, Kind.LONG: 4.0, Kind.PLAN: 3.0}
_OTHER_MINUTES = 0.5


@dataclass(frozen=True, slots=True)
class Routes:
    """The ways through a set. `shown` are the prompts that some way shows; minutes are guesses."""

    count: int
    shortest: float
    longest: float
    shown: frozenset[str]


def minutes_of(prompt: Prompt) -> float:
    """The author's own estimate, or one by kind."""
    if prompt.minutes is not None:
        return prompt.minutes
    return MINUTES.get(prompt.kind, _OTHER_MINUTES)


def routes_through(prompt_set: PromptSet, given: Mapping[str, Value] | None = None) -> Routes:
    """Every way through *prompt_set*, side paths aside: each answer that matters, and skipping.

    A prompt named in *given* is answered so and in no other way.
    """
    return _Counting(prompt_set, given or {}).from_step(0, {})


class _Answers:
    def __init__(self, values: Mapping[str, Value | None]) -> None:
        self._values = values

    def value_of(self, prompt: str) -> Value | None:
        return self._values.get(prompt)

    def is_skipped(self, prompt: str) -> bool:
        return prompt in self._values and self._values[prompt] is None


class _Counting:
    def __init__(self, prompt_set: PromptSet, given: Mapping[str, Value]) -> None:
        self._steps = [(section, p) for section in prompt_set.sections for p in section.prompts]
        self._ends_if = prompt_set.beside.ends_if
        self._given = given
        self._matters_after = self._named_after_each_step()
        self._known: dict[tuple[int, frozenset[Test]], Routes] = {}

    def _named_after_each_step(self) -> list[frozenset[Test]]:
        """For each step, the tests on it or on those before it that come later."""
        later: frozenset[Test] = frozenset(_tests_in(self._ends_if))
        found = []
        for section, prompt in reversed(self._steps):
            found.append(later)
            later |= {*_tests_in(section.show_if), *_tests_in(prompt.show_if)}
        return found[::-1]

    def from_step(self, number: int, values: dict[str, Value | None]) -> Routes:
        """The ways from the step *number* on, with *values* given before; None is a skip."""
        if number == len(self._steps):
            return Routes(1, 0.0, 0.0, frozenset())
        section, prompt = self._steps[number]
        mattering = {
            *self._matters_after[number],
            *_tests_in(section.show_if),
            *_tests_in(prompt.show_if),
        }
        answers = _Answers(values)
        key = (number, frozenset(test for test in mattering if holds(test, answers)))
        if key not in self._known:
            self._known[key] = self._counted(number, values)
        return self._known[key]

    def _counted(self, number: int, values: dict[str, Value | None]) -> Routes:
        section, prompt = self._steps[number]
        answers = _Answers(values)
        ended = not section.closing and self._ends_if is not None and holds(self._ends_if, answers)
        if ended or not (holds(section.show_if, answers) and holds(prompt.show_if, answers)):
            return self.from_step(number + 1, values)
        tests = [test for test in self._matters_after[number] if test.prompt == prompt.id]
        forced = prompt.id in self._given
        answered = (
            [{prompt.id: self._given[prompt.id]}] if forced else _answers_that_matter(prompt, tests)
        )
        found = [self.from_step(number + 1, {**values, **one}) for one in answered]
        minutes = minutes_of(prompt)
        return Routes(
            sum(routes.count for routes in found),
            minutes + min(routes.shortest for routes in found),
            minutes + max(routes.longest for routes in found),
            frozenset({prompt.id}).union(*(routes.shown for routes in found)),
        )


def _answers_that_matter(prompt: Prompt, tests: list[Test]) -> Iterator[dict[str, Value | None]]:
    """One answer of each sort that some later condition can tell apart, and a skip."""
    if not prompt.kind.asks:
        yield {}
        return
    for value in _values(prompt, tests):
        yield {prompt.id: value}
    yield {prompt.id: None}


def _values(prompt: Prompt, tests: list[Test]) -> Sequence[Value]:
    named = {option for test in tests for option in test.options}
    match prompt.kind:
        case Kind.CHOOSE_ONE:
            return [option.id for option in prompt.options]
        case Kind.CHOOSE_ANY | Kind.CHECKLIST:
            return _sets_of_options(prompt, named)
        case Kind.SCALE:
            assert prompt.scale is not None  # the reader gives every scale its ends
            return list(range(prompt.scale.lowest, prompt.scale.highest + 1)) if tests else [0]
        case _:
            return [_WORDS]


def _sets_of_options(prompt: Prompt, named: set[str]) -> list[tuple[str, ...]]:
    """Every combination of the options that conditions name, with one they do not name."""
    together = [o.id for o in prompt.options if o.id in named and o.id not in prompt.alone]
    others = [o.id for o in prompt.options if o.id not in named and o.id not in prompt.alone]
    sets: list[tuple[str, ...]] = [()]
    for option in together:
        sets += [(*chosen, option) for chosen in sets]
    most = prompt.at_most or len(prompt.options)
    filled = [chosen or tuple(others[:1]) for chosen in sets if len(chosen) <= most]
    return [chosen for chosen in filled if chosen] + [(lonely,) for lonely in prompt.alone]


def _tests_in(condition: Condition | None) -> list[Test]:
    match condition:
        case None:
            return []
        case Test():
            return [condition]
        case Not():
            return _tests_in(condition.condition)
        case AllOf() | AnyOf():
            return [test for part in condition.conditions for test in _tests_in(part)]
