"""Reading something longer than a screen; nothing of it stays in the scrollback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit.application import Application
from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings
from prompt_toolkit.layout import Dimension, HSplit, Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl

from reflect_cli.screens import words
from reflect_cli.screens.full.keys import Key, Pressed, bindings_for, key_lines
from reflect_cli.screens.full.page import STYLE
from reflect_cli.screens.full.room import most_for_keys
from reflect_cli.screens.full.scrolling import Scrolling, columns_and_rows
from reflect_cli.screens.full.stage import alternate_screen
from reflect_cli.screens.interrupts import key_pressed, waiting
from reflect_cli.screens.numbers import in_number
from reflect_cli.screens.safe import safe_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from prompt_toolkit.key_binding import KeyPressEvent

    from reflect_cli.screens.blocks import Block

#: Beside closing the page, inside a sitting.
IN_A_SITTING = (Key.PAUSE, Key.SUPPORT, Key.LEAVE)


def read(head: str, blocks: list[Block], keys: Sequence[Key] = (Key.LEAVE,)) -> Key | None:
    """Show *blocks* until he closes the page; the key, if it was one of *keys* that did it.

    Raises KeyboardInterrupt for a signal, and for Ctrl-C.
    """
    return read_on(head, Scrolling(blocks, from_top=True), keys)


def read_on(head: str, text: Scrolling, keys: Sequence[Key]) -> Key | None:
    """As `read`, for a text that may have been read in part and keeps its place."""
    page = _Reading(head, text, keys)
    with alternate_screen():
        app: Application[Pressed | None] = Application(
            Layout(HSplit(page.windows())),
            key_bindings=merge_key_bindings([page.bindings(), bindings_for(keys), _interrupt()]),
            style=STYLE,
            full_screen=True,
        )
        app.ttimeoutlen = 0.05
        app.key_processor.before_key_press += lambda _: key_pressed()
        with waiting():
            pressed = app.run(handle_sigint=False)
    return pressed.key if pressed else None


class _Reading:
    """A page to read, on the screen as large as it is now."""

    def __init__(self, head: str, text: Scrolling, keys: Sequence[Key]) -> None:
        self._head = head
        self._text = text
        self._keys = keys

    def windows(self) -> list[Window]:
        """The head, the text, what is left of it, and the keys."""
        head = FormattedTextControl(lambda: safe_line(self._head))
        keys = FormattedTextControl(lambda: "\n".join(self._key_lines()))
        below = FormattedTextControl(self._below)
        return [
            Window(head, height=lambda: _exact(self._gap()), style="class:head"),
            Window(height=lambda: _exact(self._gap())),
            self._text.window(self._shown),
            Window(below, height=lambda: _exact(self._gap()), style="class:keys"),
            Window(keys, height=lambda: _exact(len(self._key_lines())), style="class:keys"),
        ]

    def bindings(self) -> KeyBindings:
        """The keys that move in the text or close it."""
        bindings = KeyBindings()
        moves: dict[str, Callable[[], int]] = {
            "up": lambda: -1,
            "down": lambda: 1,
            "k": lambda: -1,
            "j": lambda: 1,
            "pageup": lambda: 1 - self._shown(),
            "pagedown": lambda: self._shown() - 1,
            " ": lambda: self._shown() - 1,
            "home": lambda: -self._text.top,
            "end": lambda: len(self._text.lines()),
        }
        for key, lines in moves.items():

            @bindings.add(key)
            def _(_event: KeyPressEvent, lines: Callable[[], int] = lines) -> None:
                self._text.move(lines(), self._shown())

        for key in ("q", "enter", "escape", "c-d"):

            @bindings.add(key)
            def _(event: KeyPressEvent) -> None:
                event.app.exit()

        return bindings

    def _key_lines(self) -> list[str]:
        columns, rows = columns_and_rows()
        return key_lines(words.READER_KEYS, self._keys, columns, most_for_keys(rows))

    def _gap(self) -> int:
        """1, or 0 on a screen too small for a head and empty lines."""
        return int(columns_and_rows()[1] - len(self._key_lines()) >= 6)

    def _shown(self) -> int:
        """The lines of text that show at once."""
        return max(1, columns_and_rows()[1] - len(self._key_lines()) - 3 * self._gap())

    def _below(self) -> str:
        count = self._text.hidden_below(self._shown())
        return in_number(words.LINES_BELOW, count) if count else ""


def _interrupt() -> KeyBindings:
    bindings = KeyBindings()

    @bindings.add("c-c", eager=True)
    def _(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    return bindings


def _exact(count: int) -> Dimension:
    return Dimension.exact(count)
