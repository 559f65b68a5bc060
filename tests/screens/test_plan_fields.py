"""A plan: nothing is kept of an empty one, and a half-made one is taken up where it was left."""

from __future__ import annotations

import pytest

from reflect_cli.promptsets.kinds import PlanMade
from reflect_cli.promptsets.model import Kind
from reflect_cli.session.events import Answered, Paused, Skipped, Typed, WentBack
from screens.sample import at, wait_until


@pytest.mark.parametrize(("key", "event"), [("skip", Skipped()), ("pause", Paused())])
def test_an_empty_plan_is_nothing_typed(ask, key, event):
    screen = ask(at(Kind.PLAN))
    screen.see("If or when")
    screen.press("enter")
    screen.see("then I will")
    screen.press(key)

    assert event == screen.result()


def test_nothing_is_kept_of_an_empty_plan_while_he_thinks(ask):
    kept = []
    screen = ask(at(Kind.PLAN), keep=kept.append)
    screen.see("If or when")
    screen.press("enter")
    screen.see("then I will")
    screen.type("x")
    screen.see("> x")
    wait_until(lambda: kept)
    assert [PlanMade("", "x")] == kept


def test_a_half_made_plan_is_taken_up_at_its_first_empty_part(ask):
    half = at(Kind.PLAN).apply(Typed(PlanMade("he laughs", "say no")))
    screen = ask(half)
    screen.see("So far: If he laughs, then I will say no")
    screen.see("When, roughly?")
    screen.press("enter")
    screen.see("Who will know?")
    screen.press("enter")

    assert Answered(PlanMade("he laughs", "say no")) == screen.result()


def test_an_earlier_plan_is_shown_from_its_beginning(ask):
    made = PlanMade("he laughs", "say no", "soon", "friend")
    screen = ask(at(Kind.PLAN).apply(Answered(made)).apply(WentBack()))
    screen.see("If or when")
    screen.see("> he laughs")
    for words in ("> say no", "> soon"):
        screen.press("enter")
        screen.see(words)
    screen.press("enter")
    screen.see("A friend")
    screen.press("enter")

    assert Answered(made) == screen.result()


def test_back_goes_from_part_to_part_with_what_was_typed(ask):
    screen = ask(at(Kind.PLAN, before=True))
    screen.see("If or when")
    screen.type("he laughs\r")
    screen.see("then I will")
    screen.type("say no")
    screen.see("> say no")
    screen.press("shift-tab")
    screen.see("> he laughs")
    screen.press("enter")
    screen.see("> say no")
    screen.press("enter")
    screen.see("When, roughly?")
    screen.press("enter")
    screen.see("Who will know?")
    screen.press("back")
    screen.see("When, roughly?")
    screen.press("pause")

    assert Paused(PlanMade("he laughs", "say no")) == screen.result()


def test_reading_support_in_a_plan_comes_back_to_the_same_part(ask):
    screen = ask(at(Kind.PLAN))
    screen.see("If or when")
    screen.type("he laughs\r")
    screen.see("then I will")
    screen.press("why")
    screen.see("So that the rest can be left out.")
    screen.type("q")
    screen.see("then I will")
    screen.press("pause")

    assert Paused(PlanMade("he laughs", "")) == screen.result()
