"""Pages beside a question in line mode: what has come up, the help lines, a side path to reread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.promptsets.model import Branch
from reflect_cli.screens import words
from reflect_cli.screens.blocks import plain_text
from reflect_cli.screens.console import say
from reflect_cli.screens.plain.lines import InputEnded, read_line
from reflect_cli.screens.plain.replies import (
    ON_A_PAGE,
    Moved,
    event_for,
    not_on_the_list,
    number_in,
    stray_word,
    stray_words,
    word_in,
)
from reflect_cli.screens.safe import safe, safe_line
from reflect_cli.screens.ways import BACK, LINES, Support, options_of

if TYPE_CHECKING:
    from reflect_cli.promptsets.kinds import Value
    from reflect_cli.session.machine import Session


def picked_way(session: Session, support: Support, unsent: Value | None) -> Branch | None:
    """The side path he picks from the list of all; None when he goes back.

    Raises Moved, with *unsent*, when he pauses or leaves from here.
    """
    options = options_of(session)
    say(f"\n{safe(support.short)}\n\n{words.WAYS_LEAD}")
    for number, (_, label) in enumerate(options, start=1):
        say(f"  {number}. {safe_line(label)}")
    while typed := _line_under(words.WAYS_PLAIN, unsent):
        number = number_in(typed, len(options)) or 0
        if not number:
            say(_not_on_a_page(typed, len(options)))
            continue
        way = options[number - 1][0]
        if way == BACK:
            return None
        if way != LINES:
            return Branch(way)
        read_aside(plain_text(support.page), unsent)
    return None


def read_aside(page: str, unsent: Value | None) -> None:
    """Show a page and wait until it has been read. Raises Moved as `picked_way` does."""
    say(f"\n{page}\n")
    while typed := _line_under(words.PAGE_BACK, unsent):
        say(_not_on_a_page(typed, 0))


def _line_under(hint: str, unsent: Value | None) -> str:
    """His line below *hint*, empty to go back."""
    say(hint)
    say(words.PLAIN_WORDS.format(words=" ".join(ON_A_PAGE)))
    try:
        typed = read_line().strip()
    except InputEnded as ended:
        if not ended.by_hand:
            raise
        return ""
    word = word_in(typed)
    if word in ON_A_PAGE:
        raise Moved(event_for(word, unsent))
    return typed


def _not_on_a_page(typed: str, highest: int) -> str:
    if word := stray_word(typed):
        return stray_words(word) if word_in(word) is None else words.PLAIN_NOT_NOW
    return not_on_the_list(typed, highest) if highest else words.PLAIN_NOT_NOW
