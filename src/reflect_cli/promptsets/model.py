"""A prompt set as values: a header, its sections, and their prompts in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reflect_cli.promptsets.conditions import Condition

#: Ids of Reflect's own sets begin so; no other set may take such a name.
OWN = "reflect."


def is_own(set_id: str) -> bool:
    """Whether a set with this id is one of Reflect's own, or says that it is."""
    return set_id.startswith(OWN)


class Kind(StrEnum):
    """The ten things a prompt can be."""

    READ = "read"
    PAUSE = "pause"
    SHORT = "short"
    LONG = "long"
    CHOOSE_ONE = "choose-one"
    CHOOSE_ANY = "choose-any"
    SCALE = "scale"
    ABOUT_WHEN = "about-when"
    CHECKLIST = "checklist"
    PLAN = "plan"

    @property
    def asks(self) -> bool:
        """Whether this kind takes an answer; `read` and `pause` only show something."""
        return self not in (Kind.READ, Kind.PAUSE)


class InGroup(StrEnum):
    """How a prompt is treated when a set is shown to a group."""

    SHOW = "show"
    TALK = "talk"
    LEAVE_OUT = "leave-out"


class Branch(StrEnum):
    """Reflect's own side paths, open from every screen; a set can lead to them, never close them."""

    NOW = "now"
    CRISIS = "crisis"
    LAW = "law"
    MINE = "mine"
    MINOR = "minor"
    PARTNER = "partner"
    CONTACT = "contact"
    ANGER = "anger"
    STUCK = "stuck"
    WATCHED = "watched"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be chosen; answers are kept under its id."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Whole numbers from `lowest` to `highest`, with words at both ends."""

    lowest: int
    highest: int
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """One thing shown to the reader. `text` is what `ask:` or `say:` holds.

    `turns` names the side path an option leads to. `of_this_person` says that "this person" in
    its texts is the one other person he is writing about, and that every "they" means them.
    """

    id: str
    kind: Kind
    text: str
    show_if: Condition | None = None
    recall: tuple[str, ...] = ()
    help: str = ""
    why: str = ""
    content_note: str = ""
    minutes: int | None = None
    calls: tuple[str, ...] = ()
    revisit_days: int | None = None
    former_ids: tuple[str, ...] = ()
    facilitator: str = ""
    in_group: InGroup = InGroup.SHOW
    on_paper: str = ""
    allow: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    alone: tuple[str, ...] = ()
    at_most: int | None = None
    scale: Scale | None = None
    starter: str = ""
    seconds: int | None = None
    turns: tuple[tuple[str, Branch], ...] = ()
    of_this_person: bool = False

    def label_of(self, option_id: str) -> str:
        """The words beside an option, or its id if this version no longer has it."""
        return next((o.label for o in self.options if o.id == option_id), option_id)


@dataclass(frozen=True, slots=True)
class Section:
    """Prompts under one title; hidden as a whole when `show_if` does not hold."""

    id: str
    title: str
    prompts: tuple[Prompt, ...] = ()
    show_if: Condition | None = None
    closing: bool = False
    note: str = ""
    facilitator: str = ""


@dataclass(frozen=True, slots=True)
class Support:
    """A place to turn to, as the set names it; `checked` is an ISO date."""

    name: str
    reach: str
    checked: str
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Revisit:
    """Some of the set's prompts, offered again after `days`."""

    days: int
    prompts: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """What Reflect itself keeps ready beside a set: sections that are shown when they are due.

    `branches` are the side paths. `person` asks for the invented initial before the first prompt
    that speaks of this person; `again` follows it when the initial is one of `often`: a memory
    written about several times without a plan. When `ends_if` holds, what is still unasked
    before the closing is passed over.
    """

    branches: tuple[tuple[Branch, Section], ...] = ()
    person: Section | None = None
    again: Section | None = None
    often: frozenset[str] = frozenset()
    ends_if: Condition | None = None

    @property
    def sections(self) -> tuple[Section, ...]:
        """Every section kept ready."""
        single = tuple(section for section in (self.person, self.again) if section is not None)
        return (*(section for _, section in self.branches), *single)


@dataclass(frozen=True, slots=True)
class GuideStep:
    """A part of the evening; `show` names what of the set is on the wall meanwhile."""

    title: str
    minutes: int
    show: tuple[str, ...] = ()
    ask: str = ""
    note: str = ""
    allow: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guide:
    """How an evening with the set is held. `report` is said before anyone speaks."""

    minutes: int
    before: tuple[str, ...]
    agreements: tuple[str, ...]
    afterwards: tuple[str, ...]
    steps: tuple[GuideStep, ...]
    report: str = ""
    room: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PromptSet:
    """A whole set, in reading order. `sources` and `calls` are (id, text) pairs."""

    id: str
    version: str
    title: str
    language: str
    summary: str
    authors: tuple[str, ...]
    licence: str
    content_note: str
    support: tuple[Support, ...]
    sections: tuple[Section, ...]
    contact: str = ""
    needs_app: str = ""
    audience: str = ""
    before_you_start: str = ""
    sources: tuple[tuple[str, str], ...] = ()
    calls: tuple[tuple[str, str], ...] = ()
    revisit: tuple[Revisit, ...] = ()
    beside: Beside = Beside()
    guide: Guide | None = None

    @property
    def prompts(self) -> tuple[Prompt, ...]:
        """Every prompt of the set itself, in reading order."""
        return tuple(prompt for section in self.sections for prompt in section.prompts)

    @property
    def every_section(self) -> tuple[Section, ...]:
        """The set's sections, then those kept ready beside it."""
        return (*self.sections, *self.beside.sections)
