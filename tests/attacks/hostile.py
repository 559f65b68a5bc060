"""What the tests of hostile sets ask again and again."""

from __future__ import annotations

import pytest

from commands.handed import NAME
from reflect_cli.errors import PromptSetMalformed
from reflect_cli.library.sets import taken_from
from reflect_cli.promptsets.reading import findings_in

ESC = "\x1b"
_STYLES = (f"{ESC}[0m", f"{ESC}[1m", f"{ESC}[2m")


def codes(data: str) -> set[str]:
    """What keeps *data* from being read as a set."""
    return {finding.code for finding in findings_in(data.encode())}


def refused(data: str, name: str = NAME) -> set[str]:
    """Why a set is refused wherever it is taken from, by every rule there is."""
    with pytest.raises(PromptSetMalformed) as problem:
        taken_from(data.encode(), name)
    assert ESC not in problem.value.report()
    return {finding.code for finding in problem.value.findings}


def without_styles(shown: str) -> str:
    """*shown* without the orders of ours that set a line in bold or dim."""
    for style in _STYLES:
        shown = shown.replace(style, "")
    return shown


def is_harmless(shown: str) -> bool:
    """Whether nothing in what is written to a terminal is an order to it, or a hidden sign."""
    return all(char == "\n" or char.isprintable() for char in shown)
