"""The ways through a set: how many, how long, what everybody sees, and when there are too many."""

from __future__ import annotations

import pytest

from reflect_cli.authoring.ways import ways_through
from reflect_cli.promptsets.conditions import AnyOf, Operator, Test
from reflect_cli.promptsets.model import Kind, Option, Prompt, PromptSet, Section
from reflect_cli.session.events import Answered, Seen, Skipped
from reflect_cli.session.machine import Session
from reflect_cli.session.routes import TooManyWays


def set_of(*prompts: Prompt) -> PromptSet:
    return PromptSet(
        id="tests.ways", version="1.0.0", title="Ways", language="en", summary="", authors=(),
        licence="", content_note="", support=(), sections=(Section("all", "All", prompts),),
    )  # fmt: skip


def option_prompt(id_: str, kind: Kind = Kind.CHOOSE_ONE, count: int = 3) -> Prompt:
    options = tuple(Option(f"o{n}", f"Option {n}") for n in range(count))
    return Prompt(id=id_, kind=kind, text="Which?", options=options)


def test_answers_that_lead_to_the_same_prompts_are_one_way(check, starter):
    ways = ways_through(check(starter).prompt_set, 100)

    assert 4 == ways.count == len(ways.listed)
    assert {5, 6, 7, 8} == {len(way.prompts) for way in ways.listed}
    assert {"steady", "let-pass", "moment", "next-step", "last-words"} == ways.always


def test_who_skips_everything_still_comes_to_the_ending(check, starter):
    ways = ways_through(check(starter).prompt_set, 100)

    assert ("steady", "let-pass", "moment", "next-step", "last-words") == ways.skipping.prompts
    assert 8.5 == ways.skipping.minutes


def test_every_listed_way_is_one_that_can_be_walked(small_set):
    """Each is found again by answering in every combination that matters."""
    walked = set()
    for calm in (0, None):
        for moment in ("yes", "no", None):
            for which in (("a",), ("b",), None):
                given = {"steady": calm, "moment": moment, "which": which}
                walked.add(_walk(Session(small_set), given))

    assert walked == {way.prompts for way in ways_through(small_set, 1000).listed}


def _walk(session: Session, given: dict[str, object]) -> tuple[str, ...]:
    while (prompt := session.current) is not None:
        value = given.get(prompt.id)
        if not prompt.kind.asks:
            session = session.apply(Seen())
        elif value is None:
            session = session.apply(Skipped())
        else:
            session = session.apply(Answered(value))
    return tuple(prompt.id for _, prompt in session.path)


def test_only_so_many_are_listed_and_all_are_counted():
    flags = [option_prompt(f"q{n}") for n in range(12)]
    shown = [
        Prompt(id=f"r{n}", kind=Kind.READ, text="Yes.", show_if=Test(f"q{n}", Operator.IS, ("o0",)))
        for n in range(12)
    ]

    ways = ways_through(
        set_of(*(one for pair in zip(flags, shown, strict=True) for one in pair)), 7
    )

    assert 2**12 == ways.count
    assert 7 == len(ways.listed) == len(set(ways.listed))


def test_a_set_that_nobody_could_follow_is_not_tried_through():
    asked = option_prompt("q", Kind.CHOOSE_ANY, 20)
    tests = tuple(Test("q", Operator.INCLUDES, (f"o{n}",)) for n in range(20))
    last = Prompt(id="r", kind=Kind.READ, text="Yes.", show_if=AnyOf(tests))

    with pytest.raises(TooManyWays):
        ways_through(set_of(asked, last), 10)


def test_four_hundred_prompts_are_no_deeper_than_four():
    prompts = [Prompt(id=f"p{n}", kind=Kind.SHORT, text="What?") for n in range(398)]

    ways = ways_through(set_of(*prompts), 10)

    assert (1, 398) == (ways.count, len(ways.listed[0].prompts))
