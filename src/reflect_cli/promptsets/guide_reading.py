"""The guide at the end of a set's file: blocks from `reflect-guide:` on, read and checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.promptsets import fields
from reflect_cli.promptsets.characters import did_you_mean, quoted
from reflect_cli.promptsets.fields import Expected
from reflect_cli.promptsets.guide_spec import GUIDE, GUIDE_BLOCK, STEP, STEP_BLOCK
from reflect_cli.promptsets.model import Guide, GuideStep
from reflect_cli.promptsets.outline import OF_SET, Part, Role
from reflect_cli.promptsets.values import Fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflect_cli.promptsets.blocks import Block
    from reflect_cli.promptsets.findings import Finding
    from reflect_cli.promptsets.nodes import Table
    from reflect_cli.promptsets.source import Source


def parted(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The blocks of the set, and those of the guide that follows it."""
    for order, block in enumerate(blocks):
        if block.first_field == GUIDE_BLOCK:
            return blocks[:order], blocks[order:]
    return blocks, ()


def parts_of(source: Source, blocks: tuple[Block, ...]) -> tuple[Part, ...]:
    """Every block of a guide with its fields, if they are in order."""
    return tuple(_part(source, order, block) for order, block in enumerate(blocks))


def problems(source: Source, guide: tuple[Part, ...], parts: tuple[Part, ...]) -> Iterator[Finding]:
    """Everything wrong with a *guide* to the set made of *parts*."""
    found = [finding for part in guide for finding in part.findings]
    yield from found
    if guide and not found:
        yield from _whole_problems(source, guide, parts)


def built(guide: tuple[Part, ...]) -> Guide | None:
    """The guide in these parts; None where there is none, or one that could not be read."""
    if not guide or any(part.fields is None for part in guide):
        return None
    head, *steps = map(_fields, guide)
    return Guide(
        minutes=head.number("minutes") or 0,
        report=head.text("report"),
        before=head.texts("before"),
        room=head.texts("room"),
        agreements=head.texts("agreements"),
        closing=head.texts("closing"),
        afterwards=head.texts("afterwards"),
        allow=head.texts("allow"),
        steps=tuple(map(_step, steps)),
    )


def _step(one: Fields) -> GuideStep:
    return GuideStep(
        title=one.text(STEP_BLOCK),
        minutes=one.number("minutes") or 0,
        show=one.texts("show"),
        ask=one.text("ask"),
        note=one.text("note"),
        allow=one.texts("allow"),
    )


def _fields(part: Part) -> Fields:
    assert part.fields is not None  # only parts without findings come this far
    return part.fields


def _part(source: Source, order: int, block: Block) -> Part:
    role = Role.STEP if order else Role.GUIDE
    if block.root is None or not block.root.entries:
        return Part(order, role, "", block.opening, None, block.findings)
    found = (*block.findings, *_block_problems(source, block.root, first=order == 0))
    at = block.root.entries[0].key.at
    return Part(order, role, "", at, None if found else Fields(block.root), found)


def _block_problems(source: Source, root: Table, *, first: bool) -> Iterator[Finding]:
    name = root.entries[0].key
    if name.raw == GUIDE_BLOCK and first:
        yield from fields.problems(source, root, Expected(GUIDE, "a guide"))
    elif name.raw == STEP_BLOCK:
        yield from fields.problems(source, root, Expected(STEP, "a step"))
    elif name.raw == GUIDE_BLOCK:
        yield source.finding("E350", name.at, "The file has a guide already.", "Keep one of them.")
    elif name.raw in OF_SET:
        yield source.finding(
            "E350", name.at, "The guide is the end of the file, and this stands below it.",
            "Move this block up, above “reflect-guide:”.",
        )  # fmt: skip
    else:
        yield source.finding(
            "E028", name.at,
            f"No block of a guide begins with {quoted(name.raw)}.{did_you_mean(name.raw, (STEP_BLOCK,))}",
            "After its first block, every one begins with “step:”.",
        )  # fmt: skip


def _whole_problems(
    source: Source, guide: tuple[Part, ...], parts: tuple[Part, ...]
) -> Iterator[Finding]:
    head, *steps = map(_fields, guide)
    minutes = head.scalar("minutes")
    taken = sum(step.number("minutes") or 0 for step in steps)
    if not steps:
        yield source.finding(
            "E351", guide[0].at, "The guide has no steps.",
            "Put blocks below it that begin with “step:”.",
        )  # fmt: skip
    elif taken != int(minutes.text):
        yield source.finding(
            "E351", minutes.at,
            f"The steps take {taken} minutes, and the guide says {minutes.text}.",
            "Change one of the two.",
        )  # fmt: skip
    yield from _other_set(source, head, parts)
    known = tuple(part.id for part in parts if part.role in (Role.SECTION, Role.PROMPT) and part.id)
    for step in steps:
        for shown in step.scalars("show"):
            if shown.text not in known:
                yield source.finding(
                    "E302", shown.at,
                    f"The set has no section and no prompt {quoted(shown.text)}."
                    f"{did_you_mean(shown.text, known)}",
                    "Name one by the id after “section:” or “prompt:”.",
                )  # fmt: skip


def _other_set(source: Source, head: Fields, parts: tuple[Part, ...]) -> Iterator[Finding]:
    """The guide was written for another set, or for another version of this one."""
    header = next((part.fields for part in parts if part.role is Role.HEADER), None)
    for of_guide, of_set in (("of", "id"), ("version", "version")):
        if header is not None and head.has(of_guide) and head.text(of_guide) != header.text(of_set):
            yield source.finding(
                "E352", head.scalar(of_guide).at,
                f"The guide is for {quoted(head.text(of_guide))}, and the set is"
                f" {quoted(header.text(of_set))}.",
                "See that the guide still fits. Then write here what the set says.",
            )  # fmt: skip
