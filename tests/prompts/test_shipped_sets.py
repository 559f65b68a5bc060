"""The sets we ship: whole, traced to the essay's calls, and with an ending for everyone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reflect_cli.commands.gate import GATE_SETTING
from reflect_cli.journal.path import STAGES
from reflect_cli.journal.spans import day_after
from reflect_cli.library.calls import calls
from reflect_cli.library.coverage import coverage
from reflect_cli.library.demo import script
from reflect_cli.library.dressing import dressed
from reflect_cli.library.help_lines import COUNTRIES, help_lines, sections_for
from reflect_cli.library.index import as_text, made
from reflect_cli.library.sets import BY_COMMAND, SAFETY, SHIPPED, SMALL, shipped
from reflect_cli.library.shelves import shelf
from reflect_cli.library.small import FOLLOW_UPS
from reflect_cli.promptsets.kinds import PlanMade, Value, problem_with
from reflect_cli.promptsets.model import Kind, Prompt, PromptSet
from reflect_cli.session.events import Answered, Seen, Skipped
from reflect_cli.session.machine import Session
from reflect_cli.session.routes import routes_through


def whole(name: str) -> PromptSet:
    """A shipped set as it is asked, with its safety screens."""
    return dressed(shipped(name).prompt_set, "uk")


#: Every set with questions of its own.
ASKED = (*SHIPPED, *BY_COMMAND)


@pytest.mark.parametrize("name", ASKED)
def test_every_question_names_the_calls_it_serves_and_they_exist(name: str):
    known = {call.id for call in calls()}
    for prompt in shipped(name).prompt_set.prompts:
        assert prompt.calls or not prompt.kind.asks, prompt.id
        assert set(prompt.calls) <= known, prompt.id


def test_every_call_is_served_by_three_questions_or_more():
    short = {call: sum(sets.values()) for call, sets in coverage().items()}

    assert {} == {call: count for call, count in short.items() if count < 3}


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_has_its_calls_and_no_other(stage: str):
    named = {call for prompt in shipped(stage).prompt_set.prompts for call in prompt.calls}

    assert set(STAGES[stage]) == named


@pytest.mark.parametrize("stage", STAGES)
def test_one_sitting_takes_up_one_call_with_five_questions_or_more(stage: str):
    first = next(p for p in shipped(stage).prompt_set.prompts if p.id == "today")
    offered = [option.id for option in first.options]

    assert [*sorted(STAGES[stage], key=lambda call: int(call[1:])), "not-today"] == offered
    for call in STAGES[stage]:
        asked = [p for p in shipped(stage).prompt_set.prompts if p.calls == (call,) and p.kind.asks]
        assert 5 <= len(asked), (call, len(asked))


#: Every way through asks for a plan already, so the turn never has to.
PLAN_OF_ITS_OWN = ("group",)


@pytest.mark.parametrize("name", ASKED)
def test_every_prompt_can_be_reached(name: str):
    prompt_set = whole(name)
    every = {prompt.id for prompt in prompt_set.prompts}

    own_plan = {"turn.what", "turn.plan"} if name in PLAN_OF_ITS_OWN else set()
    assert every - own_plan == routes_through(prompt_set).shown


#: An evening with a group has its own clock.
ALONE = tuple(name for name in ASKED if name != "group")


@pytest.mark.parametrize("name", ALONE)
def test_every_way_through_takes_five_to_thirty_five_minutes(name: str):
    """Also the way of a man who skips everything; "none of these" is out at once, by its nature."""
    prompt_set = whole(name)
    chooser = next((p for p in prompt_set.prompts if p.id == "today"), None)
    taken = (
        [o.id for o in chooser.options if o.id not in ("not-today", "none")] if chooser else [""]
    )
    for option in taken:
        given: dict[str, Value] = {"arrive.ready": "yes"} | ({"today": option} if option else {})
        routes = routes_through(prompt_set, given)
        assert 5 <= routes.shortest, (option, routes.shortest)
        assert routes.longest <= 35, (option, routes.longest)


def test_an_evening_with_a_group_fits_an_evening():
    routes = routes_through(whole("group"), {"arrive.ready": "yes"})

    assert routes.longest <= 95


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


def test_what_follows_from_a_plan_stands_on_answers_there_are():
    options = {
        prompt.id: {option.id for option in prompt.options}
        for name in SMALL
        for prompt in shipped(name).prompt_set.prompts
    }
    sections = {section.id for section in shipped("follow-up").prompt_set.sections}

    assert {"kept", "let-go"} <= options["stands"]
    assert options["follow"] <= set(FOLLOW_UPS)
    assert set(FOLLOW_UPS.values()) == sections
    for question in ("comes-up", "opens", "next-day", "follow"):
        spans = {one: day_after(one, date(2027, 1, 1)) for one in options[question]}
        assert {"never"} >= {one for one, day in spans.items() if not day}


def test_the_demo_answers_fit_their_prompts():
    played = script()
    prompt_set = whole(played.set_name)
    answers = played.answers(prompt_set)
    prompts = {p.id: p for section in prompt_set.every_section for p in section.prompts}

    assert played.pause_at in prompts
    assert {} == {
        key: problem_with(prompts[key], value)
        for key, value in answers.items()
        if problem_with(prompts[key], value)
    }


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


@pytest.mark.parametrize("name", ASKED)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_every_way_through_reaches_the_close(name: str, data: st.DataObject):
    session = Session(whole(name))
    every = [p for section in session.prompt_set.every_section for p in section.prompts]
    for _ in range(len(every) + 1):
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


@pytest.mark.parametrize("name", ASKED)
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
    assert "findahelpline.com" in sections_for(country)[-1][1]
    assert "mergency" in sections_for(country)[-1][1]


def test_only_lines_we_can_stand_by_are_shown():
    for line in help_lines():
        assert line.grade in ("H", "M-H") or line.kind == "emergency", line.id
        assert line.serves, line.id
        assert "2026-01-01" <= line.checked, line.id
