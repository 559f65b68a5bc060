"""The guide at the end of a set's file: blocks from `reflect-guide:` on, read and checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.promptsets import fields
from reflect_cli.promptsets.characters import did_you_mean, quoted
from reflect_cli.promptsets.fields import Expected
from reflect_cli.promptsets.guide_spec import GUIDE, GUIDE_BLOCK, STEP, STEP_BLOCK
from reflect_cli.promptsets.model import Guide, GuideStep
from reflect_cli.promptsets.outline import Role
from reflect_cli.promptsets.values import Fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflect_cli.promptsets.blocks import Block
    from reflect_cli.promptsets.findings import Finding
    from reflect_cli.promptsets.outline import Part
    from reflect_cli.promptsets.source import Source


def parted(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The blocks of the set, and those of the guide that follows it."""
    for order, block in enumerate(blocks):
        if _first_field(block) == GUIDE_BLOCK:
            return blocks[:order], blocks[order:]
    return blocks, ()


def problems(
    source: Source, blocks: tuple[Block, ...], parts: tuple[Part, ...]
) -> Iterator[Finding]:
    """Everything wrong with the *blocks* of a guide to the set made of *parts*."""
    found: list[Finding] = []
    for order, block in enumerate(blocks):
        found += block.findings
        if block.root is not None and block.root.entries:
            found += _block_problems(source, block, first=order == 0)
    yield from found
    if blocks and not found:
        yield from _whole_problems(source, blocks, parts)


def built(blocks: tuple[Block, ...]) -> Guide | None:
    """The guide in *blocks*, none of which may have findings; None where there are no blocks."""
    if not blocks:
        return None
    head, *steps = map(_fields, blocks)
    return Guide(
        minutes=head.number("minutes") or 0,
        report=head.text("report"),
        before=head.texts("before"),
        room=head.texts("room"),
        agreements=head.texts("agreements"),
        closing=head.texts("closing"),
        afterwards=head.texts("afterwards"),
        steps=tuple(map(_step, steps)),
    )


def _step(one: Fields) -> GuideStep:
    return GuideStep(
        title=one.text(STEP_BLOCK),
        minutes=one.number("minutes") or 0,
        show=one.texts("show"),
        ask=one.text("ask"),
        note=one.text("note"),
    )


def _first_field(block: Block) -> str:
    if block.root is not None and block.root.entries:
        return block.root.entries[0].key.raw
    return block.guessed_name()[0]


def _fields(block: Block) -> Fields:
    assert block.root is not None  # only blocks without findings come this far
    return Fields(block.root)


def _block_problems(source: Source, block: Block, *, first: bool) -> Iterator[Finding]:
    assert block.root is not None  # the caller leaves out blocks that could not be read
    name = block.root.entries[0].key
    if name.raw == GUIDE_BLOCK and first:
        yield from fields.problems(source, block.root, Expected(GUIDE, "a guide"))
    elif name.raw == STEP_BLOCK:
        yield from fields.problems(source, block.root, Expected(STEP, "a step"))
    elif name.raw == GUIDE_BLOCK:
        yield source.finding("E350", name.at, "The file has a guide already.", "Keep one of them.")
    elif name.raw in tuple(Role):
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
    source: Source, blocks: tuple[Block, ...], parts: tuple[Part, ...]
) -> Iterator[Finding]:
    head, *steps = map(_fields, blocks)
    minutes = head.scalar("minutes")
    taken = sum(step.number("minutes") or 0 for step in steps)
    if not steps:
        yield source.finding(
            "E351", blocks[0].opening, "The guide has no steps.",
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
