"""Reading something longer than a screen; nothing of it stays in the scrollback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit.application import Application
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.layout import HSplit, Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl

from reflect_cli.screens import words
from reflect_cli.screens.full.keys import Key
from reflect_cli.screens.full.page import STYLE
from reflect_cli.screens.full.scrolling import Scrolling, columns_and_rows
from reflect_cli.screens.full.stage import alternate_screen
from reflect_cli.screens.interrupts import waiting
from reflect_cli.screens.safe import safe_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from prompt_toolkit.key_binding import KeyPressEvent

    from reflect_cli.screens.blocks import Block


def read(head: str, blocks: list[Block]) -> Key | None:
    """Show *blocks* until he closes the page; `Key.LEAVE` if he did so to be gone at once.

    Raises KeyboardInterrupt for Ctrl-C, which means the same here as everywhere.
    """
    reading = Scrolling(blocks)
    layout = HSplit(
        [
            Window(FormattedTextControl(safe_line(head)), height=1, style="class:head"),
            Window(height=1),
            reading.window(),
            Window(height=1),
            Window(
                FormattedTextControl(words.READER_KEYS),
                wrap_lines=True,
                dont_extend_height=True,
                style="class:keys",
            ),
        ]
    )
    with alternate_screen():
        app: Application[Key | None] = Application(
            Layout(layout), key_bindings=_keys(reading), style=STYLE, full_screen=True
        )
        app.ttimeoutlen = 0.05
        with waiting():
            return app.run(handle_sigint=False)


def _keys(reading: Scrolling) -> KeyBindings:
    bindings = KeyBindings()
    moves: dict[str, Callable[[], int]] = {
        "up": lambda: -1,
        "down": lambda: 1,
        "k": lambda: -1,
        "j": lambda: 1,
        "pageup": lambda: -_page(),
        "pagedown": _page,
        " ": _page,
        "home": lambda: -reading.top,
        "end": lambda: 10**6,
    }
    for key, lines in moves.items():

        @bindings.add(key)
        def _(_event: KeyPressEvent, lines: Callable[[], int] = lines) -> None:
            reading.move(lines(), _page())

    for key in ("q", "enter", "escape", "c-d"):

        @bindings.add(key)
        def _(event: KeyPressEvent) -> None:
            event.app.exit()

    @bindings.add("c-x")
    def _(event: KeyPressEvent) -> None:
        event.app.exit(result=Key.LEAVE)

    @bindings.add("c-c")
    def _(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    return bindings


def _page() -> int:
    """The lines of text that show at once, less the head and the keys."""
    return max(1, columns_and_rows()[1] - 4)
