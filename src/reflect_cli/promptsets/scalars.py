"""Whether one value has the shape its field asks for."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from reflect_cli.promptsets.characters import did_you_mean, quoted
from reflect_cli.promptsets.findings import Finding, Span
from reflect_cli.promptsets.spec import FORMS, RESERVED, Field, Shape
from reflect_cli.promptsets.values import MOST_DAYS, days_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflect_cli.promptsets.nodes import Scalar
    from reflect_cli.promptsets.source import Source


def problems(
    source: Source, scalar: Scalar, field: Field, neighbours: tuple[str, ...]
) -> Iterator[Finding]:
    """Everything wrong with *scalar*; *neighbours* are the fields it may have swallowed."""
    if scalar.cut is not None and (field.shape.is_prose or not scalar.raw):
        yield _cut(source, scalar, scalar.cut)
    yield from _tabs(source, scalar)
    if len(scalar.text) > field.longest:
        yield source.finding(
            "E024",
            scalar.at,
            f"“{field.name}:” is {len(scalar.text)} characters long; it can have {field.longest}.",
            "Say it in fewer words, or move some of it to another field.",
        )
    elif field.shape is Shape.TEXT:
        yield from _swallowed(source, scalar, neighbours)
    elif "\n" in scalar.text or (field.shape is Shape.CONDITION and scalar.is_indented):
        yield source.finding(
            "E024",
            scalar.at,
            f"“{field.name}:” has room for one line.",
            "Write it on the same line as its name.",
        )
    elif not (field.shape.is_prose or (scalar.cut is not None and not scalar.raw)):
        yield from _form_problems(source, scalar, field)


def _cut(source: Source, scalar: Scalar, cut: Span) -> Finding:
    row = source.lines[cut.line - 1][cut.column - 1 : cut.column - 1 + cut.length]
    what = "The text would end before this" if scalar.raw else "There would be no text"
    return source.finding(
        "E014",
        cut,
        f"{what}: {quoted(row, 24)} is taken for a comment.",
        "If it is part of the text, put single quotes round the whole text, or put the text under"
        " “|”. If it is a comment, move it to a line of its own.",
    )


def _tabs(source: Source, scalar: Scalar) -> Iterator[Finding]:
    if "\t" not in scalar.raw:
        return
    for number in range(scalar.at.line, scalar.last_line + 1):
        start = scalar.at.column if number == scalar.at.line else 0
        if (column := source.lines[number - 1].find("\t", start)) >= 0:
            yield source.finding(
                "E010",
                Span(number, column + 1),
                "There is a Tab in this text; it shows differently everywhere.",
                "Use spaces instead.",
            )


def _swallowed(source: Source, scalar: Scalar, neighbours: tuple[str, ...]) -> Iterator[Finding]:
    """Fields that were meant to follow the text but stand too far in, so that it took them up."""
    if not scalar.is_indented:
        return
    for number in range(scalar.at.line + 1, scalar.last_line + 1):
        line = source.lines[number - 1]
        name, colon, rest = line.strip().partition(":")
        if colon and name in neighbours and rest[:1] in ("", " "):
            yield source.finding(
                "E018",
                Span(number, len(line) - len(line.lstrip()) + 1, len(name) + 1),
                f"“{name}:” looks like a field, but stands inside the text above it.",
                "If it is a field, begin it further left. If it is text, begin with a capital"
                " letter.",
            )


def _form_problems(source: Source, scalar: Scalar, field: Field) -> Iterator[Finding]:
    if field.shape is Shape.CHOICE:
        if scalar.text not in field.choices:
            yield _not_among(source, scalar, field)
        return
    form = FORMS[field.shape]
    if not re.fullmatch(form.pattern, scalar.text) or not _exists(field.shape, scalar.text):
        yield source.finding(
            "E027",
            scalar.at,
            f"“{field.name}:” holds {field.shape.value}, and {quoted(scalar.text)} is none.",
            f"It is written as {form.example}.",
        )
    elif field.shape is Shape.ID and scalar.text in RESERVED:
        yield reserved(source, scalar)
    elif field.shape is Shape.NUMBER and not field.least <= int(scalar.text) <= field.most:
        yield _out_of_range(source, scalar, f"a number from {field.least} to {field.most}")
    elif field.shape is Shape.DURATION and days_in(scalar.text) > MOST_DAYS:
        yield _out_of_range(source, scalar, f"a time of up to {MOST_DAYS} days")


def _exists(shape: Shape, text: str) -> bool:
    """Whether a date is in the calendar; everything else exists."""
    if shape is not Shape.DATE:
        return True
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _not_among(source: Source, scalar: Scalar, field: Field) -> Finding:
    if field.name == "reflect-set" and scalar.text.isdecimal():
        return source.finding(
            "E027", scalar.at, f"This set is written in format {quoted(scalar.text)}, and this"
            " Reflect reads format 1.",
            "Read it with a newer Reflect; or, if you wrote it, put 1 here.",
        )  # fmt: skip
    return source.finding(
        "E027",
        scalar.at,
        f"“{field.name}:” cannot be {quoted(scalar.text)}."
        + did_you_mean(scalar.text, field.choices),
        f"It can be: {', '.join(field.choices)}.",
    )


def _out_of_range(source: Source, scalar: Scalar, what: str) -> Finding:
    return source.finding(
        "E027", scalar.at, f"{quoted(scalar.text)} is out of range.", f"Give {what}."
    )


def reserved(source: Source, scalar: Scalar) -> Finding:
    """An id that is a word of the condition language."""
    return source.finding(
        "E027",
        scalar.at,
        f"{quoted(scalar.raw)} is a word that conditions are made of, so it cannot be an id.",
        "Choose another id.",
    )
