"""The full screen at its edges: a small window, a very large paste, and what scrollback keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

WAYS = ("Ctrl-C pause", "Ctrl-G support", "Ctrl-X leave now")


def test_the_words_searched_for_are_asked_on_the_alternate_screen(
    terminal: Callable[..., Any], journal: object
):
    screen = terminal("journal", "search")
    screen.see("Words to look for:")
    screen.type("quince-marmalade")
    screen.see("quince-marmalade")
    screen.press("enter")
    assert 21 == screen.ended()

    before, _, rest = bytes(screen.raw).partition(b"\x1b[?1049h")
    _, _, after = rest.rpartition(b"\x1b[?1049l")
    assert b"quince" in rest
    assert b"quince" not in before
    assert b"quince" not in after


def test_leaving_the_search_searches_for_nothing(terminal: Callable[..., Any], journal: object):
    screen = terminal("journal", "search")
    screen.see("Words to look for:")
    screen.type("quince")
    screen.press("leave")

    assert 0 == screen.ended()
    assert b"No entry" not in screen.raw


@pytest.mark.parametrize(("columns", "rows"), [(40, 20), (40, 15), (100, 15)])
def test_the_crisis_screen_names_the_ways_out_in_a_small_window(
    terminal: Callable[..., Any], journal: object, tiny_set: str, columns: int, rows: int
):
    screen = terminal("start", tiny_set, columns=columns, rows=rows)
    for words in ("alone, sober", "slow breaths", "Three questions"):
        screen.see(words)
        screen.press("down", "enter")
    screen.see("Is there something")
    screen.press("stop")
    screen.see("This set ends here.")
    screen.press("enter")
    screen.see("How are you now?")
    screen.type("3", "enter")
    shown = " ".join(screen.see("emergency number now").split())

    assert [] == [way for way in WAYS if way not in shown]


def test_ten_megabytes_pasted_are_refused_in_words_without_a_halt(
    terminal: Callable[..., Any], journal: object
):
    screen = terminal("write")
    screen.see("Write what you want to keep.")
    screen.type("mine")
    screen.child.send("\x1b[200~")
    for _ in range(160):
        screen.child.send("some words of a long text " * 2521)
        screen.look()
    screen.child.send("\x1b[201~")
    screen.see("more than the 1,000,000 characters")
    screen.type(" own")
    screen.see("mine own")
    screen.press("leave")

    assert 0 == screen.ended()
