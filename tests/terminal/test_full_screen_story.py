"""The whole story on the full screen, as a man alone in a terminal lives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tests_terminal import Terminal  # noqa: F401

PASSPHRASE = "seven dull grey stones"


def unlock(screen: Any) -> None:
    screen.see("Passphrase:")
    screen.line(PASSPHRASE)


def test_from_the_first_run_to_reading_it_again(terminal: Callable[..., Any], tiny_set: str):
    first = terminal("start", tiny_set)
    first.see("New passphrase:")
    first.line(PASSPHRASE)
    first.see("The same again:")
    first.line(PASSPHRASE)
    first.see("Later, with: reflect vault recovery")
    first.press("down", "enter")
    pass_the_gate(first)
    arrive(first)

    first.see("Is there something to write about?")
    first.press("down", "enter")
    first.see("What did you do, step by step?")
    first.type("I asked twice.", "enter")
    first.type("Then I wai")
    first.press("pause")
    first.see("reflect resume")
    assert 0 == first.ended()

    second = terminal("resume")
    unlock(second)
    second.see("Then I wai")
    second.type("ted.", "done")
    second.see("What comes after it?")
    second.press("back")
    second.see("Then I waited.")
    second.press("done")
    second.see("What comes after it?")
    second.press("skip")
    second.see("If or when")
    second.type("he laughs", "enter")
    second.see("then I will")
    second.type("say no", "enter")
    second.see("When, roughly?")
    second.press("enter")
    second.see("Who will know?")
    second.press("down", "down", "enter")
    finish(second)
    second.see("Saved.")
    second.see("1 plan is kept with it.")
    assert 0 == second.ended()

    listed = terminal("journal", "list")
    unlock(listed)
    listed.see("A short set")
    listed.type("q")
    assert 0 == listed.ended()

    shown = terminal("journal", "show")
    unlock(shown)
    shown.see("Then I waited.")
    shown.press("end")
    shown.see("If he laughs, then I will say no")
    shown.type("q")
    assert 0 == shown.ended()

    found = terminal("journal", "search")
    unlock(found)
    found.see("Words to look for:")
    found.line("waited")
    found.see("I asked twice.")
    found.type("q")
    assert 0 == found.ended()


def pass_the_gate(screen: Any) -> None:
    screen.see("Are you 18 or over?")
    screen.press("down", "enter")
    for words in (
        "It is not treatment",
        "encrypted on this device",
        "can become evidence",
        "Do not contact",
        "a letter that is not theirs",
    ):
        screen.see(words)
        screen.press("enter")
    screen.see("Which country")
    screen.press("down", "enter")
    screen.see("one person you could call")
    screen.type("brother", "enter")
    screen.see("Support and the way out are on every screen")
    screen.press("enter")


def arrive(screen: Any) -> None:
    screen.see("alone, sober, awake enough")
    screen.press("down", "enter")
    screen.see("three slow breaths")
    screen.press("enter")
    screen.see("Three questions for a test.")
    screen.press("enter")


def finish(screen: Any) -> None:
    screen.see("This set ends here.")
    screen.press("enter")
    screen.see("How are you now?")
    screen.press("down", "enter")
    screen.see("can still come up later")
    screen.press("enter")
    screen.see("next hour")
    screen.type("A walk", "enter")
    screen.see("That was the last question.")
    screen.press("enter")


def test_the_words_are_only_ever_drawn_inside_the_alternate_screen(
    terminal: Callable[..., Any], journal: object, tiny_set: str
):
    screen = terminal("start", tiny_set)
    arrive(screen)
    screen.see("Is there something")
    screen.press("down", "enter")
    screen.see("step by step")
    screen.type("quince-marmalade", "done")
    screen.see("What comes after it?")
    screen.press("leave")
    assert 0 == screen.ended()

    before, _, rest = bytes(screen.raw).partition(b"\x1b[?1049h")
    _, _, after = rest.rpartition(b"\x1b[?1049l")
    assert b"quince" in rest
    assert b"quince" not in before
    assert b"quince" not in after


def test_every_screen_names_the_ways_out(
    terminal: Callable[..., Any], journal: object, tiny_set: str
):
    screen = terminal("start", tiny_set, columns=60, rows=24)
    for words in ("alone, sober", "slow breaths", "Three questions", "Is there something"):
        shown = " ".join(screen.see(words).split())
        for way in ("Ctrl-K skip", "Ctrl-C pause", "Ctrl-G support", "Ctrl-X leave now"):
            assert way in shown
        screen.press("down", "enter")


def test_support_is_one_key_away_and_the_words_are_still_there(
    terminal: Callable[..., Any], journal: object, tiny_set: str
):
    screen = terminal("start", tiny_set)
    arrive(screen)
    screen.see("Is there something")
    screen.press("down", "enter")
    screen.see("step by step")
    screen.type("I was there")
    screen.press("support")
    screen.see("Samaritans")
    screen.press("end", "enter")
    screen.see("I was there")


def test_why_we_ask_is_one_key_away(terminal: Callable[..., Any], journal: object, tiny_set: str):
    screen = terminal("start", tiny_set)
    arrive(screen)
    screen.see("Is there something")
    screen.press("why")
    screen.see("So that the rest can be left out.")
    screen.type("q")
    screen.see("Is there something")


def test_not_safe_shows_crisis_help_and_asks_for_nothing_more(
    terminal: Callable[..., Any], journal: object, tiny_set: str
):
    screen = terminal("start", tiny_set)
    arrive(screen)
    screen.see("Is there something")
    screen.press("down", "enter")
    screen.see("step by step")
    screen.type("Something hard.", "done")
    screen.see("What comes after it?")
    screen.press("stop")
    screen.see("This set ends here.")
    screen.press("enter")
    screen.see("How are you now?")
    screen.press("down", "down", "down", "enter")
    screen.see("call the emergency number now")
    screen.press("enter")
    screen.see("Saved.")
    assert 0 == screen.ended()


def test_a_large_paste_with_line_breaks_stays_one_answer(
    terminal: Callable[..., Any], journal: object, tiny_set: str
):
    screen = terminal("start", tiny_set)
    arrive(screen)
    screen.see("Is there something")
    screen.press("down", "down", "enter")
    screen.see("What comes after it?")
    screen.child.send("\x1b[200~one\ntwo\nthree\x1b[201~")
    screen.see("three")
    screen.press("enter")
    screen.see("If or when")
    screen.press("back")
    shown = screen.see("What comes after it?")

    assert "one" in shown
    assert "three" in shown


def test_closing_the_window_keeps_the_half_typed_line(
    terminal: Callable[..., Any], journal: object, tiny_set: str
):
    screen = terminal("start", tiny_set)
    arrive(screen)
    screen.see("Is there something")
    screen.press("down", "enter")
    screen.see("step by step")
    screen.type("half a li")
    screen.see("half a li")
    screen.child.close(force=False)

    again = terminal("resume")
    again.see("half a li")


def test_another_day_ends_without_an_entry(
    terminal: Callable[..., Any], journal: object, tiny_set: str
):
    screen = terminal("start", tiny_set)
    screen.see("alone, sober")
    screen.press("down", "down", "down", "enter")
    screen.see("Another day, then.")
    screen.press("enter")
    screen.see("nothing was kept")

    assert 0 == screen.ended()
