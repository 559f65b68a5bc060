"""The line-mode voice of a sitting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.flows.ports import Choice, Rescue
from reflect_cli.screens import words
from reflect_cli.screens.blocks import plain_text
from reflect_cli.screens.console import say
from reflect_cli.screens.interrupts import window_is_gone
from reflect_cli.screens.plain.answers import answered
from reflect_cli.screens.plain.lines import InputEnded, LineInterrupted, read_line
from reflect_cli.screens.plain.replies import Word, event_for, word_in
from reflect_cli.screens.plain.turn import Moved, Turn
from reflect_cli.screens.question import position_line, prompt_blocks, ready_words
from reflect_cli.screens.safe import safe, safe_line
from reflect_cli.session.events import Event, Finished, Left, Paused

if TYPE_CHECKING:
    from collections.abc import Callable

    from reflect_cli.errors import CannotWrite
    from reflect_cli.promptsets.kinds import Value
    from reflect_cli.session.machine import Session


class PlainAsker:
    """Asks one prompt after another in lines of text."""

    def __init__(self, support: str) -> None:
        self._support = support

    def ask(self, session: Session, keep: Callable[[Value], str | None]) -> Event:
        """See flows.ports.Asker."""
        if session.current is None:
            return self._asked_to_finish(session)
        turn = Turn(session, session.current, keep, self._support)
        try:
            self._show(turn)
            return answered(turn)
        except Moved as moved:
            return moved.event
        except LineInterrupted as cut:
            unsent = turn.partial(cut.text)
            return Left(unsent) if window_is_gone() else Paused(unsent)
        except InputEnded:
            say(f"\n{words.INPUT_ENDED}")
            return Paused(turn.partial(""))

    def not_kept(self, problem: CannotWrite, words_typed: str) -> Rescue:
        """See flows.ports.Asker."""
        say(words.NOT_KEPT.format(problem=problem.message))
        if words_typed:
            say(f"{words.NOT_KEPT_WORDS}\n{safe(words_typed)}")
        for number, label in enumerate(
            (words.RESCUE_AGAIN, words.RESCUE_ELSEWHERE, words.RESCUE_ON), start=1
        ):
            say(f"  {number}. {label}")
        try:
            return self._rescue()
        except (InputEnded, LineInterrupted):
            return Rescue(Choice.GO_ON_UNSAVED)

    def rescued(self, where: str) -> None:
        """See flows.ports.Asker."""
        say(words.RESCUED.format(where=safe_line(where)))

    def _rescue(self) -> Rescue:
        while True:
            match read_line().strip():
                case "1":
                    return Rescue(Choice.TRY_AGAIN)
                case "2":
                    say(words.RESCUE_FOLDER)
                    return Rescue(Choice.SAVE_ELSEWHERE, read_line().strip())
                case "3":
                    return Rescue(Choice.GO_ON_UNSAVED)
                case _:
                    say(words.PLAIN_ONE)

    def _show(self, turn: Turn) -> None:
        say()
        say(safe_line(position_line(turn.session, words.POSITION_PLAIN)))
        if turn.prompt.content_note and turn.earlier() is None:
            say(safe(words.NOTE_FIRST.format(note=turn.prompt.content_note)))
            say(words.NOTE_PLAIN)
            turn.next_line()
        say()
        say(plain_text(prompt_blocks(turn.session, turn.prompt)))
        say()

    def _asked_to_finish(self, session: Session) -> Event:
        say(f"\n{plain_text(ready_words(session))}\n{words.READY_PLAIN}")
        try:
            while True:
                word = word_in(line) if (line := read_line()).strip() else None
                if not line.strip():
                    return Finished()
                if word in (Word.BACK, Word.PAUSE, Word.LEAVE):
                    return event_for(word, None)
                say(f"{self._support}\n" if word is Word.SUPPORT else words.READY_PLAIN)
        except LineInterrupted:
            return Left() if window_is_gone() else Paused()
        except InputEnded:
            say(f"\n{words.INPUT_ENDED}")
            return Paused()
