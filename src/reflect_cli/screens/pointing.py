"""What is said about a page to read from: how long it is, and what could point to somebody."""

from __future__ import annotations

import textwrap

from reflect_cli.journal.pointers import Points, pointers_in

MARKED = "A reader could use these to work out who somebody is:"
NONE_MARKED = "The check marked nothing. That does not mean that there is nothing."
NOT_COMPLETE = (
    "The check is not complete. It goes by patterns and short lists of English words. It does not see what a "
    "man who knows the people would see: the only woman on a team, a way of talking, one odd detail."
)
LENGTH = "The page has about {words} words, {minutes} read aloud."
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
    found = pointers_in(page, called=called)
    if not found:
        return f"{NONE_MARKED} {NOT_COMPLETE}"
    lines = [MARKED]
    for kind, label in KINDS.items():
        words = dict.fromkeys(" ".join(one.words.split()) for one in found if one.kind is kind)
        if words:
            lines.append(f"{label}: {', '.join(f'“{each}”' for each in words)}")
    return "\n".join(lines) + f"\n\n{NOT_COMPLETE}"


def length_words(page: str) -> str:
    """How long *page* is, and whether it is more than one sheet."""
    words = len(page.split())
    minutes = max(1, round(words / _WORDS_A_MINUTE))
    said = LENGTH.format(words=words, minutes="a minute" if minutes == 1 else f"{minutes} minutes")
    return f"{said} {TOO_LONG}" if not fits_a_sheet(page) else said


def fits_a_sheet(page: str) -> bool:
    """Whether *page* fits one side of paper as plain text."""
    lines = sum(max(1, len(textwrap.wrap(line, _COLUMNS))) for line in page.splitlines())
    return lines <= _LINES
