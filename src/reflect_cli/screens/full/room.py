"""Who gets how many rows of the screen. The keys never lose theirs; words and options scroll."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wanted:
    """The rows each part would take if there were room for all."""

    words: int
    field: int
    status: int
    keys: int
    is_list: bool


@dataclass(frozen=True, slots=True)
class Room:
    """The rows each part gets. They add up to the screen, with `rest` left empty."""

    head: int
    above: int
    words: int
    between: int
    field: int
    below: int
    rest: int
    status: int
    keys: int


def most_for_keys(rows: int) -> int:
    """The rows that the line of keys may take: all it needs, but on a very small screen."""
    return rows // 2 if rows >= 12 else max(1, rows // 3)


def shared(rows: int, wanted: Wanted) -> Room:
    """*rows* shared out.

    When they do not suffice, options go before words, and words before a long text; of each
    there is something to see.
    """
    keys = min(wanted.keys, most_for_keys(rows))
    status = min(wanted.status, max(0, rows - keys - 2))
    left = rows - keys - status
    head = 1 if left >= 6 else 0
    left -= head
    above, between, below = _gaps(left, wanted)
    left -= above + between + below
    words, field = _words_and_field(left, wanted)
    rest = left - words - field
    return Room(head, above, words, between, field, below, rest, status, keys)


def _gaps(left: int, wanted: Wanted) -> tuple[int, int, int]:
    """Rows above the words, between words and field, and below the field.

    They are empty, or the last two say what is out of sight.
    """
    spare = left - wanted.words - wanted.field
    if spare >= 0:
        return int(spare >= 3), int(spare >= 1), int(spare >= 2)
    if left >= 6:
        return 0, 1, 1
    return 0, 0, int(wanted.is_list and left >= 4)


def _words_and_field(left: int, wanted: Wanted) -> tuple[int, int]:
    if wanted.words + wanted.field <= left:
        return wanted.words, wanted.field
    if wanted.is_list:
        words = min(wanted.words, max(1, left // 3))
    else:
        words = min(wanted.words, left - min(wanted.field, max(3, left // 2)))
    words = max(0, min(words, left - 1))
    field = min(wanted.field, left - words)
    return min(wanted.words, left - field), field
