"""The full-screen voice of a sitting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.flows.ports import Choice, Rescue
from reflect_cli.promptsets.model import Branch
from reflect_cli.screens import words
from reflect_cli.screens.blocks import Block, quiet, quote, text
from reflect_cli.screens.full.answers import answer
from reflect_cli.screens.full.keys import Key, Pressed, event_for, possible_keys
from reflect_cli.screens.full.options import choice_field
from reflect_cli.screens.full.page import Page
from reflect_cli.screens.full.reader import IN_A_SITTING, read
from reflect_cli.screens.full.turn import Turn
from reflect_cli.screens.full.writing import text_field
from reflect_cli.screens.interrupts import must_leave, window_is_gone
from reflect_cli.screens.question import position_line, prompt_blocks, ready_words, why_words
from reflect_cli.screens.ways import (
    BACK,
    LINES,
    options_of,
    page_of,
    rescue_options,
    turned_to,
)
from reflect_cli.session.events import (
    Answered,
    Event,
    Finished,
    Left,
    Paused,
    Seen,
    Skipped,
    WentBack,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from reflect_cli.errors import ReflectError
    from reflect_cli.promptsets.kinds import Value
    from reflect_cli.screens.full.page import Field
    from reflect_cli.screens.ways import Support
    from reflect_cli.session.machine import Session


class FullAsker:
    """Asks one prompt a screen."""

    def __init__(self, support: Support, support_title: str) -> None:
        self._support = support
        self._support_title = support_title
        self._agreed: set[str] = set()

    def ask(self, session: Session, keep: Callable[[Value], str | None]) -> Event:
        """See flows.ports.Asker."""
        if window_is_gone():
            return Left()
        if session.current is None:
            return self._asked_to_finish(session)
        prompt = session.current
        earlier = session.unsent_for(prompt.id)
        turn = Turn(
            prompt,
            page=lambda more, does: Page(
                head=position_line(session, words.POSITION),
                blocks=[*prompt_blocks(session, prompt), *more],
                keys=possible_keys(session),
                does=does,
            ),
            keep=keep,
            typed=earlier if earlier is not None else session.value_of(prompt.id),
            is_half=earlier is not None,
        )
        try:
            return self._asked(session, turn)
        except (KeyboardInterrupt, EOFError, OSError):
            return Left(turn.typed) if must_leave() else Paused(turn.typed)

    def not_kept(self, problem: ReflectError, words_typed: str, *, ending: bool) -> Rescue:
        """See flows.ports.Asker."""
        if window_is_gone():
            return Rescue(Choice.END_UNSAVED)
        blocks = [text(words.NOT_KEPT.format(problem=problem.message))]
        if words_typed:
            blocks += [quiet(words.NOT_KEPT_WORDS), quote(words_typed)]
        options = [(choice.name, label) for choice, label in rescue_options(ending=ending)]
        try:
            picked = self._kept_in_sight(blocks, words.ENTER_DOES["pick"], choice_field(options))
            if picked != Choice.SAVE_ELSEWHERE.name:
                return Rescue(Choice[picked])
            asked = [*blocks, text(words.RESCUE_FOLDER)]
            field = text_field("", lines=False)
            folder = self._kept_in_sight(asked, words.ENTER_DOES["text"], field)
            named = folder in Choice.__members__  # he left without naming one
            return Rescue(Choice[folder]) if named else Rescue(Choice.SAVE_ELSEWHERE, folder)
        except (KeyboardInterrupt, EOFError, OSError):
            return Rescue(Choice.END_UNSAVED if window_is_gone() else Choice.GO_ON)

    def _kept_in_sight(self, blocks: list[Block], does: str, field: Field) -> str:
        """What he picked or typed beside words that are not saved; a choice's name for a key."""
        keys = [Key.RETURN, Key.SUPPORT, Key.LEAVE]
        while True:
            result = Page("", blocks, keys, does).run(field)
            if not isinstance(result, Pressed):
                return str(result)
            pressed: Key | None = result.key
            if pressed is Key.SUPPORT:
                pressed = read(self._support_title, self._support.page)
            if pressed is not None:
                return (Choice.END_UNSAVED if pressed is Key.LEAVE else Choice.GO_ON).name

    def rescued(self, where: str) -> None:
        """See flows.ports.Asker."""
        read("", [text(words.RESCUED.format(where=where))])

    def _asked(self, session: Session, turn: Turn) -> Event:
        fresh = turn.typed is None and turn.prompt.id not in self._agreed
        if turn.prompt.content_note and fresh:
            noted = self._noted(session, turn)
            if noted is not None:
                return noted
        while True:
            result = answer(turn)
            if not isinstance(result, Pressed):
                return Seen() if result is None else Answered(result)
            event = self._followed(result.key, session, turn)
            if event is not None:
                return event

    def _noted(self, session: Session, turn: Turn) -> Event | None:
        """The event when he passes the prompt over; None when he wants to read it."""
        note = text(words.NOTE_FIRST.format(note=turn.prompt.content_note))
        options = [("skip", words.NOTE_SKIP), ("read", words.NOTE_READ)]
        while True:
            page = Page(
                position_line(session, words.POSITION),
                [note],
                possible_keys(session),
                words.ENTER_DOES["pick"],
            )
            result = page.run(choice_field(options))
            if result == "read":
                self._agreed.add(turn.prompt.id)
                return None
            if result == "skip":
                return Skipped()
            event = self._followed(result.key, session, turn)
            if event is not None:
                return event

    def _followed(self, key: Key, session: Session, turn: Turn) -> Event | None:
        """The event *key* leads to; None when it only showed something to read."""
        if key is Key.SUPPORT:
            return self._turned(session, turn.typed)
        if key is Key.WHY:
            shown = read(words.WHY_TITLE, [text(why_words(turn.prompt))], IN_A_SITTING)
            return None if shown is None else self._followed(shown, session, turn)
        return event_for(key, turn.typed)

    def _turned(self, session: Session, unsent: Value | None) -> Event | None:
        """The ways out: the event of a side path or of leaving, or None when he comes back."""
        options = options_of(session)
        while True:
            blocks = [text(self._support.short), text(words.WAYS_LEAD)]
            keys = [Key.BACK, Key.PAUSE, Key.LEAVE]
            page = Page(self._support_title, blocks, keys, words.ENTER_DOES["pick"])
            picked = page.run(choice_field(options))
            if picked in (BACK, Pressed(Key.BACK)):
                return None
            if isinstance(picked, Pressed):
                return event_for(picked.key, unsent)
            if picked == LINES:
                shown = read(self._support_title, self._support.page, keys[1:])
            else:
                turned = turned_to(session, Branch(picked), unsent)
                if turned is not None:
                    return turned
                shown = read("", page_of(session, Branch(picked)), keys[1:])
            if shown is not None:
                return event_for(shown, unsent)

    def _asked_to_finish(self, session: Session) -> Event:
        keys = [Key.BACK, Key.PAUSE, Key.SUPPORT, Key.LEAVE]
        options = [
            ("keep", words.READY_KEEP),
            ("back", words.READY_BACK),
            ("pause", words.READY_PAUSE),
        ]
        events: dict[str, Event] = {"keep": Finished(), "back": WentBack(), "pause": Paused()}
        try:
            while True:
                head = session.prompt_set.title
                page = Page(head, ready_words(session), keys, words.ENTER_DOES["pick"])
                result = page.run(choice_field(options))
                if not isinstance(result, Pressed):
                    return events[result]
                if result.key is not Key.SUPPORT:
                    return event_for(result.key, None)
                event = self._turned(session, None)
                if event is not None:
                    return event
        except (KeyboardInterrupt, EOFError, OSError):
            return Left() if must_leave() else Paused()
