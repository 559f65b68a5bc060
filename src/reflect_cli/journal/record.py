"""Entries as JSON-ready values, and back without loss."""

from __future__ import annotations

from typing import Any

from reflect_cli.journal.entry import Entry, EntryKind, Item
from reflect_cli.session.record import value_from_json, value_to_json

RECORD_VERSION = 1


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
            "off-path": item.off_path,
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
            off_path=item["off-path"],
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
