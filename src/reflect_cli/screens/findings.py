"""What was found in a set file, put on a page."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from reflect_cli.promptsets.findings import Weight, rendered
from reflect_cli.screens.console import room_on

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reflect_cli.promptsets.findings import Finding

NO_FINDINGS = "{name}: nothing found."
_COUNTS = {
    Weight.ERROR: ("1 error", "{count} errors"),
    Weight.WARNING: ("1 warning", "{count} warnings"),
    Weight.NOTE: ("1 note", "{count} notes"),
}


def report(findings: tuple[Finding, ...], name: str) -> str:
    """Every finding, with an empty line between, fitted to the terminal if there is one."""
    columns = room_on(sys.stdout)
    return "\n\n".join(rendered(finding, name, columns) for finding in findings)


def counted(found: Mapping[Weight, int]) -> str:
    """How many findings of each weight, as a sentence."""
    parts = [
        _COUNTS[weight][count != 1].format(count=count) for weight, count in found.items() if count
    ]
    return f"{', '.join(parts) or 'Nothing found'}."
