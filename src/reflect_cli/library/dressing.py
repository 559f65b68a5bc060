"""A set as it is asked: with the safety screens around and beside it, for one man's country."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reflect_cli.library.help_lines import help_texts
from reflect_cli.library.sets import shipped
from reflect_cli.promptsets.around import Safety, around, with_side_paths

if TYPE_CHECKING:
    from reflect_cli.promptsets.model import PromptSet


def dressed(
    main: PromptSet, country: str, *, named: str = "", often: frozenset[str] = frozenset()
) -> PromptSet:
    """*main* with everything a session has around it.

    *named* is the person he said he could call. *often* are the memories, by their letters,
    written about several times without a plan.
    """
    return around(main, _safety(), help_texts(country, named), often=often)


def with_ways_out(main: PromptSet, country: str, *, named: str = "") -> PromptSet:
    """*main*, the gate or a free entry, with only the side paths beside it."""
    return with_side_paths(main, _safety(), help_texts(country, named))


@cache
def _safety() -> Safety:
    names = ("arrive", "turn", "close", "side-paths", "person")
    arrive, turn, close, side_paths, person = (shipped(name).prompt_set for name in names)
    return Safety(arrive, turn, close, side_paths, person)
