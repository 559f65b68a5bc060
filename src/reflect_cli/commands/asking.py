"""Menus outside a sitting, with help and the way out as everywhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reflect_cli.commands.options import Manner
    from reflect_cli.screens.blocks import Block
    from reflect_cli.screens.ways import Support


def picked(
    lead: list[Block], options: Sequence[tuple[str, str]], manner: Manner, *, country: str = ""
) -> str | None:
    """The option he picks, or None when he leaves without one."""
    from reflect_cli.screens.voice import choose

    return choose("Reflect", lead, options, plain=manner.is_plain, support=support_for(country))


def support_for(country: str = "") -> Support:
    """The help lines of *country*, for a page or menu outside a sitting."""
    from reflect_cli.library.help_lines import in_short, sections_for
    from reflect_cli.screens.ways import Support

    return Support(in_short(country), sections_for(country))
