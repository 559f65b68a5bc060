"""Menus outside a sitting, with help and the way out as everywhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reflect_cli.commands.options import Manner
    from reflect_cli.errors import ReflectError
    from reflect_cli.screens.blocks import Block
    from reflect_cli.screens.ways import Support

NOBODY = "The input ended before every question was answered."
NOBODY_HINT = "Run it in a terminal, or send one answer to a line."


def picked(
    lead: list[Block], options: Sequence[tuple[str, str]], manner: Manner, *, country: str = ""
) -> str | None:
    """The option he picks, or None when he leaves without one."""
    from reflect_cli.screens.voice import choose

    return choose("Reflect", lead, options, plain=manner.is_plain, support=support_for(country))


def without_answer(said: str) -> ReflectError:
    """What to raise when he went without an answer, or when there was nobody to give one.

    *said* is what has not been done, as a sentence.
    """
    from reflect_cli.errors import NoTerminal, Stopped
    from reflect_cli.screens.plain.keyboard import nobody_answers

    if nobody_answers():
        return NoTerminal(f"{NOBODY} {said}", hint=NOBODY_HINT)
    return Stopped(said)


def support_for(country: str = "") -> Support:
    """The help lines of *country*, for a page or menu outside a sitting."""
    from reflect_cli.library.help_lines import in_short, sections_for
    from reflect_cli.screens.ways import Support

    return Support(in_short(country), sections_for(country))


def require_agreed(
    lead: list[Block], agree: str, manner: Manner, *, already: bool, stopped: str
) -> None:
    """Go on only if he agrees to what *lead* says, or has *already* by an option.

    Raises Stopped, saying *stopped*, when he does not; UsageProblem without a person to ask.
    """
    from reflect_cli.errors import Stopped, UsageProblem
    from reflect_cli.screens.console import has_terminal

    if already:
        return
    if not has_terminal():
        raise UsageProblem(
            "This needs a person who agrees to it. Nothing was changed.",
            hint="--dry-run shows what it would be; --yes agrees to it beforehand.",
        )
    if picked(lead, [("no", "No, leave everything as it is"), ("yes", agree)], manner) != "yes":
        raise Stopped(stopped)
