"""Whether the fields of one block are those the table in `spec` asks for, each in its shape."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from reflect_cli.promptsets import scalars
from reflect_cli.promptsets.characters import closest, did_you_mean, quoted, shown
from reflect_cli.promptsets.nodes import Entry, Listing, Node, Scalar, Table
from reflect_cli.promptsets.spec import FORMS, RESERVED, Field, Shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflect_cli.promptsets.findings import Finding, Span
    from reflect_cli.promptsets.source import Source

_OURS = re.compile("x-[a-z0-9-]+")
_REQUIRED = ("required", "mandatory")


@dataclass(frozen=True, slots=True)
class Expected:
    """The fields something can have, and what to call it: “a “short” prompt”, “the header”."""

    fields: tuple[Field, ...]
    owner: str

    @property
    def names(self) -> tuple[str, ...]:
        """What the fields are called."""
        return tuple(field.name for field in self.fields)


def problems(source: Source, table: Table, expected: Expected) -> Iterator[Finding]:
    """Everything wrong with the fields of *table*."""
    known = {field.name: field for field in expected.fields}
    meant: set[str] = set()
    for entry in table.entries:
        if (field := known.get(entry.key.raw)) is not None:
            yield from _problems_with(source, entry.value, field, expected)
        elif not _OURS.fullmatch(entry.key.raw):
            meant.add(closest(entry.key.raw, expected.names))
            yield _unknown(source, entry.key, expected)
    for field in expected.fields:
        if field.required and table.get(field.name) is None and field.name not in meant:
            yield _missing(source, table, field, expected)


def _unknown(source: Source, key: Scalar, expected: Expected) -> Finding:
    if key.raw in _REQUIRED:
        return source.finding(
            "E030",
            key.at,
            "No answer can be made compulsory. Everyone can skip everything.",
            "Delete this line.",
        )
    return source.finding(
        "E021",
        key.at,
        f"{quoted(key.raw)} is no field of {expected.owner}."
        + did_you_mean(key.raw, expected.names),
        f"Its fields are: {', '.join(expected.names)}.",
    )


def _missing(source: Source, table: Table, field: Field, expected: Expected) -> Finding:
    first = table.entries[0].key.at if table.entries else table.at
    return source.finding(
        "E022",
        first,
        f"There is no “{field.name}:” in {expected.owner}.",
        f"Add it. {field.help}",
    )


def _problems_with(
    source: Source, node: Node, field: Field, expected: Expected
) -> Iterator[Finding]:
    if isinstance(node, Scalar) and not node.text.strip() and node.cut is None:
        yield source.finding(
            "E025", node.at, f"“{field.name}:” is empty.", f"Fill it in or delete it. {field.help}"
        )
        return
    match field.shape:
        case Shape.IDS | Shape.LINES:
            yield from _list_problems(source, node, field, expected)
        case Shape.LABELLED:
            yield from _labelled_problems(source, node, field, expected)
        case Shape.ENTRIES:
            yield from _entries_problems(source, node, field)
        case (
            Shape.LINE | Shape.TEXT | Shape.CONDITION | Shape.CHOICE | Shape.ID | Shape.SET_ID
            | Shape.VERSION | Shape.APP_VERSION | Shape.LANGUAGE | Shape.DATE | Shape.NUMBER
            | Shape.DURATION | Shape.FINGERPRINT
        ):  # fmt: skip
            yield from _scalar_problems(source, node, field, expected)
        case _:
            assert_never(field.shape)


def _scalar_problems(
    source: Source, node: Node, field: Field, expected: Expected
) -> Iterator[Finding]:
    if isinstance(node, Scalar):
        yield from scalars.problems(source, node, field, expected.names)
        return
    brackets = source.lines[node.at.line - 1][node.at.column - 1 : node.at.column] in ("[", "{")
    yield source.finding(
        "E023",
        node.at,
        f"“{field.name}:” holds {field.shape.value}, and this is a list.",
        f"If the brackets are part of the text, put the text under “{field.name}: |”."
        if brackets
        else f"Write it as “{field.name}: …” on one line, or below “{field.name}: |”.",
    )


def _list_problems(
    source: Source, node: Node, field: Field, expected: Expected
) -> Iterator[Finding]:
    if not isinstance(node, Listing):
        yield source.finding(
            "E023",
            node.at,
            f"“{field.name}:” holds {field.shape.value}, even if it has one item.",
            f"Write “{field.name}: [first, second]”, or one item to a line after “- ”.",
        )
        return
    yield from _count_problems(source, node.at, len(node.items), field)
    shape = Shape.ID if field.shape is Shape.IDS else Shape.LINE
    one = Field(field.name, shape, field.help, longest=field.longest)
    first: dict[str, int] = {}
    for item in node.items:
        yield from _item_problems(source, item, one, expected)
        if isinstance(item, Scalar) and item.text in first:
            yield _twice(source, item.at, item.text, first[item.text])
        elif isinstance(item, Scalar):
            first[item.text] = item.at.line


def _item_problems(source: Source, item: Node, one: Field, expected: Expected) -> Iterator[Finding]:
    if isinstance(item, Scalar):
        yield from _problems_with(source, item, one, expected)
        return
    yield source.finding(
        "E023",
        item.at,
        f"An item of “{one.name}:” holds {one.shape.value}, and this is a list or a pair.",
        "If there is a colon in the text, put single quotes round the whole text.",
    )


def _twice(source: Source, at: Span, text: str, line: int) -> Finding:
    return source.finding(
        "E017", at, f"{quoted(text)} is listed twice, first on line {line}.", "Keep one of the two."
    )


def _count_problems(source: Source, at: Span, count: int, field: Field) -> Iterator[Finding]:
    if count > field.most:
        yield source.finding(
            "E026",
            at,
            f"“{field.name}:” has {count} items; it can have up to {field.most}.",
            "Leave some out.",
        )
    elif count == 0:
        yield source.finding(
            "E025", at, f"“{field.name}:” is empty.", f"Fill it in or delete it. {field.help}"
        )
    elif count < field.least:
        yield source.finding(
            "E330",
            at,
            f"“{field.name}:” has one item, which leaves nothing to choose.",
            f"Give at least {field.least}.",
        )


def _labelled_problems(
    source: Source, node: Node, field: Field, expected: Expected
) -> Iterator[Finding]:
    if not isinstance(node, Table):
        yield source.finding(
            "E023",
            node.at,
            f"“{field.name}:” holds {field.shape.value}.",
            "Write one to a line, two spaces in, such as “first-id: Its text”, without a hyphen"
            " before it.",
        )
        return
    yield from _count_problems(source, node.at, len(node.entries), field)
    key = Field(field.name, Shape.ID, field.help)
    for entry in node.entries:
        yield from _id_problems(source, entry, key)
        name = shown(entry.key.raw[: key.longest])
        label = Field(name, Shape.LINE, field.help, longest=field.longest)
        yield from _label_problems(source, entry, label, expected)


def _id_problems(source: Source, entry: Entry, key: Field) -> Iterator[Finding]:
    text = entry.key.raw
    if len(text) > key.longest or not re.fullmatch(FORMS[Shape.ID].pattern, text):
        yield source.finding(
            "E027", entry.key.at, f"{quoted(text)} is not an id.",
            f"An id is written in {FORMS[Shape.ID].example}.",
        )  # fmt: skip
    elif text in RESERVED:
        yield scalars.reserved(source, entry.key)


def _label_problems(
    source: Source, entry: Entry, label: Field, expected: Expected
) -> Iterator[Finding]:
    if not isinstance(entry.value, Scalar):
        yield source.finding(
            "E023",
            entry.value.at,
            f"Beside {quoted(entry.key.raw)} stands one line of text, and this is a list.",
            "If brackets or colons are part of the text, put single quotes round it.",
        )
    elif not entry.value.text.strip() and entry.value.cut is None:
        yield source.finding(
            "E025", entry.key.at, f"Beside {quoted(entry.key.raw)} there is no text.",
            "Write what it stands for.",
        )  # fmt: skip
    else:
        yield from scalars.problems(source, entry.value, label, expected.names)


def _entries_problems(source: Source, node: Node, field: Field) -> Iterator[Finding]:
    expected = Expected(field.fields, f"an entry of “{field.name}:”")
    if not isinstance(node, Listing):
        yield source.finding(
            "E023",
            node.at,
            f"“{field.name}:” holds {field.shape.value}.",
            f"Begin each with “- {field.fields[0].name}: …”, two spaces in.",
        )
        return
    yield from _count_problems(source, node.at, len(node.items), field)
    for item in node.items:
        if isinstance(item, Table):
            yield from problems(source, item, expected)
        else:
            yield source.finding(
                "E023",
                item.at,
                f"An entry of “{field.name}:” has fields of its own.",
                f"They are: {', '.join(expected.names)}.",
            )
