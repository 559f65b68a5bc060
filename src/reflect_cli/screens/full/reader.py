"""Reading something longer than a screen; nothing of it stays in the scrollback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit.application import Application, get_app
from prompt_toolkit.formatted_text import ANSI
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.layout import HSplit, Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl

from reflect_cli.screens.blocks import Block, laid_out
from reflect_cli.screens.console import wants_colour
from reflect_cli.screens.full.page import STYLE
from reflect_cli.screens.full.stage import alternate_screen
from reflect_cli.screens.interrupts import waiting
from reflect_cli.screens.safe import safe_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from prompt_toolkit.key_binding import KeyPressEvent

READER_KEYS = "Up Down PgUp PgDn Home End to move · q or Enter to close"


class _Reading:
    """Where in the text the reader is."""

    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = blocks
        self.top = 0

    def text(self) -> str:
        return laid_out(self.blocks, _size()[0], colour=wants_colour())

    def move(self, lines: int) -> None:
        last = max(0, self.text().count("\n") + 1 - self.page())
        self.top = min(max(0, self.top + lines), last)

    def page(self) -> int:
        return max(1, _size()[1] - 4)


def read(head: str, blocks: list[Block]) -> None:
    """Show *blocks* until he closes the page."""
    reading = _Reading(blocks)
    body = Window(
        FormattedTextControl(lambda: ANSI(reading.text())),
        get_vertical_scroll=lambda _window: reading.top,
        always_hide_cursor=True,
    )
    layout = HSplit(
        [
            Window(FormattedTextControl(safe_line(head)), height=1, style="class:head"),
            Window(height=1),
            body,
            Window(height=1),
            Window(
                FormattedTextControl(READER_KEYS),
                wrap_lines=True,
                dont_extend_height=True,
                style="class:keys",
            ),
        ]
    )
    with alternate_screen():
        app: Application[None] = Application(
            Layout(layout), key_bindings=_keys(reading), style=STYLE, full_screen=True
        )
        app.ttimeoutlen = 0.05
        with waiting():
            app.run(handle_sigint=False)


def _keys(reading: _Reading) -> KeyBindings:
    bindings = KeyBindings()
    moves: dict[str, Callable[[], int]] = {
        "up": lambda: -1,
        "down": lambda: 1,
        "k": lambda: -1,
        "j": lambda: 1,
        "pageup": lambda: -reading.page(),
        "pagedown": reading.page,
        " ": reading.page,
        "home": lambda: -reading.top,
        "end": lambda: 10**6,
    }
    for key, lines in moves.items():

        @bindings.add(key)
        def _(_event: KeyPressEvent, lines: Callable[[], int] = lines) -> None:
            reading.move(lines())

    for key in ("q", "enter", "escape", "c-c", "c-x", "c-d"):

        @bindings.add(key)
        def _(event: KeyPressEvent) -> None:
            event.app.exit()

    return bindings


def _size() -> tuple[int, int]:
    size = get_app().output.get_size()
    return int(size.columns), int(size.rows)
