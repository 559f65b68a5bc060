"""Which question was answered when, kept beside the entries so that looking back reads few of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reflect_cli.journal.questions import is_kept_over_time, question_of
from reflect_cli.vault.texts import storable

if TYPE_CHECKING:
    from collections.abc import Callable

    from reflect_cli.journal.entry import Entry, Item
    from reflect_cli.vault.database import Database

    Run = Callable[[str, tuple[str | int | None, ...]], object]

_LARGEST = 2**62

_ASK = "INSERT INTO asked (question, words, kind) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
_ANSWER = """
INSERT OR IGNORE INTO answered (asked, at, entry, number)
SELECT n, coalesce(strftime('%Y-%m-%dT%H:%M:%SZ', ?4), ?4), ?5, ?6 FROM asked
WHERE question = ?1 AND words = ?2 AND kind = ?3
"""
_EVERY = "SELECT n, question, words, kind, times FROM asked ORDER BY question, n"
_OF = "SELECT n, words, kind FROM asked WHERE question = ?"
_LAST_FEW = """
SELECT entry.id, answered.at, answered.number FROM answered JOIN entry ON entry.n = answered.entry
WHERE answered.asked = ? ORDER BY answered.at DESC, answered.entry DESC LIMIT ?
"""
_LAST = "SELECT max(at) FROM answered WHERE asked = ?"


@dataclass(frozen=True, slots=True)
class Question:
    """A question that was answered: its words the last time, how often, and when last (UTC)."""

    name: str
    words: str
    kind: str
    times: int
    last: str


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer to a question: in which entry, when (UTC), in which words it was asked.

    `number` is the answer to a scale.
    """

    entry: str
    at: str
    words: str
    kind: str
    number: int | None


class Answers:
    """The answers of an open vault, by their questions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def questions(self, fewest: int = 2) -> tuple[Question, ...]:
        """Every question with at least *fewest* answers outside the bin, by name."""
        found: dict[str, Question] = {}
        for number, name, words, kind, times in self._database.rows(_EVERY):
            (last,) = self._database.one(_LAST, (number,)) or ("",)
            one = Question(name, words, kind, times, last or "")
            found[name] = _together(found[name], one) if name in found else one
        return tuple(one for one in found.values() if one.times >= fewest)

    def over_time(self, question: str, limit: int) -> tuple[Answered, ...]:
        """The last *limit* answers to *question*, the oldest of them first."""
        found = [
            Answered(entry, at, words, kind, given)
            for number, words, kind in self._database.rows(_OF, (question,))
            for entry, at, given in self._database.rows(_LAST_FEW, (number, limit))
        ]
        found.sort(key=lambda one: (one.at, one.entry))
        return tuple(found[-limit:])


def count_anew(run: Run) -> None:
    """How often each question was answered, from the answers that are there."""
    run("UPDATE asked SET times = (SELECT count(*) FROM answered WHERE asked = asked.n)", ())


def note(run: Run, row: int, entry: Entry) -> None:
    """Keep, in the same change, which questions the entry in *row* answers, of which none stood yet."""
    for item in entry.items:
        if is_kept_over_time(entry, item):
            name = storable(question_of(entry.set_id, item.prompt))
            asked = (name, storable(item.question), item.kind)
            run(_ASK, asked)
            run(_ANSWER, (*asked, item.at, row, _number(item)))


def forget(run: Run, row: int) -> None:
    """What the entry in *row* answered no longer stands in line, in the same change."""
    run("DELETE FROM answered WHERE entry = ?", (row,))


def _number(item: Item) -> int | None:
    """The answer to a scale, unless it is beyond what the file can hold."""
    if isinstance(item.value, int) and abs(item.value) < _LARGEST:
        return item.value
    return None


def _together(one: Question, other: Question) -> Question:
    """Two wordings of one question, told in the words used last."""
    later = max(one, other, key=lambda each: each.last)
    return Question(later.name, later.words, later.kind, one.times + other.times, later.last)
