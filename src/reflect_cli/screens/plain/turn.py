"""One prompt's turn in line mode: reading lines until they make an event."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reflect_cli.promptsets.model import Branch
from reflect_cli.screens import words
from reflect_cli.screens.blocks import plain_text
from reflect_cli.screens.console import say, tell
from reflect_cli.screens.plain.lines import read_line, read_pasted_line
from reflect_cli.screens.plain.replies import (
    Word,
    branch_of,
    event_for,
    is_possible,
    own_text,
    possible_words,
    word_in,
)
from reflect_cli.screens.question import prompt_blocks, why_words
from reflect_cli.screens.safe import safe, safe_line
from reflect_cli.screens.ways import BACK, LINES, Support, options_of, page_of, turned_to

if TYPE_CHECKING:
    from collections.abc import Callable

    from reflect_cli.promptsets.kinds import Value
    from reflect_cli.promptsets.model import Prompt
    from reflect_cli.session.events import Event
    from reflect_cli.session.machine import Session


class Moved(Exception):
    """He typed a word that leads away from this prompt."""

    def __init__(self, event: Event) -> None:
        super().__init__()
        self.event = event


@dataclass(slots=True)
class Turn:
    """What one prompt's turn knows. `partial` turns a half-typed line into unsent words."""

    session: Session
    prompt: Prompt
    keep: Callable[[Value], str | None]
    support: Support
    partial: Callable[[str], Value | None] = field(default=lambda _line: None)
    told: bool = False

    def earlier(self) -> Value | None:
        """Half-typed words from before, else the answer given before."""
        unsent = self.session.unsent_for(self.prompt.id)
        return unsent if unsent is not None else self.session.value_of(self.prompt.id)

    def show_words(self) -> None:
        """The line that says which words lead away from here."""
        shown = " ".join(possible_words(self.session))
        say(words.PLAIN_WORDS.format(words=shown))

    def next_line(
        self, prompt: str = "> ", *, allowed: tuple[Word, ...] = (), one_answer: bool = True
    ) -> str | Word:
        """His next line, or one of the *allowed* words.

        With *one_answer*, lines that are pasted in one go belong together.
        Raises Moved for a word that leads away, and what `read_line` raises.
        """
        while True:
            reading = read_pasted_line if one_answer else read_line
            line = reading(prompt, on_pause=self.hold)
            word = word_in(line)
            if word is None:
                return own_text(line)
            if word in allowed:
                return word
            self._follow(word)

    def hold(self, line: str) -> None:
        """Make what stands on the half-typed line durable; tell once if that fails."""
        unsent = self.partial(line)
        problem = self.keep(unsent) if unsent is not None else None
        if problem and not self.told:
            self.told = True
            tell(words.NOT_KEPT_TYPING.format(problem=problem))

    def _follow(self, word: Word) -> None:
        branch = branch_of(word)
        if word is Word.WHY:
            say(safe(why_words(self.prompt)))
        elif word is Word.SUPPORT:
            self._turn_to(picked_way(self.session, self.support))
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
            read_aside(plain_text(page_of(self.session, branch)))
        say(f"\n{plain_text(prompt_blocks(self.session, self.prompt))}\n")


def picked_way(session: Session, support: Support) -> Branch | None:
    """The side path he picks from the list of all; None when he goes back."""
    options = options_of(session)
    say(f"\n{safe(support.short)}\n\n{words.WAYS_LEAD}")
    for number, (_, label) in enumerate(options, start=1):
        say(f"  {number}. {safe_line(label)}")
    while True:
        say(words.WAYS_PLAIN)
        typed = read_line().strip().strip(".)")
        if not typed:
            return None
        if not (typed.isdecimal() and 1 <= int(typed) <= len(options)):
            say(words.PLAIN_NO_OPTION.format(given=safe_line(typed)[:20]))
            continue
        way = options[int(typed) - 1][0]
        if way == LINES:
            read_aside(plain_text(support.page))
        return Branch(way) if way not in (LINES, BACK) else None


def read_aside(page: str) -> None:
    """Show a page and wait until it has been read."""
    say(f"\n{page}\n")
    read_line(f"{words.PAGE_BACK} ")
