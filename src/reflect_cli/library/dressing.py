"""A set as it is asked: with the safety screens around and beside it, for one man's country."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from reflect_cli.library.help_lines import help_texts
from reflect_cli.library.sets import shipped
from reflect_cli.promptsets.around import Safety, around, with_side_paths
from reflect_cli.promptsets.person import Person

if TYPE_CHECKING:
    from reflect_cli.promptsets.model import PromptSet

LAST_TIME = "Last time it was: {letter}"


def dressed(
    main: PromptSet,
    country: str,
    *,
    named: str = "",
    often: frozenset[str] = frozenset(),
    last: Person = Person(),  # noqa: B008 - a frozen value
) -> PromptSet:
    """*main* with everything a session has around it.

    *named* is the person he said he could call. *often* are the letters of memories written
    about several times without a plan, *last* is how this person was called the last time.
    """
    safety = replace(_safety(), person=_reminding(_safety().person, last))
    return around(main, safety, help_texts(country, named), often=often)


def with_ways_out(main: PromptSet, country: str, *, named: str = "") -> PromptSet:
    """*main*, the gate or a free entry, with only the side paths beside it."""
    return with_side_paths(main, _safety(), help_texts(country, named))


@cache
def _safety() -> Safety:
    names = ("arrive", "turn", "close", "side-paths", "person")
    arrive, turn, close, side_paths, person = (shipped(name).prompt_set for name in names)
    return Safety(arrive, turn, close, side_paths, person)


def _reminding(person: PromptSet, last: Person) -> PromptSet:
    """*person* with last time's letter beside the question for one."""
    if not last.letter:
        return person
    first, *others = person.sections
    letter, *rest = first.prompts
    hinted = replace(letter, help=f"{letter.help} {LAST_TIME.format(letter=last.letter)}")
    return replace(person, sections=(replace(first, prompts=(hinted, *rest)), *others))
