"""The keys are named in full on a short screen; words and options give way, and say so."""

from __future__ import annotations

import pytest

from reflect_cli.promptsets.model import Kind
from reflect_cli.screens.full.room import Wanted, shared
from screens.sample import SCALE, at, options

KEYS = (
    "Ctrl-K skip",
    "Ctrl-B/Shift-Tab back",
    "Ctrl-L later",
    "Ctrl-R why",
    "Ctrl-C pause",
    "Ctrl-G support",
    "Ctrl-O stop here",
    "Ctrl-X leave now",
)
LONG = "A question in many words. " * 30


@pytest.mark.parametrize(("columns", "rows"), [(100, 30), (60, 24), (40, 20), (40, 15), (100, 15)])
@pytest.mark.parametrize("kind", [Kind.CHOOSE_ONE, Kind.CHECKLIST, Kind.LONG, Kind.SCALE])
def test_every_key_is_named(ask, kind, columns, rows):
    session = at(kind, LONG, before=True, options=options(12), scale=SCALE)
    screen = ask(session, columns=columns, rows=rows)
    shown = " ".join(screen.see("Ctrl-X leave now").split())

    assert [] == [key for key in KEYS if key not in shown]


def test_on_a_tiny_screen_leaving_and_support_come_first(ask):
    screen = ask(at(Kind.CHOOSE_ONE, LONG, before=True, options=options(12)), columns=40, rows=6)
    shown = screen.see("Ctrl-X leave now")

    assert "Ctrl-X leave now  Ctrl-G support" in shown
    assert "Option number 1" in shown


def test_words_above_a_list_can_be_read_to_their_end(ask):
    session = at(Kind.CHOOSE_ONE, f"{LONG}The last words.", options=options(12))
    screen = ask(session, columns=40, rows=20)
    shown = screen.see("The text above goes on.")
    assert "Ctrl-N Ctrl-P read on" in shown
    assert "The last words." not in shown

    for _ in range(12):
        screen.press("words-down")
    screen.see("The last words.")
    for _ in range(12):
        screen.press("words-up")
    screen.see("The text above goes on.")


def test_the_question_shows_even_under_a_long_earlier_answer(play):
    from reflect_cli.screens.blocks import question, quote
    from reflect_cli.screens.full.options import choice_field
    from reflect_cli.screens.full.page import Page

    blocks = [quote("What I wrote before. " * 40), question("And what now?")]
    page = Page("A head", blocks, [], "Enter keep")
    screen = play(lambda: page.run(choice_field([("a", "One"), ("b", "Two")])), columns=60, rows=20)

    screen.see("And what now?")
    screen.press("enter")
    assert "a" == screen.result()


@pytest.mark.parametrize("rows", range(1, 40))
@pytest.mark.parametrize("is_list", [True, False])
def test_the_parts_fill_the_screen_exactly(rows, is_list):
    for words in (0, 1, 5, 30):
        for field in (1, 4, 60):
            for keys in (1, 3, 6):
                room = shared(rows, Wanted(words, field, 1, keys, is_list))
                parts = [getattr(room, name) for name in room.__slots__]
                assert rows == sum(parts)
                assert min(parts) >= 0
                assert room.keys >= 1
                assert room.field >= 1 or rows < 2
