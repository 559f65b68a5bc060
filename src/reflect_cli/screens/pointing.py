"""What is said about a page to read from: how long it is, and what could point to somebody."""

from __future__ import annotations

import textwrap

from reflect_cli.journal.pointers import Points, pointers_in
from reflect_cli.screens.numbers import in_number

MARKED = "A reader could use these to work out who somebody is:"
NONE_MARKED = "The check marked nothing. That does not mean that there is nothing."
NOT_COMPLETE = (
    "The check is not complete. It goes by patterns and short lists of English words. It does not see what a "
    "man who knows the people would see: the only woman on a team, a way of talking, one odd detail."
)
COUNTED = {
    0: "The check marked nothing in it, and the check is not complete. Read it once more before you print.",
    1: "The check marked 1 thing that could point to somebody. `reflect tell --read` names it.",
    2: "The check marked {count} things that could point to somebody. `reflect tell --read` names them.",
}
LENGTH = "The page has about {words} words, {minutes} read aloud."
MINUTES = {1: "a minute", 2: "{count} minutes"}
TOO_LONG = "That is more than one sheet of paper. A shorter one is easier to say."
KINDS = {
    Points.NAME: "Names",
    Points.CONTACT: "Ways to reach somebody",
    Points.NUMBER: "Numbers",
    Points.PLACE: "Places",
    Points.DATE: "Dates",
    Points.ROLE: "What somebody is to others",
}

_WORDS_A_MINUTE = 130
_COLUMNS, _LINES = 80, 55  # of a sheet, as a printer sets plain text


def remarks_on_page(page: str, called: str) -> str:
    """What is said about *page*; *called* is the invented initial, which is not marked."""
    return "\n\n".join([length_words(page), marked_words(page, called)])


def marked_words(page: str, called: str) -> str:
    """What the check marked in *page*, by kind, and that it is not complete."""
    found = marked_in(page, called)
    if not found:
        return f"{NONE_MARKED} {NOT_COMPLETE}"
    lines = [
        f"{KINDS[kind]}: {', '.join(f'“{each}”' for each in words)}"
        for kind, words in found.items()
    ]
    return "\n".join([MARKED, *lines]) + f"\n\n{NOT_COMPLETE}"


def count_words(page: str, called: str) -> str:
    """How many things `marked_words` names, and that the check is not complete."""
    return in_number(COUNTED, sum(map(len, marked_in(page, called).values())))


def marked_in(page: str, called: str) -> dict[Points, tuple[str, ...]]:
    """What the check marked in *page*, by kind: each thing once, however often it stands there."""
    found = pointers_in(page, called=called)
    by_kind = {
        kind: tuple(dict.fromkeys(" ".join(one.words.split()) for one in found if one.kind is kind))
        for kind in KINDS
    }
    return {kind: words for kind, words in by_kind.items() if words}


def length_words(page: str) -> str:
    """How long *page* is, and whether it is more than one sheet."""
    words = len(page.split())
    minutes = max(1, round(words / _WORDS_A_MINUTE))
    said = LENGTH.format(words=words, minutes=in_number(MINUTES, minutes))
    return f"{said} {TOO_LONG}" if not fits_a_sheet(page) else said


def fits_a_sheet(page: str) -> bool:
    """Whether *page* fits one side of paper as plain text."""
    lines = sum(max(1, len(textwrap.wrap(line, _COLUMNS))) for line in page.splitlines())
    return lines <= _LINES
