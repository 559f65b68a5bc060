"""A list to pick one of, or to mark any of, that may be longer than its window.

Options show whole or not at all, and words say how many are out of sight. Arrows move; a number
goes to the option it stands beside, and two digits typed quickly make one number.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.layout import Dimension, Window
from prompt_toolkit.layout.controls import FormattedTextControl

from reflect_cli.screens import words
from reflect_cli.screens.full.rows import in_rows
from reflect_cli.screens.full.scrolling import columns_and_rows
from reflect_cli.screens.safe import safe_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.key_binding import KeyPressEvent

#: What says whether an answer will do: True, or the words that say why not.
Verdict = bool | str

QUICK_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Option:
    """Something to pick, and the number that stands beside it."""

    value: str
    label: str
    number: str


class Options:
    """The list. `pointed` is None until he has moved to an option; `marked` is for lists of any."""

    is_list = True

    def __init__(
        self,
        options: Sequence[Option],
        *,
        pointed: str | None = None,
        marked: Sequence[str] | None = None,
        verdict: Callable[[tuple[str, ...]], Verdict],
    ) -> None:
        self.options = options
        self.problem = ""
        self.marked = None if marked is None else list(marked)
        places = {option.value: place for place, option in enumerate(options)}
        self.pointed = places.get(pointed) if pointed is not None else None
        self._verdict = verdict
        self._wide = max(len(option.number) for option in options)
        self._tall: tuple[int, list[int]] = (0, [])
        self._first = 0
        self._shown_count = len(options)
        self._number, self._number_at = "", 0.0

    @property
    def pointed_value(self) -> str | None:
        """The value of the option he has moved to."""
        return None if self.pointed is None else self.options[self.pointed].value

    def wants(self) -> int:
        """The rows that show every option."""
        return sum(self._heights())

    def hints(self, height: int) -> tuple[str, str]:
        """How many options are out of sight above and below a window of *height*, in words."""
        first, last = self._in_sight(height)
        below = len(self.options) - last
        return (
            words.MORE_ABOVE.format(count=first) if first else "",
            words.MORE_BELOW.format(count=below) if below else "",
        )

    def window(self, height: Callable[[], int]) -> Window:
        """The list in a window of *height* rows."""
        control = FormattedTextControl(
            lambda: self._drawn(height()), focusable=True, show_cursor=False
        )
        return Window(control, height=lambda: Dimension.exact(height()), always_hide_cursor=True)

    def answer(self) -> tuple[str, ...]:
        """The values picked so far, in the order of the list."""
        if self.marked is None:
            return () if self.pointed is None else (self.options[self.pointed].value,)
        return tuple(o.value for o in self.options if o.value in self.marked)

    # ── what the keys do ─────────────────────────────────────────────────────────────────────

    def bindings(self) -> KeyBindings:
        """The keys of the list."""
        bindings = KeyBindings()
        moves: dict[str, Callable[[], None]] = {
            "up": lambda: self._move(-1),
            "down": lambda: self._move(1),
            "pageup": lambda: self._move(-self._shown_count),
            "pagedown": lambda: self._move(self._shown_count),
            "home": lambda: self._move(-len(self.options)),
            "end": lambda: self._move(len(self.options)),
            " ": self._mark_pointed,
            **{digit: lambda digit=digit: self._digit(digit) for digit in "0123456789"},  # type: ignore[misc]
        }
        for key, move in moves.items():

            @bindings.add(key, eager=True)
            def _(_event: KeyPressEvent, move: Callable[[], None] = move) -> None:
                self.problem = ""
                move()

        @bindings.add("enter", eager=True)
        def _(event: KeyPressEvent) -> None:
            verdict = self._verdict(self.answer())
            if verdict is True:
                event.app.exit(result=self.answer() if self.marked is not None else self._one())
            else:
                self.problem = str(verdict)

        return bindings

    def _one(self) -> str:
        return self.answer()[0]

    def _move(self, by: int) -> None:
        last = len(self.options) - 1
        start = self.pointed
        if start is None:
            start = -1 if by > 0 else 0
        self.pointed = min(max(0, start + by), last)

    def _mark_pointed(self) -> None:
        if self.pointed is not None:
            self._mark(self.pointed)

    def _mark(self, place: int) -> None:
        if self.marked is None:
            return
        value = self.options[place].value
        if value in self.marked:
            self.marked.remove(value)
        else:
            self.marked.append(value)

    def _digit(self, digit: str) -> None:
        """Go to the option with this number, and mark it in a list of any.

        A digit soon after another makes a number of two, and takes the first one's mark back.
        """
        places = {o.number: place for place, o in enumerate(self.options)}
        now = time.monotonic()
        longer = self._number + digit if now - self._number_at < QUICK_SECONDS else ""
        if longer in places:
            if self._number in places:
                self._mark(places[self._number])
            self._number = longer
        else:
            self._number = digit
        self._number_at = now
        if self._number in places:
            self.pointed = places[self._number]
            self._mark(self.pointed)

    # ── drawing ──────────────────────────────────────────────────────────────────────────────

    def _lines(self, place: int) -> list[str]:
        option = self.options[place]
        mark = "" if self.marked is None else self._box(option)
        pointer = ">" if place == self.pointed else " "
        lead = f"{pointer} {mark}{option.number:>{self._wide}}  "
        rows = in_rows(safe_line(option.label), columns_and_rows()[0] - len(lead) - 1)
        return [lead + rows[0], *(" " * len(lead) + row for row in rows[1:])]

    def _box(self, option: Option) -> str:
        return "[x] " if self.marked and option.value in self.marked else "[ ] "

    def _heights(self) -> list[int]:
        columns = columns_and_rows()[0]
        if self._tall[0] != columns:
            self._tall = columns, [len(self._lines(place)) for place in range(len(self.options))]
        return self._tall[1]

    def _in_sight(self, height: int) -> tuple[int, int]:
        """The first option that shows, and the first after the last that does."""
        heights = self._heights()
        if self.pointed is not None:
            self._first = min(self._first, self.pointed)
            while self._first < self.pointed and (
                sum(heights[self._first : self.pointed + 1]) > height
            ):
                self._first += 1
        while self._first and sum(heights[self._first - 1 :]) <= height:
            self._first -= 1
        last = self._first + 1
        while last < len(heights) and sum(heights[self._first : last + 1]) <= height:
            last += 1
        self._shown_count = last - self._first
        return self._first, last

    def _drawn(self, height: int) -> StyleAndTextTuples:
        first, last = self._in_sight(height)
        drawn: StyleAndTextTuples = []
        for place in range(first, last):
            style = "class:pointer" if place == self.pointed else ""
            drawn += [(style, f"{line}\n") for line in self._lines(place)]
        return drawn


def choice_field(
    options: Sequence[tuple[str, str]],
    pointed: str | None = None,
    *,
    none_yet: str = "",
) -> Options:
    """A list to pick one of; *options* are (value, label) pairs, *pointed* a value.

    It begins on its first option, or, with *none_yet*, on none: Enter then says those words.
    """
    if pointed is None and not none_yet:
        pointed = options[0][0]
    return Options(
        _numbered(options),
        pointed=pointed,
        verdict=lambda picked: True if picked else none_yet,
    )


def several_field(
    options: Sequence[tuple[str, str]],
    marked: Sequence[str],
    verdict: Callable[[tuple[str, ...]], Verdict],
    pointed: str | None = None,
) -> Options:
    """A list to mark any of; a number marks as the space bar does."""
    pointed = pointed or options[0][0]
    return Options(_numbered(options), pointed=pointed, marked=marked, verdict=verdict)


def scale_field(numbers: Sequence[tuple[int, str]], pointed: str | None, none_yet: str) -> Options:
    """A list of numbers to pick one of, each with its words; it begins on none of them."""
    options = [Option(str(number), label, str(number)) for number, label in numbers]
    return Options(options, pointed=pointed, verdict=lambda picked: True if picked else none_yet)


def _numbered(options: Sequence[tuple[str, str]]) -> list[Option]:
    return [Option(value, label, str(n)) for n, (value, label) in enumerate(options, start=1)]
