"""The fields of a prompt set, in one table: what each holds, its limits, and what it is for.

The reader checks files against this table, and nothing else knows which fields there are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from reflect_cli.promptsets.model import Branch, InGroup, Kind


class Shape(StrEnum):
    """What a field holds."""

    LINE = "one line of text"
    TEXT = "a text"
    CONDITION = "a condition"
    CHOICE = "one of a few words"
    ID = "an id"
    SET_ID = "the id of a set"
    VERSION = "a version"
    APP_VERSION = "a version of Reflect"
    LANGUAGE = "a language tag"
    DATE = "a date"
    NUMBER = "a whole number"
    DURATION = "a length of time"
    FINGERPRINT = "the fingerprint of a text"
    IDS = "a list of ids"
    LINES = "a list of texts"
    LABELLED = "a list of ids, each with its text"
    ENTRIES = "a list of entries"

    @property
    def is_prose(self) -> bool:
        """Whether an author writes it in words of their own, so that no mark may end it early."""
        return self in (Shape.LINE, Shape.TEXT, Shape.CONDITION, Shape.LINES, Shape.LABELLED)


@dataclass(frozen=True, slots=True)
class Form:
    """How a value with a fixed form is written."""

    pattern: str
    example: str


_WORDS = "[a-z0-9]+(-[a-z0-9]+)*"
_NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*"
_COUNT = "(0|[1-9][0-9]{0,5})"

FORMS = {
    Shape.ID: Form(_WORDS, "small letters, digits and single hyphens, such as first-time"),
    Shape.SET_ID: Form(
        rf"{_NAME}(\.{_NAME})+", "words joined by dots, such as group.first-evening"
    ),
    Shape.VERSION: Form(rf"{_COUNT}\.{_COUNT}\.{_COUNT}", "three numbers, such as 1.0.0"),
    Shape.APP_VERSION: Form(r"[0-9]{1,4}(\.[0-9]{1,4}){1,2}", "two numbers, such as 0.1"),
    Shape.LANGUAGE: Form("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", "a tag such as en or pt-BR"),
    Shape.DATE: Form("[0-9]{4}-[0-9]{2}-[0-9]{2}", "year, month and day, such as 2026-05-01"),
    Shape.NUMBER: Form("0|-?[1-9][0-9]{0,3}", "digits, such as 5"),
    Shape.DURATION: Form(
        "[1-9][0-9]{0,2} (day|week|month)s?", "a number and a unit, such as 14 days or 3 months"
    ),
    Shape.FINGERPRINT: Form("[0-9a-f]{4}", "four signs that Reflect works out, such as 4c1f"),
}

#: Words of the condition language; an id that was one of them could not be told apart from it.
RESERVED = frozenset(
    {"and", "or", "not", "is", "of", "includes", "excludes", "answered", "skipped"}
)


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `longest` counts characters; `least` and `most` bound a number or a list."""

    name: str
    shape: Shape
    help: str
    required: bool = False
    longest: int = 60
    least: int = 1
    most: int = 20
    choices: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()


_YES_NO = ("true", "false", "yes", "no")

ALLOW = Field("allow", Shape.IDS, "Checks that were looked at and waived for this block.")

_SUPPORT = (
    Field("name", Shape.LINE, "Who or what the person can turn to.", True, 120),
    Field("reach", Shape.TEXT, "How they are reached.", True, 300),
    Field("checked", Shape.DATE, "The day somebody last made sure that this is right.", True),
    Field("for", Shape.TEXT, "When to turn to them.", False, 300),
)

_REVISIT = (
    Field("after", Shape.DURATION, "How long after the walk these are offered again.", True),
    Field("prompts", Shape.IDS, "The prompts to offer again.", True, most=40),
    Field("note", Shape.TEXT, "What to say before them.", False, 600),
)

