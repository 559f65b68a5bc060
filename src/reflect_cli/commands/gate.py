"""What the gate leaves behind: settings, never an entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.flows.sitting import GATE_ID
from reflect_cli.screens.console import say

if TYPE_CHECKING:
    from reflect_cli.flows.sitting import Sitting
    from reflect_cli.session.machine import Session
    from reflect_cli.vault.vault import Vault

GATE_SETTING = "gate"

NOT_PASSED = "Reflect begins when you have said that you are 18 or older. You can stop here."
UNDER_AGE = "Reflect is for adults. `reflect support` lists people who also talk with younger men."


def is_gate(sitting: Sitting) -> bool:
    """Whether *sitting* is the gate."""
    return sitting.session.prompt_set.id == GATE_ID


def close_gate(sitting: Sitting, journal: Vault) -> bool:
    """Keep what he chose at the gate. Whether he may go on."""
    session = sitting.session
    adult = _standing(session, "adult")
    with journal.transaction():
        journal.drafts.drop(sitting.id)
        if adult == "yes":
            journal.settings.set(GATE_SETTING, session.prompt_set.version)
            journal.settings.set("country", _standing(session, "country") or "other")
            journal.settings.set("someone-to-call", _standing(session, "someone-to-call"))
    if adult != "yes":
        say(UNDER_AGE if adult == "no" else NOT_PASSED)
    return adult == "yes"


def _standing(session: Session, prompt: str) -> str:
    value = session.value_of(prompt) if session.how_by_prompt.get(prompt) == "answered" else ""
    return value if isinstance(value, str) else ""
