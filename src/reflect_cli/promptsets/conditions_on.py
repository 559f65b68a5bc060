"""Whether a test fits the prompt it is about: its kind, its options, the ends of its scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.promptsets.characters import did_you_mean, quoted
from reflect_cli.promptsets.conditions import Operator
from reflect_cli.promptsets.findings import Finding, Span
from reflect_cli.promptsets.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflect_cli.promptsets.condition_language import Placed, Word
    from reflect_cli.promptsets.source import Source
    from reflect_cli.promptsets.values import Fields

_WHETHER_ANSWERED = (Operator.ANSWERED, Operator.NOT_ANSWERED, Operator.SKIPPED)
_SEVERAL = (Kind.CHOOSE_ANY, Kind.CHECKLIST)
_INSTEAD = {
    Kind.CHOOSE_ONE: ("can be answered with one of its options", "Write “is” or “is not”."),
    Kind.CHOOSE_ANY: ("can have several answers at once", "Write “includes” or “excludes”."),
    Kind.CHECKLIST: ("can have several answers at once", "Write “includes” or “excludes”."),
    Kind.SCALE: ("is answered with a number", "Write < <= > >= or = and a number."),
}


def problems(source: Source, placed: Placed, fields: Fields, start: Span) -> Iterator[Finding]:
    """Everything wrong with one test on a prompt with *fields*; the condition begins at *start*."""
    name, kind = placed.test.prompt, Kind(fields.text("kind"))
    if not kind.asks:
        yield source.finding(
            "E304", _at(start, placed.prompt),
            f"{quoted(name)} is a “{kind}” prompt, which nobody answers.",
            "Name a prompt that takes an answer.",
        )  # fmt: skip
    elif placed.test.operator in _WHETHER_ANSWERED:
        return
    elif kind not in _INSTEAD:
        yield source.finding(
            "E305", _at(start, placed.operator),
            f"{quoted(name)} is answered in words of his own, and no set may act on those.",
            "Only “is answered”, “is not answered” and “is skipped” can be asked of it.",
        )  # fmt: skip
    elif placed.test.operator not in _fitting(kind):
        reason, hint = _INSTEAD[kind]
        yield source.finding(
            "E306", _at(start, placed.operator), f"{quoted(name)} {reason}.", hint
        )  # fmt: skip
    elif kind is Kind.SCALE:
        yield from _number_problems(source, placed, fields, start)
    else:
        yield from _option_problems(source, placed, fields, start)


def _fitting(kind: Kind) -> tuple[Operator, ...]:
    if kind is Kind.SCALE:
        return (
            Operator.LESS, Operator.AT_MOST, Operator.MORE, Operator.AT_LEAST, Operator.EQUAL,
        )  # fmt: skip
    if kind in _SEVERAL:
        return (Operator.INCLUDES, Operator.EXCLUDES)
    return (Operator.IS, Operator.IS_NOT)


def _number_problems(
    source: Source, placed: Placed, fields: Fields, start: Span
) -> Iterator[Finding]:
    lowest, highest = int(fields.text("from")), int(fields.text("to"))
    if not lowest <= placed.test.number <= highest:
        yield source.finding(
            "E308", _at(start, placed.operands[0]),
            f"The scale {quoted(placed.test.prompt)} runs from {lowest} to {highest}.",
            "Give a number within it.",
        )  # fmt: skip


def _option_problems(
    source: Source, placed: Placed, fields: Fields, start: Span
) -> Iterator[Finding]:
    options = tuple(id_ for id_, _ in fields.pairs("options"))
    for word in placed.operands:
        if word.text not in options:
            yield source.finding(
                "E307", _at(start, word),
                f"{quoted(placed.test.prompt)} has no option {quoted(word.text)}."
                + did_you_mean(word.text, options),
                f"Its options are: {', '.join(options)}.",
            )  # fmt: skip


def _at(start: Span, word: Word) -> Span:
    return Span(start.line, start.column + word.offset, max(1, len(word.text)))
