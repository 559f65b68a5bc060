"""A page as blocks of text, so that both voices say the same words.

The plain voice prints `plain_text`; the full-screen voice lays the same blocks out with rich.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from enum import Enum, auto
from io import StringIO
from typing import TYPE_CHECKING

from reflect_cli.screens.safe import safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType


#: What stands before each line of somebody else's set.
INSET = "  "


class Shape(Enum):
    """How a block is set; the words never depend on it."""

    TITLE = auto()
    TEXT = auto()
    QUESTION = auto()
    QUIET = auto()
    QUOTE = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, or several, of one shape.

    What somebody else's set says is `inset`: it stands further in than anything of ours, line by
    line, and cannot get out of there.
    """

    shape: Shape
    text: str
    inset: bool = False


def title(text: str) -> Block:
    """A heading."""
    return Block(Shape.TITLE, text)


def text(words: str) -> Block:
    """Plain words."""
    return Block(Shape.TEXT, words)


def question(words: str) -> Block:
    """The words of a prompt."""
    return Block(Shape.QUESTION, words)


def quiet(words: str) -> Block:
    """Help and other things said in passing."""
    return Block(Shape.QUIET, words)


def quote(words: str) -> Block:
    """Somebody's own words, set apart."""
    return Block(Shape.QUOTE, words)


def plain_text(blocks: Iterable[Block]) -> str:
    """The blocks as lines for the plain voice, an empty line between them."""
    return "\n\n".join(_plain(block) for block in blocks if block.text.strip())


def _plain(block: Block) -> str:
    words = safe(block.text).strip("\n")
    if block.shape is Shape.QUOTE:
        return "\n".join(f"| {line}".rstrip() for line in words.split("\n"))
    return textwrap.indent(words, INSET) if block.inset else words


def laid_out(blocks: Iterable[Block], width: int, *, colour: bool) -> str:
    """The blocks as text with ANSI styles, wrapped at *width* columns."""
    from rich.console import Console, Group

    out = StringIO()
    console = Console(
        file=out,
        width=max(20, min(width, 84)),
        force_terminal=True,
        color_system="standard" if colour else None,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    parts = [_styled(block) for block in blocks if block.text.strip()]
    spaced = [piece for part in parts for piece in (part, "")][:-1]
    console.print(Group(*spaced))
    return out.getvalue().rstrip("\n")


_STYLES = {Shape.TITLE: "bold", Shape.QUESTION: "bold", Shape.QUIET: "dim"}


def _styled(block: Block) -> RenderableType:
    from rich.padding import Padding
    from rich.text import Text

    words = Text(safe(block.text).strip("\n"), style=_STYLES.get(block.shape, ""))
    if block.shape is Shape.QUOTE:
        return Padding(words, (0, 0, 0, 4))
    return Padding(words, (0, 0, 0, len(INSET))) if block.inset else words