HEADER = (
    Field("reflect-set", Shape.CHOICE, "The format this file is written in.", True, choices=("1",)),
    Field("id", Shape.SET_ID, "The name under which answers are kept; it never changes.", True, 80),
    Field("version", Shape.VERSION, "Goes up whenever the set changes.", True),
    Field("title", Shape.LINE, "What the set is called.", True, 80),
    Field("language", Shape.LANGUAGE, "The language the texts are in.", True),
    Field("summary", Shape.TEXT, "What the set is about, in a sentence or two.", True, 600),
    Field("authors", Shape.LINES, "Who wrote it.", True, 120),
    Field("licence", Shape.LINE, "What others may do with it, as an SPDX name.", True),
    Field("contact", Shape.LINE, "Where to write about the set.", False, 200),
    Field("needs-app", Shape.APP_VERSION, "The oldest Reflect that can show it."),
    Field("audience", Shape.TEXT, "Whom it was written for.", False, 300),
    Field("content-note", Shape.TEXT, "What comes up, told before anything is asked.", True, 1000),
    Field("before-you-start", Shape.TEXT, "What to see to beforehand.", False, 1500),
    Field("support", Shape.ENTRIES, "Where to turn to.", True, fields=_SUPPORT),
    Field("sources", Shape.LABELLED, "What the set draws on.", False, 300),
    Field("calls", Shape.LABELLED, "The calls to action the prompts serve.", False, 200),
    Field("revisit", Shape.ENTRIES, "Prompts to come back to later.", fields=_REVISIT),
    ALLOW,
)

SECTION = (
    Field("section", Shape.ID, "The id of the section.", True),
    Field("title", Shape.LINE, "What the section is called.", True, 80),
    Field(
        "show-if", Shape.CONDITION, "When its prompts are shown; always, if left out.", False, 300
    ),
    Field("closing", Shape.CHOICE, "Whether this is the ending.", choices=_YES_NO),
    Field("note", Shape.TEXT, "What to say before the section.", False, 1000),
    Field("facilitator", Shape.TEXT, "For the person who leads a group.", False, 2000),
    ALLOW,
)

_EVERY_PROMPT = (
    Field("prompt", Shape.ID, "The id under which the answer is kept.", True),
    Field("kind", Shape.CHOICE, "What sort of prompt it is.", True, choices=tuple(Kind)),
    Field("show-if", Shape.CONDITION, "When it is shown; always, if left out.", False, 300),
    Field("recall", Shape.IDS, "Earlier answers to show above it.", most=5),
    Field("help", Shape.TEXT, "A few words always shown beside it.", False, 600),
    Field("why", Shape.TEXT, "Why it is asked, shown on request.", False, 600),
    Field("content-note", Shape.TEXT, "What comes up, told before it is shown.", False, 1000),
    Field("minutes", Shape.NUMBER, "About how long it takes.", most=240),
    Field("calls", Shape.IDS, "The calls to action it serves."),
    Field(
        "this-person",
        Shape.CHOICE,
        "Whether “this person” and “they” in it are one other person.",
        choices=_YES_NO,
    ),
    Field("former-ids", Shape.IDS, "Ids it had in earlier versions."),
    Field("facilitator", Shape.TEXT, "For the person who leads a group.", False, 2000),
    Field("in-group", Shape.CHOICE, "How it is treated before a group.", choices=tuple(InGroup)),
    Field("on-paper", Shape.TEXT, "What a handout says in its place.", False, 2000),
    ALLOW,
)

