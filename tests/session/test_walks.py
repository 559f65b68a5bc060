"""Random legal walks: whatever a person does, nothing is lost and the end can be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from reflect_cli.promptsets.kinds import PlanMade, Value
from reflect_cli.promptsets.model import Kind, Prompt
from reflect_cli.session import events as ev
from reflect_cli.session.machine import Phase, Session
from reflect_cli.session.record import put_away, take_out

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from reflect_cli.promptsets.model import PromptSet

    Draw = Callable[[st.SearchStrategy[Any]], Any]

TEXTS = st.text(min_size=1, max_size=20).filter(lambda text: bool(text.strip()))


def draw_answer(draw: Draw, prompt: Prompt) -> Value:
    match prompt.kind:
        case Kind.SCALE:
            assert prompt.scale
            return draw(st.integers(prompt.scale.lowest, prompt.scale.highest))
        case Kind.CHOOSE_ONE:
            return draw(st.sampled_from([o.id for o in prompt.options]))
        case Kind.CHOOSE_ANY | Kind.CHECKLIST:
            together = [o.id for o in prompt.options if o.id not in prompt.alone]
            return tuple(draw(st.lists(st.sampled_from(together), min_size=1, unique=True)))
        case Kind.PLAN:
            return PlanMade(draw(TEXTS), draw(TEXTS), draw(TEXTS), "friend")
        case _:
            return draw(TEXTS)


def draw_event(draw: Draw, session: Session) -> ev.Event:
    """One thing a person could do now."""
    if session.phase in (Phase.PAUSED, Phase.LEFT):
        return ev.Resumed()
    unsent = draw(st.none() | TEXTS)
    choices: list[ev.Event] = [ev.Paused(unsent), ev.Left(unsent)]
    if session.can_go_back:
        choices.append(ev.WentBack(unsent))
    if session.current is not None:
        asks = session.current.kind.asks
        forward: ev.Event = ev.Answered(draw_answer(draw, session.current)) if asks else ev.Seen()
        choices += [forward, forward, forward, ev.Skipped(unsent)]
        if unsent is not None:
            choices.append(ev.Typed(unsent))
        if session.can_set_aside:
            choices.append(ev.SetAside(unsent))
        if session.can_stop:
            choices.append(ev.Stopped(unsent))
    return draw(st.sampled_from(choices))


def walk(data: st.DataObject, session: Session) -> list[Session]:
    """The sitting after each of some legal events."""
    steps = [session]
    for _ in range(data.draw(st.integers(0, 25))):
        event = draw_event(data.draw, session)
        session = session.apply(event, "2026-11-24T20:00:00+01:00")
        steps.append(session)
    return steps


@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_putting_a_sitting_away_and_taking_it_out_changes_nothing(
    small_set: PromptSet, data: st.DataObject
):
    for session in walk(data, Session(small_set)):
        assert session == take_out(small_set, put_away(session))


@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_from_every_sitting_skipping_on_reaches_the_end(small_set: PromptSet, data: st.DataObject):
    session = walk(data, Session(small_set))[-1]
    if session.phase in (Phase.PAUSED, Phase.LEFT):
        session = session.apply(ev.Resumed())

    for _ in range(2 * len(small_set.prompts)):
        if session.current is None:
            break
        session = session.apply(ev.Skipped() if session.current.kind.asks else ev.Seen())

    assert Phase.READY is session.phase
    assert Phase.FINISHED is session.apply(ev.Finished()).phase


@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_no_answer_ever_given_is_lost(small_set: PromptSet, data: st.DataObject):
    given_so_far: set[str] = set()
    for session in walk(data, Session(small_set)):
        kept = {prompt for prompt, _ in session.words}
        assert given_so_far <= kept
        given_so_far = kept


@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_the_position_stays_inside_the_path(small_set: PromptSet, data: st.DataObject):
    for session in walk(data, Session(small_set)):
        number, total = session.position
        assert 1 <= number <= total
