"""A list to pick from, and a line to type, outside a sitting, in line mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.errors import LeftNow
from reflect_cli.promptsets.characters import width
from reflect_cli.screens import words
from reflect_cli.screens.alone import leave_if_alone
from reflect_cli.screens.blocks import plain_text
from reflect_cli.screens.console import clear, columns, say
from reflect_cli.screens.plain.lines import InputEnded, LineInterrupted, read_line
from reflect_cli.screens.plain.replies import Word, not_on_the_list, number_in, word_in
from reflect_cli.screens.safe import safe_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reflect_cli.screens.blocks import Block
    from reflect_cli.screens.ways import Support

#: Columns that are left beside what is asked; with fewer, a line is typed under it.
ROOM_TO_TYPE = 30


def chosen_in_lines(
    blocks: list[Block], options: Sequence[tuple[str, str]], support: Support | None
) -> str | None:
    """The value of the option whose number he types, or None when he goes without one.

    Raises LeftNow for /leave.
    """
    ways = [*([Word.SUPPORT] if support else []), Word.PAUSE, Word.LEAVE]
    _show(blocks, options)
    say(f"{words.PLAIN_ONE} {words.PLAIN_ALSO.format(words=' '.join(ways))}")
    while True:
        try:
            typed = read_line().strip()
        except (InputEnded, LineInterrupted):
            leave_if_alone()
            return None
        word = word_in(typed)
        if word in (Word.PAUSE, Word.LEAVE):
            if word is Word.LEAVE:
                clear()
                raise LeftNow
            return None
        if word is Word.SUPPORT and support:
            say(f"\n{plain_text(support.page)}\n")
            _show(blocks, options)
            say(words.PLAIN_ONE)
            continue
        number = number_in(typed, len(options))
        if number is not None:
            return options[number - 1][0]
        say(not_on_the_list(typed, len(options)) if typed else words.PLAIN_ONE)


def line_typed(label: str) -> str | None:
    """What he types after *label*, or under one that leaves no room; None when he leaves without it."""
    has_room = "\n" not in label and width(label) + ROOM_TO_TYPE <= columns()
    try:
        if has_room:
            return read_line(f"{label} ")
        say(label)
        return read_line()
    except (InputEnded, LineInterrupted):
        leave_if_alone()
        return None


def _show(blocks: list[Block], options: Sequence[tuple[str, str]]) -> None:
    if blocks:
        say(plain_text(blocks))
    for number, (_, label) in enumerate(options, start=1):
        say(f"  {number}. {safe_line(label)}")
