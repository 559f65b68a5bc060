"""A sheet of paper as a value: blocks in reading order, without a word about how they look.

What stands in a block is text and nothing else. Each writer escapes it for its own format.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reflect_cli.handout import words

_RIGHT_TO_LEFT = frozenset(("ar", "fa", "he", "ur", "yi", "ps", "dv", "ckb"))


class Tone(StrEnum):
    """How a paragraph is meant; the words never depend on it."""

    PLAIN = "plain"
    ASKED = "asked"
    QUIET = "quiet"
    CONDITION = "condition"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title, and no level is ever left out."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; its `lines` stay lines."""

    lines: tuple[str, ...]
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Points:
    """A list; with `boxes`, each point has one to tick. `notes` has a remark for each, or ""."""

    items: tuple[str, ...]
    notes: tuple[str, ...] = ()
    boxes: bool = False
    tone: Tone = Tone.PLAIN

    @property
    def noted(self) -> tuple[tuple[str, str], ...]:
        """Each point with its remark."""
        return tuple(zip(self.items, self.notes or ("",) * len(self.items), strict=True))


@dataclass(frozen=True, slots=True)
class Ruled:
    """Empty lines to write on."""

    count: int


@dataclass(frozen=True, slots=True)
class Blank:
    """Something that is filled in by hand, and what belongs there."""

    label: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Someone to turn to. `checked` is an ISO date, or empty."""

    name: str
    reach: str
    purpose: str = ""
    checked: str = ""

    @property
    def about(self) -> tuple[str, ...]:
        """When to turn to them, and the day the entry was last checked: a line each, as far as known."""
        purpose = words.FOR.format(purpose=self.purpose) if self.purpose else ""
        checked = words.CHECKED.format(checked=self.checked) if self.checked else ""
        return tuple(line for line in (purpose, checked) if line)


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the running order: minutes from the beginning, and how many it takes."""

    start: int
    minutes: int
    title: str
    details: tuple[Paragraph | Points, ...] = ()

    @property
    def clock(self) -> str:
        """When it begins, as hours and minutes from the start."""
        return f"{self.start // 60}:{self.start % 60:02}"

    @property
    def takes(self) -> str:
        """How long it takes, in words."""
        return words.STEP_TAKES.format(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Timetable:
    """The running order."""

    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """A first page with nothing but these lines on it."""

    lines: tuple[str, ...]


Inner = Paragraph | Points | Ruled | Blank


@dataclass(frozen=True, slots=True)
class Question:
    """A numbered question and all that belongs to it."""

    number: int
    blocks: tuple[Inner, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """Something set apart, to be read before the rest."""

    blocks: tuple[Inner, ...]


Block = Heading | Inner | Contact | Timetable | Cover | Question | Box


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole sheet. `title` is what a window or a reader calls it; `footer` is on every page.

    A `discreet` one shows its headings nowhere but on its pages. On `letter`, it is for US paper.
    """

    title: str
    language: str
    footer: str
    blocks: tuple[Block, ...]
    large: bool = False
    discreet: bool = False
    letter: bool = False

    @property
    def is_right_to_left(self) -> bool:
        """Whether its language is written from right to left."""
        return self.language.partition("-")[0] in _RIGHT_TO_LEFT


@dataclass(frozen=True, slots=True)
class Seal:
    """The words of a signature: six for the key, six for the copy."""

    key_words: str
    copy_words: str


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a sheet is wanted."""

    large: bool = False
    with_space: bool = False
    discreet: bool = False
    letter: bool = False
