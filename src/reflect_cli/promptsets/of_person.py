"""Whether a prompt marked as one about this person speaks so that "she" and "he" fit as well."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from reflect_cli.promptsets.texts import GUIDE, HEADER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflect_cli.promptsets.texts import Said

_PERSON = re.compile(r"\bthis person\b", re.IGNORECASE)
_THEM = re.compile(r"\b(they|them|their|theirs|themselves)\b", re.IGNORECASE)

#: "they" with the word before it and the word after it; what says when or how is passed over.
_THEY = re.compile(
    r"(?:(?P<before>[^\W\d_]+(?:['\u2019]t)?)\s+)?\bthey\b(?P<short>['\u2019](?:re|ve))?"
    r"(?:\s+(?:also|then|never|ever|still|once|both|[^\W\d_]+ly)\b)*"
    r"(?:\s+(?P<after>[^\W\d_]+(?:['\u2019]t)?))?",
    re.IGNORECASE,
)
#: These verbs are the same after "they", "she" and "he", and ask a question before them.
_HELPING = (
    r"(?:can|could|will|would|may|might|must|shall|should|did|had)(?:n['\u2019]t)?"
    r"|cannot|can['\u2019]t|won['\u2019]t"
)
_ASKING = re.compile(_HELPING, re.IGNORECASE)
#: So are verbs in the past, and a word that is no verb at all.
_SAME = re.compile(
    rf"{_HELPING}|\w+ed|said|saw|went|told|came|took|gave|made|got|knew|thought|felt|left|kept|lost"
    r"|found|heard|held|let|lay|slept|spoke|stood|began|became|brought|chose|drank|drove|fell"
    r"|fought|forgot|froze|hit|hurt|hid|laid|led|meant|met|paid|put|ran|rose|sat|sent|shook|shut"
    r"|struck|threw|understood|woke|wore|wrote"
    r"|or|and|but|nor|in|at|by|with|for|from|to|of|as|when|while|before|after|on",
    re.IGNORECASE,
)
#: A verb before "they" that would be another one before "she" or "he".
_NOT_SAME = re.compile(r"(?:are|were|have|do)(?:n['\u2019]t)?", re.IGNORECASE)


def mismatches(said: tuple[Said, ...]) -> Iterator[tuple[str, Said, str]]:
    """(check, text, words) for each place where the mark and the words do not go together."""
    for place, texts in groupby(said, key=lambda one: one.place):
        read = [one for one in texts if not one.is_for_leader]
        if place not in (HEADER, GUIDE) and read:
            yield from _marked(read) if read[0].of_this_person else _unmarked(read)


def disagreeing(text: str) -> list[str]:
    """Every "they" in *text* beside a verb that would be another one with "she" or "he"."""
    return [" ".join(found[0].split()) for found in _THEY.finditer(text) if not _fits_all(found)]


def _fits_all(found: re.Match[str]) -> bool:
    before, after = found["before"] or "", found["after"] or ""
    if found["short"] or _NOT_SAME.fullmatch(before):
        return False
    return not after or bool(_ASKING.fullmatch(before) or _SAME.fullmatch(after))


def _marked(texts: list[Said]) -> Iterator[tuple[str, Said, str]]:
    seen = False
    for one in texts:
        for words in disagreeing(one.text):
            yield "they-agrees", one, words
        person, them = _PERSON.search(one.text), _THEM.search(one.text)
        if them and not seen and not (person and person.start() < them.start()):
            yield "person-first", one, them[0]
        seen = seen or person is not None
    if not seen:
        yield "person-first", texts[0], texts[0].text


def _unmarked(texts: list[Said]) -> Iterator[tuple[str, Said, str]]:
    for one in texts:
        if found := _PERSON.search(one.text):
            yield "person-unmarked", one, found[0]
