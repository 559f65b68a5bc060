"""One prompt's turn in line mode: reading lines until they make an event."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reflect_cli.promptsets.kinds import problem_with
from reflect_cli.promptsets.model import Kind
from reflect_cli.screens import words
from reflect_cli.screens.blocks import plain_text
from reflect_cli.screens.console import say, tell
from reflect_cli.screens.plain.aside import picked_way, read_aside
from reflect_cli.screens.plain.keyboard import keyboard_of
from reflect_cli.screens.plain.lines import InputEnded, read_line, read_pasted_line
from reflect_cli.screens.plain.replies import (
    Moved,
    Word,
    branch_of,
    event_for,
    is_possible,
    own_text,
    possible_words,
    stray_word,
    stray_words,
    word_in,
)
from reflect_cli.screens.question import prompt_blocks, why_words
from reflect_cli.screens.safe import safe
from reflect_cli.screens.ways import Support, page_of, turned_to

if TYPE_CHECKING:
    from collections.abc import Callable

    from reflect_cli.promptsets.kinds import Value
    from reflect_cli.promptsets.model import Branch, Prompt
    from reflect_cli.session.machine import Session

#: While lines are pasted they are put away so often, and besides when the last one has come.
PASTE_SAVE_SECONDS = 2.0
_WRITTEN = (Kind.SHORT, Kind.LONG, Kind.ABOUT_WHEN, Kind.PLAN)


@dataclass(slots=True)
class Turn:
    """What one prompt's turn knows. `partial` turns a half-typed line into unsent words.

    `below` is what stands between the question and his answer: options, and how to answer.
    """

    session: Session
    prompt: Prompt
    keep: Callable[[Value], str | None]
    support: Support
    partial: Callable[[str], Value | None] = field(default=lambda _line: None)
    below: str = ""
    _told: bool = False
    _kept: Value | None = None
    _held: float = 0.0
    _ended_once: bool = False

    def earlier(self) -> Value | None:
        """Half-typed words from before, else the answer given before."""
        unsent = self.session.unsent_for(self.prompt.id)
        return unsent if unsent is not None else self.session.value_of(self.prompt.id)

    def ask_below(self, below: str) -> None:
        """Say *below*, now and whenever the question is said again."""
        self.below = below
        say(below)

    def show_words(self) -> None:
        """The line that says which words lead away from here."""
        shown = " ".join(possible_words(self.session))
        say(words.PLAIN_WORDS.format(words=shown))
        if self.prompt.kind in _WRITTEN:
            say(words.PLAIN_SLASH)

    def next_line(self, *, allowed: tuple[Word, ...] = (), one_answer: bool = True) -> str | Word:
        """His next line, or one of the *allowed* words.

        With *one_answer*, lines that are pasted in one go belong together.
        Raises Moved for a word that leads away, and what `read_line` raises.
        """
        while True:
            line = self._typed_line(one_answer=one_answer)
            if line is None:
                continue
            word = word_in(line)
            if word is None and (stray := stray_word(line)):
                say(stray_words(stray))
                self.show_words()
            elif word is None:
                return own_text(line)
            elif word in allowed:
                return word
            else:
                self._follow(word)

    def hold(self, line: str) -> bool:
        """Make what stands on the half-typed line durable; whether he had to be told it failed."""
        unsent = self.partial(line)
        if unsent is None or unsent in (self._kept, self.earlier()):
            return False
        problem = self.keep(unsent)
        self._held = time.monotonic()
        if problem is None:
            self._kept = unsent
        if problem is None or self._told:
            return False
        self._told = True
        tell(f"\n{words.NOT_KEPT_TYPING.format(problem=problem)}")
        return True

    def hold_lines(self) -> None:
        """Make the lines so far durable, now and then while more of them are coming in."""
        lately = time.monotonic() - self._held < PASTE_SAVE_SECONDS
        if not (lately and keyboard_of(sys.stdin).is_more_waiting()):
            self.hold("")

    def _typed_line(self, *, one_answer: bool) -> str | None:
        """A line as it was typed; None when Ctrl-D was pressed where nothing had been written."""
        try:
            if one_answer:
                line = read_pasted_line(on_pause=self.hold)
            else:
                line = read_line(on_pause=self.hold)
        except InputEnded as ended:
            if one_answer and ended.by_hand and ended.text.strip():
                return ended.text
            if not ended.by_hand or self._ended_once or self._has_written(ended, one_answer):
                raise
            self._ended_once = True
            say(f"{problem_with(self.prompt, '')} {words.PLAIN_NO_MORE}")
            return None
        self._ended_once = False
        return line

    def _has_written(self, ended: InputEnded, one_answer: bool) -> bool:
        """Whether Ctrl-D ends a text of many lines."""
        written = self.partial(ended.text)
        return not one_answer and isinstance(written, str) and bool(written.strip())

    def _follow(self, word: Word) -> None:
        branch = branch_of(word)
        if word is Word.WHY:
            say(f"\n{safe(why_words(self.prompt))}")
            self._say_again()
        elif word is Word.SUPPORT:
            self._turn_to(picked_way(self.session, self.support, self.partial("")))
        elif branch is not None:
            self._turn_to(branch)
        elif word in (Word.DONE, Word.FRESH, Word.UNDO) or not is_possible(word, self.session):
            say(words.PLAIN_NOT_NOW)
        else:
            raise Moved(event_for(word, self.partial("")))

    def _turn_to(self, branch: Branch | None) -> None:
        if branch is not None:
            turned = turned_to(self.session, branch, self.partial(""))
            if turned is not None:
                raise Moved(turned)
            read_aside(plain_text(page_of(self.session, branch)), self.partial(""))
        self._say_again()

    def _say_again(self) -> None:
        """The question as it stands, with its options and how to answer."""
        say(f"\n{plain_text(prompt_blocks(self.session, self.prompt))}\n")
        if self.below:
            say(self.below)
