"""Contents as lines of JSON and back; a line that would lose anything is refused.

What is read must be what this module writes for the values in it. So a misspelt, unknown or doubled
field is never passed over in silence. Every function that reads raises ValueError or TypeError.
"""

from __future__ import annotations

import json
from dataclasses import asdict, astuple, replace
from typing import TYPE_CHECKING, Any, TypeVar

from reflect_cli.journal.draft import Draft
from reflect_cli.journal.installed import Distrusted, Installed
from reflect_cli.journal.plan import Plan, PlanState, PlanStep
from reflect_cli.journal.record import RECORD_VERSION, entry_from_json, entry_to_json
from reflect_cli.promptsets.kinds import PlanMade
from reflect_cli.vault.contents import Revision
from reflect_cli.vault.header import too_new
from reflect_cli.vault.marks import Mark
from reflect_cli.vault.texts import as_json, storable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reflect_cli.journal.entry import Entry, Item

_Kept = TypeVar("_Kept")
_Named = TypeVar("_Named", Plan, Draft)


def of_revisions(revisions: Iterable[Revision]) -> bytes:
    """One line for each revision."""
    return _joined({"at": one.at, "entry": entry_to_json(one.entry)} for one in revisions)


def of_plans(plans: Iterable[Plan]) -> bytes:
    """One line for each plan, its history within it."""
    return _joined(asdict(plan) for plan in plans)


def of_drafts(drafts: Iterable[Draft]) -> bytes:
    """One line for each draft."""
    return _joined(asdict(draft) for draft in drafts)


def of_marks(marks: Iterable[Mark]) -> bytes:
    """One line for each mark."""
    return _joined(asdict(mark) for mark in marks)


def of_settings(settings: Iterable[tuple[str, str]]) -> bytes:
    """One line that holds every setting."""
    return _joined([dict(settings)])


def of_sets(installed: Iterable[Installed], distrusted: Iterable[Distrusted]) -> bytes:
    """One line for each installed set, then one for each key no longer trusted; often none."""
    return _joined([*map(asdict, installed), *map(asdict, distrusted)])


def revisions_in(raw: bytes) -> tuple[Revision, ...]:
    """The revisions in *raw*. Raises VaultTooNew for a record of a newer Reflect."""
    return tuple(_read(line, _revision, of_revisions) for line in _split(raw))


def plans_in(raw: bytes) -> tuple[Plan, ...]:
    """The plans in *raw*, no two with the same id."""
    plans = tuple(_read(line, _plan, of_plans) for line in _split(raw))
    return _without_twins(plans)


def drafts_in(raw: bytes) -> tuple[Draft, ...]:
    """The drafts in *raw*, no two with the same id."""
    drafts = tuple(_read(line, _draft, of_drafts) for line in _split(raw))
    return _without_twins(drafts)


def marks_in(raw: bytes) -> tuple[Mark, ...]:
    """The marks in *raw*, in order, no two of one name about one thing."""
    marks = tuple(_read(line, _mark, of_marks) for line in _split(raw))
    places = [(mark.about, mark.name) for mark in marks]
    if places != sorted(set(places)):
        raise ValueError("a mark stands twice, or out of order")
    return marks


def revision_in(stored: dict[str, Any]) -> Revision:
    """The revision that *stored* is, its fields in any order. Raises VaultTooNew."""
    return _exact(stored, _revision, lambda one: {"at": one.at, "entry": entry_to_json(one.entry)})


def plan_in(stored: dict[str, Any]) -> Plan:
    """The plan that *stored* is, its fields in any order."""
    return _exact(stored, _plan, asdict)


def mark_in(stored: dict[str, Any]) -> Mark:
    """The mark that *stored* is, its fields in any order."""
    return _exact(stored, _mark, asdict)


def settings_in(raw: bytes) -> tuple[tuple[str, str], ...]:
    """The settings in *raw*, by name."""
    (line,) = _split(raw)
    stored = _json(line)
    settings = tuple(sorted(stored.items()))
    _require_storable([text for pair in settings for text in pair])
    if of_settings(settings) != raw:
        raise ValueError("not as written")
    return settings


def sets_in(raw: bytes) -> tuple[tuple[Installed, ...], tuple[Distrusted, ...]]:
    """The installed sets in *raw* and the keys no longer trusted, none of them twice."""
    found = [_set_or_key(_json(line)) for line in _split(raw)]
    installed = tuple(one for one in found if isinstance(one, Installed))
    distrusted = tuple(one for one in found if isinstance(one, Distrusted))
    ids, keys = {one.set_id for one in installed}, {one.words for one in distrusted}
    if len(ids) + len(keys) != len(found) or of_sets(installed, distrusted) != raw:
        raise ValueError("not as written")
    return installed, distrusted


