"""Entries and answers as JSON-ready values, and back without loss."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from reflect_cli.journal.entry import Entry, EntryKind, Item
from reflect_cli.promptsets.kinds import PlanMade, Value

RECORD_VERSION = 1


def value_to_json(value: Value | None) -> Any:  # noqa: ANN401 - JSON is untyped
    """A value as JSON: text, number, list of ids, or {"plan": {…}}."""
    if isinstance(value, PlanMade):
        return {"plan": asdict(value)}
    return list(value) if isinstance(value, tuple) else value


def value_from_json(stored: Any) -> Value | None:  # noqa: ANN401 - JSON is untyped
    """The value that `value_to_json` made *stored* from."""
    if isinstance(stored, dict):
        return PlanMade(**stored["plan"])
    if isinstance(stored, list):
        return tuple(stored)
    assert stored is None or isinstance(stored, (str, int))  # nothing else is ever stored
    return stored


def entry_to_json(entry: Entry) -> dict[str, Any]:
    """*entry* as JSON-ready values, with a `record` number for readers to come."""
    items = [
        {
            "prompt": item.prompt,
            "kind": item.kind,
            "section": item.section,
            "question": item.question,
            "at": item.at,
            "skipped": item.skipped,
            "value": value_to_json(item.value),
            "options": [list(pair) for pair in item.options],
            "calls": list(item.calls),
        }
        for item in entry.items
    ]
    return {
        "record": RECORD_VERSION,
        "id": entry.id,
        "kind": entry.kind.value,
        "title": entry.title,
        "set": entry.set_id,
        "version": entry.set_version,
        "language": entry.language,
        "began": entry.began,
        "finished": entry.finished,
        "items": items,
    }


def entry_from_json(stored: dict[str, Any]) -> Entry:
    """The entry that `entry_to_json` made *stored* from."""
    items = tuple(
        Item(
            prompt=item["prompt"],
            kind=item["kind"],
            section=item["section"],
            question=item["question"],
            at=item["at"],
            value=value_from_json(item["value"]),
            options=tuple((key, label) for key, label in item["options"]),
            calls=tuple(item["calls"]),
        )
        for item in stored["items"]
    )
    return Entry(
        id=stored["id"],
        kind=EntryKind(stored["kind"]),
        title=stored["title"],
        began=stored["began"],
        finished=stored["finished"],
        items=items,
        set_id=stored["set"],
        set_version=stored["version"],
        language=stored["language"],
    )
