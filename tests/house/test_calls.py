"""Every prompt serves a call that is there, in the very words the seeds give it."""

from __future__ import annotations

import re

import pytest

from reflect_cli.library.calls import calls
from reflect_cli.library.sets import BY_COMMAND, SAFETY, SHIPPED, shipped


def test_there_are_thirty_calls_each_with_its_number():
    assert [f"c{number}" for number in range(1, 31)] == [call.id for call in calls()]


@pytest.mark.parametrize("name", [*SHIPPED, *BY_COMMAND])
def test_a_set_words_its_calls_as_the_seeds_do(name):
    known = {call.id: call.wording for call in calls()}
    named = dict(shipped(name).prompt_set.calls)

    assert {call: known.get(call) for call in named} == named


@pytest.mark.parametrize("name", [*SHIPPED, *BY_COMMAND])
def test_every_call_a_set_names_is_served_and_every_call_served_is_named(name):
    prompt_set = shipped(name).prompt_set

    assert {id_ for id_, _ in prompt_set.calls} == {c for p in prompt_set.prompts for c in p.calls}


@pytest.mark.parametrize("name", [*SHIPPED, *BY_COMMAND])
def test_every_question_of_a_set_serves_a_call(name):
    asked = [prompt for prompt in shipped(name).prompt_set.prompts if prompt.kind.asks]

    assert [] == [prompt.id for prompt in asked if not prompt.calls]


@pytest.mark.parametrize("name", SAFETY)
def test_the_safety_screens_serve_no_call(name):
    prompt_set = shipped(name).prompt_set

    assert () == prompt_set.calls
    assert [] == [prompt.id for prompt in prompt_set.prompts if prompt.calls]


def test_ids_of_prompts_are_kebab_case():
    ids = [
        p.id for name in (*SHIPPED, *SAFETY, *BY_COMMAND) for p in shipped(name).prompt_set.prompts
    ]

    assert [] == [id_ for id_ in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id_)]
