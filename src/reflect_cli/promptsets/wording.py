"""What is said in a text that we do not say: the wording rules, held against a set or a line.

The rules themselves are data and are handed in. A remark names the rule, the words it found, why
they are not said and what to write; whether it may stand is for a person to decide, with `allow:`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from reflect_cli.promptsets import of_person
from reflect_cli.promptsets.reading_level import grade
from reflect_cli.promptsets.texts import (
    HEADER,
    OPTION,
    PAPER,
    Said,
    sentences,
    texts_of,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reflect_cli.promptsets.model import PromptSet

#: A reading level says nothing about fewer words than these; nor do fewer words make a sentence
#: that somebody would notice the second time.
ENOUGH_TO_GRADE, ENOUGH_TO_NOTICE, ENOUGH_IN_A_LABEL = 20, 4, 10
WORST = 3

#: Before the words found, in the same sentence: it forbids what they would suggest.
_FORBIDS = re.compile(
    r"\b(no|not|never|nothing|nobody|none|nor|neither|without|don['\u2019]t|cannot|leave out"
    r"|instead of|in place of)\b",
    re.IGNORECASE,
)
#: From here on a sentence says something else, so what it forbade before counts no longer.
_TURNS = re.compile(r",? and\b|\b(?:but|then|instead(?! of)|rather)\b|[;:]", re.IGNORECASE)


class Only(StrEnum):
    """The texts a rule is kept to."""

    ASKED = "asked"
    PROMPTS = "prompts"
    THIS_PERSON = "this-person"


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that are not said. `unless_forbidden` spares a sentence that says not to do it."""

    name: str
    code: str
    found_by: re.Pattern[str]
    reason: str
    better: str
    in_prompts: bool = True
    in_program: bool = True
    only: Only | None = None
    unless_forbidden: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """Something counted or compared. `most` is the largest number that passes."""

    name: str
    code: str
    reason: str
    better: str
    most: int = 0


