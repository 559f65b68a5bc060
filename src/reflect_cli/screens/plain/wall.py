"""The wall in line mode: for a shared screen, a screen reader or a pipe."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from reflect_cli.screens.blocks import plain_text, text
from reflect_cli.screens.console import clear, has_terminal, say
from reflect_cli.screens.plain.lines import InputEnded, LineInterrupted, read_line
from reflect_cli.screens.plain.replies import Word, word_in
from reflect_cli.screens.wall import (
    PLACE,
    PLAIN_BLANK,
    PLAIN_NO_ANSWERS,
    PLAIN_PASSED,
    PLAIN_TIME,
    PLAIN_WORDS,
    THE_END,
    clock,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reflect_cli.screens.wall import Picture
    from reflect_cli.screens.ways import Support

TIME, BLANK = "/time", "/blank"


def in_lines(pictures: Sequence[Picture], support: Support) -> None:
    """Show *pictures* one after another; whoever leads types a word of ours, or Enter."""
    if not has_terminal():
        say("\n\n".join(_said(picture, at, len(pictures)) for at, picture in enumerate(pictures)))
        return
    say(f"{PLAIN_WORDS}\n")
    at = 0
    while at < len(pictures):
        say(f"{_said(pictures[at], at, len(pictures))}\n")
        if at == len(pictures) - 1:
            say(THE_END)
        moved = _moved(pictures[at], support)
        if moved is None:
            return
        at = max(0, at + moved)


def _moved(picture: Picture, support: Support) -> int | None:
    """How far to go from *picture*: one on, one back, none to see it again; None ends it."""
    began: float | None = None
    while True:
        try:
            typed = read_line().strip().lower()
        except (InputEnded, LineInterrupted):
            return None
        if not typed:
            return 1
        if typed == TIME:
            began = _timed(picture, began)
        elif typed == BLANK:
            clear()
            say(PLAIN_BLANK)
            return _woken()
        else:
            match word_in(typed):
                case Word.BACK:
                    return -1
                case Word.LEAVE:
                    clear()
                    return None
                case Word.PAUSE | Word.STOP:
                    return None
                case Word.SUPPORT:
                    say(f"\n{plain_text(support.page)}\n")
                case _:
                    say(PLAIN_NO_ANSWERS)


def _timed(picture: Picture, began: float | None) -> float:
    """When the time began, once he was told of it."""
    now = time.monotonic()
    asked = clock(picture.seconds)
    if began is None:
        say(PLAIN_TIME.format(asked=asked))
        return now
    say(PLAIN_PASSED.format(passed=clock(now - began), asked=asked))
    return began


def _woken() -> int | None:
    """Wait for Enter; then the same picture is shown again."""
    try:
        read_line("")
    except (InputEnded, LineInterrupted):
        return None
    return 0


def _said(picture: Picture, at: int, count: int) -> str:
    points = "\n".join(f"- {point}" for point in picture.points)
    place = PLACE.format(number=at + 1, count=count)
    return f"{place}\n\n{plain_text([*picture.blocks, text(points)])}"
