"""A sitting moves as a person does: on, back, past, aside, away and home again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reflect_cli.promptsets.kinds import PlanMade
from reflect_cli.session import events as ev
from reflect_cli.session.machine import TRANSITIONS, Phase, Session, WrongMoment
from reflect_cli.session.path import How

if TYPE_CHECKING:
    from reflect_cli.promptsets.model import PromptSet


def after(session: Session, *events: ev.Event) -> Session:
    for event in events:
        session = session.apply(event, "2026-11-24T20:00:00+01:00")
    return session


def asked(session: Session) -> str | None:
    return session.current.id if session.current else None


@pytest.fixture
def staying(small_set: PromptSet) -> Session:
    """A sitting at the first prompt behind the branch."""
    return after(Session(small_set), ev.Answered(2), ev.Seen(), ev.Answered("yes"))


def test_prompts_come_in_reading_order(small_set: PromptSet):
    session = Session(small_set)
    seen = []
    for event in (
        ev.Answered(2),
        ev.Seen(),
        ev.Answered("no"),
        ev.Answered(PlanMade("", "x")),
        ev.Seen(),
    ):
        seen.append(asked(session))
        session = after(session, event)

    assert ["steady", "text", "moment", "plan", "settle"] == seen
    assert Phase.READY is session.phase


def test_a_branch_opens_with_its_answer(staying: Session):
    assert "what" == asked(staying)


def test_changing_his_mind_closes_the_branch_and_keeps_the_words(staying: Session):
    session = after(
        staying, ev.Answered("I went on."), ev.WentBack(), ev.WentBack(), ev.Answered("no")
    )

    assert "plan" == asked(session)
    assert "what" not in [prompt.id for _, prompt in session.path]
    assert "I went on." == session.value_of("what")


def test_the_words_are_there_again_when_the_branch_opens_again(staying: Session):
    session = after(
        staying,
        ev.Answered("I went on."),
        ev.WentBack(),
        ev.WentBack(),
        ev.Answered("no"),
        ev.WentBack(),
        ev.Answered("yes"),
    )

    assert "what" == asked(session)
    assert "I went on." == session.value_of("what")


def test_skipping_is_recorded_as_skipped_and_never_as_no(small_set: PromptSet):
    session = after(Session(small_set), ev.Answered(2), ev.Seen(), ev.Skipped())

    assert "after-skip" == asked(session)
    assert How.SKIPPED is session.how_by_prompt["moment"]
    assert session.value_of("moment") is None


def test_a_prompt_set_aside_comes_back_before_the_closing(staying: Session):
    session = after(staying, ev.SetAside("half a line"), ev.Skipped(), ev.Skipped())

    assert "what" == asked(session)
    assert "half a line" == session.unsent_for("what")
    assert "settle" == asked(after(session, ev.Answered("All of it.")))


def test_a_prompt_can_be_set_aside_only_once(staying: Session):
    session = after(staying, ev.SetAside(), ev.Skipped(), ev.Skipped())

    assert not session.can_set_aside
    with pytest.raises(WrongMoment):
        after(session, ev.SetAside())


def test_going_back_from_a_prompt_that_came_back_takes_the_steps_in_turn(staying: Session):
    session = after(staying, ev.SetAside(), ev.Skipped(), ev.Skipped(), ev.WentBack())

    assert "plan" == asked(session)
    assert "which" == asked(after(session, ev.WentBack()))
    assert "what" == asked(after(session, ev.WentBack(), ev.WentBack()))


def test_half_typed_words_wait_where_he_left_them(staying: Session):
    session = after(staying, ev.Typed("I was"), ev.Paused("I was wai"), ev.Resumed())

    assert "what" == asked(session)
    assert "I was wai" == session.unsent_for("what")


def test_half_typed_words_survive_skip_and_back(staying: Session):
    session = after(staying, ev.Skipped("I was"), ev.WentBack())

    assert "I was" == session.unsent_for("what")


def test_stopping_leads_straight_to_the_closing_and_back_undoes_it(staying: Session):
    stopped = after(staying, ev.Stopped("half"))

    assert "settle" == asked(stopped)
    assert not stopped.can_stop
    assert "what" == asked(after(stopped, ev.WentBack()))
    assert "half" == after(stopped, ev.WentBack()).unsent_for("what")


def test_leaving_is_a_pause_that_can_be_resumed(staying: Session):
    left = after(staying, ev.Left("I"))

    assert Phase.LEFT is left.phase
    assert "what" == asked(after(left, ev.Resumed()))


def test_an_answer_that_does_not_fit_is_refused_and_changes_nothing(staying: Session):
    with pytest.raises(WrongMoment):
        after(staying, ev.Answered("   "))

    assert "what" == asked(staying)


def test_options_that_stand_alone_cannot_be_combined(staying: Session):
    with pytest.raises(WrongMoment):
        after(staying, ev.Answered("x"), ev.Answered(("a", "none")))


@pytest.mark.parametrize(
    "event", [ev.Answered(1), ev.Skipped(), ev.WentBack(), ev.Paused(), ev.Finished()]
)
def test_nothing_happens_to_a_finished_sitting(small_set: PromptSet, event: ev.Event):
    done = after(Session(small_set), ev.Finished())

    with pytest.raises(WrongMoment):
        after(done, event)


def test_there_is_nothing_to_go_back_to_at_the_first_prompt(small_set: PromptSet):
    assert not Session(small_set).can_go_back
    with pytest.raises(WrongMoment):
        after(Session(small_set), ev.WentBack())


def test_a_text_to_read_takes_no_answer_and_a_question_is_not_only_seen(small_set: PromptSet):
    session = Session(small_set)

    with pytest.raises(WrongMoment):
        after(session, ev.Seen())
    with pytest.raises(WrongMoment):
        after(session, ev.Answered(2), ev.Answered("words"))


def test_every_phase_but_the_last_has_a_way_on():
    leaving = {phase for phase, _ in TRANSITIONS}

    assert set(Phase) - {Phase.FINISHED} == leaving


def test_the_position_counts_what_is_known_to_come(small_set: PromptSet, staying: Session):
    assert (1, 5) == Session(small_set).position
    assert (4, 7) == staying.position
