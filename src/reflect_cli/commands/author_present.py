"""`reflect author present`: a set on a wall, for a group. Opens no journal and takes no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from reflect_cli.commands.options import Plain

if TYPE_CHECKING:
    from reflect_cli.handout.slides import Slide
    from reflect_cli.screens.wall import Picture


def present(
    name: Annotated[
        str, typer.Argument(metavar="SET", help="A set's name, or the path of a set file.")
    ],
    plain: Plain = False,
) -> None:
    """Show a set to a group, one question to a screen, with a timer.

    It opens no journal, asks for no passphrase and takes no answer. What a set marks with
    in-group: leave-out is not shown. Exit codes: 0, 20 no such set or a malformed one.
    """
    from reflect_cli.commands.asking import support_for
    from reflect_cli.handout.slides import slides
    from reflect_cli.library.sets import take
    from reflect_cli.screens.console import wants_plain
    from reflect_cli.screens.wall import put_up

    pictures = [_picture(slide) for slide in slides(take(name).prompt_set)]
    is_plain = wants_plain(asked=plain)
    if not is_plain:
        pictures[0] = _with_hint(pictures[0])
    put_up(pictures, support_for(), plain=is_plain)


def _picture(slide: Slide) -> Picture:
    from reflect_cli.screens.blocks import question, quiet
    from reflect_cli.screens.wall import MINUTES_UNASKED, Picture

    blocks = (quiet(slide.label), question(slide.text), *map(quiet, slide.below))
    return Picture(blocks, slide.points, slide.seconds or 60 * MINUTES_UNASKED)


def _with_hint(first: Picture) -> Picture:
    """The first picture, which is up while the room is made ready, with what helps for that."""
    from dataclasses import replace

    from reflect_cli.screens.blocks import quiet
    from reflect_cli.screens.wall import ENLARGE

    return replace(first, blocks=(*first.blocks, quiet(ENLARGE)))
