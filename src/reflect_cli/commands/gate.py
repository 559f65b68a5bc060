"""What the gate leaves behind: settings, never an entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.flows.sitting import GATE_ID
from reflect_cli.promptsets.model import Kind
from reflect_cli.screens.console import say
from reflect_cli.session.path import How

if TYPE_CHECKING:
    from reflect_cli.flows.sitting import Sitting
    from reflect_cli.session.machine import Session
    from reflect_cli.vault.vault import Vault

GATE_SETTING = "gate"

NOT_PASSED = "Reflect begins when you have said that you are 18 or older. You can stop here."
NOT_SHOWN = (
    "Some of these screens were not shown, so nothing has begun. `reflect start` shows them again."
)
UNDER_AGE = (
    "Reflect is for adults. `reflect support` names a directory with lines for younger people."
)


def is_gate(sitting: Sitting) -> bool:
    """Whether *sitting* is the gate."""
    return sitting.session.prompt_set.id == GATE_ID


def close_gate(sitting: Sitting, journal: Vault) -> bool:
    """Keep what he chose at the gate. Whether he may go on: an adult who was shown all of it."""
    session = sitting.session
    adult = _standing(session, "adult")
    passed = adult == "yes" and not _unshown(session)
    with journal.transaction():
        journal.drafts.drop(sitting.id)
        if passed:
            journal.settings.set(GATE_SETTING, session.prompt_set.version)
            journal.settings.set("country", _standing(session, "country") or "other")
            journal.settings.set("someone-to-call", _standing(session, "someone-to-call"))
    if not passed:
        say({"yes": NOT_SHOWN, "no": UNDER_AGE}.get(adult, NOT_PASSED))
    return passed


def _unshown(session: Session) -> list[str]:
    """The texts on the way that he has neither read nor skipped."""
    settled = (How.SEEN, How.SKIPPED)
    how = session.how_by_prompt
    texts = [prompt.id for _, prompt in session.path if prompt.kind is Kind.READ]
    return [prompt for prompt in texts if how.get(prompt) not in settled]


def _standing(session: Session, prompt: str) -> str:
    answered = session.how_by_prompt.get(prompt) is How.ANSWERED
    value = session.value_of(prompt) if answered else ""
    return value if isinstance(value, str) else ""
