"""A new key after a leak, at a terminal: a new passphrase is asked for, a new kit offered, or he leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from reflect_cli.vault.recovery import kit_from, new_kit
from reflect_cli.vault.vault import open_to_change
from terminal.test_keys import GOOD, NEW, VOICES, answer, opens, words, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@VOICES
def test_after_a_leak_a_new_passphrase_is_asked_for_and_a_new_kit_offered(
    terminal: Callable[..., Any], journal: Path, voice: tuple[str, ...]
):
    with open_to_change(journal, words(GOOD)) as vault:
        vault.keys.set_kit(lost := new_kit())
    old = lost.written()
    screen = terminal("vault", "rotate", *voice, columns=200, REFLECT_PASSCOMMAND="")
    screen.see("Passphrase:")
    screen.line(GOOD)
    screen.see("The whole journal is written anew under a new key")
    screen.see("New passphrase:")
    screen.line(NEW)
    screen.see("The same again:")
    screen.line(NEW)
    screen.see("Later, with: reflect vault recovery")
    screen.line("1") if voice else screen.press("enter")
    kit = written(screen, voice)
    screen.see("Now type it from the paper.")
    answer(screen, voice, kit)
    screen.see("The recovery kit is made.")

    assert 0 == screen.ended()
    assert b"The recovery kit from before does not open it any more." in screen.raw
    assert (False, True) == (opens(journal, words(GOOD)), opens(journal, words(NEW)))
    assert (False, True) == (opens(journal, kit_from(old)), opens(journal, kit_from(kit)))
    assert NEW.encode() not in screen.raw


@pytest.mark.parametrize("where", ["Passphrase:", "The same again:"])
def test_leaving_a_change_of_key_at_any_question_changes_nothing(
    terminal: Callable[..., Any], journal: Path, where: str
):
    before = (journal / "header.json").read_bytes()
    screen = terminal("vault", "rotate", columns=200, REFLECT_PASSCOMMAND="")
    for asked, typed in (("Passphrase:", GOOD), ("New passphrase:", NEW), ("The same again:", "")):
        screen.see(asked)
        if asked == where:
            screen.press("pause")
            break
        screen.line(typed)
    screen.see("Nothing was changed. What opened the journal before still does.")

    assert 0 == screen.ended()
    assert before == (journal / "header.json").read_bytes()
