"""Carrying a sitting: ask, apply, make durable, again, until he stops.

Nothing counts as accepted before it is durable; a save that fails is told at once, while the
words are still on screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reflect_cli.errors import CannotWrite
from reflect_cli.flows.ports import Choice
from reflect_cli.flows.sitting import GATE_ID, is_for_another_day, is_not_safe
from reflect_cli.session.events import Finished, Typed
from reflect_cli.session.machine import Phase

if TYPE_CHECKING:
    from collections.abc import Callable

    from reflect_cli.flows.ports import Asker, Drafts
    from reflect_cli.flows.sitting import Sitting
    from reflect_cli.promptsets.kinds import Value
    from reflect_cli.session.machine import Session


@dataclass(frozen=True, slots=True)
class Desk:
    """What conducting needs: a voice, the drafts, a clock, and a way to save elsewhere.

    `seal_to(folder, sitting)` writes the sitting, encrypted, into another folder and returns
    the file's path; it raises CannotWrite.
    """

    asker: Asker
    drafts: Drafts
    now: Callable[[], str]
    seal_to: Callable[[str, Sitting], str]


def conduct(sitting: Sitting, desk: Desk) -> Sitting:
    """The sitting as he leaves it: paused, left, or finished. Each step is on disk by then."""
    while sitting.session.phase in (Phase.ASKING, Phase.READY):
        session = sitting.session
        if session.phase is Phase.READY and ends_by_itself(session):
            sitting = sitting.after(session.apply(Finished(), desk.now()))
            break
        event = desk.asker.ask(session, _keeper(sitting, desk))
        sitting = sitting.after(session.apply(event, desk.now()))
        _make_durable(sitting, desk, lost_sight_of=_words_in(event))
    return sitting


def ends_by_itself(session: Session) -> bool:
    """Whether asking what to do with it would be wrong: the gate, another day, or not safe."""
    is_gate = session.prompt_set.id == GATE_ID
    return is_gate or is_for_another_day(session) or is_not_safe(session)


def _keeper(sitting: Sitting, desk: Desk) -> Callable[[Value], str | None]:
    """A function that makes half-typed words durable, or says why it could not."""

    def keep(unsent: Value) -> str | None:
        now = desk.now()
        try:
            desk.drafts.keep(sitting.after(sitting.session.apply(Typed(unsent), now)).draft(now))
        except CannotWrite as problem:
            return problem.message
        return None

    return keep


def _make_durable(sitting: Sitting, desk: Desk, *, lost_sight_of: str) -> None:
    while True:
        try:
            desk.drafts.keep(sitting.draft(desk.now()))
        except CannotWrite as problem:
            if _settled(problem, sitting, desk, lost_sight_of):
                return
        else:
            return


def _settled(problem: CannotWrite, sitting: Sitting, desk: Desk, words: str) -> bool:
    """Whether to stop trying to save: he goes on unsaved, or the sitting is safe elsewhere."""
    while True:
        rescue = desk.asker.not_kept(problem, words)
        if rescue.choice is Choice.TRY_AGAIN:
            return False
        if rescue.choice is Choice.GO_ON_UNSAVED:
            return True
        try:
            desk.asker.rescued(desk.seal_to(rescue.folder, sitting))
        except CannotWrite as again:
            problem = again
        else:
            return True


def _words_in(event: object) -> str:
    value = getattr(event, "value", None) or getattr(event, "unsent", None)
    return value if isinstance(value, str) else ""
