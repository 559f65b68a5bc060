"""The sets we ship: whole, traced to the essay's calls, and with an ending for everyone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reflect_cli.commands.gate import GATE_SETTING
from reflect_cli.library.calls import calls
from reflect_cli.library.demo import script
from reflect_cli.library.help_lines import COUNTRIES, crisis_text, help_lines, sections_for
from reflect_cli.library.index import as_text, made
from reflect_cli.library.sets import SAFETY, SHIPPED, shipped
from reflect_cli.library.shelves import shelf
from reflect_cli.promptsets.around import around
from reflect_cli.promptsets.kinds import PlanMade, Value
from reflect_cli.promptsets.model import Kind, Prompt, PromptSet
from reflect_cli.session.events import Answered, Seen, Skipped
from reflect_cli.session.machine import Session


def whole(name: str) -> PromptSet:
    """A shipped set as it is asked, with its safety screens."""
    return around(
        shipped("arrive").prompt_set,
        shipped(name).prompt_set,
        shipped("close").prompt_set,
        crisis_text("uk"),
    )


@pytest.mark.parametrize("name", SHIPPED)
def test_every_question_names_the_calls_it_serves_and_they_exist(name: str):
    known = {call.id for call in calls()}
    for prompt in shipped(name).prompt_set.prompts:
        assert prompt.calls or not prompt.kind.asks, prompt.id
        assert set(prompt.calls) <= known, prompt.id


def test_there_are_thirty_calls():
    assert [f"c{number}" for number in range(1, 31)] == [call.id for call in calls()]


def test_all_ten_kinds_are_used():
    used = {
        prompt.kind for name in (*SHIPPED, *SAFETY) for prompt in shipped(name).prompt_set.prompts
    }

    assert set(Kind) == used


def test_the_index_says_what_the_sets_say():
    assert as_text(made()) == (shelf("prompts") / "index.json").read_text(encoding="utf-8")


def test_the_program_finds_the_answers_it_acts_on():
    options = {
        (name, prompt.id): {option.id for option in prompt.options}
        for name in SAFETY
        for prompt in shipped(name).prompt_set.prompts
    }

    assert {"yes", "no"} == options["gate", "adult"]
    assert set(COUNTRIES) == options["gate", "country"]
    assert ("gate", "someone-to-call") in options
    assert "another-day" in options["arrive", "ready"]
    assert "not-safe" in options["close", "how"]
    assert ("close", "not-safe") in options
    assert GATE_SETTING


def test_the_demo_answers_fit_their_prompts():
    played = script()
    assert played.pause_at in {prompt.id for prompt in whole(played.set_name).prompts}

    assert played.answers(whole(played.set_name))


def answer(data: st.DataObject, prompt: Prompt) -> Value:
    match prompt.kind:
        case Kind.CHOOSE_ONE:
            return data.draw(st.sampled_from([o.id for o in prompt.options]))
        case Kind.CHOOSE_ANY | Kind.CHECKLIST:
            together = [o.id for o in prompt.options if o.id not in prompt.alone]
            some = st.lists(st.sampled_from(together), min_size=1, max_size=3, unique=True).map(
                tuple
            )
            lonely = [(one,) for one in prompt.alone]
            return data.draw(some | st.sampled_from(lonely) if lonely else some)
        case Kind.SCALE:
            assert prompt.scale
            return data.draw(st.integers(prompt.scale.lowest, prompt.scale.highest))
        case Kind.PLAN:
            return PlanMade("", "something")
        case _:
            return "words"


@pytest.mark.parametrize("name", SHIPPED)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_every_way_through_reaches_the_close(name: str, data: st.DataObject):
    session = Session(whole(name))
    for _ in range(len(session.prompt_set.prompts) + 1):
        prompt = session.current
        if prompt is None:
            break
        if not prompt.kind.asks:
            session = session.apply(Seen())
        elif data.draw(st.integers(0, 3)):
            session = session.apply(Answered(answer(data, prompt)))
        else:
            session = session.apply(Skipped())

    assert session.current is None
    another_day = session.value_of("arrive.ready") == "another-day"
    assert another_day or "close.how" in session.how_by_prompt


@pytest.mark.parametrize("name", SHIPPED)
def test_skipping_everything_reaches_the_close(name: str):
    session = Session(whole(name))
    while session.current is not None:
        session = session.apply(Skipped() if session.current.kind.asks else Seen())

    assert "close.how" in session.how_by_prompt


def test_not_safe_ends_with_the_crisis_lines_of_his_country():
    crisis = next(prompt for prompt in whole("recall").prompts if prompt.id == "close.not-safe")

    assert "Samaritans: 116 123" in crisis.text
    assert "999" in crisis.text


def test_another_day_leads_past_everything():
    session = Session(whole("recall")).apply(Answered("another-day"))
    assert session.current is not None
    assert "arrive.another-day" == session.current.id

    assert session.apply(Seen()).current is None


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_country_has_an_emergency_number_or_a_directory(country: str):
    headings = [heading for heading, _ in sections_for(country)]

    assert "If anyone is in danger now" == headings[0]
    assert "More, in other countries" in headings


def test_only_lines_we_can_stand_by_are_shown():
    for line in help_lines():
        assert line.grade in ("H", "M-H") or line.kind == "emergency", line.id
        assert line.serves, line.id
        assert "2026-01-01" <= line.checked, line.id
