"""The body of a record: an entry, a plan or a step as text, and back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from reflect_cli.journal.record import RECORD_VERSION, entry_from_json, entry_to_json
from reflect_cli.vault.header import too_new
from reflect_cli.vault.texts import as_json
from reflect_cli.vault.troubles import database_damaged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reflect_cli.journal.entry import Entry


def entry_body(entry: Entry) -> str:
    """*entry* as the text of a record."""
    return as_json(entry_to_json(entry))


def entry_in(body: str) -> Entry:
    """The entry in *body*. Raises VaultDamaged, and VaultTooNew for a newer record."""
    stored = _stored(body)
    try:
        return entry_from_json(stored)
    except (KeyError, TypeError, ValueError):
        raise database_damaged() from None


def plan_body(entry: str, prompt: str, made: str, words: Sequence[str]) -> str:
    """A plan as the text of a record; *words* are cue, act, when, who and due."""
    cue, act, when, who, due = words
    plan = {"entry": entry, "prompt": prompt, "made": made, "cue": cue, "act": act, "when": when}
    return as_json({"record": RECORD_VERSION, **plan, "who": who, "due": due})


def plan_in(body: str) -> dict[str, str]:
    """What `plan_body` put into *body*, by name. Raises VaultDamaged and VaultTooNew."""
    names = ("entry", "prompt", "made", "cue", "act", "when", "who", "due")
    stored = _stored(body)
    try:
        return {name: str(stored[name]) for name in names}
    except KeyError:
        raise database_damaged() from None


def step_body(state: str, note: str) -> str:
    """One thing that became of a plan, as the text of a record."""
    return as_json({"record": RECORD_VERSION, "state": state, "note": note})


def step_in(body: str) -> tuple[str, str]:
    """The state and the note in *body*. Raises VaultDamaged and VaultTooNew."""
    stored = _stored(body)
    try:
        return str(stored["state"]), str(stored["note"])
    except KeyError:
        raise database_damaged() from None


def mark_body(name: str, value: str) -> str:
    """One thing noted about an entry or plan, as the text of a record."""
    return as_json({"record": RECORD_VERSION, "name": name, "value": value})


def mark_in(body: str) -> tuple[str, str]:
    """The name and the value of the mark in *body*. Raises VaultDamaged and VaultTooNew."""
    stored = _stored(body)
    try:
        return str(stored["name"]), str(stored["value"])
    except KeyError:
        raise database_damaged() from None


def _stored(body: str) -> dict[str, Any]:
    try:
        stored: dict[str, Any] = json.loads(body)
        newer = stored["record"] > RECORD_VERSION
    except (KeyError, TypeError, ValueError):
        raise database_damaged() from None
    if newer:
        raise too_new()
    return stored
