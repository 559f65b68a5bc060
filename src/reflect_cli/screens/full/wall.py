"""The wall in the full screen: few words, wide margins, one picture at a time."""

from __future__ import annotations

import textwrap
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prompt_toolkit.application import Application
from prompt_toolkit.formatted_text import ANSI
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.layout import Dimension, HSplit, Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl

from reflect_cli.screens.blocks import laid_out, text
from reflect_cli.screens.console import clear, wants_colour
from reflect_cli.screens.full.keys import Key
from reflect_cli.screens.full.page import STYLE
from reflect_cli.screens.full.reader import read
from reflect_cli.screens.full.scrolling import columns_and_rows
from reflect_cli.screens.full.stage import alternate_screen
from reflect_cli.screens.interrupts import waiting
from reflect_cli.screens.safe import safe
from reflect_cli.screens.voice import SUPPORT_TITLE
from reflect_cli.screens.wall import KEYS, MORE, PLACE, TIME_OVER, Picture, clock

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from prompt_toolkit.key_binding import KeyPressEvent

    from reflect_cli.screens.ways import Support

#: Columns of text: as many as can be read from the back of a room when they fill the wall.
WIDEST = 40
_TICK_SECONDS = 0.25
_SUPPORT, _END = "support", "end"


def on_screen(pictures: Sequence[Picture], support: Support) -> None:
    """Show *pictures* until whoever leads ends it, or closes the window."""
    wall = _Wall(pictures)
    with suppress(KeyboardInterrupt, EOFError, OSError), alternate_screen():
        while _run(wall) == _SUPPORT:
            if read(SUPPORT_TITLE, support.page, (Key.LEAVE,)) is Key.LEAVE:
                break
    clear()


def _run(wall: _Wall) -> str:
    app: Application[str] = Application(
        Layout(HSplit(wall.windows())),
        key_bindings=wall.bindings(),
        style=STYLE,
        full_screen=True,
        refresh_interval=_TICK_SECONDS,  # so that the timer counts
    )
    app.ttimeoutlen = 0.05
    with waiting():
        return app.run(handle_sigint=False)


@dataclass(slots=True)
class _Wall:
    """Which picture is up, how far it is scrolled, its timer, and whether all of it is dark."""

    pictures: Sequence[Picture]
    at: int = 0
    top: int = 0
    ends: float | None = None
    dark: bool = False

    def windows(self) -> list[Window]:
        """The picture, and below it one quiet line."""
        picture = FormattedTextControl(lambda: ANSI("" if self.dark else self._drawn()))
        below = FormattedTextControl(lambda: "" if self.dark else self._below())
        return [
            Window(picture, always_hide_cursor=True),
            Window(below, height=Dimension.exact(1), style="class:keys", always_hide_cursor=True),
        ]

    def bindings(self) -> KeyBindings:
        """The keys; any other does nothing."""
        bindings = KeyBindings()
        moves: dict[str, Callable[[], None]] = {
            **dict.fromkeys(("right", "enter", " ", "pagedown", "n"), lambda: self._go(1)),
            **dict.fromkeys(("left", "backspace", "pageup", "p"), lambda: self._go(-1)),
            "home": lambda: self._go(-len(self.pictures)),
            "end": lambda: self._go(len(self.pictures)),
            **dict.fromkeys(("down", "j"), lambda: self._scroll(1)),
            **dict.fromkeys(("up", "k"), lambda: self._scroll(-1)),
            "t": self._time,
            "b": self._blank,
        }
        for key, move in moves.items():
            _bind(bindings, key, move)
        for key, result in (("s", _SUPPORT), ("c-g", _SUPPORT), ("q", _END), ("c-x", _END)):
            _bind_end(bindings, key, result)
        _bind_end(bindings, "c-c", _END)
        return bindings

    @property
    def _picture(self) -> Picture:
        return self.pictures[self.at]

    def _go(self, by: int) -> None:
        if self.dark:
            self.dark = False
            return
        there = min(max(0, self.at + by), len(self.pictures) - 1)
        if there != self.at:
            self.at, self.top, self.ends = there, 0, None

    def _scroll(self, by: int) -> None:
        self.top = min(max(0, self.top + by), self._hidden())

    def _time(self) -> None:
        running = self.ends is not None
        self.ends = None if running else time.monotonic() + self._picture.seconds

    def _blank(self) -> None:
        self.dark = not self.dark

    def _lines(self) -> list[str]:
        width = min(WIDEST, columns_and_rows()[0])
        points = "\n".join(
            textwrap.fill(f"- {safe(point)}", width, subsequent_indent="  ")
            for point in self._picture.points
        )
        blocks = (*self._picture.blocks, text(points))
        return laid_out(blocks, width, colour=wants_colour()).split("\n")

    def _room(self) -> int:
        return max(1, columns_and_rows()[1] - 2)

    def _hidden(self) -> int:
        """How many lines can be scrolled away."""
        return max(0, len(self._lines()) - self._room())

    def _drawn(self) -> str:
        lines, room = self._lines(), self._room()
        self.top = min(self.top, self._hidden())
        above = max(0, (room - len(lines)) // 2)
        margin = " " * max(0, (columns_and_rows()[0] - WIDEST) // 2)
        shown = lines[self.top : self.top + room]
        return "\n" * above + "\n".join(f"{margin}{line}" for line in shown)

    def _below(self) -> str:
        said = [PLACE.format(number=self.at + 1, count=len(self.pictures))]
        if self.ends is not None:
            left = self.ends - time.monotonic()
            said.append(clock(left) if left > 0 else TIME_OVER)
        if self.top < self._hidden():
            said.append(MORE)
        lines = ["   ".join([*said, keys]) for keys in KEYS]
        room = columns_and_rows()[0]
        return next((line for line in lines if len(line) <= room), "   ".join(said))


def _bind(bindings: KeyBindings, key: str, move: Callable[[], None]) -> None:
    @bindings.add(key, eager=True)
    def _(_event: KeyPressEvent) -> None:
        move()


def _bind_end(bindings: KeyBindings, key: str, result: str) -> None:
    @bindings.add(key, eager=True)
    def _(event: KeyPressEvent) -> None:
        event.app.exit(result=result)
