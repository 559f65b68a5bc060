"""Whether what lists show is what the records say: entries, plans and marks as they stand now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.errors import ReflectError
from reflect_cli.vault.bodies import mark_in
from reflect_cli.vault.chain import RecordKind
from reflect_cli.vault.current import standing_plan
from reflect_cli.vault.records import heads_in, marked_by, standing_marks

if TYPE_CHECKING:
    from reflect_cli.vault.chain import Record
    from reflect_cli.vault.database import Database
    from reflect_cli.vault.records import Records

#: A plan's words and state, and what became of it.
_Plan = tuple[tuple[str, ...], tuple[tuple[str, str, str], ...]]

_SHOWN = "SELECT id, record FROM entry"
_MARKS = "SELECT about, name, value FROM mark"
_PLANS = 'SELECT n, id, entry, prompt, made, cue, act, "when", who, due, state FROM plan'
_STEPS = "SELECT plan, at, state, note FROM plan_step ORDER BY plan, n"
_SEVERAL = "SELECT about FROM record GROUP BY about HAVING count(*) > 1"

#: Entries whose tags, or whose place out of sight, are not what their marks say.
_MISLABELLED = """
SELECT count(*) FROM entry LEFT JOIN mark ON mark.about = entry.id AND mark.name = 'binned'
WHERE entry.binned <> coalesce(mark.value, '') OR entry.opens <> coalesce(
    (SELECT value FROM mark WHERE about = entry.id AND name = 'opens'), ''
) OR (
    SELECT group_concat(tag, char(10)) FROM (SELECT tag FROM tagged WHERE entry = n ORDER BY tag)
) IS NOT (
    SELECT group_concat(substr(name, 5), char(10))
    FROM (SELECT name FROM mark WHERE about = entry.id AND name LIKE 'tag:%' ORDER BY name)
)
"""


class Standing:
    """What is shown, held against every record it is handed.

    Most entries have one record, which tells all of them; only about what has more, or is a plan
    or a mark, are the records gathered and read once more.
    """

    def __init__(self, database: Database, records: Records) -> None:
        self._database = database
        self._records = records
        self._shown: dict[str, str] = dict(database.rows(_SHOWN))
        self._plans = _plans_shown(database)
        self._marks = {(about, name): text for about, name, text in database.rows(_MARKS)}
        self._several = {str(about) for (about,) in database.rows(_SEVERAL)}
        self._closer: set[str] = set()
        self._wrong = self._untold = 0

    def see(self, record: Record) -> None:
        """One record of the journal, in any order, each once."""
        said = record.said
        if said.kind is RecordKind.ENTRY and said.about not in self._several:
            self._wrong += self._shown.pop(said.about, None) != (said.id if said.body else None)
        else:
            self._closer.add(said.about)

    def troubles(self) -> tuple[int, int]:
        """How many entries, plans and marks are shown that should not be, or not as they stand.

        Then how many plans are shown with words that no record tells: one of theirs is missing.
        To be asked once, after every record was seen.
        """
        for topic in self._closer:
            self._look_at(topic, self._records.of(topic))
        (mislabelled,) = self._database.one(_MISLABELLED) or (0,)
        left = len(self._shown) + len(self._marks) + int(mislabelled)
        return self._wrong + left, self._untold + len(self._plans)

    def _look_at(self, topic: str, said: tuple[Record, ...]) -> None:
        if about := marked_by(topic):
            for name, record in standing_marks(said).items():
                value = mark_in(record.said.body or "")[1]
                self._wrong += self._marks.pop((about, name), "") != value
        elif any(record.said.kind is RecordKind.PLAN for record in said):
            shown_so, stands = self._plans.pop(topic, None), _plan_standing(said)
            is_untold = _tells_more(shown_so, stands)
            self._untold += is_untold
            self._wrong += shown_so != stands and not is_untold
        else:
            live = [h for h in heads_in(said) if h.said.kind is RecordKind.ENTRY and h.said.body]
            stands_so = max(live, key=lambda h: (h.said.at, h.said.id)).said.id if live else None
            is_other = self._shown.pop(topic, None) != stands_so
            self._wrong += is_other or (not live and _has_words(said))


def _plans_shown(database: Database) -> dict[str, _Plan]:
    """By its id, each plan as it is shown: the words and the state, and what became of it."""
    steps: dict[int, list[tuple[str, str, str]]] = {}
    for row, at, state, note in database.rows(_STEPS):
        steps.setdefault(row, []).append((at, state, note))
    return {
        about: (tuple(words), tuple(steps.get(row, ())))
        for row, about, *words in database.rows(_PLANS)
    }


def _plan_standing(said: tuple[Record, ...]) -> _Plan | None:
    """A plan as its records tell it; None when their words cannot be read."""
    try:
        return standing_plan(said)
    except ReflectError:
        return None


def _tells_more(shown: _Plan | None, stands: _Plan | None) -> bool:
    """Whether a plan is shown with something that became of it and is in no record."""
    return shown is not None and stands is not None and not set(shown[1]) <= set(stands[1])


def _has_words(said: tuple[Record, ...]) -> bool:
    """Whether the words of an entry are still, or again, in records of it."""
    return any(record.said.kind is RecordKind.ENTRY and record.said.body for record in said)
