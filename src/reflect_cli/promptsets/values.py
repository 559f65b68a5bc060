"""What the fields of one block hold, once they are known to be in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reflect_cli.promptsets.nodes import Listing, Scalar, Table

if TYPE_CHECKING:
    from reflect_cli.promptsets.nodes import Node

_DAYS = {"day": 1, "week": 7, "month": 30}
MOST_DAYS = 730


def days_in(duration: str) -> int:
    """The days in `14 days`, `2 weeks` or `3 months`; a month counts as thirty."""
    number, unit = duration.split(" ")
    return int(number) * _DAYS[unit.removesuffix("s")]


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one block, or of one entry in it. What is absent reads as empty."""

    table: Table

    def has(self, name: str) -> bool:
        """Whether the author wrote this field."""
        return self.table.get(name) is not None

    def scalar(self, name: str) -> Scalar:
        """A field that is there, with its place."""
        return _scalar(self.table.get(name))

    def text(self, name: str) -> str:
        """The text of a field."""
        return self.scalar(name).text if self.has(name) else ""

    def number(self, name: str) -> int | None:
        """The number in a field."""
        return int(self.text(name)) if self.has(name) else None

    def days(self, name: str) -> int | None:
        """The days in a field that holds a length of time."""
        return days_in(self.text(name)) if self.has(name) else None

    def is_yes(self, name: str) -> bool:
        """Whether a field says yes."""
        return self.text(name) in ("yes", "true")

    def scalars(self, name: str) -> tuple[Scalar, ...]:
        """The items of a list, with their places."""
        node = self.table.get(name)
        return tuple(map(_scalar, node.items)) if isinstance(node, Listing) else ()

    def texts(self, name: str) -> tuple[str, ...]:
        """The items of a list."""
        return tuple(scalar.text for scalar in self.scalars(name))

    def labelled(self, name: str) -> tuple[tuple[Scalar, Scalar], ...]:
        """Ids with their texts, in the order written, with their places."""
        node = self.table.get(name)
        entries = node.entries if isinstance(node, Table) else ()
        return tuple((entry.key, _scalar(entry.value)) for entry in entries)

    def pairs(self, name: str) -> tuple[tuple[str, str], ...]:
        """Ids with their texts, in the order written."""
        return tuple((key.raw, value.text) for key, value in self.labelled(name))

    def entries(self, name: str) -> tuple[Fields, ...]:
        """The entries of a list, each with fields of its own."""
        node = self.table.get(name)
        items = node.items if isinstance(node, Listing) else ()
        return tuple(Fields(item) for item in items if isinstance(item, Table))


def _scalar(node: Node | None) -> Scalar:
    assert isinstance(node, Scalar)  # the check of fields lets nothing else through
    return node
