"""Carrying a sitting: ask, apply, make durable, again, until he stops.

Nothing counts as accepted before it is durable; a save that fails is told at once, while the
words are still on screen, and a pause is only a pause when its words are on disk.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reflect_cli.errors import ReflectError
from reflect_cli.flows.ports import Choice
from reflect_cli.flows.sitting import GATE_ID, is_for_another_day, is_not_safe
from reflect_cli.journal.entry import plan_words
from reflect_cli.promptsets.kinds import PlanMade
from reflect_cli.session.events import Finished, Typed
from reflect_cli.session.machine import Phase

if TYPE_CHECKING:
    from collections.abc import Callable

    from reflect_cli.flows.ports import Asker, Drafts
    from reflect_cli.flows.sitting import Sitting
    from reflect_cli.promptsets.kinds import Value
    from reflect_cli.session.machine import Session

_ENDS = (Phase.PAUSED, Phase.LEFT, Phase.FINISHED)


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


@dataclass(frozen=True, slots=True)
class Carried:
    """How a sitting was left.

    When `is_kept` is false, the last words are only in the file `sealed_to`, or nowhere.
    """

    sitting: Sitting
    is_kept: bool = True
    sealed_to: str = ""

    @property
    def is_lost(self) -> bool:
        """Whether he ended it although its last words are nowhere."""
        return not self.is_kept and not self.sealed_to


def conduct(sitting: Sitting, desk: Desk) -> Carried:
    """The sitting as he leaves it: paused, left, or finished."""
    while True:
        session = sitting.session
        if session.phase is Phase.READY and ends_by_itself(session):
            return Carried(sitting.after(session.apply(Finished(), desk.now())))
        event = desk.asker.ask(session, _keeper(sitting, desk))
        after = sitting.after(session.apply(event, desk.now()))
        words = _words_in(event)
        carried = _made_durable(after, desk, words)
        if carried is not None and (after.session.phase in _ENDS or carried.is_lost):
            return carried
        sitting = after if after.session.phase not in _ENDS else _back_at(sitting, event, desk)


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
        except ReflectError as problem:
            return problem.message
        return None

    return keep


def _made_durable(sitting: Sitting, desk: Desk, words: str) -> Carried | None:
    """How *sitting* was kept; None when he goes on with its words in memory only."""
    while True:
        try:
            desk.drafts.keep(sitting.draft(desk.now()))
        except ReflectError as problem:
            rescue, where = _rescued(problem, sitting, desk, words)
            if rescue is Choice.GO_ON:
                return None
            if rescue is not Choice.TRY_AGAIN:
                return Carried(sitting, is_kept=False, sealed_to=where)
        else:
            return Carried(sitting)


def _rescued(problem: ReflectError, sitting: Sitting, desk: Desk, words: str) -> tuple[Choice, str]:
    """What he chose for a sitting that could not be kept, and the file it was sealed to."""
    ending = sitting.session.phase in _ENDS
    while True:
        rescue = desk.asker.not_kept(problem, words, ending=ending)
        if rescue.choice is not Choice.SAVE_ELSEWHERE:
            return rescue.choice, ""
        try:
            where = desk.seal_to(rescue.folder, sitting)
        except ReflectError as again:
            problem = again
        else:
            desk.asker.rescued(where)
            return rescue.choice, where


def _back_at(sitting: Sitting, event: object, desk: Desk) -> Sitting:
    """*sitting* at the question he was about to leave, with the words he had typed."""
    unsent = getattr(event, "unsent", None)
    if unsent is None or sitting.session.phase is not Phase.ASKING:
        return sitting
    return sitting.after(sitting.session.apply(Typed(unsent), desk.now()))


def _words_in(event: object) -> str:
    value = getattr(event, "value", None) or getattr(event, "unsent", None)
    if isinstance(value, PlanMade):
        return plan_words(value)
    return value if isinstance(value, str) else ""
