"""A set while it is being written: the file, what it says so far, and where each word stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reflect_cli.authoring.stretches import Stretch, stretch_of
from reflect_cli.promptsets.findings import Finding, Span
from reflect_cli.promptsets.nodes import Scalar, scalars_in
from reflect_cli.promptsets.outline import Part, Role
from reflect_cli.promptsets.texts import GUIDE, HEADER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflect_cli.promptsets.model import PromptSet
    from reflect_cli.promptsets.source import Source
    from reflect_cli.promptsets.values import Fields
    from reflect_cli.promptsets.wording import Law

_FIXED = frozenset({"id", "version", "language", "checked", "show-if", "calls", "recall", "allow"})


@dataclass(frozen=True, slots=True)
class Rules:
    """What a draft is held against: the wording law, and today as an ISO date.

    `of_reflect` for a set that is one of Reflect's own, which alone may have such an id.
    """

    law: Law
    today: str
    of_reflect: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """One value an author wrote in words: the part and the field it stands in, and its place."""

    part: Part
    field: str
    stretch: Stretch


@dataclass(frozen=True, slots=True)
class Draft:
    """A file and what it says. `is_whole` if nothing keeps it from being a set.

    `prompt_set` is only a sketch otherwise: parts with errors are left out of it. `guide` are the
    parts of the guide for an evening, if the file has one.
    """

    source: Source
    parts: tuple[Part, ...]
    prompt_set: PromptSet
    is_whole: bool
    guide: tuple[Part, ...] = ()
    _named: dict[str, list[Part]] = field(default_factory=dict)

    def finding(self, code: str, at: Span, message: str, hint: str) -> Finding:
        """A finding with the line it is about."""
        return self.source.finding(code, at, message, hint)

    @property
    def is_readable(self) -> bool:
        """Whether every part could be read, so that what is missing is really missing."""
        return all(part.fields is not None for part in self.parts)

    @property
    def every_part(self) -> tuple[Part, ...]:
        """The parts of the set, then those of its guide."""
        return (*self.parts, *self.guide)

    @property
    def is_english(self) -> bool:
        """Whether the wording lists know its language; a header that cannot be read may say so."""
        return self.prompt_set.language.partition("-")[0] in ("en", "")

    @property
    def header(self) -> Fields | None:
        """The fields of the header, if it could be read."""
        found = next((part for part in self.parts if part.role is Role.HEADER), None)
        return found.fields if found else None

    def written(self) -> Iterator[Written]:
        """Every value in words, in the order of the file."""
        for part in self.every_part:
            for entry in part.fields.table.entries if part.fields else ():
                if entry.key.raw in _FIXED:
                    continue
                for scalar in scalars_in(entry.value):
                    yield Written(part, entry.key.raw, stretch_of(self.source, scalar))

    def part_of(self, name: str, role: Role | None = None) -> Part | None:
        """The part called *name*."""
        if not self._named:
            for part in self.every_part:
                self._named.setdefault(_PLACES.get(part.role, part.id), []).append(part)
        fitting = (p for p in self._named.get(name, ()) if role in (None, p.role))
        return next(fitting, None)

    def at(self, name: str, field_name: str, role: Role | None = None) -> Span:
        """Where a field of a part stands: its text, or its name if it holds several things.

        Without such a field it is the part's first line.
        """
        part = self.part_of(name, role)
        if part is None:
            return Span(1, 1)
        for entry in part.fields.table.entries if part.fields else ():
            if entry.key.raw == field_name:
                return entry.value.at if isinstance(entry.value, Scalar) else entry.key.at
        return part.at

    def place(self, name: str, field_name: str, words: str, nth: int = 0) -> Span:
        """Where *words* stand, for the *nth* time, in a text that `texts_of` calls so.

        The beginning of the text, if they cannot be found in it as they are written.
        """
        self.part_of(name)
        said = [s for part in self._named.get(name, ()) for s in _said(part, field_name)]
        places = [at for scalar in said for at in stretch_of(self.source, scalar).found(words)]
        if places:
            return places[min(nth, len(places) - 1)]
        return said[0].at if said else Span(1, 1)


#: Fields of entries in the header, by the names their texts go by.
_ENTRIES = {"name": "support", "reach": "support", "for": "support", "revisit": "revisit"}
_LABELLED = {"option": "options", "call": "calls"}
#: Where parts without an id are found by.
_PLACES = {Role.HEADER: HEADER, Role.GUIDE: GUIDE, Role.STEP: GUIDE}


def _said(part: Part, name: str) -> Iterator[Scalar]:
    """The values a text called *name* may stand in."""
    if part.fields is None:
        return
    kind, _, key = name.partition(" ")
    if kind in _LABELLED:
        pairs = part.fields.labelled(_LABELLED[kind])
        yield from (value for id_, value in pairs if id_.raw == key)
    elif part.role is Role.HEADER and name in _ENTRIES:
        inner = "note" if name == "revisit" else name
        entries = part.fields.entries(_ENTRIES[name])
        yield from (entry.scalar(inner) for entry in entries if entry.has(inner))
    elif part.fields.has(name):
        yield from scalars_in(part.fields.table.get(name) or part.fields.scalar(name))
