"""The entries that filters ask for, found by indexes and never by reading words."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from reflect_cli.journal.path import STAGES
from reflect_cli.vault.texts import match_expression

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflect_cli.journal.wanted import Wanted

    Condition = tuple[str, tuple[str | int, ...]]

#: What the sets that come with Reflect have before their name.
_OURS = "reflect."
_TAGGED = "n {}IN (SELECT entry FROM tagged WHERE tag IN ({}))"
_ANY_TAG = "n IN (SELECT entry FROM tagged)"
_WORKED = "n IN (SELECT entry FROM worked WHERE call IN ({}))"


def where(wanted: Wanted) -> Condition:
    """A condition on the rows of `entry`, and its values."""
    parts = list(_conditions(wanted))
    values = [value for _, given in parts for value in given]
    return " AND ".join(f"({part})" for part, _ in parts), tuple(values)


def is_text_alone(wanted: Wanted) -> bool:
    """Whether nothing but words is looked for, so that the index can be read from its end."""
    return bool(match_expression(wanted.text)) and replace(wanted, text="") == type(wanted)()


def _conditions(wanted: Wanted) -> Iterator[Condition]:
    yield ("binned <> ''" if wanted.binned else "binned = ''"), ()
    if wanted.text:
        words = "n IN (SELECT rowid FROM entry_search WHERE entry_search MATCH ?)"
        expression = match_expression(wanted.text)
        yield (words, (expression,)) if expression else ("FALSE", ())
    if wanted.ids:
        yield "id IN (SELECT value FROM json_each(?))", (json.dumps(wanted.ids),)
    yield from _of_days(wanted)
    if wanted.set_id:
        yield "set_id IN (?, ?)", (wanted.set_id, f"{_OURS}{wanted.set_id}")
    if wanted.kind:
        yield "kind = ?", (wanted.kind.value,)
    yield from _of_the_path(wanted)
    yield from _of_tags(wanted)


def _of_days(wanted: Wanted) -> Iterator[Condition]:
    if wanted.first:
        yield "began >= ?", (wanted.first,)
    if wanted.last and wanted.last < date.max.isoformat():
        after = date.fromisoformat(wanted.last) + timedelta(days=1)
        yield "began < ?", (after.isoformat(),)
    if wanted.year:
        yield "began >= ? AND began < ?", (f"{wanted.year:04}", f"{wanted.year + 1:04}")
    # The inner list comes from the index on `began` alone, which is small.
    for start, number in ((6, wanted.month), (9, wanted.day)):
        if number:
            inside = f"SELECT n FROM entry WHERE substr(began, {start}, 2) = ?"  # noqa: S608 - numbers of ours
            yield f"n IN ({inside})", (f"{number:02}",)


def _of_the_path(wanted: Wanted) -> Iterator[Condition]:
    if wanted.stage:
        calls = STAGES.get(wanted.stage, ())
        worked = _WORKED.format(_marks(calls))
        yield f"set_id = ? OR {worked}", (f"{_OURS}{wanted.stage}", *calls)
    if wanted.call:
        yield "n IN (SELECT entry FROM worked WHERE call = ?)", (wanted.call,)


def _of_tags(wanted: Wanted) -> Iterator[Condition]:
    if wanted.tags and wanted.every_tag:
        for tag in wanted.tags:
            yield _TAGGED.format("", "?"), (tag,)
    elif wanted.tags:
        yield _TAGGED.format("", _marks(wanted.tags)), wanted.tags
    if wanted.without_tags:
        yield _TAGGED.format("NOT ", _marks(wanted.without_tags)), wanted.without_tags
    if wanted.tagged is not None:
        yield (_ANY_TAG if wanted.tagged else f"NOT ({_ANY_TAG})"), ()


def _marks(values: tuple[str, ...]) -> str:
    return ", ".join("?" * len(values))
