"""The one other person a memory is about: an invented initial, and a pronoun for them.

A set marks the prompts whose texts speak of this person; only there are "this person" and "they"
replaced, by fixed words and by the initial he chose. An author writes no placeholder, so there is
nothing that could reach for another answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reflect_cli.promptsets.model import Prompt

LETTER, PRONOUN = "person.letter", "person.pronoun"
LONGEST_LETTER = 20

#: What stands for "they" and its forms, by the pronoun he picks. "they" itself changes nothing.
FORMS = {
    "she": {
        "they": "she",
        "them": "her",
        "their": "her",
        "theirs": "hers",
        "themselves": "herself",
    },
    "he": {"they": "he", "them": "him", "their": "his", "theirs": "his", "themselves": "himself"},
}
_PERSON = re.compile(r"\bthis person\b", re.IGNORECASE)
_THEY = re.compile(r"\b(they|them|their|theirs|themselves)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Person:
    """How this person is spoken of; empty means "this person" and "they"."""

    letter: str = ""
    pronoun: str = ""

    @property
    def memory(self) -> str:
        """What tells one memory from another: the initial, however it was typed."""
        return self.letter.casefold()


def problem_with_name(typed: str) -> str | None:
    """Why *typed* cannot stand for the person, in words, or None if it can."""
    name = " ".join(typed.split())
    if not any(map(str.isalpha, name)):
        return "It takes a letter, or an invented name."
    return None if len(name) <= LONGEST_LETTER else f"Make it {LONGEST_LETTER} letters or fewer."


def person_called(letter: str, pronoun: str) -> Person:
    """The person as he named them, on one line; what is too long for a name is not used."""
    name = " ".join(letter.split())
    fits = len(name) <= LONGEST_LETTER
    return Person(name if fits else "", pronoun if pronoun in FORMS else "")


def spoken_of(prompt: Prompt, person: Person) -> Prompt:
    """*prompt* with its texts speaking of *person*; unchanged if it is not about this person."""
    if not prompt.of_this_person or person == Person():
        return prompt
    return replace(
        prompt,
        text=_said(prompt.text, person),
        help=_said(prompt.help, person),
        why=_said(prompt.why, person),
        content_note=_said(prompt.content_note, person),
        starter=_said(prompt.starter, person),
        options=tuple(replace(o, label=_said(o.label, person)) for o in prompt.options),
    )


def _said(text: str, person: Person) -> str:
    forms = FORMS.get(person.pronoun, {})
    with_pronoun = _THEY.sub(lambda found: _like(found[0], forms), text)
    return _PERSON.sub(lambda _: person.letter, with_pronoun) if person.letter else with_pronoun


def _like(word: str, forms: dict[str, str]) -> str:
    """The form that stands for *word*, with a capital where it had one."""
    form = forms.get(word.lower(), word)
    return form.capitalize() if word[0].isupper() else form
