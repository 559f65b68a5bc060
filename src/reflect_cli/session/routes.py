"""Every way through a set, counted without walking each one: how many, how long, and what is seen.

Two sittings go on alike when the same prompt is next and the same tests of later conditions are
true. Such a standpoint is a number with a bit for each test, and each is looked at once.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reflect_cli.promptsets.conditions import AllOf, AnyOf, Not, Test, holds
from reflect_cli.promptsets.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reflect_cli.promptsets.conditions import Answers, Condition
    from reflect_cli.promptsets.kinds import Value
    from reflect_cli.promptsets.model import Prompt, PromptSet, Section

#: What stands for any text; conditions never look at what somebody wrote.
_WORDS = "words"

#: Minutes by kind, where the author gives none.
MINUTES = {Kind.READ: 0.5, Kind.PAUSE: 1.0, Kind.SHORT: 1.0, Kind.LONG: 4.0, Kind.PLAN: 3.0}
_OTHER_MINUTES = 0.5

#: A set with more than these is not tried through: nobody could follow it, and it would take long.
MOST_LOOKS, MOST_NAMED_OPTIONS = 60_000, 12


class TooManyWays(Exception):
    """The conditions of a set leave more ways through than are worth trying."""


@dataclass(frozen=True, slots=True)
class Routes:
    """The ways through a set. `shown` are the prompts that some way shows; minutes are guesses."""

    count: int
    shortest: float
    longest: float
    shown: frozenset[str]


@dataclass(frozen=True, slots=True)
class Standpoint:
    """What comes at a step: whether the prompt is shown, and where each sort of answer leads.

    `onward` are (standpoint at the next step, number of answers that lead to it); `skipped_to`
    is where skipping leads, or going on where nothing is asked.
    """

    is_shown: bool
    onward: tuple[tuple[int, int], ...]
    skipped_to: int


@dataclass(frozen=True, slots=True)
class Chart:
    """All standpoints of a set, step by step; the first step has only the standpoint 0.

    `hidden` and `closed` are the prompts and the sections whose own condition can be false.
    """

    steps: tuple[tuple[Section, Prompt], ...]
    layers: tuple[Mapping[int, Standpoint], ...]
    shown: frozenset[str]
    hidden: frozenset[str]
    closed: frozenset[str]


def minutes_of(prompt: Prompt) -> float:
    """The author's own estimate, or one by kind."""
    if prompt.minutes is not None:
        return prompt.minutes
    return MINUTES.get(prompt.kind, _OTHER_MINUTES)


def routes_through(prompt_set: PromptSet, given: Mapping[str, Value] | None = None) -> Routes:
    """Every way through *prompt_set*, side paths aside: each answer that matters, and skipping.

    A prompt named in *given* is answered so and in no other way. Raises TooManyWays.
    """
    chart = charted(prompt_set, given)
    onward: dict[int, tuple[int, float, float]] = {}
    for number in reversed(range(len(chart.steps))):
        minutes = minutes_of(chart.steps[number][1])
        last = number == len(chart.steps) - 1
        onward = {
            key: _from(point, minutes, {} if last else onward)
            for key, point in chart.layers[number].items()
        }
    count, shortest, longest = onward.get(0, (1, 0.0, 0.0))
    return Routes(count, shortest, longest, chart.shown)


def _from(
    point: Standpoint, minutes: float, onward: Mapping[int, tuple[int, float, float]]
) -> tuple[int, float, float]:
    spent = minutes if point.is_shown else 0.0
    ends = [(onward.get(key, (1, 0.0, 0.0)), times) for key, times in point.onward]
    return (
        sum(end[0] * times for end, times in ends),
        spent + min(end[1] for end, _ in ends),
        spent + max(end[2] for end, _ in ends),
    )


def charted(prompt_set: PromptSet, given: Mapping[str, Value] | None = None) -> Chart:
    """Every standpoint a sitting with *prompt_set* can come to. Raises TooManyWays."""
    return _Charting(prompt_set, given or {}).chart()


class _Absent:
    """The answers of somebody who was not asked, or who skipped."""

    def __init__(self, *, skipped: bool) -> None:
        self._skipped = skipped

    def value_of(self, _prompt: str) -> Value | None:
        return None

    def is_skipped(self, _prompt: str) -> bool:
        return self._skipped


@dataclass(frozen=True, slots=True)
class _Given:
    """One answer."""

    value: Value

    def value_of(self, _prompt: str) -> Value | None:
        return self.value

    def is_skipped(self, _prompt: str) -> bool:
        return False


