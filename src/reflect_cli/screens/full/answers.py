"""How each kind of prompt is answered on the full screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_never

from reflect_cli.promptsets.kinds import problem_with
from reflect_cli.promptsets.model import Kind
from reflect_cli.screens import words
from reflect_cli.screens.blocks import quiet
from reflect_cli.screens.full.keys import Pressed
from reflect_cli.screens.full.options import Options, choice_field, scale_field, several_field
from reflect_cli.screens.full.planning import planned
from reflect_cli.screens.full.turn import Turn, typed_into
from reflect_cli.screens.full.writing import text_field

if TYPE_CHECKING:
    from reflect_cli.promptsets.kinds import Value
    from reflect_cli.promptsets.model import Prompt


def answer(turn: Turn) -> Value | Pressed | None:
    """His answer, a key that leads away, or None when a text has been read.

    What is typed so far is in `turn.typed` whenever this ends, also by an exception.
    """
    match turn.prompt.kind:
        case Kind.READ:
            return _seen(turn, "")
        case Kind.PAUSE:
            return _seen(turn, words.TAKE_TIME.format(seconds=turn.prompt.seconds or 60))
        case Kind.SHORT | Kind.ABOUT_WHEN:
            return _written(turn, lines=False)
        case Kind.LONG:
            return _written(turn, lines=True)
        case Kind.CHOOSE_ONE:
            return _picked(turn)
        case Kind.CHOOSE_ANY | Kind.CHECKLIST:
            return _marked(turn)
        case Kind.SCALE:
            return _placed(turn)
        case Kind.PLAN:
            return planned(turn)
        case _:
            assert_never(turn.prompt.kind)


def _seen(turn: Turn, hint: str) -> Pressed | None:
    page = turn.page([quiet(hint)] if hint else [], words.ENTER_DOES["read"])
    result = page.run(choice_field([("on", words.GO_ON_SHORT)]))
    return result if isinstance(result, Pressed) else None


def _written(turn: Turn, *, lines: bool) -> Value | Pressed:
    start = turn.typed if isinstance(turn.typed, str) else _beginning(turn.prompt)
    field = text_field(start, lines=lines, verdict=lambda t: _verdict(turn.prompt, t))
    does = words.ENTER_DOES["lines" if lines else "text"]
    if lines:
        does = f"{does} · {words.KEY_NAMES['done']}"

    def typing(written: str) -> Value | None:
        return written if written.strip() != turn.prompt.starter.strip() else None

    result = typed_into(turn, field, turn.page([], does), typing)
    return result if isinstance(result, Pressed) else str(result).strip("\n")


def _beginning(prompt: Prompt) -> str:
    return f"{prompt.starter.strip()} " if prompt.starter.strip() else ""


def _verdict(prompt: Prompt, written: str) -> bool | str:
    """True, or why not; the beginning the set offers is not an answer by itself."""
    own = "" if written.strip() == prompt.starter.strip() else written
    return problem_with(prompt, own) or True


def _picked(turn: Turn) -> Value | Pressed:
    before = turn.typed if isinstance(turn.typed, str) else None
    options = [(option.id, option.label) for option in turn.prompt.options]
    none_yet = problem_with(turn.prompt, "") or ""
    return _from_list(turn, choice_field(options, turn.pointed or before, none_yet=none_yet))


def _placed(turn: Turn) -> Value | Pressed:
    scale = turn.prompt.scale
    assert scale is not None  # the reader gives every scale its ends
    labels = {scale.lowest: scale.low, scale.highest: scale.high}
    numbers = [(n, labels.get(n, "")) for n in range(scale.lowest, scale.highest + 1)]
    before = str(turn.typed) if isinstance(turn.typed, int) else None
    none_yet = problem_with(turn.prompt, "") or ""
    result = _from_list(turn, scale_field(numbers, turn.pointed or before, none_yet))
    return result if isinstance(result, Pressed) else int(str(result))


def _from_list(turn: Turn, field: Options) -> str | Pressed:
    """What he picks. Where he was in the list is kept for this turn; it is not an answer."""
    try:
        result: str | Pressed = turn.page([], words.ENTER_DOES["choice"]).run(field)
    finally:
        turn.pointed = field.pointed_value
    return result


def _marked(turn: Turn) -> Value | Pressed:
    options = [(option.id, option.label) for option in turn.prompt.options]
    before = turn.typed if isinstance(turn.typed, tuple) else ()
    field = several_field(
        options, before, lambda ids: problem_with(turn.prompt, ids) or True, turn.pointed
    )
    page = turn.page([], words.ENTER_DOES["several"])

    def held() -> str:
        """His marks, also when he took every one of them back."""
        turn.typed = field.answer() if field.answer() or turn.typed is not None else None
        return turn.hold()

    page.keep = held
    try:
        result: Any = page.run(field)
    finally:
        turn.typed = field.answer() if field.answer() or turn.typed is not None else None
        turn.pointed = field.pointed_value
    return result if isinstance(result, Pressed) else tuple(result)
