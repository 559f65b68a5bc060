"""How long an open journal waits for somebody at the keys."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reflect_cli.errors import UsageProblem

if TYPE_CHECKING:
    from reflect_cli.vault.vault import Vault

VARIABLE = "REFLECT_IDLE_MINUTES"
USUAL = 20.0
_MOST = 24 * 60.0


def minutes_alone() -> float:
    """$REFLECT_IDLE_MINUTES, or 20; 0 means however long. Raises UsageProblem if it is no such number."""
    said = os.environ.get(VARIABLE, "").strip()
    try:
        minutes = float(said) if said else USUAL
    except ValueError:
        minutes = -1.0
    if not 0 <= minutes <= _MOST:
        raise UsageProblem(
            f"{VARIABLE} is not a number of minutes up to a day.",
            hint="Use a number such as 20, or 0 to stay open however long.",
        )
    return minutes


def close_when_alone(journal: Vault) -> None:
    """Screens close by themselves after `minutes_alone`, for as long as *journal* is open.

    What comes through a pipe is waited for.
    """
    from reflect_cli.screens.console import has_terminal
    from reflect_cli.screens.interrupts import leave_when_alone

    minutes = minutes_alone()
    if minutes and has_terminal():
        leave_when_alone(minutes * 60, lambda: journal.database.is_open)
