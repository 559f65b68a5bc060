"""What one block of a file says, before anyone asks what it means: texts, tables, lists."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflect_cli.promptsets.findings import Span


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value. `style` is the mark before it: nothing, a quotation mark, or `|` or `>`.

    `cut` is the comment that follows so closely that it may be part of the text.
    """

    raw: str
    at: Span
    last_line: int
    style: str = ""
    cut: Span | None = None

    @property
    def is_indented(self) -> bool:
        """Whether it stands on lines of its own, below its field."""
        return self.style in ("|", ">")

    @property
    def text(self) -> str:
        """What the author wrote, in one Unicode spelling, without blanks nobody can see."""
        lines = unicodedata.normalize("NFC", self.raw).split("\n")
        return "\n".join(line.rstrip(" ") for line in lines).strip("\n")


@dataclass(frozen=True, slots=True)
class Entry:
    """A name and what belongs to it."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Table:
    """Names with their values, in the order written."""

    at: Span
    entries: tuple[Entry, ...]

    def get(self, name: str) -> Node | None:
        """What stands under *name*, if anything."""
        return next((entry.value for entry in self.entries if entry.key.raw == name), None)


@dataclass(frozen=True, slots=True)
class Listing:
    """Values in the order written."""

    at: Span
    items: tuple[Node, ...]


Node = Scalar | Table | Listing


def scalars_in(node: Node) -> Iterator[Scalar]:
    """Every value below *node*."""
    match node:
        case Scalar():
            yield node
        case Table():
            for entry in node.entries:
                yield from scalars_in(entry.value)
        case Listing():
            for item in node.items:
                yield from scalars_in(item)
