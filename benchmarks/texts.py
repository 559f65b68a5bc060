"""Invented neutral journal text, the same every time, with a vocabulary about as wide as a diary's."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

#: In three entries of every journal, whatever its size.
RARE = "lanternfish"
#: In every entry.
COMMON = "morning"

LENGTH = 1500  # characters of one body
_FIRST = datetime(2015, 1, 1, 8, tzinfo=UTC)
_APART = timedelta(hours=7)
_WORDS = 6000
_OPENINGS = ("In the morning", "After the rain", "By the window", "On the way home", "At noon")
_PEOPLE = ("I", "a neighbour", "the baker", "someone on the bus", "my brother", "the librarian")
_DEEDS = ("talked about", "looked for", "mended", "carried", "put away", "thought about")
_SYLLABLES = tuple(a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "el"))


@dataclass(frozen=True, slots=True)
class Note:
    """One invented entry."""

    at: datetime
    title: str
    body: str


def notes(count: int) -> list[Note]:
    """*count* entries, oldest first."""
    chance = random.Random(1729)
    vocabulary = [
        "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(_WORDS)
    ]
    shares = [1 / (rank + 3) for rank in range(_WORDS)]  # few words often, many seldom
    planted = {count // 4, count // 2, count * 3 // 4}
    made = []
    for number in range(count):
        thing = vocabulary[chance.randrange(_WORDS)]
        body = _body(chance, vocabulary, shares)
        if number in planted:
            body += f" There was a {RARE} in the book."
        made.append(Note(_FIRST + number * _APART, f"About the {thing}.", body))
    return made


def note_to_add() -> str:
    """The text that the measured `write` adds."""
    return notes(1)[0].body


def _body(chance: random.Random, vocabulary: list[str], shares: list[float]) -> str:
    things = iter(chance.choices(vocabulary, shares, k=LENGTH // 10))
    sentences = ["It was a quiet morning."]
    while sum(map(len, sentences)) + len(sentences) < LENGTH:
        sentences.append(
            f"{chance.choice(_OPENINGS)} {chance.choice(_PEOPLE)} {chance.choice(_DEEDS)} "
            f"the {next(things)} and the {next(things)}, with a {next(things)} {next(things)}."
        )
    return " ".join(sentences)