@dataclass(frozen=True, slots=True)
class Law:
    """All of it. `same_everywhere` are lines that may stand in more than one place.

    `safety` is looked for in every value and every language; `subjects` tell what a text is about.
    """

    rules: tuple[Rule, ...]
    checks: Mapping[str, Check]
    same_everywhere: frozenset[str] = frozenset()
    safety: tuple[Rule, ...] = ()
    subjects: Mapping[str, re.Pattern[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing found, where, and what to do about it."""

    code: str
    rule: str
    place: str
    field: str
    words: str
    reason: str
    better: str

    def __str__(self) -> str:
        """One line, as a test or an author's check would print it."""
        return f"{self.code} {self.place} {self.field}: “{self.words}” {self.reason} {self.better}"


def remarks_on(prompt_set: PromptSet, law: Law) -> tuple[Remark, ...]:
    """Everything in *prompt_set* that goes against *law* and was not waived."""
    said = tuple(texts_of(prompt_set))
    if prompt_set.language.partition("-")[0] != "en":
        return (_remark(law.checks["not-english"], said[0], prompt_set.language),)
    found = [remark for one in said for remark in _on_text(one, law)]
    found += _on_level(said, law)
    found += _on_person(said, law)
    return tuple(found)


def remarks_on_line(text: str, place: str, law: Law) -> tuple[Remark, ...]:
    """Every banned word in a sentence of the program; *place* is only used to say where it is."""
    said = Said(place, "text", text)
    parts = _parts(said)
    rules = (rule for rule in law.rules if rule.in_program)
    return tuple(remark for rule in rules for remark in _words_found(said, parts, rule))


def remarks_on_repeats(sets: Mapping[str, PromptSet], law: Law) -> tuple[Remark, ...]:
    """Every sentence of all *sets*, by their names, that was met before in another place."""
    check = law.checks["said-twice"]
    same = {_flat(line) for line in law.same_everywhere}
    times: Counter[str] = Counter()
    found = []
    for name, prompt_set in sets.items():
        for said in filter(_must_differ, texts_of(prompt_set)):
            for sentence in _noticed(said):
                times[_flat(sentence)] += _flat(sentence) not in same
                if times[_flat(sentence)] > check.most and not _waived(said, check):
                    there = replace(said, place=f"{name} {said.place}")
                    found.append(_remark(check, there, sentence))
    return tuple(found)


def hardest_texts(prompt_set: PromptSet, count: int = WORST) -> list[tuple[float, Said]]:
    """The texts of a set that ask for most years of school, the hardest first."""
    return _hardest(texts_of(prompt_set))[:count]


def level_of(prompt_set: PromptSet) -> float:
    """The school year at which the prose of a set can be read; labels are not counted."""
    return _level(texts_of(prompt_set))


def _on_text(said: Said, law: Law) -> Iterator[Remark]:
    parts = _parts(said)
    for rule in law.rules:
        if rule.in_prompts and _is_meant(rule, said) and not _waived(said, rule):
            yield from _words_found(said, parts, rule)
    for name, number, found in _counts(said):
        check = law.checks[name]
        if number > check.most and not _waived(said, check):
            yield _remark(check, said, f"{found} ({number:.0f})")


def _counts(said: Said) -> Iterator[tuple[str, float, str]]:
    """(check, number, words) for everything that is counted in one text."""
    for sentence in sentences(said.text):
        yield "long-sentence", len(words(sentence)), sentence
    if said.is_question:
        yield "many-questions", said.text.count("?"), said.text
        yield "long-question", len(words(said.text)), said.text
    if len(words(said.text)) >= ENOUGH_TO_GRADE:
        yield "text-level", grade([said.text]), said.text


def _on_level(said: tuple[Said, ...], law: Law) -> Iterator[Remark]:
    check, level = law.checks["set-level"], _level(said)
    if level > check.most:
        for _, one in _hardest(said)[:WORST]:
            yield _remark(check, one, f"{one.text} ({level:.1f})")


def _on_person(said: tuple[Said, ...], law: Law) -> Iterator[Remark]:
    for name, one, found in of_person.mismatches(said):
        if not _waived(one, law.checks[name]):
            yield _remark(law.checks[name], one, found)


def _hardest(said: Iterable[Said]) -> list[tuple[float, Said]]:
    graded = [(grade([x.text]), x) for x in said if len(words(x.text)) >= ENOUGH_TO_GRADE]
    return sorted(graded, key=lambda pair: -pair[0])


def _parts(said: Said) -> tuple[str, ...]:
    """The sentences in which words are looked for: a text without any is one."""
    return sentences(said.text) or (said.text,)


def _words_found(said: Said, parts: tuple[str, ...], rule: Rule) -> Iterator[Remark]:
    if not rule.found_by.search("\n".join(parts)):
        return
    for sentence in parts:
        for found in rule.found_by.finditer(sentence):
            if not (rule.unless_forbidden and is_forbidden(sentence[: found.start()])):
                yield _remark(rule, said, found[0])


def is_forbidden(before: str) -> bool:
    """Whether a sentence, by what stands *before* the words found, says not to do it."""
    return _FORBIDS.search(_TURNS.split(before)[-1]) is not None


def _is_meant(rule: Rule, said: Said) -> bool:
    match rule.only:
        case None:
            return True
        case Only.PROMPTS:
            return said.place != HEADER
        case Only.ASKED:
            return not said.is_label and not said.is_for_leader
        case Only.THIS_PERSON:
            return said.of_this_person and said.field.partition(" ")[0] != OPTION


def _level(said: Iterable[Said]) -> float:
    return grade(one.text for one in said if not one.is_label)


def _noticed(said: Said) -> Iterator[str]:
    """The sentences of a text that are long enough to be noticed when they come again."""
    least = ENOUGH_IN_A_LABEL if said.is_label else ENOUGH_TO_NOTICE
    return (sentence for sentence in sentences(said.text) if len(words(sentence)) >= least)


def _must_differ(said: Said) -> bool:
    """Calls are worded alike in every set that serves them; paper stands in for the screen."""
    return said.field not in (PAPER, "title", "name") and not said.field.startswith("call ")


def _waived(said: Said, by: Rule | Check) -> bool:
    return by.name in said.waived or by.code.lower() in said.waived


def _flat(sentence: str) -> str:
    return " ".join(words(sentence.lower()))


def _remark(by: Rule | Check, said: Said, found: str) -> Remark:
    return Remark(by.code, by.name, said.place, said.field, found, by.reason, by.better)
