"""What is noted about an entry or a plan beside its words: tags, the bin, when it may be shown.

A mark has a name and a text. It is set by a record of its own, so it never changes an entry, two
copies that are joined agree on it, and the one set last stands. When what it is about is removed,
the mark's text goes with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reflect_cli.vault.bodies import mark_body
from reflect_cli.vault.chain import RecordKind
from reflect_cli.vault.records import marks_on

if TYPE_CHECKING:
    from reflect_cli.vault.current import Current
    from reflect_cli.vault.records import Records

_VALUE = "SELECT value FROM mark WHERE about = ? AND name = ?"
_UNTIL = "SELECT about, value FROM mark WHERE name = ? AND value <= ? ORDER BY value, about"
_WITH = "SELECT about FROM mark WHERE name = ? AND value = ? ORDER BY about"
_EVERY = "SELECT about, name, value, at FROM mark ORDER BY about, name"


@dataclass(frozen=True, slots=True, repr=False)
class Mark:
    """One thing noted about the entry or plan of the id `about`. `at` is when, ISO 8601 with a zone."""

    about: str
    name: str
    value: str
    at: str


class Marks:
    """The marks in an open vault. Ids are whole ids."""

    def __init__(self, records: Records, current: Current) -> None:
        self._database = records.database
        self._records = records
        self._current = current

    def set(self, mark: Mark) -> None:
        """*mark* stands from now on; durable when this returns. An empty value clears the name."""
        with self._database.change():
            if self.get(mark.about, mark.name) != mark.value:
                topic = marks_on(mark.about)
                body = mark_body(mark.name, mark.value)
                said = self._records.add(topic, RecordKind.MARK, mark.at, body)
                self._current.follow(topic, said)

    def note(self, about: str, name: str, value: str, at: str) -> None:
        """As `set`, for a mark that is not made yet."""
        self.set(Mark(about, name, value, at))

    def get(self, about: str, name: str) -> str:
        """The value of *name*, empty when nothing is noted."""
        found = self._database.one(_VALUE, (about, name))
        return str(found[0]) if found else ""

    def of(self, about: str) -> dict[str, str]:
        """Everything noted about one entry or plan, by name."""
        return dict(self._database.rows("SELECT name, value FROM mark WHERE about = ?", (about,)))

    def named(self, name: str) -> dict[str, str]:
        """Every entry and plan that has *name*, with its value, by id."""
        return dict(self._database.rows("SELECT about, value FROM mark WHERE name = ?", (name,)))

    def until(self, name: str, day: str) -> tuple[tuple[str, str], ...]:
        """Every entry and plan whose mark *name* holds a day up to *day*, by id, the earliest first."""
        return tuple((about, held) for about, held in self._database.rows(_UNTIL, (name, day)))

    def holding(self, name: str, value: str) -> tuple[str, ...]:
        """The ids of everything whose mark *name* is *value*."""
        return tuple(str(about) for (about,) in self._database.rows(_WITH, (name, value)))

    def every(self) -> tuple[Mark, ...]:
        """All marks, by what they are about, then by name."""
        return tuple(Mark(*row) for row in self._database.rows(_EVERY))
