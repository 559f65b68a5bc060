"""The ways out that stand on every screen: the side paths, the help lines, and back.

The same list in both voices. A side path that cannot be walked now, because it was walked before
in this sitting, is shown as a page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reflect_cli.flows.ports import Choice
from reflect_cli.screens import words
from reflect_cli.screens.blocks import Block, text, title
from reflect_cli.session.events import Turned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reflect_cli.promptsets.kinds import Value
    from reflect_cli.promptsets.model import Branch
    from reflect_cli.session.machine import Session

LINES, BACK = "lines", "back"


@dataclass(frozen=True, slots=True)
class Support:
    """The help lines: the few numbers for danger and crisis, and the whole page."""

    short: str
    sections: Sequence[tuple[str, str]]

    @property
    def page(self) -> list[Block]:
        """Every line, under its heading."""
        return [block for head, lines in self.sections for block in (title(head), text(lines))]


def options_of(session: Session) -> list[tuple[str, str]]:
    """What can be picked: each side path by its name, the help lines, and back."""
    side = [(branch.value, section.title) for branch, section in session.prompt_set.beside.branches]
    return [*side, (LINES, words.WAYS_LINES), (BACK, words.WAYS_BACK)]


def turned_to(session: Session, branch: Branch, unsent: Value | None) -> Turned | None:
    """The event that opens *branch*, or None when it can only be read again."""
    return Turned(branch, unsent) if session.can_turn(branch) else None


def page_of(session: Session, branch: Branch) -> list[Block]:
    """A side path as a page: what its screens say, without their questions."""
    section = dict(session.prompt_set.beside.branches)[branch]
    said = [text(prompt.text) for prompt in section.prompts if not prompt.kind.asks]
    return [title(section.title), *said]


def rescue_options(*, ending: bool) -> list[tuple[Choice, str]]:
    """What can be done with words that could not be saved."""
    return [
        (Choice.TRY_AGAIN, words.RESCUE_AGAIN),
        (Choice.SAVE_ELSEWHERE, words.RESCUE_ELSEWHERE),
        (Choice.GO_ON, words.RESCUE_BACK if ending else words.RESCUE_ON),
        *([(Choice.END_UNSAVED, words.RESCUE_END)] if ending else []),
    ]
