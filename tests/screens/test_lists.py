"""Lists: nothing is chosen by a stray Enter, every option can be reached, and marks are kept."""

from __future__ import annotations

import pytest

from reflect_cli.promptsets.model import Kind
from reflect_cli.session.events import Answered, Paused, Skipped
from screens.sample import SCALE, at, options, wait_until


@pytest.mark.parametrize(
    ("session", "said"),
    [
        (at(Kind.SCALE, scale=SCALE), "Give a number from 0 to 10."),
        (at(Kind.CHOOSE_ONE, options=options(3)), "Choose one of the options."),
    ],
    ids=["scale", "choose-one"],
)
def test_a_stray_enter_chooses_nothing_and_says_what_to_do(ask, session, said):
    screen = ask(session)
    screen.see("What did you do?")
    screen.press("enter")

    shown = screen.see(said)
    assert ">" not in shown
    assert [] == screen.ended


def test_a_digit_goes_to_its_option_and_enter_keeps_it(ask):
    screen = ask(at(Kind.CHOOSE_ONE, options=options(3)))
    screen.see("What did you do?")
    screen.type("2")
    screen.see("> 2 Option number 2")
    screen.press("enter")

    assert Answered("o2") == screen.result()


def test_on_a_scale_the_number_typed_is_the_number_kept(ask):
    screen = ask(at(Kind.SCALE, scale=SCALE))
    screen.see("What did you do?")
    screen.type("10")
    screen.see("> 10 Steady")
    screen.press("enter")

    assert Answered(10) == screen.result()


def test_nought_can_be_typed_on_a_scale(ask):
    screen = ask(at(Kind.SCALE, scale=SCALE))
    screen.see("What did you do?")
    screen.type("0")
    screen.see("> 0 Not steady at all")
    screen.press("enter")

    assert Answered(0) == screen.result()


def test_letters_do_not_move(ask):
    screen = ask(at(Kind.CHOOSE_ONE, options=options(3)))
    screen.see("What did you do?")
    screen.press("down")
    screen.see("> 1")
    screen.type("jjk")
    screen.press("enter")

    assert Answered("o1") == screen.result()


def test_every_option_has_a_plain_number(ask):
    screen = ask(at(Kind.CHOOSE_ONE, options=options(12)))
    shown = " ".join(screen.see("Option number 12").split())

    for n in range(1, 13):
        assert f"{n} Option number {n}" in shown


def test_two_digits_in_quick_succession_are_one_number(ask):
    screen = ask(at(Kind.CHOOSE_ONE, options=options(12)))
    screen.see("Option number 12")
    screen.type("11")
    screen.see("> 11 Option number 11")
    screen.press("enter")

    assert Answered("o11") == screen.result()


def test_two_digits_mark_only_the_number_they_make(ask):
    screen = ask(at(Kind.CHOOSE_ANY, options=options(12)))
    screen.see("Option number 12")
    screen.type("12")
    screen.see("[x] 12")
    screen.press("enter")

    assert Answered(("o12",)) == screen.result()


@pytest.mark.parametrize("kind", [Kind.CHOOSE_ONE, Kind.CHOOSE_ANY])
def test_sixty_options_can_all_be_reached(ask, kind):
    screen = ask(at(kind, options=options(60)), columns=60, rows=24)
    screen.see("What did you do?")
    screen.press("end")
    screen.see("> 60" if kind is Kind.CHOOSE_ONE else "> [ ] 60")
    screen.type(" ")
    screen.press("enter")

    assert Answered("o60" if kind is Kind.CHOOSE_ONE else ("o60",)) == screen.result()


def test_words_say_how_many_options_are_out_of_sight(ask):
    screen = ask(at(Kind.CHOOSE_ONE, options=options(40)), columns=60, rows=24)
    first = screen.see("more below")
    screen.press("pagedown", "pagedown", "pagedown")
    screen.see("more above")
    screen.press("home")
    screen.see("> 1 Option number 1")

    assert "more above" not in screen.look()
    count = sum("Option number" in line for line in first.split("\n"))
    assert f"{40 - count} more below" in first


def test_an_option_shows_whole_or_not_at_all(ask):
    """Each takes three rows here; its last words are the sign that it is whole."""
    label = "Number {n} is something long that will not fit on one row here, nor on two, and it ends {n}"
    for rows in range(14, 30):
        screen = ask(at(Kind.CHOOSE_ONE, options=options(9, label)), columns=40, rows=rows)
        shown = " ".join(screen.see("more below").split())
        for n in range(1, 10):
            assert (f"Number {n} is" in shown) == (f"ends {n}" in shown)
        screen.press("leave")
        screen.result()


def test_a_long_label_breaks_between_words_with_one_indent(ask):
    label = "Somebody who works with men who have done something like this before"
    screen = ask(at(Kind.CHOOSE_ONE, options=options(2, label)), columns=40, rows=24)
    lines = screen.see("before").split("\n")

    assert "  1  Somebody who works with men who" in lines
    assert "     have done something like this" in lines
    assert "     before" in lines


@pytest.mark.parametrize(("key", "event"), [("pause", Paused), ("skip", Skipped)])
def test_marks_are_kept_when_he_leaves_without_enter(ask, key, event):
    screen = ask(at(Kind.CHECKLIST, options=options(4)))
    screen.see("What did you do?")
    screen.type("13")
    screen.see("[x] 3")
    screen.press(key)

    assert event(("o1", "o3")) == screen.result()


def test_marks_are_made_durable_while_he_thinks(ask):
    kept = []
    screen = ask(at(Kind.CHECKLIST, options=options(4)), keep=kept.append)
    screen.see("What did you do?")
    screen.type("2")
    screen.see("[x] 2")
    wait_until(lambda: kept)
    screen.type("4")
    wait_until(lambda: len(kept) > 1)

    assert [("o2",), ("o2", "o4")] == kept


def test_the_place_in_a_list_is_kept_while_he_reads_why(ask):
    screen = ask(at(Kind.CHOOSE_ONE, options=options(3)))
    screen.see("What did you do?")
    screen.press("down", "down")
    screen.see("> 2")
    screen.press("why")
    screen.see("So that the rest can be left out.")
    screen.type("q")
    screen.see("> 2")
    screen.press("enter")

    assert Answered("o2") == screen.result()
