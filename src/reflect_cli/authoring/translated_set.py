"""A translated set as a set file of its own, with the proof that it says what the translation says.

Everything that is no text stays: ids, kinds, conditions, comments, and the guide for an evening.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.authoring.translation import applied, key_of, texts_in
from reflect_cli.authoring.translation_fill import fields_written, lines_of, support_written
from reflect_cli.promptsets.nodes import Table
from reflect_cli.promptsets.outline import Role
from reflect_cli.promptsets.reading import examined, set_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflect_cli.authoring.translation import Translation
    from reflect_cli.promptsets.nodes import Entry
    from reflect_cli.promptsets.outline import Part
    from reflect_cli.promptsets.reading import Examined

#: (first line, last line, what stands there instead)
Change = tuple[int, int, str]


class SaysOtherwise(Exception):
    """The file would not say what the translation says: a mistake of ours, and nothing is written."""


def whole_set(original: Examined, translation: Translation) -> bytes:
    """The set in *original*, which has no findings, in the words of *translation*.

    What is not translated stays in the set's own words. Raises SaysOtherwise rather than return
    another meaning.
    """
    assert original.source is not None  # a file without findings has lines
    lines = list(original.source.lines)
    changes = [change for part in original.parts for change in _changes(part, translation)]
    for first, last, text in sorted(changes, reverse=True):
        lines[first - 1 : last] = text.rstrip("\n").split("\n")
    result = ("\n".join(lines).rstrip("\n") + "\n").encode("utf-8")
    again = examined(result)
    if again.findings or set_in(again) != applied(set_in(original), translation):
        raise SaysOtherwise
    return result


def _changes(part: Part, translation: Translation) -> Iterator[Change]:
    theirs = translation.parts.get(key_of(part))
    if part.fields is None or theirs is None or theirs.fields is None:
        return
    said = {**texts_in(part), **texts_in(theirs)}
    for entry in part.fields.table.entries:
        if text := _rewritten(entry, part, said, translation):
            yield entry.key.at.line, max(entry.key.at.line, *lines_of(entry.value)), text


def _rewritten(entry: Entry, part: Part, said: dict[str, str], translation: Translation) -> str:
    """The field *entry* in other words; nothing for one that has none."""
    name, header = entry.key.raw, translation.header
    if part.role is Role.HEADER and name == "language":
        return f"language: {translation.language}"
    if part.role is Role.HEADER and name == "support" and header.has("support"):
        return support_written(header)
    if part.role is Role.HEADER and name == "authors" and part.fields:
        return _authors(part.fields.texts("authors"), header.texts("translators"))
    if isinstance(entry.value, Table):
        ids = [inner.key.raw for inner in entry.value.entries]
        texts = {f"{name} {id_}": said[f"{name} {id_}"] for id_ in ids if f"{name} {id_}" in said}
        return fields_written(texts)
    return fields_written({name: said[name]}) if name in said else ""


def _authors(authors: tuple[str, ...], translators: tuple[str, ...]) -> str:
    named = dict.fromkeys((*authors, *translators))
    return "authors:\n" + "".join(f"  - {_quoted(one)}\n" for one in named)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
