"""How long an open journal waits for somebody at the keys."""

from __future__ import annotations

import os

from reflect_cli.errors import UsageProblem

VARIABLE = "REFLECT_IDLE_MINUTES"
USUAL = 20.0
_MOST = 24 * 60.0


def close_when_alone() -> None:
    """From here on screens close by themselves after $REFLECT_IDLE_MINUTES, or 20; 0 means never.

    What comes through a pipe is waited for, however long. Raises UsageProblem when that is no number of minutes.
    """
    from reflect_cli.screens.console import has_terminal
    from reflect_cli.screens.interrupts import leave_when_alone

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
    leave_when_alone(minutes * 60 if minutes and has_terminal() else None)