_ASK = Field("ask", Shape.TEXT, "The question.", True, 1000)
_SAY = Field("say", Shape.TEXT, "What is shown.", True, 2000)
_REVISIT_ONE = Field("revisit", Shape.DURATION, "When to offer it again.")
_STARTER = Field(
    "starter", Shape.TEXT, "The first words of an answer, to write on from.", False, 200
)
_OPTIONS = Field("options", Shape.LABELLED, "What can be chosen.", True, 200, least=2, most=40)
_TURNS = Field(
    "turns",
    Shape.LABELLED,
    "Options that lead to one of Reflect's side paths, and which.",
    longest=20,
    most=len(Branch),
)
_SEVERAL = (
    Field("alone", Shape.IDS, "Options that cannot be chosen with others.", most=40),
    Field("at-most", Shape.NUMBER, "How many can be chosen.", most=40),
)
_SCALE = (
    Field("from", Shape.NUMBER, "The lowest number.", True, least=-100, most=100),
    Field("to", Shape.NUMBER, "The highest number.", True, least=-100, most=100),
    Field("low", Shape.LINE, "What the lowest number means.", True, 80),
    Field("high", Shape.LINE, "What the highest number means.", True, 80),
)
_SECONDS = Field("seconds", Shape.NUMBER, "How long the pause is meant to be.", least=5, most=600)

_OWN = {
    Kind.READ: (_SAY,),
    Kind.PAUSE: (_SAY, _SECONDS),
    Kind.SHORT: (_ASK, _STARTER, _REVISIT_ONE),
    Kind.LONG: (_ASK, _STARTER, _REVISIT_ONE),
    Kind.CHOOSE_ONE: (_ASK, _OPTIONS, _TURNS, _REVISIT_ONE),
    Kind.CHOOSE_ANY: (_ASK, _OPTIONS, *_SEVERAL, _REVISIT_ONE),
    Kind.SCALE: (_ASK, *_SCALE, _REVISIT_ONE),
    Kind.ABOUT_WHEN: (_ASK, _REVISIT_ONE),
    Kind.CHECKLIST: (_ASK, _OPTIONS, *_SEVERAL, _REVISIT_ONE),
    Kind.PLAN: (_ASK, _REVISIT_ONE),
}


def fields_of(kind: Kind) -> tuple[Field, ...]:
    """Everything a prompt of *kind* can have, the common fields first."""
    return _EVERY_PROMPT + _OWN[kind]


_WAS = Field("was", Shape.FINGERPRINT, "Which words of the set this was made from.", True)


def _translated(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """Those of *fields* that hold words for people, none of which has to be there."""
    shapes = (Shape.LINE, Shape.TEXT, Shape.LABELLED)
    kept = (field for field in fields if field.shape in shapes and field.name not in _NO_WORDS)
    shown_first = sorted(kept, key=lambda field: field.name not in ("ask", "say"))
    return tuple(replace(field, required=False, least=1) for field in shown_first)


_NO_WORDS = ("licence", "contact", "turns")
_EVERY_KIND = {field.name: field for kind in Kind for field in fields_of(kind)}

TRANSLATION_BLOCK = "reflect-translation"
#: A translation: the same blocks with other words, found again by their ids.
TRANSLATION = (
    Field(TRANSLATION_BLOCK, Shape.CHOICE, "The format of this file.", True, choices=("1",)),
    Field("of", Shape.SET_ID, "The id of the set that is translated.", True, 80),
    Field("version", Shape.VERSION, "The version of the set it was made from.", True),
    Field("language", Shape.LANGUAGE, "The language the texts are in.", True),
    Field("translators", Shape.LINES, "Who translated it.", False, 120),
    replace(_WAS, required=False),
    *_translated(HEADER),
    Field("support", Shape.ENTRIES, "Where to turn to in this language.", fields=_SUPPORT),
    ALLOW,
)
TRANSLATED_SECTION = (
    Field("section", Shape.ID, "The id of the section.", True),
    _WAS,
    *_translated(SECTION),
    ALLOW,
)
TRANSLATED_PROMPT = (
    Field("prompt", Shape.ID, "The id of the prompt.", True),
    _WAS,
    *_translated(tuple(_EVERY_KIND.values())),
    ALLOW,
)


def every_field() -> tuple[Field, ...]:
    """Every field there is, those of entries included; a name may stand there more than once."""
    top = (*HEADER, *SECTION, *_EVERY_KIND.values(), *TRANSLATION)
    return (*top, *(inner for field in top for inner in field.fields))
