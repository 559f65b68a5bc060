"""Where a sitting goes after a side path, and when a plan is asked for at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompts.test_side_paths import at_first_question
from reflect_cli.promptsets.model import Branch
from reflect_cli.session.events import Answered, Seen, Skipped, Turned

if TYPE_CHECKING:
    from reflect_cli.session.machine import Session


def on_the_way(session: Session) -> set[str]:
    """The prompts that are still to come, as far as is known."""
    return {prompt.id for _, prompt in session.path}


def test_a_plan_is_asked_for_at_the_end_and_not_where_it_is_out_of_place():
    look = at_first_question("look")
    assert "turn.what" in on_the_way(look)

    assert "turn.what" not in on_the_way(look.apply(Answered("not-today")))
    for branch in (Branch.NOW, Branch.CRISIS, Branch.LAW):
        back = look.apply(Turned(branch)).apply(Seen()).apply(Answered("back"))
        assert "turn.what" not in on_the_way(back), branch


def test_a_plan_passed_over_is_not_asked_for_again():
    session = at_first_question("first-evening")
    while session.current is not None and session.current.id != "one-plan":
        session = session.apply(Skipped() if session.current.kind.asks else Seen())

    assert "turn.what" in on_the_way(session)
    assert "turn.what" not in on_the_way(session.apply(Skipped()))


def test_a_wrong_key_at_the_question_of_a_child_ends_nothing():
    session = at_first_question("recall").apply(Answered("c4")).apply(Answered("child"))
    session = session.apply(Answered("neither"))

    assert session.current is not None
    assert "look-now" == session.current.id


def test_leaving_a_memory_for_one_thing_to_do_leaves_it():
    session = at_first_question("recall").apply(Answered("c4")).apply(Answered("round"))
    session = session.apply(Answered("act")).apply(Skipped())

    assert session.here is not None
    assert session.here[0].closing
