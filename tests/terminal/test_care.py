"""Caring for the journal at a terminal: a change that is paused, and a bin that asks first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reflect_cli.vault.vault import open_vault
from vault.sample import GATED_WITH, entry

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SECRET = {"REFLECT_PASSCOMMAND": f"echo {GATED_WITH}"}


def opened(folder: Path):
    return open_vault(folder, bytearray(GATED_WITH.encode()))


def test_a_change_can_be_paused_and_ends_as_a_new_version(
    terminal: Callable[..., Any], journal: Path
):
    with opened(journal) as vault:
        vault.entries.add(entry(1, "The first words."))
    first = terminal("journal", "edit", "--plain", **SECRET)
    first.see("What stayed with you?")
    first.see("| The first words.")
    first.line("Added later.")
    first.line("/pause")
    first.see("reflect resume")
    assert 0 == first.ended()

    second = terminal("resume", "--plain", **SECRET)
    second.see("| Added later.")
    second.line("/done")
    second.see("becomes a new version")
    second.line("")
    second.see("Kept as version 2")
    assert 0 == second.ended()

    with opened(journal) as vault:
        assert "The first words.\nAdded later." == vault.entries.get(entry(1).id).items[0].value
        assert 2 == len(vault.entries.revisions(entry(1).id))
        assert () == vault.drafts.every()


def test_on_the_full_screen_the_bin_asks_and_no_is_the_first_answer(
    terminal: Callable[..., Any], journal: Path
):
    with opened(journal) as vault:
        vault.entries.add(entry(1))
    screen = terminal("journal", "bin", "--year", "2026", **SECRET)
    screen.see("Entries this is about: 1")
    screen.press("enter")
    screen.see("Nothing was put into the bin.")
    assert 0 == screen.ended()

    screen = terminal("journal", "bin", "--year", "2026", **SECRET)
    screen.see("Put them into the bin")
    screen.press("down", "enter")
    screen.see("In the bin: 1.")
    assert 0 == screen.ended()
