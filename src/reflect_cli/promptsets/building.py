"""Parts that are all in order, as the values of the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.promptsets.condition_language import Unclear, parsed
from reflect_cli.promptsets.findings import Span
from reflect_cli.promptsets.model import (
    Branch,
    InGroup,
    Kind,
    Option,
    Prompt,
    PromptSet,
    Revisit,
    Scale,
    Section,
    Support,
)
from reflect_cli.promptsets.nodes import Table
from reflect_cli.promptsets.outline import Part, Role
from reflect_cli.promptsets.values import Fields

if TYPE_CHECKING:
    from reflect_cli.promptsets.conditions import Condition

_NOTHING = Fields(Table(Span(1, 1), ()))


def built(parts: tuple[Part, ...]) -> PromptSet:
    """The prompt set that *parts* make; none of them may have findings."""
    return _set(_fields(parts[0]), _sections(parts[1:]))


def sketched(parts: tuple[Part, ...]) -> PromptSet:
    """What can be told of a set whose other parts have findings. It is for checks, never to walk.

    A condition that makes no sense is left out; prompts before any section stand in one without
    a name.
    """
    sound = [part for part in parts if part.fields is not None]
    header = next((part for part in sound if part.role is Role.HEADER), None)
    body = tuple(part for part in sound if part.role in (Role.SECTION, Role.PROMPT))
    first = next((n for n, part in enumerate(body) if part.role is Role.SECTION), len(body))
    stray = tuple(_prompt(_fields(part)) for part in body[:first])
    unnamed = (Section(id="", title="", prompts=stray),) if stray else ()
    return _set(_fields(header) if header else _NOTHING, (*unnamed, *_sections(body[first:])))


def _set(header: Fields, sections: tuple[Section, ...]) -> PromptSet:
    return PromptSet(
        id=header.text("id"),
        version=header.text("version"),
        title=header.text("title"),
        language=header.text("language"),
        summary=header.text("summary"),
        authors=header.texts("authors"),
        licence=header.text("licence"),
        content_note=header.text("content-note"),
        support=tuple(map(_support, header.entries("support"))),
        sections=sections,
        contact=header.text("contact"),
        needs_app=header.text("needs-app"),
        audience=header.text("audience"),
        before_you_start=header.text("before-you-start"),
        sources=header.pairs("sources"),
        calls=header.pairs("calls"),
        revisit=tuple(map(_revisit, header.entries("revisit"))),
    )


def _fields(part: Part) -> Fields:
    assert part.fields is not None  # only parts without findings come this far
    return part.fields


def _support(fields: Fields) -> Support:
    return Support(
        fields.text("name"), fields.text("reach"), fields.text("checked"), fields.text("for")
    )


def _revisit(fields: Fields) -> Revisit:
    return Revisit(fields.days("after") or 0, fields.texts("prompts"), fields.text("note"))


def _sections(parts: tuple[Part, ...]) -> tuple[Section, ...]:
    starts = [order for order, part in enumerate(parts) if part.role is Role.SECTION]
    ends = [*starts[1:], len(parts)] if starts else []
    return tuple(
        _section(_fields(parts[start]), parts[start + 1 : end])
        for start, end in zip(starts, ends, strict=True)
    )


def _section(fields: Fields, prompts: tuple[Part, ...]) -> Section:
    return Section(
        id=fields.text("section"),
        title=fields.text("title"),
        prompts=tuple(_prompt(_fields(part)) for part in prompts),
        show_if=_condition(fields),
        closing=fields.is_yes("closing"),
        note=fields.text("note"),
        facilitator=fields.text("facilitator"),
    )


def _prompt(fields: Fields) -> Prompt:
    kind = Kind(fields.text("kind"))
    return Prompt(
        id=fields.text("prompt"),
        kind=kind,
        text=fields.text("ask" if kind.asks else "say"),
        show_if=_condition(fields),
        recall=fields.texts("recall"),
        help=fields.text("help"),
        why=fields.text("why"),
        content_note=fields.text("content-note"),
        minutes=fields.number("minutes"),
        calls=fields.texts("calls"),
        revisit_days=fields.days("revisit"),
        former_ids=fields.texts("former-ids"),
        facilitator=fields.text("facilitator"),
        in_group=InGroup(fields.text("in-group") or InGroup.SHOW),
        on_paper=fields.text("on-paper"),
        allow=fields.texts("allow"),
        options=tuple(Option(id_, label) for id_, label in fields.pairs("options")),
        alone=fields.texts("alone"),
        at_most=fields.number("at-most"),
        scale=_scale(fields) if kind is Kind.SCALE else None,
        starter=fields.text("starter"),
        seconds=fields.number("seconds"),
        turns=_turns(fields),
        of_this_person=fields.is_yes("this-person"),
    )


def _turns(fields: Fields) -> tuple[tuple[str, Branch], ...]:
    known = frozenset(Branch)  # in a sketch there may be others: the reader has told them
    pairs = fields.pairs("turns")
    return tuple((option, Branch(branch)) for option, branch in pairs if branch in known)


def _scale(fields: Fields) -> Scale:
    return Scale(
        int(fields.text("from")), int(fields.text("to")), fields.text("low"), fields.text("high")
    )


def _condition(fields: Fields) -> Condition | None:
    if not fields.has("show-if"):
        return None
    try:
        return parsed(fields.text("show-if")).condition
    except Unclear:  # only in a sketch: the reader has told it
        return None
