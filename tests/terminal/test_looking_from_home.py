"""From the home screen: what is due is said once the journal was open, and no sooner."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from reflect_cli.commands.clock import today
from reflect_cli.journal.entry import Entry, EntryKind, Item
from reflect_cli.journal.plan import Plan, PlanState, PlanStep
from reflect_cli.vault.vault import open_vault
from vault.sample import GATED_WITH, WHEN, uuid7

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from terminal.conftest import Terminal

DUE = "Something is due. “Look back” says what."
OPTIONS = "2 Write a free entry"


@pytest.fixture
def due(journal: Path) -> Path:
    """The journal with a plan that is due, and a scale answered twice."""
    yesterday = (today() - timedelta(days=1)).isoformat()
    with open_vault(journal, bytearray(GATED_WITH.encode())) as vault:
        step = PlanStep(WHEN, PlanState.OPEN)
        vault.plans.add(
            Plan(
                uuid7(1), uuid7(2), "p", WHEN, "he laughs", "say no", due=yesterday, history=(step,)
            )
        )
        for number, day in ((3, "2026-08-01"), (8, "2026-09-01")):
            at = f"{day}T20:00:00+02:00"
            item = Item("steady-now", "scale", "S", "How steady?", at, number)
            vault.entries.add(
                Entry(uuid7(number), EntryKind.SESSION, "T", at, at, (item,), "reflect.recall")
            )
    return journal


def test_a_plan_that_is_due_is_told_and_done_from_the_menu(
    terminal: Callable[..., Terminal], due: Path
):
    shown = terminal()
    assert DUE not in " ".join(shown.see(OPTIONS).split())
    shown.type("5", "enter")
    shown.see("1 If he laughs, then I will say no (Due since")
    shown.press("pause")
    shown.see(DUE)

    shown.type("5", "enter")
    shown.see("Which plan?")
    shown.type("1", "enter")
    shown.see("1 I did it")
    shown.press("enter")
    shown.see("What did you do, in a line?")
    shown.type("I said no.", "enter")
    shown.see("No plan is open.")
    shown.press("pause")
    assert DUE not in " ".join(shown.see(OPTIONS).split())
    shown.press("pause")
    assert 0 == shown.ended()
    with open_vault(due, bytearray(GATED_WITH.encode())) as vault:
        assert ("I said no.", PlanState.KEPT) == (
            vault.plans.get(uuid7(1)).history[-1].note,
            vault.plans.get(uuid7(1)).state,
        )
    assert b"he laughs" not in shown.raw.rpartition(b"\x1b[?1049l")[2]


def test_a_scale_is_read_in_both_voices_with_its_numbers(
    terminal: Callable[..., Terminal], due: Path
):
    full = terminal("look-back", columns=60)
    full.see("3 The same question over time")
    full.type("3", "enter")
    full.see("1 How steady? (recall/steady-now, 2 answers)")
    full.press("enter")
    full.see("1 Read the answers")
    full.press("enter")
    assert "Sat 01 Aug 2026   3  ███·······" in full.see("Tue 01 Sep 2026 8")
    full.type("q")
    full.see("Which question?")
    full.press("leave")
    assert 0 == full.ended()
    assert "How steady" not in "".join(full.screen.display)

    plain = terminal("--plain", "look-back")
    plain.see("7. Back")
    plain.line("3")
    plain.see("2. Back")
    plain.line("1")
    plain.see("4. Back")
    plain.line("1")
    assert "█" not in plain.see("Tue 01 Sep 2026 8")
    plain.line("/leave")
    assert 0 == plain.ended()
