"""The same question over time, and what is due: the same words in both voices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reflect_cli.journal.questions import Showing, When, shown_name
from reflect_cli.screens.blocks import Block, a_list, question, quiet, quote, side_by_side, title
from reflect_cli.screens.entries import day_words, when_words
from reflect_cli.screens.numbers import in_number
from reflect_cli.screens.safe import safe_line

if TYPE_CHECKING:
    from collections.abc import Sequence

OVER_TIME = "The same question over time"
NO_QUESTIONS = "No question has been answered more than once yet."
NO_ANSWERS = "There is no answer to a question of that name."
QUESTIONS_HINT = "`reflect look-back questions` shows the names there are."
ANSWERS = {1: "1 answer, {day}", 2: "{count} answers, the last one {day}"}
EARLIER_LEFT_OUT = "These are the last {count}. --limit shows more."
ASKED_OTHERWISE = "From here on it was asked in other words:"
HELD = {
    Showing.IF_ASKED: "Held back. You see it only when you ask: --all",
    Showing.LATER: "Held back until {day}.",
}
THEN, NOW = "Then, {day}", "Now, {day}"
NUMBERS = "From {low} to {high}"
NUMBERS_GIVEN = "The highest number given is {high}. How far the scale went was not kept."
AGAIN_HEAD = "The same question, twice"
ONLY_EARLIER_LATER = "The earlier answer is held back until {day}, so it is not shown here."
SEE_EARLIER = "You set the earlier answer, or it began, as one you see only when you ask."
SEE_YES, SEE_NO = "See it beside the new one", "Not now"
_CHART = 20
_FILLED, _EMPTY = "█", "·"


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """One answer of the line: where it stands, as it was asked, and whether it may be seen.

    `number` is the answer to a scale. Times are ISO 8601 with a zone.
    """

    short: str
    at: str
    asked: str
    answer: str
    when: When
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Manners:
    """How answers over time are told.

    `every`: also those held back. `left_out`: there are earlier ones. `bars`: a small chart stands
    beside the numbers of a scale, which says nothing more, so that it can be left out where it would
    be read aloud. `ends` are the lowest and highest number of the scale, where they are known.
    """

    every: bool = False
    left_out: bool = False
    bars: bool = False
    ends: tuple[int, int] | None = None


def question_line(name: str, words: str, times: int, last: str) -> str:
    """A question as two lines: its name and how often it was answered, then its words."""
    told = in_number(ANSWERS, times, day=day_words(last))
    return f"{safe_line(shown_name(name))}  {told}\n    {safe_line(words)}"


def menu_line(name: str, words: str, times: int) -> str:
    """A question on one line, to be picked."""
    return f"{safe_line(words)} ({safe_line(shown_name(name))}, {times} answers)"


def answers_page(name: str, answers: Sequence[Shown], manners: Manners) -> list[Block]:
    """The answers, the oldest first, each as it was asked then; a scale is a line for each number."""
    blocks = [title(OVER_TIME), quiet(shown_name(name))]
    if manners.left_out:
        blocks.append(quiet(EARLIER_LEFT_OUT.format(count=len(answers))))
    seen = [one for one in answers if is_seen(one.when, every=manners.every)]
    if all(one.number is not None and one.asked == answers[0].asked for one in answers):
        return [*blocks, question(answers[0].asked), *_series(answers, seen, manners)]
    asked = ""
    for one in answers:
        if one.asked != asked:
            blocks += [quiet(ASKED_OTHERWISE)] if asked else []
            blocks.append(question(one.asked))
            asked = one.asked
        blocks.append(quiet(f"{when_words(one.at)} · {one.short}"))
        blocks.append(quote(one.answer) if one in seen else quiet(held_words(one.when)))
    return blocks


def twice_page(then: Shown, now: Shown) -> list[Block]:
    """An earlier answer and the one just given, next to each other."""
    left = (THEN.format(day=day_words(then.at)), then.answer)
    right = (NOW.format(day=day_words(now.at)), now.answer)
    blocks = [title(AGAIN_HEAD), question(then.asked)]
    if then.asked != now.asked:
        blocks += [quiet(ASKED_OTHERWISE), question(now.asked)]
    return [*blocks, side_by_side(left, right)]


def held_words(when: When) -> str:
    """Why an answer is not shown."""
    return HELD[when.showing].format(day=day_words(when.day))


def is_seen(when: When, *, every: bool) -> bool:
    """Whether an answer shows. One that waits for a day waits for it, whatever is asked."""
    return when.showing is Showing.SHOWN or (every and when.showing is Showing.IF_ASKED)


def _series(answers: Sequence[Shown], seen: Sequence[Shown], manners: Manners) -> list[Block]:
    """Each day with its number."""
    numbers = [one.number or 0 for one in seen]
    low, high = manners.ends or (min([0, *numbers]), max([1, *numbers]))
    lines = []
    for one in answers:
        bar = _bar(one.number or 0, (low, high)) if manners.bars else ""
        told = f"{one.number!s:>{len(str(high))}}  {bar}" if one in seen else held_words(one.when)
        lines.append(f"{day_words(one.at)}  {told}".rstrip())
    if manners.ends is None and not numbers:
        return [a_list("\n".join(lines))]
    reach, top = (NUMBERS, high) if manners.ends else (NUMBERS_GIVEN, max(numbers))
    return [quiet(reach.format(low=low, high=top)), a_list("\n".join(lines))]


def _bar(number: int, ends: tuple[int, int]) -> str:
    lowest, highest = ends
    span = max(1, highest - lowest)
    length = min(span, _CHART)
    filled = max(0, min(length, round((number - lowest) * length / span)))
    return _FILLED * filled + _EMPTY * (length - filled)
