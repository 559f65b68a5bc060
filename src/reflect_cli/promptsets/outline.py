"""A file as its parts: header, sections and prompts in order, as far as each could be read.

A part with findings has no `fields`, and nothing more is said about it; its id, read off its
first line, still stands, so that others can name it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reflect_cli.promptsets import fields
from reflect_cli.promptsets.characters import did_you_mean, quoted
from reflect_cli.promptsets.fields import Expected
from reflect_cli.promptsets.model import Kind
from reflect_cli.promptsets.nodes import Scalar, Table
from reflect_cli.promptsets.spec import HEADER, SECTION, fields_of
from reflect_cli.promptsets.values import Fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflect_cli.promptsets.blocks import Block
    from reflect_cli.promptsets.findings import Finding, Span
    from reflect_cli.promptsets.source import Source


class Role(StrEnum):
    """What a block is, told by its first field."""

    HEADER = "reflect-set"
    SECTION = "section"
    PROMPT = "prompt"
    GUIDE = "reflect-guide"
    STEP = "step"
    UNKNOWN = ""


#: The blocks of the set itself; a guide for an evening can follow them.
OF_SET = (Role.HEADER, Role.SECTION, Role.PROMPT)


@dataclass(frozen=True, slots=True)
class Part:
    """A block and what it is. `order` counts from nought; `at` is where it is named."""

    order: int
    role: Role
    id: str
    at: Span
    fields: Fields | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def kind(self) -> Kind | None:
        """The kind of a prompt that could be read."""
        is_prompt = self.role is Role.PROMPT and self.fields is not None
        return Kind(self.fields.text("kind")) if self.fields and is_prompt else None


def parts_of(source: Source, blocks: tuple[Block, ...]) -> tuple[Part, ...]:
    """Every block with its role, its id, and its fields if they are in order."""
    return tuple(_part(source, order, block) for order, block in enumerate(blocks))


def _part(source: Source, order: int, block: Block) -> Part:
    if block.root is None or not block.root.entries:
        return _unread(order, block)
    first = block.root.entries[0]
    role = _role(first.key.raw)
    name = first.value.text if isinstance(first.value, Scalar) else ""
    found = tuple(_problems(source, block.root, role))
    read = None if found else Fields(block.root)
    return Part(order, role, name, first.key.at, read, found)


def _unread(order: int, block: Block) -> Part:
    field, name = block.guessed_name()
    return Part(order, _role(field), name, block.opening, None, block.findings)


def _role(field: str) -> Role:
    return Role(field) if field in OF_SET else Role.UNKNOWN


def _problems(source: Source, root: Table, role: Role) -> Iterator[Finding]:
    match role:
        case Role.HEADER:
            yield from fields.problems(source, root, Expected(HEADER, "the header"))
        case Role.SECTION:
            yield from fields.problems(source, root, Expected(SECTION, "a section"))
        case Role.PROMPT:
            yield from fields.problems(source, root, _expected_of_prompt(root))
        case _:
            yield _unknown_block(source, root)


def _expected_of_prompt(root: Table) -> Expected:
    """The fields of the prompt's kind; without a kind, those any prompt can have."""
    kind = root.get("kind")
    if isinstance(kind, Scalar) and kind.text in tuple(Kind):
        article = "an" if kind.text.startswith("a") else "a"
        return Expected(fields_of(Kind(kind.text)), f"{article} “{kind.text}” prompt")
    known = {field.name: field for kind in Kind for field in fields_of(kind)}
    common = {field.name for field in fields_of(Kind.READ)} - {"say"}
    some = (field for field in known.values() if field.name in common or root.get(field.name))
    return Expected(tuple(some), "a prompt")


def _unknown_block(source: Source, root: Table) -> Finding:
    first = root.entries[0].key
    names = tuple(role.value for role in OF_SET)
    later = next((entry.key for entry in root.entries if entry.key.raw in names), None)
    if later is not None:
        return source.finding(
            "E028",
            later.at,
            f"“{later.raw}:” has to be the first field of its block.",
            f"Move this line up, above {quoted(first.raw)}.",
        )
    return source.finding(
        "E028",
        first.at,
        f"No block begins with {quoted(first.raw)}.{did_you_mean(first.raw, names)}",
        "The first block begins with “reflect-set:”, every other with “section:” or “prompt:”.",
    )
