"""A set file put into the house style, with the proof that it still says the same.

Texts go under `|`, where no sign ends them early. Blocks get one empty line before their three
hyphens, ends of lines become the plain kind, and blanks that nobody sees go. What a text says,
the order of fields, and every comment stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reflect_cli.authoring.translation import is_translation
from reflect_cli.authoring.translation_check import read_translation
from reflect_cli.promptsets.guide_spec import GUIDE, STEP
from reflect_cli.promptsets.nodes import Entry, Listing, Node, Scalar, Table
from reflect_cli.promptsets.reading import examined
from reflect_cli.promptsets.spec import Shape, every_field

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reflect_cli.promptsets.findings import Finding
    from reflect_cli.promptsets.outline import Part
    from reflect_cli.promptsets.source import Source

_SEPARATOR = "---"


@dataclass(frozen=True, slots=True)
class Formatted:
    """The file in the house style, or the findings that keep it from being read."""

    data: bytes
    findings: tuple[Finding, ...] = ()
    moved: int = 0


class MeaningChanged(Exception):
    """The formatted file would say something else: a mistake of ours, and nothing is written."""


def formatted(data: bytes) -> Formatted:
    """*data* in the house style. Raises MeaningChanged rather than return another meaning."""
    source, blocks, findings = _read(data)
    if source is None or findings:
        return Formatted(data, findings)
    lines, moved = _with_texts_moved(source, blocks)
    _, between, _ = _read("\n".join(lines).encode("utf-8"))
    rows = _spaced(lines, _lines_of_texts(lines, between))
    result = ("\n".join(rows) + "\n").encode("utf-8")
    _, again, problems = _read(result)
    is_same = _said_in(blocks) == _said_in(again)
    if problems or not is_same or _comments(source.lines, blocks) != _comments(rows, again):
        raise MeaningChanged
    return Formatted(result, moved=moved)


def _read(data: bytes) -> tuple[Source | None, tuple[Table, ...], tuple[Finding, ...]]:
    """The file, its blocks as far as they could be read, those of a guide too, and what is wrong."""
    if is_translation(data):
        source, parts, findings = read_translation(data)
        return source, _tables(parts), findings
    file = examined(data)
    return file.source, _tables((*file.parts, *file.guide)), file.findings


def _tables(parts: tuple[Part, ...]) -> tuple[Table, ...]:
    return tuple(part.fields.table for part in parts if part.fields is not None)


Meaning = str | tuple["Meaning", ...]


def _said_in(blocks: tuple[Table, ...]) -> Meaning:
    """What the blocks say, without where or how it is written."""
    return tuple(map(_said, blocks))


def _said(node: Node) -> Meaning:
    match node:
        case Scalar():
            return node.text
        case Table():
            return tuple((entry.key.raw, _said(entry.value)) for entry in node.entries)
        case Listing():
            return tuple(map(_said, node.items))


def _comments(lines: Sequence[str], blocks: tuple[Table, ...]) -> list[str]:
    """The lines that are comments; a line of a text that begins with a hash mark is none."""
    texts = _lines_of_texts(lines, blocks)
    rows = (line.strip() for number, line in enumerate(lines) if number not in texts)
    return [row for row in rows if row.startswith("#")]


def _with_texts_moved(source: Source, blocks: tuple[Table, ...]) -> tuple[list[str], int]:
    """The lines of the file with one-line texts put under `|`, and how many were."""
    moves = {
        entry.value.at.line: entry
        for block in blocks
        for entry in _one_line_texts(block)
        if isinstance(entry.value, Scalar) and _can_move(source, entry.key, entry.value)
    }
    lines: list[str] = []
    for number, line in enumerate(source.lines, start=1):
        if (entry := moves.get(number)) is None or not isinstance(entry.value, Scalar):
            lines.append(line)
            continue
        lines.append(f"{line[: entry.value.at.column - 1].rstrip()} |")
        lines.append(" " * (entry.key.at.column + 1) + entry.value.text)
    return lines, len(moves)


def _one_line_texts(table: Table) -> Iterator[Entry]:
    """Every field below *table* that holds a text of any length, written on one line."""
    for entry in table.entries:
        match entry.value:
            case Scalar() if not entry.value.is_indented and _is_text(entry.key.raw):
                yield entry
            case Listing():
                for item in entry.value.items:
                    if isinstance(item, Table):
                        yield from _one_line_texts(item)


_TEXT_FIELDS = frozenset(
    field.name for field in (*every_field(), *GUIDE, *STEP) if field.shape is Shape.TEXT
)


def _is_text(name: str) -> bool:
    return name in _TEXT_FIELDS


def _can_move(source: Source, key: Scalar, value: Scalar) -> bool:
    """Whether nothing else stands on the line, and the text has no blank at its edge."""
    line = source.lines[value.at.line - 1]
    is_alone = not line[value.at.column - 1 + value.at.length :].strip()
    begins = line[: key.at.column - 1].replace("-", " ").isspace() or key.at.column == 1
    is_plain = value.text == value.text.strip() and "\n" not in value.text
    return is_alone and begins and is_plain and key.at.line == value.at.line


def _lines_of_texts(lines: Sequence[str], blocks: tuple[Table, ...]) -> frozenset[int]:
    """The lines, counted from nought, that stand inside a text under `|` or `>`."""
    inside: set[int] = set()
    for block in blocks:
        for scalar in _indented(block):
            last = scalar.last_line
            while last > scalar.at.line and not lines[last - 1].strip():
                last -= 1
            inside.update(range(scalar.at.line, last))
    return frozenset(inside)


def _indented(node: Node) -> Iterator[Scalar]:
    match node:
        case Scalar() if node.is_indented:
            yield node
        case Table():
            for entry in node.entries:
                yield from _indented(entry.value)
        case Listing():
            for item in node.items:
                yield from _indented(item)


def _spaced(lines: list[str], texts: frozenset[int]) -> list[str]:
    """*lines* with one empty line before each separator, none after it, and never two."""
    spaced: list[str] = []
    for number, line in enumerate(lines):
        bare = line.rstrip(" \t")
        if number in texts:
            spaced.append(bare)
        elif bare == _SEPARATOR:
            while spaced and not spaced[-1]:
                spaced.pop()
            spaced += ["", _SEPARATOR] if spaced else [_SEPARATOR]
        elif bare or (spaced and spaced[-1] not in ("", _SEPARATOR)):
            spaced.append(bare)
    while spaced and not spaced[-1]:
        spaced.pop()
    return spaced
