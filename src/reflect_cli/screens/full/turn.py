"""One prompt's turn on the full screen: what stands around the field, and what is in it so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reflect_cli.screens import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from reflect_cli.promptsets.kinds import Value
    from reflect_cli.promptsets.model import Prompt
    from reflect_cli.screens.blocks import Block
    from reflect_cli.screens.full.keys import Pressed
    from reflect_cli.screens.full.page import Page
    from reflect_cli.screens.full.writing import Writing


@dataclass(slots=True)
class Turn:
    """One prompt's turn: what stands above the field, and what he has typed so far.

    `pointed` and `part` say where in a list or a plan he was, for when he comes back from
    something he read. `is_half` tells words typed but not yet given from an earlier answer.
    """

    prompt: Prompt
    page: Callable[[list[Block], str], Page]
    keep: Callable[[Value], str | None]
    typed: Value | None = None
    is_half: bool = False
    pointed: str | None = None
    part: int | None = None
    _kept: Value | None = None

    def hold(self) -> str:
        """Make what is typed durable if it changed; the words to show if that failed."""
        if self.typed is None or self.typed == self._kept:
            return ""
        problem = self.keep(self.typed)
        if problem:
            return words.NOT_KEPT_TYPING.format(problem=problem)
        self._kept = self.typed
        return ""


def typed_into(
    turn: Turn, field: Writing, page: Page, typing: Callable[[str], Value | None]
) -> str | Pressed:
    """What he writes in *field*; `turn.typed` is always what *typing* makes of it."""

    def held() -> str:
        turn.typed = typing(field.buffer.text)
        return turn.hold()

    page.keep = held
    try:
        result: str | Pressed = page.run(field)
    finally:
        turn.typed = typing(field.buffer.text)
    return result
