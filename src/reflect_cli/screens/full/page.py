"""One full screen: a head line, the words, the answer field, and the line of keys."""

from __future__ import annotations

import asyncio
import textwrap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from prompt_toolkit.application import Application, get_app
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings
from prompt_toolkit.layout import Dimension, HSplit, Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.styles import Style

from reflect_cli.screens import words
from reflect_cli.screens.full.keys import Key, bindings_for, key_lines
from reflect_cli.screens.full.room import Room, Wanted, most_for_keys, shared
from reflect_cli.screens.full.scrolling import Scrolling, columns_and_rows
from reflect_cli.screens.interrupts import key_pressed, waiting
from reflect_cli.screens.safe import safe, safe_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from prompt_toolkit.key_binding import KeyBindingsBase, KeyPressEvent

    from reflect_cli.screens.blocks import Block

AUTOSAVE_SECONDS = 1.0

STYLE = Style([("pointer", "bold"), ("head", "dim"), ("keys", "dim"), ("status", "bold")])


class Field(Protocol):
    """What he answers in."""

    is_list: bool

    @property
    def problem(self) -> str:
        """Why his answer will not do, once he tried to give it."""

    def wants(self) -> int:
        """The rows that show all of it."""

    def hints(self, height: int, /) -> tuple[str, str]:
        """What is out of sight above and below a window of *height*, in words."""

    def window(self, height: Callable[[], int], /) -> Window:
        """A window of *height* rows on it."""

    def bindings(self) -> KeyBindingsBase:
        """Its keys."""


@dataclass(slots=True)
class Page:
    """What stands around an answer field. `status` may change while he types."""

    head: str
    blocks: list[Block]
    keys: list[Key]
    does: str
    status: str = ""
    keep: Callable[[], str] | None = None
    _words: Scrolling = field(init=False)

    def __post_init__(self) -> None:
        self._words = Scrolling(self.blocks)

    def run(self, answer: Field) -> Any:  # noqa: ANN401 - a text, a value or several, or `Pressed`
        """The answer, or `Pressed`. Raises KeyboardInterrupt for a signal, EOFError at the end."""
        drawn = _Drawn(self, answer, self._words)
        window = answer.window(lambda: drawn.room().field)
        app: Application[Any] = Application(
            Layout(HSplit(drawn.windows(window)), focused_element=window),
            key_bindings=merge_key_bindings(
                [answer.bindings(), drawn.scrolling(), bindings_for(self.keys)]
            ),
            style=STYLE,
            full_screen=True,
            erase_when_done=True,
        )
        app.ttimeoutlen = 0.05
        app.key_processor.before_key_press += lambda _: key_pressed()
        with waiting():
            return app.run(pre_run=self._watch, handle_sigint=False)

    def _watch(self) -> None:
        if self.keep is not None:
            get_app().create_background_task(self._autosave(self.keep))

    async def _autosave(self, keep: Callable[[], str]) -> None:
        while True:
            await asyncio.sleep(AUTOSAVE_SECONDS)
            before, self.status = self.status, _kept(keep)
            if before != self.status:
                get_app().invalidate()


def _kept(keep: Callable[[], str]) -> str:
    """Save; the words to show if that failed, whatever it was. Typing goes on in any case."""
    from reflect_cli.screens.interrupts import not_waiting

    try:
        with not_waiting():
            return keep()
    except Exception:  # noqa: BLE001 - the save at the end of the question tells what it was
        return words.NOT_KEPT_YET


@dataclass(slots=True)
class _Drawn:
    """A page and its field on the screen as large as it is now."""

    page: Page
    answer: Field
    words: Scrolling

    def windows(self, answer: Window) -> list[Window]:
        """Every part from top to bottom, with the field's window among them."""
        room = self.room
        head = FormattedTextControl(lambda: safe_line(self.page.head))
        status = FormattedTextControl(lambda: "\n".join(self._status()))
        keys = FormattedTextControl(lambda: "\n".join(self._keys()[: room().keys]))
        return [
            Window(head, height=lambda: _rows(room().head), style="class:head"),
            Window(height=lambda: _rows(room().above)),
            self.words.window(lambda: room().words),
            self._hint(lambda: self._hints()[0], lambda: room().between),
            answer,
            self._hint(lambda: self._hints()[1], lambda: room().below),
            Window(height=lambda: _rows(room().rest)),
            Window(status, height=lambda: _rows(room().status), style="class:status"),
            Window(keys, height=lambda: _rows(room().keys), style="class:keys"),
        ]

    def room(self) -> Room:
        """The rows of each part."""
        for scrolls in (False, True):
            wanted = Wanted(
                words=len(self.words.lines()),
                field=self.answer.wants(),
                status=len(self._status()),
                keys=len(self._key_lines(scrolls=scrolls)),
                is_list=self.answer.is_list,
            )
            room = shared(columns_and_rows()[1], wanted)
            if room.words >= wanted.words:
                break
        return room

    def scrolling(self) -> KeyBindings:
        """The keys that move the words, of those that the field does not need."""
        bindings = KeyBindings()
        down, up = ("c-n", "c-p") if self.answer.is_list else ("pagedown", "pageup")
        for key, way in ((down, 1), (up, -1)):

            @bindings.add(key, eager=True)
            def _(_event: KeyPressEvent, way: int = way) -> None:
                shown = self.room().words
                self.words.move(way * max(1, shown - 1), shown)

        if self.answer.is_list:
            all_shown = Condition(lambda: not any(self.answer.hints(self.room().field)))
            for key, way in (("pagedown", 1), ("pageup", -1)):

                @bindings.add(key, eager=True, filter=all_shown)
                def _(_event: KeyPressEvent, way: int = way) -> None:
                    shown = self.room().words
                    self.words.move(way * max(1, shown - 1), shown)

        return bindings

    def _hint(self, said: Callable[[], str], height: Callable[[], int]) -> Window:
        return Window(
            FormattedTextControl(said), height=lambda: _rows(height()), style="class:keys"
        )

    def _hints(self) -> tuple[str, str]:
        room = self.room()
        above, below = self.answer.hints(room.field)
        goes_on = self.words.hidden_below(room.words) if room.words else 0
        return above or (words.TEXT_GOES_ON if goes_on else ""), below

    def _status(self) -> list[str]:
        said = self.answer.problem or self.page.status
        return textwrap.wrap(safe(said), max(20, columns_and_rows()[0]))

    def _keys(self) -> list[str]:
        hidden = self.room().words < len(self.words.lines())
        return self._key_lines(scrolls=hidden)

    def _key_lines(self, *, scrolls: bool) -> list[str]:
        does = self.page.does
        if scrolls:
            scroll = words.SCROLL_BESIDE if self.answer.is_list else words.SCROLL
            does = f"{scroll} · {does}"
        columns, rows = columns_and_rows()
        return key_lines(does, self.page.keys, columns, most_for_keys(rows))


def _rows(count: int) -> Dimension:
    return Dimension.exact(count)
