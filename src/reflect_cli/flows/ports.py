"""What the flows need from the rooms above them, and nothing more."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from reflect_cli.errors import ReflectError
    from reflect_cli.journal.draft import Draft
    from reflect_cli.journal.entry import Entry
    from reflect_cli.journal.plan import Plan
    from reflect_cli.promptsets.kinds import Value
    from reflect_cli.session.events import Event
    from reflect_cli.session.machine import Session


class Choice(Enum):
    """What to do with words that could not be kept."""

    TRY_AGAIN = auto()
    SAVE_ELSEWHERE = auto()
    GO_ON = auto()
    END_UNSAVED = auto()


@dataclass(frozen=True, slots=True)
class Rescue:
    """His choice after a failed save; `folder` is where to, for SAVE_ELSEWHERE."""

    choice: Choice
    folder: str = ""


class Asker(Protocol):
    """One of the two voices."""

    def ask(self, session: Session, keep: Callable[[Value], str | None]) -> Event:
        """Show what is asked now and wait for the person.

        `keep(unsent)` makes half-typed words durable and returns None, or words saying why not.
        """

    def not_kept(self, problem: ReflectError, words: str, *, ending: bool) -> Rescue:
        """Say that *words* could not be saved, while they are still on screen.

        With *ending* he was about to pause, leave or finish: going on takes him back to the
        question, and END_UNSAVED is offered.
        """

    def rescued(self, where: str) -> None:
        """Say that the sitting was sealed to the file *where*."""


class Drafts(Protocol):
    """Where sittings are put away."""

    def keep(self, draft: Draft) -> None:
        """*draft* is durable on disk when this returns. Raises CannotWrite."""

    def drop(self, draft_id: str) -> None:
        """Forget a draft; nothing happens if there is none."""


class Entries(Protocol):
    """Where finished sittings go."""

    def add(self, entry: Entry) -> None:
        """Add *entry*."""


class Plans(Protocol):
    """Where plans go."""

    def add(self, plan: Plan) -> None:
        """Add *plan*."""


class Journal(Protocol):
    """What finishing a sitting writes to, all or nothing."""

    @property
    def drafts(self) -> Drafts:
        """The put-away sittings."""

    @property
    def entries(self) -> Entries:
        """The entries."""

    @property
    def plans(self) -> Plans:
        """The plans."""

    def transaction(self) -> AbstractContextManager[object]:
        """Everything inside is written, or none of it."""
