"""The entries that filters ask for, found by indexes and never by reading words.

Each condition is a list of rows from one small index, because a walk through the rows themselves
takes a tenth of a second at a hundred thousand entries when few of them are wanted. What is in the bin is not in
the indexes of words and calls, so there only days, sets, kinds, tags and ids find anything.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from reflect_cli.journal.path import STAGES
from reflect_cli.promptsets.model import OWN
from reflect_cli.vault.texts import match_expression

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflect_cli.journal.wanted import Wanted

    Condition = tuple[str, tuple[str | int, ...]]

#: What the sets that come with Reflect have before their name.
_IN_THE_BIN = "n IN (SELECT n FROM entry WHERE binned > '')"
_IN_SIGHT = "binned = '' AND n NOT IN (SELECT n FROM entry WHERE opens > '')"
_TAGGED = "n {}IN (SELECT entry FROM tagged WHERE tag IN ({}))"
_ANY_TAG = "n IN (SELECT entry FROM tagged)"
_OF_SET = "SELECT n FROM entry WHERE +binned = '' AND set_id IN (?, ?)"  # by the index on sets
_ON_STAGE = f"n IN ({_OF_SET} UNION SELECT entry FROM worked WHERE call IN ({{}}))"  # noqa: S608 - of ours
_BEGUN = "n IN (SELECT n FROM entry WHERE {})"


def where(wanted: Wanted) -> Condition:
    """A condition on the rows of `entry`, and its values."""
    parts = list(_conditions(wanted))
    values = [value for _, given in parts for value in given]
    return " AND ".join(f"({part})" for part, _ in parts), tuple(values)


def is_text_alone(wanted: Wanted) -> bool:
    """Whether nothing but words is looked for, so that the index can be read from its end."""
    return bool(match_expression(wanted.text)) and replace(wanted, text="") == type(wanted)()


def _conditions(wanted: Wanted) -> Iterator[Condition]:
    yield (_IN_THE_BIN if wanted.binned else _IN_SIGHT), ()
    if wanted.text:
        words = "n IN (SELECT rowid FROM entry_search WHERE entry_search MATCH ?)"
        expression = match_expression(wanted.text)
        yield (words, (expression,)) if expression else ("FALSE", ())
    if wanted.ids:
        yield "id IN (SELECT value FROM json_each(?))", (json.dumps(wanted.ids),)
    yield from _of_days(wanted)
    if wanted.set_id:
        names = (wanted.set_id, f"{OWN}{wanted.set_id}")
        yield _of_set(names, binned=wanted.binned)
    if wanted.kind:
        yield "kind = ?", (wanted.kind.value,)
    yield from _of_the_path(wanted)
    yield from _of_tags(wanted)


def _of_set(names: tuple[str, str], *, binned: bool) -> Condition:
    return ("set_id IN (?, ?)" if binned else f"n IN ({_OF_SET})"), names


def _of_days(wanted: Wanted) -> Iterator[Condition]:
    """The days, from the index on `began` alone, which is small."""
    ranges = []
    if wanted.first:
        ranges.append(("began >= ?", wanted.first))
    if wanted.last and wanted.last < date.max.isoformat():
        after = date.fromisoformat(wanted.last) + timedelta(days=1)
        ranges.append(("began < ?", after.isoformat()))
    if wanted.year:
        ranges += [("began >= ?", f"{wanted.year:04}"), ("began < ?", f"{wanted.year + 1:04}")]
    if wanted.month:
        ranges.append(("substr(began, 6, 2) = ?", f"{wanted.month:02}"))
    if wanted.day:
        ranges.append(("substr(began, 9, 2) = ?", f"{wanted.day:02}"))
    if ranges:
        inside = " AND ".join(condition for condition, _ in ranges)
        yield _BEGUN.format(inside), tuple(value for _, value in ranges)


def _of_the_path(wanted: Wanted) -> Iterator[Condition]:
    if wanted.stage:
        calls = STAGES.get(wanted.stage, ())
        of_set, names = _of_set((f"{OWN}{wanted.stage}",) * 2, binned=wanted.binned)
        yield (
            (of_set, names)
            if wanted.binned
            else (_ON_STAGE.format(_marks(calls)), (*names, *calls))
        )
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
