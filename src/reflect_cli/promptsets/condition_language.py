"""The words after `show-if:` into a condition, with the place of each word. Nothing is run.

EXPR := UNIT (("and" UNIT)* | ("or" UNIT)*)
UNIT := "not" UNIT | "(" EXPR ")" | TEST
TEST := ID "is" ["not"] OPTION | ID "is" ["not"] "one of" OPTION ("," OPTION)*
      | ID ("includes" | "excludes") OPTION | ID "is" ["not"] "answered"
      | ID "is skipped" | ID ("<" | "<=" | ">" | ">=" | "=") NUMBER
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reflect_cli.promptsets.characters import quoted
from reflect_cli.promptsets.conditions import AllOf, AnyOf, Condition, Not, Operator, Test
from reflect_cli.promptsets.spec import RESERVED

MOST_DEPTH = 8
_WORD = re.compile(r"-?[a-z0-9]+(?:-+[a-z0-9]+)*")
_TOKEN = re.compile(rf"{_WORD.pattern}|<=|>=|[<>=(),]")
_QUOTES = "\"'“”\u2018\u2019"
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NUMBER = re.compile(r"-?[0-9]{1,4}")
_COMPARISONS = {
    "<": Operator.LESS,
    "<=": Operator.AT_MOST,
    ">": Operator.MORE,
    ">=": Operator.AT_LEAST,
    "=": Operator.EQUAL,
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a condition and the characters before it."""

    text: str
    offset: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A test with the places of its words."""

    test: Test
    prompt: Word
    operator: Word
    operands: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Parsed:
    """A condition, and its tests in the order written."""

    condition: Condition
    tests: tuple[Placed, ...]


class Unclear(Exception):
    """The words do not make a condition; says where, why, and what to write."""

    def __init__(self, at: Word, message: str, hint: str) -> None:
        super().__init__(message)
        self.at, self.message, self.hint = at, message, hint


def parsed(text: str) -> Parsed:
    """The condition in *text*, or `Unclear`."""
    parser = _Parser(_words(text), Word("", max(0, len(text) - 1)))
    condition = parser.expression(1)
    parser.end()
    return Parsed(condition, tuple(parser.tests))


def _words(text: str) -> tuple[Word, ...]:
    words: list[Word] = []
    offset = 0
    while offset < len(text):
        if text[offset] == " ":
            offset += 1
            continue
        match = _TOKEN.match(text, offset)
        if match is None:
            raise _unknown_sign(text, offset)
        words.append(Word(match.group(), offset))
        offset = match.end()
    return tuple(words)


def _unknown_sign(text: str, offset: int) -> Unclear:
    sign = text[offset]
    hint = "Conditions are made of ids, small words such as “is” and “and”, numbers and brackets."
    if sign in _QUOTES:
        hint = "Write options without quotation marks, by their ids."
    elif sign.isupper():
        hint = "Write everything in small letters."
    elif sign in "≤≥":
        hint = "Write <= or >=."
    elif sign in "&|":
        hint = "Write “and” or “or”."
    return Unclear(Word(sign, offset), f"{quoted(sign)} has no meaning in a condition.", hint)


class _Parser:
    """Reads words from left to right; each method takes what it names."""

    def __init__(self, words: tuple[Word, ...], last: Word) -> None:
        self._words = words
        self._last = last
        self._next = 0
        self.tests: list[Placed] = []

    def _peek(self, ahead: int = 0) -> Word:
        place = self._next + ahead
        return self._words[place] if place < len(self._words) else self._last

    def _take(self) -> Word:
        word = self._peek()
        self._next += 1
        return word

    def _took(self, *texts: str) -> bool:
        found = tuple(self._peek(ahead).text for ahead in range(len(texts))) == texts
        self._next += len(texts) if found else 0
        return found

    def end(self) -> None:
        """Nothing is left over."""
        word = self._peek()
        if word.text == ")":
            raise Unclear(word, "A bracket closes here that was never opened.", "Delete it.")
        if word.text:
            raise Unclear(
                word, f"The condition is complete before {quoted(word.text)}.",
                "Join two tests with “and” or “or”.",
            )  # fmt: skip

    def expression(self, depth: int) -> Condition:
        """Units joined by one of the two joining words."""
        parts, joint = [self._unit(depth)], ""
        while self._peek().text in ("and", "or"):
            word = self._take()
            if joint and word.text != joint:
                raise Unclear(
                    word, "“and” and “or” stand side by side, and could be read in two ways.",
                    "Put brackets round the tests that belong together.",
                )  # fmt: skip
            joint = word.text
            parts.append(self._unit(depth))
        if not joint:
            return parts[0]
        return AllOf(tuple(parts)) if joint == "and" else AnyOf(tuple(parts))

    def _unit(self, depth: int) -> Condition:
        word = self._peek()
        if depth > MOST_DEPTH:
            raise Unclear(
                word, f"Brackets and “not” are nested more than {MOST_DEPTH} deep.",
                "Say it with fewer of them.",
            )  # fmt: skip
        if self._took("not"):
            return Not(self._unit(depth + 1))
        if self._took("("):
            inside = self.expression(depth + 1)
            if not self._took(")"):
                raise Unclear(word, "This bracket is not closed.", "Add “)” where it ends.")
            return inside
        return self._test()

    def _test(self) -> Test:
        prompt = self._take()
        if prompt.text in RESERVED or not _ID.fullmatch(prompt.text):
            raise Unclear(
                prompt, "Here the id of an earlier prompt is missing.",
                "A test begins with an id, such as “first-time is yes”.",
            )  # fmt: skip
        placed = self._placed(prompt, self._take())
        self.tests.append(placed)
        return placed.test

    def _placed(self, prompt: Word, operator: Word) -> Placed:
        if operator.text in _COMPARISONS:
            return self._comparison(prompt, operator)
        if operator.text in ("includes", "excludes"):
            option = self._option()
            kind = Operator(operator.text)
            return Placed(Test(prompt.text, kind, (option.text,)), prompt, operator, (option,))
        if operator.text == "is":
            return self._is(prompt, operator)
        raise Unclear(
            operator, f"After {quoted(prompt.text)} it is not said what its answer should be.",
            "Go on with “is”, “includes”, “excludes”, “is answered”, “is skipped”, or a number"
            " after < <= > >= =. Several options are written “is one of first, second”.",
        )  # fmt: skip

    def _is(self, prompt: Word, operator: Word) -> Placed:
        if self._took("skipped"):
            return Placed(Test(prompt.text, Operator.SKIPPED), prompt, operator)
        negated = self._took("not")
        if self._took("answered"):
            kind = Operator.NOT_ANSWERED if negated else Operator.ANSWERED
            return Placed(Test(prompt.text, kind), prompt, operator)
        options = self._several() if self._took("one", "of") else (self._option(),)
        kind = Operator.IS_NOT if negated else Operator.IS
        test = Test(prompt.text, kind, tuple(option.text for option in options))
        return Placed(test, prompt, operator, options)

    def _several(self) -> tuple[Word, ...]:
        options = [self._option()]
        while self._took(","):
            options.append(self._option())
        return tuple(options)

    def _option(self) -> Word:
        word = self._take()
        if word.text in RESERVED or not _ID.fullmatch(word.text):
            raise Unclear(
                word, "Here the id of an option is missing.",
                "Name the option by its id, the word before its colon.",
            )  # fmt: skip
        return word

    def _comparison(self, prompt: Word, operator: Word) -> Placed:
        word = self._take()
        if not _NUMBER.fullmatch(word.text):
            raise Unclear(
                word, f"After “{operator.text}” a number is missing.", "Write it in digits."
            )
        test = Test(prompt.text, _COMPARISONS[operator.text], number=int(word.text))
        return Placed(test, prompt, operator, (word,))
