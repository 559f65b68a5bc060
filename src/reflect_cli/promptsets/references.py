"""Whether everything that names another prompt or a call names one that is there, and earlier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reflect_cli.promptsets import conditions_on
from reflect_cli.promptsets.characters import did_you_mean, quoted
from reflect_cli.promptsets.condition_language import Unclear, parsed
from reflect_cli.promptsets.findings import Finding, Span
from reflect_cli.promptsets.outline import Part, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflect_cli.promptsets.condition_language import Placed
    from reflect_cli.promptsets.nodes import Scalar
    from reflect_cli.promptsets.source import Source


@dataclass(frozen=True, slots=True)
class Names:
    """What can be named. `unsure` if a part could not be read far enough to know its id."""

    prompts: dict[str, Part]
    sections: frozenset[str]
    calls: tuple[str, ...] | None
    unsure: bool


def problems(source: Source, parts: tuple[Part, ...]) -> Iterator[Finding]:
    """Everything wrong with what sound parts say about others."""
    names = _names(parts)
    for part in parts:
        if part.fields is None:
            continue
        if part.role is Role.HEADER:
            yield from _revisit_problems(source, part, names)
        else:
            yield from _condition_problems(source, part, names)
            yield from _recall_problems(source, part, names)
            yield from _call_problems(source, part, names)


def _names(parts: tuple[Part, ...]) -> Names:
    prompts: dict[str, Part] = {}
    for part in parts:
        if part.id and part.role in (Role.PROMPT, Role.UNKNOWN):
            prompts.setdefault(part.id, part)
    header = next((part.fields for part in parts if part.role is Role.HEADER), None)
    return Names(
        prompts,
        frozenset(part.id for part in parts if part.role is Role.SECTION),
        None if header is None else tuple(id_ for id_, _ in header.pairs("calls")),
        any(not part.id and part.fields is None for part in parts),
    )


def _revisit_problems(source: Source, header: Part, names: Names) -> Iterator[Finding]:
    assert header.fields is not None  # the caller leaves out parts that could not be read
    for entry in header.fields.entries("revisit"):
        for word in entry.scalars("prompts"):
            named = names.prompts.get(word.text)
            if named is None:
                yield from _unknown(source, word.at, word.text, names)
            else:
                yield from _answerless(source, word, named)


def _recall_problems(source: Source, part: Part, names: Names) -> Iterator[Finding]:
    assert part.fields is not None  # the caller leaves out parts that could not be read
    for word in part.fields.scalars("recall"):
        named = names.prompts.get(word.text)
        if named is None:
            yield from _unknown(source, word.at, word.text, names)
        elif named.order >= part.order:
            yield _not_yet(source, word.at, part, named)
        else:
            yield from _answerless(source, word, named)


def _call_problems(source: Source, part: Part, names: Names) -> Iterator[Finding]:
    assert part.fields is not None  # the caller leaves out parts that could not be read
    for word in part.fields.scalars("calls"):
        if names.calls is not None and word.text not in names.calls:
            yield source.finding(
                "E320",
                word.at,
                f"The header has no call {quoted(word.text)}.{did_you_mean(word.text, names.calls)}",
                f"Its calls are: {', '.join(names.calls) or 'none yet'}.",
            )


def _condition_problems(source: Source, part: Part, names: Names) -> Iterator[Finding]:
    assert part.fields is not None  # the caller leaves out parts that could not be read
    if not part.fields.has("show-if"):
        return
    scalar = part.fields.scalar("show-if")
    start = scalar.at.column + (1 if scalar.style else 0)
    try:
        tests = parsed(scalar.text).tests
    except Unclear as unclear:
        at = Span(scalar.at.line, start + unclear.at.offset, max(1, len(unclear.at.text)))
        yield source.finding("E301", at, unclear.message, unclear.hint)
        return
    for placed in tests:
        yield from _test_problems(source, part, placed, names, Span(scalar.at.line, start))


def _test_problems(
    source: Source, part: Part, placed: Placed, names: Names, start: Span
) -> Iterator[Finding]:
    word = placed.prompt
    at = Span(start.line, start.column + word.offset, len(word.text))
    named = names.prompts.get(word.text)
    if named is None:
        yield from _unknown(source, at, word.text, names)
    elif named.order >= part.order:
        yield _not_yet(source, at, part, named)
    elif named.fields is not None:
        yield from conditions_on.problems(source, placed, named.fields, start)


def _unknown(source: Source, at: Span, name: str, names: Names) -> Iterator[Finding]:
    if name in names.sections:
        yield source.finding(
            "E302", at, f"{quoted(name)} is a section, and only prompts are answered.",
            "Name one of its prompts.",
        )  # fmt: skip
    elif not names.unsure:
        known = tuple(names.prompts)
        yield source.finding(
            "E302", at, f"The set has no prompt {quoted(name)}.{did_you_mean(name, known)}",
            "Name a prompt by the id after “prompt:”.",
        )  # fmt: skip


def _not_yet(source: Source, at: Span, part: Part, named: Part) -> Finding:
    if part.order == named.order:
        message = f"{quoted(named.id)} is named in its own block, before it is answered."
    else:
        message = f"{quoted(named.id)} only comes later, on line {named.at.line}."
    return source.finding(
        "E303", at, message, "Name a prompt that stands further up, or move this block down."
    )


def _answerless(source: Source, word: Scalar, named: Part) -> Iterator[Finding]:
    if named.kind is not None and not named.kind.asks:
        yield source.finding(
            "E304", word.at, f"{quoted(named.id)} is a “{named.kind}” prompt, which nobody answers.",
            "Name a prompt that takes an answer.",
        )  # fmt: skip
