"""An open journal with nobody at the keys closes by itself, and nothing typed is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from reflect_cli.vault.vault import open_vault
from terminal.lines import PASSPHRASE, at_long_question, kept

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HALF = "It was winter, and I"
CLOSED = "Closed: no key was pressed for a while."
SOON = "0.05"  # minutes


def test_on_the_full_screen_the_half_typed_words_are_kept_and_gone_from_sight(
    terminal: Callable[..., Any], journal: Path
):
    screen = terminal("write", REFLECT_IDLE_MINUTES=SOON)
    screen.see("Write what you want to keep")
    screen.type(HALF)
    screen.see(CLOSED)
    shown = screen.see("To come back: reflect resume")

    assert 0 == screen.ended()
    assert HALF not in shown
    with open_vault(journal, bytearray(PASSPHRASE.encode())) as vault:
        draft = vault.drafts.latest()
    assert draft is not None
    assert HALF in draft.state


def test_in_line_mode_as_well(terminal: Callable[..., Any], journal: Path, tiny_set: str):
    screen = at_long_question(terminal, tiny_set, REFLECT_IDLE_MINUTES="0.1")
    screen.type(HALF)
    shown = screen.see(CLOSED, 40)

    assert 0 == screen.ended()
    assert HALF not in shown
    assert HALF == kept(journal)["told"]


@pytest.mark.parametrize("voice", [(), ("--plain",)], ids=["full", "lines"])
def test_the_home_screen_goes_too(
    terminal: Callable[..., Any], journal: Path, voice: tuple[str, ...]
):
    screen = terminal("look-back", *voice, REFLECT_IDLE_MINUTES=SOON)
    shown = screen.see(CLOSED)

    assert 0 == screen.ended()
    assert "letter" not in shown.lower()


def test_a_number_that_is_none_is_told_before_anything_is_asked(
    terminal: Callable[..., Any], journal: Path
):
    for minutes in ("soon", "-1", "nan", "1e9"):
        screen = terminal("journal", "list", REFLECT_IDLE_MINUTES=minutes)
        screen.see("REFLECT_IDLE_MINUTES is not a number of minutes up to a day.")
        assert 2 == screen.ended()