class _Charting:
    def __init__(self, prompt_set: PromptSet, given: Mapping[str, Value]) -> None:
        self._steps = tuple(
            (section, p) for section in prompt_set.sections for p in section.prompts
        )
        self._ends_if = prompt_set.beside.ends_if
        self._given = given
        self._looks = 0
        self._shown: set[str] = set()
        self._hidden: set[str] = set()
        self._closed: set[str] = set()
        self._bits: dict[Test, int] = {}
        self._last_use: dict[Test, int] = {}
        for number, (section, prompt) in enumerate(self._steps):
            for condition in (section.show_if, prompt.show_if, self._ends_if):
                for test in tests_in(condition):
                    self._bits.setdefault(test, 1 << len(self._bits))
                    self._last_use[test] = number

    def chart(self) -> Chart:
        """Layer by layer, each from the one before it."""
        layers: list[dict[int, Standpoint]] = []
        reached = {0}
        for number in range(len(self._steps)):
            layers.append(self._layer(number, reached))
            reached = {key for point in layers[-1].values() for key, _ in point.onward}
        marks = (frozenset(self._shown), frozenset(self._hidden), frozenset(self._closed))
        return Chart(self._steps, tuple(layers), *marks)

    def _layer(self, number: int, reached: set[int]) -> dict[int, Standpoint]:
        prompt = self._steps[number][1]
        later = [test for test, last in self._last_use.items() if last > number]
        kept = sum(self._bits[test] for test in later)
        own = [test for test in later if test.prompt == prompt.id]
        answers = self._answers(prompt, own)
        skipped = self._true_of(own, _Absent(skipped=prompt.kind.asks))
        unasked = self._true_of(own, _Absent(skipped=False))
        self._looks += len(reached) * len(answers)
        if self._looks > MOST_LOOKS:
            raise TooManyWays
        layer = {}
        for key in reached:
            is_shown, base = self._is_shown(number, key), key & kept
            met: Counter[int] = Counter()
            for bits, times in (answers if is_shown else {unasked: 1}).items():
                met[base | bits] += times
            passed = base | (skipped if is_shown else unasked)
            layer[key] = Standpoint(is_shown, tuple(met.items()), passed)
        return layer

    def _answers(self, prompt: Prompt, own: list[Test]) -> Mapping[int, int]:
        """The tests each answer makes true, as bits, with the number of such answers."""
        nothing = self._true_of(own, _Absent(skipped=prompt.kind.asks))
        if not prompt.kind.asks:
            return {nothing: 1}
        if prompt.id in self._given:
            return {self._true_of(own, _Given(self._given[prompt.id])): 1}
        met = Counter(self._true_of(own, _Given(value)) for value in _values(prompt, own))
        met[nothing] += 1
        return met

    def _true_of(self, tests: list[Test], answers: Answers) -> int:
        return sum(self._bits[test] for test in tests if holds(test, answers))

    def _is_shown(self, number: int, key: int) -> bool:
        section, prompt = self._steps[number]
        if not section.closing and self._ends_if is not None and self._holds(self._ends_if, key):
            return False
        if not self._holds(section.show_if, key):
            self._closed.add(section.id)
            return False
        if not self._holds(prompt.show_if, key):
            self._hidden.add(prompt.id)
            return False
        self._shown.add(prompt.id)
        return True

    def _holds(self, condition: Condition | None, key: int) -> bool:
        match condition:
            case None:
                return True
            case Test():
                return bool(key & self._bits[condition])
            case Not():
                return not self._holds(condition.condition, key)
            case AllOf():
                return all(self._holds(part, key) for part in condition.conditions)
            case AnyOf():
                return any(self._holds(part, key) for part in condition.conditions)


def _values(prompt: Prompt, tests: list[Test]) -> Sequence[Value]:
    """One answer of each sort that some later condition can tell apart."""
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
    if len(named) > MOST_NAMED_OPTIONS:
        raise TooManyWays
    together = [o.id for o in prompt.options if o.id in named and o.id not in prompt.alone]
    others = [o.id for o in prompt.options if o.id not in named and o.id not in prompt.alone]
    sets: list[tuple[str, ...]] = [()]
    for option in together:
        sets += [(*chosen, option) for chosen in sets]
    most = prompt.at_most or len(prompt.options)
    filled = [chosen or tuple(others[:1]) for chosen in sets if len(chosen) <= most]
    return [chosen for chosen in filled if chosen] + [(lonely,) for lonely in prompt.alone]


def tests_in(condition: Condition | None) -> tuple[Test, ...]:
    """Every test of *condition*, in the order written."""
    match condition:
        case None:
            return ()
        case Test():
            return (condition,)
        case Not():
            return tests_in(condition.condition)
        case AllOf() | AnyOf():
            return tuple(test for part in condition.conditions for test in tests_in(part))
