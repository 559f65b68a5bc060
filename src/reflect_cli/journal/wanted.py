"""Which entries are wanted: what the filters of a list, a search or an export ask for together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reflect_cli.journal.entry import EntryKind


@dataclass(frozen=True, slots=True)
class Wanted:
    """Every condition that is set must hold; the empty one takes all that is not in the bin.

    `text` is looked for as `search` does. `first` and `last` are ISO dates, both included, of the
    day an entry began where he was. `year`, `month` and `day` are those of that day. `tags` are
    alternatives, or with `every_tag` all needed. `tagged` asks for entries with any tag, or with
    none. `ids` are whole ids. With `binned` only what is in the bin is taken.
    """

    text: str = ""
    first: str = ""
    last: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    set_id: str = ""
    stage: str = ""
    call: str = ""
    kind: EntryKind | None = None
    tags: tuple[str, ...] = ()
    every_tag: bool = False
    without_tags: tuple[str, ...] = ()
    tagged: bool | None = None
    ids: tuple[str, ...] = ()
    binned: bool = False
