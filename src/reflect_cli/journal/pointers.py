"""What in a text could let a reader work out who somebody is: a local check, and an incomplete one.

Names, ways to reach somebody, numbers, places, dates, and what somebody is to others. It goes by patterns
and short lists of words, knows nothing of what a sentence means, and reads English. It advises; it changes
nothing. How much it finds is measured on a labelled file (docs/identity-check.md).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from reflect_cli.journal import pointer_words as known

if TYPE_CHECKING:
    from collections.abc import Iterator


class Points(StrEnum):
    """What something in a text is that could point to somebody."""

    NAME = "name"
    CONTACT = "contact"
    NUMBER = "number"
    PLACE = "place"
    DATE = "date"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class Pointer:
    """A part of a text that could point to somebody: `text[start:end]` are its `words`."""

    kind: Points
    words: str
    start: int
    end: int


#: Where two rules mark the same words, the kind that comes first here stands.
_ORDER = (Points.CONTACT, Points.DATE, Points.NUMBER, Points.PLACE, Points.NAME, Points.ROLE)

_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀĆČĎĐĒĘĚĞĢĪĶŁĻĽŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŹŻŽ][\w']*[\w]"
_SEVERAL = rf"{_CAPITAL}(?:(?: |-| of (?:the )?| and |'s ){_CAPITAL}){{0,6}}"
_WHOSE = r"(?:my|your|his|her|their|our|\w+'s|\w+s')"
_ARTICLE = rf"(?:the|a|an|this|that|{_WHOSE})"
_TO_A_PLACE = (
    r"in|at|from|near|to|into|outside|behind|down|on|off|around|through|towards|inside|opposite|by"
)
_NUMBER_WORD = (
    r"(?:(?:thir|four|fif|six|seven|eigh|nine)teen|twelve|eleven|ten|(?:twenty|thirty|forty|fifty)"
    r"(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)"
)
_DOMAIN = r"(?:[\w-]{1,63}\.){1,6}(?:com|org|net|uk|ie|eu|de|fr|nl|au|nz|ca|za|in|io|me|app|social|edu|gov|info)"
#: Apostrophes as they are typed and as programs set them are one; nothing moves.
_STRAIGHT = {0x2018: "'", 0x2019: "'"}
#: How many characters before and after a word are looked at.
_NEAR = 40
_SENTENCE_START = re.compile(
    r"(?:\A\s*(?:[-*•]\s+)?|[.!?…:]['\"”)]*\s+|\n\s*(?:[-*•]\s+)?|[“\"]\s*)$"
)
#: What follows a name at the start of a sentence, and seldom anything else.
_DOES = re.compile(
    r"(?:'s\b)?,? ?(?:\b(?:was|is|had|has|did|does|said|says|told|asked|knew|knows|went|came|could|"
    r"would|never|lives|lived|works|wants|and I|and me|saw|left|took|gave|got|thought|felt|ran|\w{2,}ed)\b)"
)


def pointers_in(text: str, *, called: str = "") -> tuple[Pointer, ...]:
    """What in *text* could point to somebody, in reading order, no two overlapping.

    *called* is the invented initial or name he chose for the other person; it is never marked.
    """
    found = sorted(
        (
            pointer
            for pointer in _every(text.translate(_STRAIGHT))
            if not _is_chosen(pointer, called)
        ),
        key=lambda pointer: (_ORDER.index(pointer.kind), -len(pointer.words)),
    )
    taken: set[int] = set()
    standing: list[Pointer] = []
    for pointer in found:
        places = range(pointer.start, pointer.end)
        if taken.isdisjoint(places):
            taken.update(places)
            standing.append(pointer)
    told = sorted(standing, key=lambda pointer: pointer.start)
    return tuple(_pointer(one.kind, text[one.start : one.end], one.start) for one in told)


def _every(text: str) -> Iterator[Pointer]:
    for kind, pattern in _patterns():
        for found in pattern.finditer(text):
            name = "it" if "it" in pattern.groupindex else 0
            yield _pointer(kind, found[name], found.start(name))
    yield from _capitals(text)
    yield from _in_small_letters(text)


def _pointer(kind: Points, words: str, start: int) -> Pointer:
    return Pointer(kind, words, start, start + len(words))


def _is_chosen(pointer: Pointer, called: str) -> bool:
    bare = pointer.words.casefold().removesuffix("'s").rstrip(".")
    return bool(called) and bare == called.strip().casefold().rstrip(".")


def _capitals(text: str) -> Iterator[Pointer]:
    """Words with a capital: places after words like "in", otherwise names."""
    for found in re.finditer(rf"(?<![\w@./']){_SEVERAL}", text):
        before = text[max(0, found.start() - _NEAR) : found.start()]
        after = text[found.end() : found.end() + _NEAR]
        words, start = found[0], found.start()
        if _SENTENCE_START.search(before):
            first, _, rest = words.partition(" ")
            if not _is_a_name_there(first, rest, after):
                words, start = rest, start + len(first) + 1
                before += f"{first} "
        if words and not _is_plain(words):
            yield _pointer(_kind_of(words, before), words, start)


def _is_a_name_there(first: str, rest: str, after: str) -> bool:
    """Whether the word *first*, with the capital of a sentence, is a name as far as can be told."""
    bare = re.sub(r"'.*", "", first).casefold()
    if bare in known.FIRST_NAMES:
        return True
    if bare in known.BEGINNERS or bare.endswith(("ing", "ly")):
        return False
    return bool(rest) or bool(_DOES.match(after)) or first.endswith("'s")


def _is_plain(words: str) -> bool:
    bare = [re.sub(r"'.*", "", word).casefold() for word in words.split()]
    return all(word in known.CAPITALS or word in ("i", "i'm") for word in bare)


def _kind_of(words: str, before: str) -> Points:
    first = re.split(r"[ '-]", words)[0].casefold()
    if first in known.FIRST_NAMES:
        return Points.NAME
    led = re.search(rf"\b(?:{_TO_A_PLACE})(?: the)? $", before, re.IGNORECASE)
    return Points.PLACE if led else Points.NAME


def _in_small_letters(text: str) -> Iterator[Pointer]:
    """First names wherever they stand, also written without a capital, as on a phone."""
    for found in re.finditer(r"(?<![\w@./'-])[A-Za-z]{2,}(?![\w@])", text):
        bare = found[0].casefold()
        whole = bare if bare in known.FIRST_NAMES else bare.removesuffix("s")
        if whole in known.FIRST_NAMES and (whole == bare or found[0].islower()):
            yield _pointer(Points.NAME, found[0][: len(whole)], found.start())


@cache
def _patterns() -> tuple[tuple[Points, re.Pattern[str]], ...]:
    days, feasts, events = rf"(?:{known.DAYS})day", _one_of(known.FEASTS), _one_of(known.EVENTS)
    bonds, posts, places = _one_of(known.BONDS), _one_of(known.POSTS), _one_of(known.PLACES)
    month = rf"(?:(?:{known.MONTHS})\b\.?|(?-i:May|March|Mar)\b(?! (?:I|we|you|he|she|they|it)\b))"
    ordinal = r"\d{1,2}(?:st|nd|rd|th)"
    age = rf"(?:\d{{1,2}}|{_NUMBER_WORD})"
    loose = (
        # ── ways to reach somebody ──
        (Points.CONTACT, rf"(?<![\w.+-])[\w.+-]{{1,64}} ?(?:@|[\[(]at[\])]) ?{_DOMAIN}\b"),
        (Points.CONTACT, r"(?<![\w@])@[\w.]*\w"),
        (Points.CONTACT, rf"(?:https?://|www\.)\S+\w|(?<![\w.-]){_DOMAIN}(?:/[\w./-]*\w)?\b(?!\.\w)"),
        # ── dates ──
        (Points.DATE, rf"\b(?:(?:the )?(?:\d{{1,2}}|{ordinal}) (?:of )?)?{month}(?: {ordinal}| \d{{1,2}}\b)?(?:,? \d{{4}})?"),
        (Points.DATE, rf"\b{days}s?\b|\b(?:{feasts})\b|\bthe {ordinal}\b"),
        (Points.DATE, r"\b(?:the |that |early |late |last )?(?:summer|autumn|winter|spring|fall)(?: of)? (?:\d{4}|'\d\d)\b"),
        (Points.DATE, r"\blast (?:year|summer|autumn|winter|spring|month|week(?:end)?|night)\b"),
        (Points.DATE, r"\b(?:19[3-9]\d|20[0-4]\d)(?!\d)s?\b|\b\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}\b"),
        (Points.DATE, rf"\b(?:the|{_WHOSE}) (?:\w+ )?(?:\w+'s? )?(?:{events})\b"),
        # ── numbers ──
        (Points.NUMBER, r"(?<![\w.])\+?\(?\d[\d ()/.-]{5,}\d\b"),
        (Points.NUMBER, r"(?-i:\b[A-Z]{1,2}\d{1,2} ?[A-Z]{3}\b|\b[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}\b)"),
        (Points.NUMBER, rf"\b(?:was|is|were|am|turned|just|only|aged?|(?:she|he|they|I)'(?:s|m)|barely) (?P<it>{age})\b(?! (?:minutes|hours|of us|times|days|weeks|metres|miles|men|people))"),
        (Points.NUMBER, rf"\b{age}[- ]years?[- ]old\b"),
        (Points.NUMBER, r"\b(?:no\.?|number|flat|house|platform|bus) \d+\w?\b|\bat (?P<it>\d{1,4})\b(?! ?(?:am|pm|o'clock|:|in the))"),
        (Points.NUMBER, r"(?<![\d/.£$€:])\b\d{3,}\b(?![/.]\d)"),
        # ── names ──
        (Points.NAME, rf"\b(?:{known.TITLES})\.? (?-i:{_CAPITAL})(?: (?-i:{_CAPITAL}))?"),
        (Points.NAME, r"(?-i:(?<![\w.])(?!I\.(?:\s|$))[A-Z]\.(?: ?[A-Z]\.)*)(?=[ ,;:!?')\n]|$)"),
        (Points.NAME, r"\b(?:called|named|nicknamed) (?P<it>(?-i:[A-Z])\w+)"),
        # ── places ──
        (Points.PLACE, rf"(?-i:{_CAPITAL}(?: {_CAPITAL}){{0,4}}) (?:{_one_of(known.STREETS)})\b"),
        (Points.PLACE, rf"\b(?:the|this|that|{_WHOSE}) (?:\w+ ){{0,2}}?(?:{places})\b"),
        (Points.PLACE, r"\b(?:room|block|year|class|ward|unit|building|floor|platoon) (?:\d+\w?|(?-i:[A-Z])\b)"),
        (Points.PLACE, r"\b(?:at|from|in|outside|to) (?P<it>(?:her |his |my |their )?(?:work|school|church|college|uni|university|halls|prison|hospital|barracks|town))\b"),
        # ── what somebody is to others ──
        (Points.ROLE, rf"\b{_WHOSE} (?:(?:\w+ )?\w+'s (?:\w+ )?|(?:\w+ ))?(?:{bonds}|{posts})(?:'s (?:{bonds}|friend|mate))?\b"),
        (Points.ROLE, rf"\b(?:the|a|an|this|that|one of the|one of my) (?:\w+ )?(?:{posts})s?\b(?:'s (?:{bonds}))?"),
        (Points.ROLE, rf"\bmy ex\b|\bthe (?:\w+'s |\w+ )?(?:captain|chair|head|leader|owner|secretary|president|treasurer)(?:'s (?:{bonds}))?\b"),
    )  # fmt: skip
    return tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in loose)


def _one_of(words: tuple[str, ...]) -> str:
    """A pattern for any of *words*, the longer first where one begins another."""
    return "|".join(sorted(words, key=len, reverse=True)).replace("_", " ")
