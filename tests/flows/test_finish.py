"""Finishing: whatever he wrote is in the entry, and what he never wrote is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reflect_cli.flows.finish import entry_of
from reflect_cli.flows.sitting import Sitting, has_words
from reflect_cli.library.dressing import dressed, with_ways_out
from reflect_cli.library.sets import shipped
from reflect_cli.promptsets.kinds import PlanMade
from reflect_cli.session import events as ev
from reflect_cli.session.machine import Session
from session.test_walks import walk

if TYPE_CHECKING:
    from reflect_cli.promptsets.model import PromptSet

NOW = "2026-11-24T20:00:00+01:00"


def finished(session: Session) -> dict[str, list[object]]:
    """The values an entry of *session* holds, by prompt."""
    entry = entry_of(Sitting("id", NOW, session, ""), NOW)
    values: dict[str, list[object]] = {}
    for item in entry.items:
        if item.value is not None:
            values.setdefault(item.prompt, []).append(item.value)
    return values


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_every_answer_and_every_half_typed_word_is_in_the_entry(
    small_set: PromptSet, data: st.DataObject
):
    session = walk(data, Session(small_set))[-1]
    values = finished(session)

    for prompt, value in (*session.words, *session.unsent):
        assert value in values[prompt], prompt


def test_an_answer_is_not_covered_by_what_was_half_typed_after_it(small_set: PromptSet):
    session = Session(small_set).apply(ev.Answered(2), NOW).apply(ev.Seen(), NOW)
    session = session.apply(ev.Answered("yes"), NOW).apply(ev.Answered("first answer"), NOW)
    session = session.apply(ev.WentBack(), NOW).apply(ev.Skipped("half b"), NOW)

    assert ["first answer", "half b"] == finished(session)["what"]


def test_words_on_a_question_the_set_no_longer_has_are_kept(small_set: PromptSet):
    session = Session(small_set, words=(("gone", "what he wrote"),))

    assert ["what he wrote"] == finished(session)["gone"]


def test_a_letter_alone_is_no_entry():
    prompt_set = dressed(shipped("look").prompt_set, "uk")

    assert not has_words(Session(prompt_set, unsent=(("person.letter", "K"),)))


@pytest.mark.parametrize(
    ("prompt", "value", "counts"),
    [
        ("side.anger-line", "I shouted.", True),
        ("side.stuck-plan", PlanMade("", "walk"), True),
        ("side.law-next", "stop", False),
        ("arrive.ready", "yes", False),
        ("close.next-hour", "A walk.", False),
        ("turn.plan", PlanMade("", "call him"), True),
    ],
)
def test_what_is_worth_an_entry_by_itself(prompt: str, value: object, counts: bool):
    prompt_set = dressed(shipped("look").prompt_set, "uk")

    assert counts is has_words(Session(prompt_set, words=((prompt, value),)))


def test_a_free_entry_begun_and_stopped_on_a_side_path_keeps_its_words():
    from reflect_cli.flows.free import free_set
    from reflect_cli.promptsets.model import Branch

    session = Session(with_ways_out(free_set(), "uk"))
    session = session.apply(ev.Turned(Branch.CRISIS, "half a page"), NOW).apply(ev.Seen(), NOW)
    session = session.apply(ev.Answered("stop"), NOW)

    assert session.current is None
    assert ["half a page"] == finished(session)["text"]
