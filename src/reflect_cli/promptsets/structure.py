"""Whether the parts of a file make a set: a header, sections with prompts, and one ending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.promptsets.characters import did_you_mean, quoted
from reflect_cli.promptsets.findings import Finding, Span
from reflect_cli.promptsets.model import Branch
from reflect_cli.promptsets.outline import Part, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflect_cli.promptsets.nodes import Scalar
    from reflect_cli.promptsets.source import Source
    from reflect_cli.promptsets.values import Fields

MOST_STEPS = 11


def problems(source: Source, parts: tuple[Part, ...]) -> Iterator[Finding]:
    """Everything wrong with the order and number of parts, and inside single prompts."""
    yield from _header_problems(source, parts)
    yield from _repeated_ids(source, parts)
    yield from _section_problems(source, parts)
    yield from _closing_problems(source, parts)
    for part in parts:
        if part.role is Role.PROMPT and part.fields is not None:
            yield from _scale_problems(source, part.fields)
            yield from _choice_problems(source, part.fields)


def _header_problems(source: Source, parts: tuple[Part, ...]) -> Iterator[Finding]:
    if not parts:
        yield source.finding(
            "E029", Span(1, 1), "There is nothing in this file.",
            "Begin it with a header; its first line is “reflect-set: 1”.",
        )  # fmt: skip
        return
    headers = [part for part in parts if part.role is Role.HEADER]
    if not headers and parts[0].role is not Role.UNKNOWN:
        yield source.finding(
            "E029", parts[0].at, "The set has no header before its first block.",
            "Begin the file with a header; its first line is “reflect-set: 1”.",
        )  # fmt: skip
    elif headers and parts[0].role is not Role.HEADER:
        yield source.finding(
            "E029", headers[0].at, "The header stands below other blocks.",
            "Move it to the top of the file.",
        )  # fmt: skip
    for extra in headers[1:]:
        yield source.finding(
            "E029", extra.at, f"The set has a header already, on line {headers[0].at.line}.",
            "Keep one set to a file.",
        )  # fmt: skip


def _repeated_ids(source: Source, parts: tuple[Part, ...]) -> Iterator[Finding]:
    for role in (Role.SECTION, Role.PROMPT):
        first: dict[str, int] = {}
        named = [part for part in parts if part.role is role and part.id]
        for part in named:
            if part.id in first:
                yield _repeated(source, part.at, part.id, first[part.id])
            first.setdefault(part.id, part.at.line)
        former = (id_ for part in named if part.fields for id_ in part.fields.scalars("former-ids"))
        for earlier in former:
            if earlier.text in first:
                yield _repeated(source, earlier.at, earlier.text, first[earlier.text])
            first.setdefault(earlier.text, earlier.at.line)


def _repeated(source: Source, at: Span, text: str, line: int) -> Finding:
    return source.finding(
        "E201", at, f"The id {quoted(text)} is taken; it stands on line {line}.",
        "Give one of the two another id. Answers are found again by their id.",
    )  # fmt: skip


def _section_problems(source: Source, parts: tuple[Part, ...]) -> Iterator[Finding]:
    inside = [part for part in parts if part.role is not Role.HEADER]
    if inside and inside[0].role is Role.PROMPT:
        yield source.finding(
            "E202", inside[0].at, f"The prompt {quoted(inside[0].id)} stands before any section.",
            "Put a block that begins with “section:” above it.",
        )  # fmt: skip
    followers = [*(part.role for part in inside[1:]), Role.SECTION]
    for part, follower in zip(inside, followers, strict=False):
        if part.role is Role.SECTION and follower is Role.SECTION:
            yield source.finding(
                "E203", part.at, f"The section {quoted(part.id)} has no prompts.",
                "Put a prompt below it, or delete it.",
            )  # fmt: skip


def _closing_problems(source: Source, parts: tuple[Part, ...]) -> Iterator[Finding]:
    sections = [part for part in parts if part.role is Role.SECTION]
    closing = [part for part in sections if part.fields and part.fields.is_yes("closing")]
    unread = any(
        part.fields is None and (part.role in (Role.SECTION, Role.UNKNOWN) or len(parts) == 1)
        for part in parts
    )
    if parts and not closing and not unread:
        yield source.finding(
            "E204", (sections or parts)[-1].at, "No section of the set is its ending.",
            "Add “closing: true” to the last section. Whoever skips everything still arrives there.",
        )  # fmt: skip
    for part in closing:
        if part is not sections[-1]:
            yield source.finding(
                "E205", part.at, f"The section {quoted(part.id)} is an ending, but others follow it.",
                "Only the last section can have “closing: true”.",
            )  # fmt: skip
        if part.fields and part.fields.has("show-if"):
            yield source.finding(
                "E206", part.fields.scalar("show-if").at,
                "The ending is only shown sometimes, and then some would find none.",
                "Delete this line; single prompts of the ending can keep conditions.",
            )  # fmt: skip


def _scale_problems(source: Source, fields: Fields) -> Iterator[Finding]:
    lowest, highest = fields.number("from"), fields.number("to")
    if lowest is None or highest is None:
        return
    if lowest >= highest:
        yield source.finding(
            "E334", fields.scalar("to").at, f"This scale runs from {lowest} to {highest}.",
            "Put the smaller number after “from:” and the larger one here.",
        )  # fmt: skip
    elif highest - lowest >= MOST_STEPS:
        yield source.finding(
            "E335", fields.scalar("to").at, f"This scale has {highest - lowest + 1} steps.",
            f"Use up to {MOST_STEPS}; nobody can feel finer differences.",
        )  # fmt: skip


def _choice_problems(source: Source, fields: Fields) -> Iterator[Finding]:
    options = tuple(id_ for id_, _ in fields.pairs("options"))
    for lonely in fields.scalars("alone"):
        if lonely.text not in options:
            yield unknown_option(source, lonely, options)
    for option, branch in fields.labelled("turns"):
        if option.raw not in options:
            yield unknown_option(source, option, options)
        if branch.text not in set(Branch):
            yield source.finding(
                "E338", branch.at,
                f"There is no side path {quoted(branch.text)}.{did_you_mean(branch.text, tuple(Branch))}",
                f"They are: {', '.join(Branch)}.",
            )  # fmt: skip
    most = fields.number("at-most")
    if most is not None and most >= len(options):
        yield source.finding(
            "E337", fields.scalar("at-most").at,
            f"There are {len(options)} options, so a limit of {most} changes nothing.",
            "Give a smaller number, or delete this line.",
        )  # fmt: skip


def unknown_option(source: Source, word: Scalar, options: tuple[str, ...]) -> Finding:
    """A name in a prompt's own field that none of its options has."""
    return source.finding(
        "E307", word.at,
        f"This prompt has no option {quoted(word.text)}.{did_you_mean(word.text, options)}",
        f"Its options are: {', '.join(options)}.",
    )  # fmt: skip
