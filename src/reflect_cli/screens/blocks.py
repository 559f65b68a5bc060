"""A page as blocks of text, so that both voices say the same words.

The plain voice prints `plain_text`; the full-screen voice lays the same blocks out with rich.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from enum import Enum, auto
from io import StringIO
from itertools import groupby
from typing import TYPE_CHECKING

from reflect_cli.screens.safe import safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
    from rich.text import Text


#: What stands before each line of somebody else's set.
INSET = "  "


class Shape(Enum):
    """How a block is set; the words never depend on it."""

    TITLE = auto()
    TEXT = auto()
    QUESTION = auto()
    QUIET = auto()
    QUOTE = auto()
    LIST = auto()
    BESIDE = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, or several, of one shape.

    BESIDE has a second text, `other`, and a head above each; narrow screens put them one below the other.

    What somebody else's set says is `inset`: it stands further in than anything of ours, line by
    line, and cannot get out of there.
    """

    shape: Shape
    text: str
    heads: tuple[str, str] = ("", "")
    other: str = ""
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


def a_list(words: str) -> Block:
    """Lines of a list. One that is wrapped goes on further in, so that each is seen to begin."""
    return Block(Shape.LIST, words)


def side_by_side(left: tuple[str, str], right: tuple[str, str]) -> Block:
    """Two texts of his next to each other, each given with the head above it."""
    return Block(Shape.BESIDE, left[1], (left[0], right[0]), right[1])


def plain_text(blocks: Iterable[Block]) -> str:
    """The blocks as lines for the plain voice, an empty line between them."""
    return "\n\n".join(_plain(block) for block in blocks if block.text.strip())


def _plain(block: Block) -> str:
    if block.shape is Shape.BESIDE:
        return plain_text(_below_each_other(block))
    words = safe(block.text).strip("\n")
    if block.shape is Shape.QUOTE:
        return "\n".join(f"| {line}".rstrip() for line in words.split("\n"))
    return textwrap.indent(words, INSET) if block.inset else words


def _below_each_other(block: Block) -> list[Block]:
    first, second = block.heads
    return [quiet(first), quote(block.text), quiet(second), quote(block.other)]


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
    narrow = console.width < _TWO_COLUMNS
    parts = [part for block in blocks if block.text.strip() for part in _styled(block, narrow)]
    spaced = [piece for part in parts for piece in (part, "")][:-1]
    console.print(Group(*spaced))
    return out.getvalue().rstrip("\n")


_TWO_COLUMNS = 70
_HANG = 4
_MOST_INDENT = 8  # a line further in would have no room left on a small screen
_STYLES = {Shape.TITLE: "bold", Shape.QUESTION: "bold", Shape.QUIET: "dim"}


def _styled(block: Block, narrow: bool) -> list[RenderableType]:
    from rich.padding import Padding

    if block.shape is Shape.BESIDE and narrow:
        return [part for one in _below_each_other(block) for part in _styled(one, narrow)]
    if block.shape is Shape.BESIDE:
        return [_two_columns(block)]
    inset = 4 if block.shape is Shape.QUOTE else len(INSET) if block.inset else 0
    lines, style = safe(block.text).strip("\n"), _STYLES.get(block.shape, "")
    words = _hanging(lines) if block.shape is Shape.LIST else _indented(lines, style)
    return [Padding(words, (0, 0, 0, inset)) if inset else words]


def _indented(words: str, style: str) -> RenderableType:
    """*words*, of which a line that begins with spaces stays behind them where it is wrapped."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    parts: list[RenderableType] = []
    for indent, lines in groupby(words.split("\n"), _indent):
        text = Text("\n".join(line[indent:] for line in lines), style=style)
        parts.append(Padding(text, (0, 0, 0, indent)) if indent else text)
    return parts[0] if len(parts) == 1 else Group(*parts)


def _hanging(words: str) -> RenderableType:
    """*words*, of which each line that is wrapped goes on behind its beginning."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    def one(line: str) -> RenderableType:
        return Padding(_Hung(Text(line[_indent(line) :])), (0, 0, 0, _indent(line)))

    return Group(*map(one, words.split("\n")))


@dataclass(frozen=True, slots=True)
class _Hung:
    """A text that goes on further in where it is wrapped."""

    text: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The lines of it."""
        narrower = max(1, options.max_width - _HANG)
        first, *rest = self.text.wrap(console, narrower) or [self.text]
        yield first
        for line in rest:
            line.pad_left(_HANG)
            yield line


def _indent(line: str) -> int:
    """How far in *line* stays where it is wrapped."""
    spaces = len(line) - len(line.lstrip(" "))
    return spaces if spaces <= _MOST_INDENT else 0


def _two_columns(block: Block) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 4, 0, 0), expand=True)
    for _ in block.heads:
        table.add_column(ratio=1)
    table.add_row(*(Text(safe(head), style=_STYLES[Shape.QUIET]) for head in block.heads))
    table.add_row(*(Text(safe(words).strip("\n")) for words in (block.text, block.other)))
    return table
