"""The file of a translation, begun or completed: what is missing is put in, what is there stays.

What is put in are the set's own words, to be typed over; the check tells which still are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reflect_cli.authoring.translation import MARK, Key, fingerprint, key_of, texts_in
from reflect_cli.promptsets.nodes import Listing, Node, Scalar, Table
from reflect_cli.promptsets.outline import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reflect_cli.promptsets.outline import Part
    from reflect_cli.promptsets.values import Fields

_NEEDS_QUOTES = re.compile(r"^[\s\-?:,\[\]{}#&*!|>'\"%@`~]|: |\s#|:$|\s$|\t")
_NOTE = """\
# A translation. Type your words over the texts; keep the ids and the lines with “was”.
# Then: reflect author check FILE
"""


def begun(parts: tuple[Part, ...], language: str) -> str:
    """A whole new translation file of the set that *parts* make; none may have findings."""
    blocks = [_header(parts[0], language), *_blocks(parts[1:])]
    return _NOTE + "\n---\n".join(blocks)


def completed(text: str, own: tuple[Part, ...], parts: tuple[Part, ...]) -> str:
    """*text*, a translation with the readable parts *own*, with what it lacks of *parts* put in.

    Missing fields go to the end of their block, missing ids to the end of their list, and missing
    blocks behind the one they follow in the set.
    """
    lines = text.split("\n")
    there = {key_of(part): part for part in own}
    extra: dict[int, list[str]] = {}
    last_key: Key = (Role.HEADER, "")
    for part in parts:
        key = key_of(part)
        if key in there:
            for after, added in _missing(part, there[key]):
                extra.setdefault(after, []).extend(added)
            last_key = key
        elif texts_in(part):
            end = _end(there[last_key])
            block = ["", "---", *_block(part).rstrip("\n").split("\n")]
            extra.setdefault(end, []).extend(block)
    result: list[str] = []
    for number, line in enumerate(lines, start=1):
        result += [line, *extra.get(number, ())]
    return "\n".join(result)


def _header(part: Part, language: str) -> str:
    assert part.fields is not None  # a part without findings has them
    fields = part.fields
    return (
        f"{MARK}: 1\nof: {fields.text('id')}\nversion: {fields.text('version')}\n"
        f"language: {language}\nwas: {fingerprint(part)}\n"
        f"{fields_written(texts_in(part))}{support_written(fields)}"
    )


def support_written(header: Fields) -> str:
    """The people to turn to in *header*, as its field."""
    return "support:\n" + "".join(map(_entry, header.entries("support")))


def _entry(entry: Fields) -> str:
    rows = [("name", entry.text("name")), ("reach", entry.text("reach"))]
    rows += [("for", entry.text("for"))] if entry.has("for") else []
    written = [_field(name, text, "    ") for name, text in rows]
    written.append(f"    checked: {entry.text('checked')}\n")
    return "  - " + "".join(written)[4:]


def _blocks(parts: tuple[Part, ...]) -> Iterator[str]:
    yield from (_block(part) for part in parts if texts_in(part))


def _block(part: Part) -> str:
    return (
        f"{part.role.value}: {part.id}\nwas: {fingerprint(part)}\n{fields_written(texts_in(part))}"
    )


def fields_written(texts: Mapping[str, str]) -> str:
    """*texts*, named as `texts_in` names them, as fields of a block."""
    written, within = [], ""
    for name, text in texts.items():
        field, _, id_ = name.partition(" ")
        if id_ and field != within:
            written.append(f"{field}:\n")
        within = field if id_ else ""
        written.append(_field(id_, text, "  ") if id_ else _field(field, text, ""))
    return "".join(written)


#: Fields that hold one line; a text of any length stands under `|`.
_ONE_LINE = ("title", "low", "high", "name")


def _field(name: str, text: str, lead: str) -> str:
    if name in _ONE_LINE or lead == "  ":
        return f"{lead}{name}: {_line(text)}\n"
    rows = "".join(f"{lead}  {row}\n" if row else "\n" for row in text.split("\n"))
    return f"{lead}{name}: |\n{rows}"


def _line(text: str) -> str:
    if _NEEDS_QUOTES.search(text):
        return "'" + text.replace("'", "''") + "'"
    return text


def _missing(part: Part, there: Part) -> Iterator[tuple[int, list[str]]]:
    """(number of the line to follow, lines to put in) for what a translated block lacks."""
    assert there.fields is not None  # only readable parts are completed
    have = texts_in(there)
    lacking = {name: text for name, text in texts_in(part).items() if name not in have}
    new: dict[str, str] = {}
    for name, text in lacking.items():
        field, _, id_ = name.partition(" ")
        if id_ and there.fields.has(field):
            pairs = there.fields.labelled(field)
            lead = " " * (pairs[-1][0].at.column - 1)
            yield pairs[-1][1].last_line, [f"{lead}{id_}: {_line(text)}"]
        else:
            new[name] = text
    if new:
        yield _end(there), fields_written(new).rstrip("\n").split("\n")
    if part.role is Role.HEADER and part.fields and not there.fields.has("support"):
        yield _end(there), support_written(part.fields).rstrip("\n").split("\n")


def _end(part: Part) -> int:
    """The number of the last line that a part says something on."""
    assert part.fields is not None  # only readable parts are completed
    return max(lines_of(part.fields.table))


def lines_of(node: Node) -> Iterator[int]:
    """The numbers of lines that *node* stands on, its first and its last among them."""
    match node:
        case Scalar():
            yield node.last_line
        case Table():
            for entry in node.entries:
                yield entry.key.at.line
                yield from lines_of(entry.value)
        case Listing():
            yield node.at.line
            for item in node.items:
                yield from lines_of(item)
