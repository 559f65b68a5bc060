"""The body of a revision: an entry as text, and back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reflect_cli.journal.record import RECORD_VERSION, entry_from_json, entry_to_json
from reflect_cli.vault.header import too_new
from reflect_cli.vault.texts import as_json
from reflect_cli.vault.troubles import database_damaged

if TYPE_CHECKING:
    from reflect_cli.journal.entry import Entry


def body_of(entry: Entry) -> str:
    """*entry* as the text of a revision."""
    return as_json(entry_to_json(entry))


def entry_in(body: str) -> Entry:
    """The entry in *body*. Raises VaultDamaged, and VaultTooNew for a newer record."""
    try:
        stored = json.loads(body)
        if stored["record"] > RECORD_VERSION:
            raise too_new()
        return entry_from_json(stored)
    except (KeyError, TypeError, ValueError):
        raise database_damaged() from None
