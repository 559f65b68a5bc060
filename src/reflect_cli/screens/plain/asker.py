"""The line-mode voice of a sitting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.flows.ports import Choice, Rescue
from reflect_cli.screens import words
from reflect_cli.screens.blocks import plain_text
from reflect_cli.screens.console import say
from reflect_cli.screens.interrupts import must_leave, window_is_gone
from reflect_cli.screens.plain.answers import answered
from reflect_cli.screens.plain.aside import picked_way, read_aside
from reflect_cli.screens.plain.keyboard import own_keys
from reflect_cli.screens.plain.lines import InputEnded, LineInterrupted, read_line
from reflect_cli.screens.plain.replies import (
    AT_THE_END,
    Moved,
    Word,
    branch_of,
    event_for,
    not_on_the_list,
    number_in,
    stray_word,
    stray_words,
    word_in,
)
from reflect_cli.screens.plain.turn import Turn
from reflect_cli.screens.question import position_line, prompt_blocks, ready_words
from reflect_cli.screens.safe import safe, safe_line
from reflect_cli.screens.ways import page_of, rescue_options, turned_to
from reflect_cli.session.events import Event, Finished, Left, Paused

if TYPE_CHECKING:
    from collections.abc import Callable

    from reflect_cli.errors import ReflectError
    from reflect_cli.promptsets.kinds import Value
    from reflect_cli.screens.ways import Support
    from reflect_cli.session.machine import Session


class PlainAsker:
    """Asks one prompt after another in lines of text."""

    def __init__(self, support: Support) -> None:
        self._support = support

    def ask(self, session: Session, keep: Callable[[Value], str | None]) -> Event:
        """See flows.ports.Asker."""
        if window_is_gone():
            return Left()  # nobody is there to be asked
        if session.current is None:
            return self._asked_to_finish(session)
        turn = Turn(session, session.current, keep, self._support)
        with own_keys():
            return self._asked(turn)

    def not_kept(self, problem: ReflectError, words_typed: str, *, ending: bool) -> Rescue:
        """See flows.ports.Asker."""
        if window_is_gone():
            return Rescue(Choice.END_UNSAVED)
        say(words.NOT_KEPT.format(problem=problem.message))
        if words_typed:
            say(f"{words.NOT_KEPT_WORDS}\n{safe(words_typed)}")
        options = rescue_options(ending=ending)
        for number, (_, label) in enumerate(options, start=1):
            say(f"  {number}. {label}")
        say(words.PLAIN_ONE)
        try:
            return self._rescue([choice for choice, _ in options])
        except LineInterrupted:
            return Rescue(Choice.END_UNSAVED if window_is_gone() else Choice.GO_ON)
        except InputEnded as ended:
            may_end = ending and not ended.by_hand
            return Rescue(Choice.END_UNSAVED if may_end else Choice.GO_ON)

    def rescued(self, where: str) -> None:
        """See flows.ports.Asker."""
        say(words.RESCUED.format(where=safe_line(where)))

    def _asked(self, turn: Turn) -> Event:
        try:
            self._show(turn)
            return answered(turn)
        except Moved as moved:
            return moved.event
        except LineInterrupted as cut:
            return _away(turn.partial(cut.text))
        except InputEnded as ended:
            _tell_ended(ended)
            return _away(turn.partial(ended.text))

    def _rescue(self, choices: list[Choice]) -> Rescue:
        while True:
            typed = read_line()
            number = number_in(typed, len(choices))
            if number is None:
                say(not_on_the_list(typed, len(choices)))
                continue
            choice = choices[number - 1]
            if choice is not Choice.SAVE_ELSEWHERE:
                return Rescue(choice)
            say(words.RESCUE_FOLDER)
            return Rescue(choice, read_line().strip())

    def _show(self, turn: Turn) -> None:
        say()
        say(safe_line(position_line(turn.session, words.POSITION_PLAIN)))
        if turn.prompt.content_note and turn.earlier() is None:
            say(safe(words.NOTE_FIRST.format(note=turn.prompt.content_note)))
            say(words.NOTE_PLAIN)
            turn.show_words()
            turn.next_line()
        say()
        say(plain_text(prompt_blocks(turn.session, turn.prompt)))
        say()

    def _asked_to_finish(self, session: Session) -> Event:
        say(f"\n{plain_text(ready_words(session))}")
        try:
            with own_keys():
                while True:
                    say(words.READY_PLAIN)
                    say(words.PLAIN_WORDS.format(words=" ".join(AT_THE_END)))
                    event = self._ending(session, read_line())
                    if event is not None:
                        return event
        except Moved as moved:
            return moved.event
        except LineInterrupted:
            return _away(None)
        except InputEnded as ended:
            _tell_ended(ended)
            return _away(None)

    def _ending(self, session: Session, line: str) -> Event | None:
        """The event his line at the end leads to; None when he is still to decide."""
        if not line.strip():
            return Finished()
        word = word_in(line)
        if word in (Word.BACK, Word.PAUSE, Word.LEAVE):
            return event_for(word, None)
        branch = branch_of(word) if word else None
        if word is Word.SUPPORT:
            branch = picked_way(session, self._support, None)
        elif branch is None:
            stray = stray_word(line) if word is None else None
            say(stray_words(stray) if stray else words.PLAIN_NOT_NOW)
        turned = turned_to(session, branch, None) if branch else None
        if branch and turned is None:
            read_aside(plain_text(page_of(session, branch)), None)
        return turned


def _away(unsent: Value | None) -> Event:
    """He stops here; the screen is cleared if nobody looks at it any more."""
    return Left(unsent) if must_leave() else Paused(unsent)


def _tell_ended(ended: InputEnded) -> None:
    if not ended.by_hand and not window_is_gone():
        say(words.INPUT_ENDED)