def _set_or_key(stored: dict[str, Any]) -> Installed | Distrusted:
    one = Installed(**stored) if "set_id" in stored else Distrusted(**stored)
    _require_storable(astuple(one))
    return one


def _joined(stored: Iterable[dict[str, Any]]) -> bytes:
    return b"".join(as_json(one).encode() + b"\n" for one in stored)


def _split(raw: bytes) -> list[bytes]:
    *lines, rest = raw.split(b"\n")
    if rest:
        raise ValueError("the last line does not end")
    return lines


def _json(line: bytes) -> dict[str, Any]:
    try:
        stored = json.loads(line.decode())
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(stored, dict):
        raise TypeError
    return stored


def _read(
    line: bytes,
    value_from: Callable[[dict[str, Any]], _Kept],
    lines_of: Callable[[tuple[_Kept]], bytes],
) -> _Kept:
    stored = _json(line)
    try:
        value = value_from(stored)
    except (KeyError, AttributeError, AssertionError):  # the record code asserts what it stored
        raise ValueError("not a record") from None
    if not _is_earlier(stored) and lines_of((value,)) != line + b"\n":
        raise ValueError("not as written")
    return value


def _exact(
    stored: dict[str, Any],
    value_from: Callable[[dict[str, Any]], _Kept],
    stored_of: Callable[[_Kept], dict[str, Any]],
) -> _Kept:
    try:
        value = value_from(stored)
        again = json.loads(json.dumps(stored_of(value)))  # tuples as lists
    except (KeyError, AttributeError, AssertionError):
        raise ValueError("not a record") from None
    if not _is_earlier(stored) and again != stored:
        raise ValueError("not as written")
    return value


def _is_earlier(stored: dict[str, Any]) -> bool:
    """Whether this is a record of an earlier Reflect, which today's code would write otherwise."""
    entry = stored.get("entry")  # of a plan it is an id
    return isinstance(entry, dict) and entry["record"] < RECORD_VERSION


def _revision(stored: dict[str, Any]) -> Revision:
    record = stored["entry"]["record"]
    if type(record) is not int:
        raise TypeError
    if record > RECORD_VERSION:
        raise too_new()
    entry = entry_from_json(stored["entry"])
    _require_storable([*_names_of(entry), stored["at"]])
    _require_texts([entry.title, *(text for item in entry.items for text in _texts_of(item))])
    return Revision(entry, stored["at"])


def _names_of(entry: Entry) -> list[str]:
    """What an entry is listed and found by; half characters may stand in its words only."""
    return [
        entry.id,
        entry.began,
        entry.finished,
        entry.set_id,
        entry.set_version,
        entry.language,
    ]


def _texts_of(item: Item) -> list[str]:
    texts = [item.prompt, item.kind, item.section, item.question, item.at, *item.calls]
    texts += [text for pair in item.options for text in pair]
    if type(item.off_path) is not bool:
        raise TypeError
    match item.value:
        case None:
            return texts
        case PlanMade():
            return [*texts, *astuple(item.value)]
        case tuple():
            return [*texts, *item.value]
        case str():
            return [*texts, item.value]
        case number:
            if type(number) is not int:
                raise TypeError
            return texts


def _plan(stored: dict[str, Any]) -> Plan:
    steps = tuple(
        replace(PlanStep(**step), state=PlanState(step["state"])) for step in stored["history"]
    )
    plan = replace(Plan(**stored), state=PlanState(stored["state"]), history=steps)
    if plan.state is not (steps[-1].state if steps else PlanState.OPEN):
        raise ValueError("it does not stand where its last step says")
    _require_storable([text for step in steps for text in (step.at, step.note)])
    _require_storable([plan.id, plan.entry, plan.prompt, plan.made])
    _require_storable([plan.cue, plan.act, plan.when, plan.who, plan.due])
    return plan


def _draft(stored: dict[str, Any]) -> Draft:
    draft = Draft(**stored)
    _require_storable(astuple(draft))
    return draft


def _mark(stored: dict[str, Any]) -> Mark:
    mark = Mark(**stored)
    _require_storable(astuple(mark))
    if not mark.value:
        raise ValueError("a mark without a value")
    return mark


def _without_twins(kept: tuple[_Named, ...]) -> tuple[_Named, ...]:
    if len({one.id for one in kept}) != len(kept):
        raise ValueError("an id stands twice")
    return kept


def _require_texts(values: Iterable[object]) -> None:
    if not all(isinstance(value, str) for value in values):
        raise TypeError


def _require_storable(values: Iterable[Any]) -> None:
    values = tuple(values)
    _require_texts(values)
    if any(storable(value) != value for value in values):
        raise ValueError("half a character")
