"""What a line typed in line mode means: a word of ours, or his own text."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from reflect_cli.promptsets.model import Branch
from reflect_cli.screens import words
from reflect_cli.screens.safe import safe_line
from reflect_cli.session.events import (
    Event,
    Left,
    Paused,
    SetAside,
    Skipped,
    Stopped,
    WentBack,
)

if TYPE_CHECKING:
    from reflect_cli.promptsets.kinds import Value
    from reflect_cli.session.machine import Session


class Word(StrEnum):
    """Every word line mode knows; each is typed alone on a line."""

    SKIP = "/skip"
    BACK = "/back"
    LATER = "/later"
    WHY = "/why"
    PAUSE = "/pause"
    SUPPORT = "/support"
    STOP = "/stop"
    LEAVE = "/leave"
    NOW = "/now"
    CRISIS = "/crisis"
    LAW = "/law"
    MINE = "/mine"
    MINOR = "/minor"
    PARTNER = "/partner"
    CONTACT = "/contact"
    ANGER = "/anger"
    STUCK = "/stuck"
    WATCHED = "/watched"
    NONE = "/none"
    DONE = "/done"
    FRESH = "/fresh"
    UNDO = "/undo"


#: The side paths that every screen names; `/support` names them all.
URGENT = (Word.NOW, Word.CRISIS, Word.LAW)
#: The words that work on a page beside a question.
ON_A_PAGE = (Word.PAUSE, Word.LEAVE)
#: The words that work when nothing is left to ask.
AT_THE_END = (Word.BACK, Word.PAUSE, Word.LEAVE, Word.SUPPORT, *URGENT)
MOVES = (Word.SKIP, Word.BACK, Word.LATER, Word.PAUSE, Word.STOP, Word.LEAVE)

_SHORT_NUMBER = re.compile(r"[0-9]{1,4}")
_LIKE_A_WORD = re.compile(r"/[A-Za-z]")


def word_in(line: str) -> Word | None:
    """The word *line* is, if it is one of ours and nothing else."""
    typed = line.strip().lower()
    return Word(typed) if typed in set(Word) else None


class Moved(Exception):
    """He typed a word that leads away from this prompt."""

    def __init__(self, event: Event) -> None:
        super().__init__()
        self.event = event


def number_in(typed: str, highest: int) -> int | None:
    """The number *typed* is, from 1 to *highest*; None for anything else."""
    number = typed.strip().strip(".)")
    if not _SHORT_NUMBER.fullmatch(number) or not 1 <= int(number) <= highest:
        return None
    return int(number)


def not_on_the_list(typed: str, highest: int) -> str:
    """What is said of *typed* where a number from 1 to *highest* is asked for."""
    asked = words.PLAIN_NUMBER.format(highest=highest)
    number = typed.strip().strip(".)")
    if not _SHORT_NUMBER.fullmatch(number):
        return asked
    return f"{words.PLAIN_NO_OPTION.format(given=number)} {asked}"


def stray_word(line: str) -> str | None:
    """What stands in *line* like a word of ours and is none.

    A single word that begins with a slash, or a word of ours with more after it. Text that
    begins with a slash is typed with two.
    """
    parts = line.split()
    if not parts or "\n" in line or not _LIKE_A_WORD.match(parts[0]):
        return None
    return parts[0] if len(parts) == 1 or word_in(parts[0]) else None


def stray_words(word: str) -> str:
    """What is said of a stray *word*."""
    pattern = words.WORD_ALONE if word_in(word) else words.NO_WORD
    return pattern.format(word=safe_line(word)[:20])


def own_text(line: str) -> str:
    """*line* as his text: a doubled slash at its start stands for one."""
    return line[1:] if line.startswith("//") else line


def is_possible(word: Word, session: Session) -> bool:
    """Whether the session can follow *word* now."""
    return {
        Word.BACK: session.can_go_back,
        Word.LATER: session.can_set_aside,
        Word.STOP: session.can_stop,
    }.get(word, True)


def possible_words(session: Session) -> list[Word]:
    """The words to show under a prompt."""
    prompt = session.current
    shown = [word for word in MOVES if is_possible(word, session)]
    if prompt is not None and not prompt.why:
        return [*shown, Word.SUPPORT, *URGENT]
    return [*shown, Word.WHY, Word.SUPPORT, *URGENT]


def branch_of(word: Word) -> Branch | None:
    """The side path *word* opens, if it opens one."""
    name = word.value.removeprefix("/")
    return Branch(name) if name in set(Branch) else None


def event_for(word: Word, unsent: Value | None) -> Event:
    """The event that *word* asks for, with the words typed so far."""
    moves: dict[Word, type[Skipped | WentBack | SetAside | Paused | Stopped | Left]] = {
        Word.SKIP: Skipped,
        Word.BACK: WentBack,
        Word.LATER: SetAside,
        Word.PAUSE: Paused,
        Word.STOP: Stopped,
        Word.LEAVE: Left,
    }
    return moves[word](unsent)
