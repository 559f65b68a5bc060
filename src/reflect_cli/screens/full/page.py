"""One full screen: a head line, the words, the answer field, and the line of keys."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from prompt_toolkit.application import get_app
from prompt_toolkit.filters import Always, to_filter
from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings
from prompt_toolkit.layout import Dimension, HSplit, Layout, Window
from prompt_toolkit.layout.controls import BufferControl, FormattedTextControl
from prompt_toolkit.styles import Style
from questionary.prompts.common import InquirerControl

from reflect_cli.screens import words
from reflect_cli.screens.full.keys import Key, Pressed, bindings_for, keys_line
from reflect_cli.screens.full.scrolling import Scrolling, columns_and_rows
from reflect_cli.screens.interrupts import waiting
from reflect_cli.screens.safe import safe_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from prompt_toolkit import Application
    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.key_binding import KeyPressEvent
    from questionary import Question

    from reflect_cli.screens.blocks import Block

AUTOSAVE_SECONDS = 1.0

STYLE = Style(
    [
        ("qmark", ""),
        ("question", ""),
        ("answer", ""),
        ("pointer", "bold"),
        ("highlighted", "bold"),
        ("selected", ""),
        ("instruction", ""),
        ("text", ""),
        ("disabled", "italic"),
        ("validation-toolbar", "bold noreverse"),
        ("head", "dim"),
        ("keys", "dim"),
        ("status", "bold"),
    ]
)


@dataclass(slots=True)
class Page:
    """What stands around an answer field. `status` is one line that may change while he types."""

    head: str
    blocks: list[Block]
    keys: list[Key]
    does: str
    status: str = ""
    keep: Callable[[], str] | None = None
    _words: Scrolling = field(init=False)
    _shown: Window = field(init=False)

    def __post_init__(self) -> None:
        self._words = Scrolling(self.blocks)
        self._shown = self._words.window(self._body_height)

    def run(self, question: Question) -> Any:  # noqa: ANN401 - questionary's answers are untyped
        """The answer, or `Pressed`. Raises KeyboardInterrupt for a signal, EOFError at the end."""
        app = question.application
        answer = app.layout.container
        focus = app.layout.current_window
        _unfold(app)
        app.layout = Layout(HSplit([*self._above(), answer, *self._below()]), focused_element=focus)
        app.key_bindings = merge_key_bindings(
            [app.key_bindings or KeyBindings(), self._scrolling(), bindings_for(self.keys)]
        )
        app.full_screen = app.renderer.full_screen = True
        app.erase_when_done = True
        app.ttimeoutlen = 0.05
        with waiting():
            return app.run(pre_run=self._watch, handle_sigint=False)

    def _above(self) -> list[Window]:
        return [
            Window(FormattedTextControl(safe_line(self.head)), height=1, style="class:head"),
            Window(height=1),
            self._shown,
            Window(height=1),
        ]

    def _below(self) -> list[Window]:
        return [
            Window(),
            Window(
                FormattedTextControl(lambda: self.status),
                height=lambda: Dimension.exact(1 if self.status else 0),
                style="class:status",
            ),
            Window(
                FormattedTextControl(self._keys_line),
                dont_extend_height=True,
                style="class:keys",
            ),
        ]

    def _keys_line(self) -> str:
        does = self.does
        if self._words.lines() > self._visible():
            does = f"{words.SCROLL} · {does}"
        return keys_line(does, self.keys, columns_and_rows()[0])

    def _body_height(self) -> Dimension:
        lines = self._words.lines()
        room = max(3, columns_and_rows()[1] // 2)
        return Dimension(min=min(lines, room), preferred=lines)

    def _visible(self) -> int:
        """How many lines of the words show, as far as is known before the first drawing."""
        info = self._shown.render_info
        return info.window_height if info else self._words.lines()

    def _scrolling(self) -> KeyBindings:
        bindings = KeyBindings()

        @bindings.add("pagedown", eager=True)
        def _(_event: KeyPressEvent) -> None:
            self._words.move(self._visible() - 1, self._visible())

        @bindings.add("pageup", eager=True)
        def _(_event: KeyPressEvent) -> None:
            self._words.move(1 - self._visible(), self._visible())

        return bindings

    def _watch(self) -> None:
        get_app().create_background_task(_drawn_again())
        if self.keep is not None:
            get_app().create_background_task(self._autosave(self.keep))

    async def _autosave(self, keep: Callable[[], str]) -> None:
        while True:
            await asyncio.sleep(AUTOSAVE_SECONDS)
            before, self.status = self.status, keep()
            if before != self.status:
                get_app().invalidate()


async def _drawn_again() -> None:
    """Only the first drawing shows whether all the words fit; the keys line says so after it."""
    await asyncio.sleep(0.02)
    get_app().invalidate()


def buffer_of(question: Question) -> Buffer:
    """The text field of a questionary text question."""
    for window in question.application.layout.find_all_windows():
        control = window.content
        if isinstance(control, BufferControl) and control.buffer.name == "DEFAULT_BUFFER":
            return control.buffer
    raise LookupError("no text field")


def chooser_of(question: Question) -> InquirerControl:
    """The list of a questionary select or checkbox question."""
    for window in question.application.layout.find_all_windows():
        if isinstance(window.content, InquirerControl):
            return window.content
    raise LookupError("no list of options")


def _unfold(app: Application[Any]) -> None:
    """Let long options wrap, with the later lines set in."""
    for window in app.layout.find_all_windows():
        if isinstance(window.content, InquirerControl):
            window.wrap_lines = to_filter(True)
            window.get_line_prefix = lambda _line, wrapped: "     " if wrapped else ""
            window.dont_extend_height = Always()


__all__ = ["Page", "Pressed", "buffer_of", "chooser_of"]
