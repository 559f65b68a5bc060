"""When a prompt is shown: a small tree of tests on earlier answers. No code is ever run.

Semantics follow FHIR's enableWhen: a test on a prompt that is hidden, skipped or not yet
answered is false, except `is skipped` and `is not answered`. `is not` and `excludes` mean
"answered, and not this".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, assert_never

if TYPE_CHECKING:
    from reflect_cli.promptsets.kinds import Value


class Operator(StrEnum):
    """What a test asks of one earlier answer."""

    IS = "is"
    IS_NOT = "is not"
    INCLUDES = "includes"
    EXCLUDES = "excludes"
    ANSWERED = "is answered"
    NOT_ANSWERED = "is not answered"
    SKIPPED = "is skipped"
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="
    EQUAL = "="


@dataclass(frozen=True, slots=True)
class Test:
    """One question about one earlier prompt; several options match if any does."""

    prompt: str
    operator: Operator
    options: tuple[str, ...] = ()
    number: int = 0

    __test__ = False  # not a pytest class


@dataclass(frozen=True, slots=True)
class Not:
    """True when *condition* is not."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class AllOf:
    """True when every part is."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """True when at least one part is."""

    conditions: tuple[Condition, ...]


Condition = Test | Not | AllOf | AnyOf


class Answers(Protocol):
    """What has been answered so far, as far as it counts for conditions."""

    def value_of(self, prompt: str) -> Value | None:
        """The answer that stands, or None."""

    def is_skipped(self, prompt: str) -> bool:
        """Whether it was shown and skipped."""


def holds(condition: Condition | None, answers: Answers) -> bool:
    """Whether *condition* is true of *answers*; no condition is always true."""
    match condition:
        case None:
            return True
        case Test():
            return _test_holds(condition, answers)
        case Not():
            return not holds(condition.condition, answers)
        case AllOf():
            return all(holds(part, answers) for part in condition.conditions)
        case AnyOf():
            return any(holds(part, answers) for part in condition.conditions)
        case _:
            assert_never(condition)


def _test_holds(test: Test, answers: Answers) -> bool:
    value = answers.value_of(test.prompt)
    if test.operator is Operator.SKIPPED:
        return answers.is_skipped(test.prompt)
    if test.operator is Operator.NOT_ANSWERED:
        return value is None
    if value is None:
        return False
    if test.operator is Operator.ANSWERED:
        return True
    if isinstance(value, int):
        return _number_holds(test, value)
    return _choice_holds(test, value)


def _choice_holds(test: Test, value: Value) -> bool:
    chosen = value if isinstance(value, tuple) else (value,)
    matches = any(option in chosen for option in test.options)
    return matches if test.operator in (Operator.IS, Operator.INCLUDES) else not matches


def _number_holds(test: Test, value: int) -> bool:
    match test.operator:
        case Operator.LESS:
            return value < test.number
        case Operator.AT_MOST:
            return value <= test.number
        case Operator.MORE:
            return value > test.number
        case Operator.AT_LEAST:
            return value >= test.number
        case _:
            return value == test.number


def named_in(condition: Condition) -> frozenset[str]:
    """The ids of every prompt that *condition* looks at."""
    match condition:
        case Test():
            return frozenset({condition.prompt})
        case Not():
            return named_in(condition.condition)
        case AllOf() | AnyOf():
            return frozenset().union(*map(named_in, condition.conditions))
        case _:
            assert_never(condition)
