"""A field to write in, its lines broken between words.

Questionary makes the field: what is typed, its keys, and whether it will do. How it is drawn is
ours, for the sake of whole words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import questionary
from prompt_toolkit.data_structures import Point
from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings
from prompt_toolkit.layout import Dimension, Window
from prompt_toolkit.layout.controls import BufferControl, UIContent

from reflect_cli.screens import words
from reflect_cli.screens.full.paste import MOST_CHARACTERS
from reflect_cli.screens.full.rows import Rows, rows_of
from reflect_cli.screens.full.scrolling import columns_and_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.key_binding import KeyBindingsBase, KeyPressEvent
    from questionary import Question

    from reflect_cli.screens.full.options import Verdict

_LEAD = "> "


class Writing:
    """The field."""

    is_list = False

    def __init__(self, question: Question, *, lines: bool) -> None:
        self.buffer = _buffer_of(question)
        self.buffer.cursor_position = len(self.buffer.text)
        self.buffer.on_text_changed += lambda _buffer: self._refuse("")
        self._control = _InRows(self.buffer)
        self._keys = question.application.key_bindings or KeyBindings()
        self._is_long = lines
        self._refused = ""

    @property
    def problem(self) -> str:
        """Why it will not do; empty until he tried to finish, and again when he goes on typing."""
        error = self.buffer.validation_error
        return self._refused or (error.message if error else "")

    def wants(self) -> int:
        """The rows that show the whole text."""
        return len(self._control.rows())

    def hints(self, _height: int) -> tuple[str, str]:
        """Nothing: the cursor shows where in the text he is."""
        return "", ""

    def window(self, height: Callable[[], int]) -> Window:
        """The text in a window of *height* rows."""
        return Window(self._control, height=lambda: Dimension.exact(height()))

    def bindings(self) -> KeyBindingsBase:
        """The keys of the field."""
        bindings = KeyBindings()

        @bindings.add("up", eager=True)
        @bindings.add("c-p", eager=True)
        def _(_event: KeyPressEvent) -> None:
            self._control.step(-1)

        @bindings.add("down", eager=True)
        @bindings.add("c-n", eager=True)
        def _(_event: KeyPressEvent) -> None:
            self._control.step(1)

        @bindings.add("<bracketed-paste>", eager=True)
        def _(event: KeyPressEvent) -> None:
            self._pasted(event.data)

        @bindings.add("c-z", eager=True)  # else it would be put in the text as a sign
        @bindings.add("c-q", eager=True)  # else it would put the next key there
        def _(_event: KeyPressEvent) -> None:
            pass

        if self._is_long:

            @bindings.add("c-d", eager=True)
            def _(event: KeyPressEvent) -> None:
                event.current_buffer.validate_and_handle()

        return merge_key_bindings([self._keys, bindings])

    def _pasted(self, pasted: str) -> None:
        pasted = pasted.replace("\r\n", "\n").replace("\r", "\n")
        if len(self.buffer.text) + len(pasted) > MOST_CHARACTERS:
            self._refuse(words.TOO_LONG.format(most=MOST_CHARACTERS))
        else:
            self.buffer.insert_text(pasted)

    def _refuse(self, why: str) -> None:
        self._refused = why


class _InRows(BufferControl):
    """The text of a buffer, in rows that end between words."""

    def __init__(self, buffer: Buffer) -> None:
        super().__init__(buffer)
        self._known: tuple[int, Rows] = (0, Rows("", (0,)))

    def rows(self) -> Rows:
        """The rows of the text at the terminal's present width."""
        width = max(8, columns_and_rows()[0] - len(_LEAD) - 1)
        if self._known[0] != width or self._known[1].text != self.buffer.text:
            self._known = width, rows_of(self.buffer.text, width)
        return self._known[1]

    def step(self, by: int) -> None:
        """Move the cursor up or down *by* rows as they are shown."""
        rows = self.rows()
        number, column = rows.place_of(self.buffer.cursor_position)
        self.buffer.cursor_position = rows.position_of(number + by, column)

    def create_content(self, width: int, height: int, preview_search: bool = False) -> UIContent:  # noqa: ARG002 - the parent's signature
        """What prompt_toolkit draws."""
        rows = self.rows()
        number, column = rows.place_of(self.buffer.cursor_position)

        def row(at: int) -> StyleAndTextTuples:
            return [("", " " * len(_LEAD) if at else _LEAD), ("", f"{rows.row(at)} ")]

        return UIContent(row, len(rows), Point(len(_LEAD) + column, number))


def text_field(
    start: str, *, lines: bool, verdict: Callable[[str], Verdict] = lambda _text: True
) -> Writing:
    """A field for one line, or for many (Enter is a new line; Alt-Enter or Ctrl-D ends)."""
    question = questionary.text(
        "",
        default=start,
        validate=verdict,
        validate_while_typing=False,
        qmark="",
        instruction="",
        multiline=lines,
        enable_open_in_editor=False,
        enable_system_prompt=False,
        enable_suspend=False,
        mouse_support=False,
    )
    return Writing(question, lines=lines)


def _buffer_of(question: Question) -> Buffer:
    for window in question.application.layout.find_all_windows():
        control = window.content
        if isinstance(control, BufferControl) and control.buffer.name == "DEFAULT_BUFFER":
            return control.buffer
    raise LookupError("no text field")
