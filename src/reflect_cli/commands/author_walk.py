"""`reflect author walk`: a set as its reader would meet it. No journal, and nothing is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.commands.asking import support_for
from reflect_cli.commands.clock import new_id, now
from reflect_cli.commands.set_files import read_any
from reflect_cli.flows.conduct import Desk, conduct
from reflect_cli.flows.ports import Choice, Rescue
from reflect_cli.flows.sitting import begun
from reflect_cli.library.dressing import with_ways_out
from reflect_cli.screens.console import say
from reflect_cli.screens.safe import safe_line
from reflect_cli.screens.voice import speaking
from reflect_cli.session.events import Finished
from reflect_cli.session.machine import Phase

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reflect_cli.commands.options import Manner
    from reflect_cli.errors import ReflectError
    from reflect_cli.flows.ports import Asker
    from reflect_cli.flows.sitting import Sitting
    from reflect_cli.journal.draft import Draft
    from reflect_cli.promptsets.kinds import Value
    from reflect_cli.session.events import Event
    from reflect_cli.session.machine import Session

BEGINS = "A walk through “{title}”. Nothing you type is kept."
ENDS = "That was the last prompt. Nothing was kept."
STOPPED = "The walk stops here. Nothing was kept."


def walk_through(file: Path, manner: Manner) -> None:
    """Conduct the set in *file* from beginning to end, and forget it."""
    prompt_set = read_any(file)
    say(BEGINS.format(title=safe_line(prompt_set.title)))
    sitting = begun(with_ways_out(prompt_set, ""), "", new_id=new_id(), now=now())
    with speaking(plain=manner.is_plain, support=support_for()) as asker:
        carried = conduct(sitting, Desk(_Rehearsal(asker), _Nowhere(), now, _nowhere_else))
    is_through = carried.sitting.session.phase is Phase.FINISHED
    say(f"\n{ENDS if is_through else STOPPED}")


class _Rehearsal:
    """A voice that does not ask whether to keep the sitting: there is nothing to keep it in."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    def ask(self, session: Session, keep: Callable[[Value], str | None]) -> Event:
        """See flows.ports.Asker."""
        return Finished() if session.current is None else self._asker.ask(session, keep)

    def not_kept(self, _problem: ReflectError, _words: str, *, ending: bool) -> Rescue:
        """Nothing is ever tried to be kept, so it cannot fail."""
        return Rescue(Choice.END_UNSAVED if ending else Choice.GO_ON)

    def rescued(self, where: str) -> None:
        """See flows.ports.Asker."""
        self._asker.rescued(where)


class _Nowhere:
    """Drafts that are forgotten at once."""

    def keep(self, draft: Draft) -> None:
        """Let go of *draft*."""

    def drop(self, draft_id: str) -> None:
        """There is none."""


def _nowhere_else(folder: str, _sitting: Sitting) -> str:
    """Where a walk would be sealed to, if it ever were."""
    return folder
