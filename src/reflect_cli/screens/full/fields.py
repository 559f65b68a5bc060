"""The answer fields, one questionary question each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import questionary
from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings

from reflect_cli.screens.full.page import STYLE, buffer_of, chooser_of
from reflect_cli.screens.safe import safe_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from prompt_toolkit.key_binding import KeyPressEvent
    from questionary import Question

#: What says whether a text will do: True, or the words that say why not.
Verdict = bool | str


def text_field(
    default: str, *, lines: bool, validate: Callable[[str], Verdict] = lambda _text: True
) -> Question:
    """A field for one line, or for many (Enter is a new line; Alt-Enter or Ctrl-D ends)."""
    question = questionary.text(
        "",
        default=default,
        validate=validate,
        qmark=">",
        instruction="",
        multiline=lines,
        style=STYLE,
        prompt_continuation="   ",
        enable_open_in_editor=False,
        enable_system_prompt=False,
        enable_suspend=False,
        mouse_support=False,
    )
    buffer = buffer_of(question)
    buffer.cursor_position = len(buffer.text)
    if lines:
        _add_done(question)
    return question


def secret_field() -> Question:
    """A field whose text shows as stars."""
    return questionary.password("", qmark=">", style=STYLE)


def choice_field(
    options: Sequence[tuple[str, str]], default: str | None = None, *, shortcuts: bool = True
) -> Question:
    """A list to pick one of; *options* are (value, label) pairs, *default* a value.

    With *shortcuts*, a number moves to the option it stands beside.
    """
    choices = [questionary.Choice(safe_line(label), value=value) for value, label in options]
    return questionary.select(
        "",
        choices=choices,
        default=next((c for c in choices if c.value == default), None),
        qmark="",
        instruction=" ",
        use_shortcuts=shortcuts,
        style=STYLE,
    )


def several_field(
    options: Sequence[tuple[str, str]],
    chosen: Sequence[str],
    validate: Callable[[list[str]], Verdict],
) -> Question:
    """A list to mark any of; a number marks as the space bar does."""
    choices = _numbered(options, chosen)
    question = questionary.checkbox(
        "", choices=choices, validate=_always(validate), qmark="", instruction=" ", style=STYLE
    )
    _add_numbers(question)
    return question


def _numbered(
    options: Sequence[tuple[str, str]], marked: Sequence[str]
) -> list[questionary.Choice]:
    return [
        questionary.Choice(f"{number}  {safe_line(label)}", value=value, checked=value in marked)
        for number, (value, label) in enumerate(options, start=1)
    ]


def _always(validate: Callable[[list[str]], Verdict]) -> Any:  # noqa: ANN401 - questionary types it too narrowly
    return validate


def _add_done(question: Question) -> None:
    bindings = KeyBindings()

    @bindings.add("c-d", eager=True)
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.validate_and_handle()

    _also(question, bindings)


def _add_numbers(question: Question) -> None:
    bindings = KeyBindings()
    control = chooser_of(question)

    def mark(index: int) -> None:
        control.pointed_at = index
        value = control.choices[index].value
        if value in control.selected_options:
            control.selected_options.remove(value)
        else:
            control.selected_options.append(value)

    for index in range(min(9, len(control.choices))):

        @bindings.add(str(index + 1), eager=True)
        def _(_event: KeyPressEvent, index: int = index) -> None:
            mark(index)

    _also(question, bindings)


def _also(question: Question, bindings: KeyBindings) -> None:
    app = question.application
    app.key_bindings = merge_key_bindings([app.key_bindings or KeyBindings(), bindings])
