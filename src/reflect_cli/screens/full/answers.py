"""How each kind of prompt is answered on the full screen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, assert_never

from reflect_cli.promptsets.kinds import WHO_KNOWS, PlanMade, Value, problem_with
from reflect_cli.promptsets.model import Kind
from reflect_cli.screens import words
from reflect_cli.screens.blocks import Block, quiet, text
from reflect_cli.screens.full.fields import choice_field, several_field, text_field
from reflect_cli.screens.full.keys import Key
from reflect_cli.screens.full.page import Page, Pressed, buffer_of
from reflect_cli.screens.question import said_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from questionary import Question

    from reflect_cli.promptsets.model import Prompt

_PLAN_PARTS = (("cue", words.PLAN_CUE), ("act", words.PLAN_ACT), ("when", words.PLAN_WHEN))


@dataclass(slots=True)
class Turn:
    """One prompt's turn: what stands above the field, and what he has typed so far."""

    prompt: Prompt
    page: Callable[[list[Block], str], Page]
    keep: Callable[[Value], str | None]
    typed: Value | None = None
    _kept: Value | None = None

    def hold(self) -> str:
        """Make what is typed durable if it changed; the words to show if that failed."""
        if self.typed is None or self.typed == self._kept:
            return ""
        problem = self.keep(self.typed)
        if problem:
            return words.NOT_KEPT_TYPING.format(problem=problem)
        self._kept = self.typed
        return ""


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
            options = [(option.id, option.label) for option in turn.prompt.options]
            return _picked(turn, options)
        case Kind.CHOOSE_ANY | Kind.CHECKLIST:
            return _marked(turn)
        case Kind.SCALE:
            return _placed(turn)
        case Kind.PLAN:
            return _planned(turn)
        case _:
            assert_never(turn.prompt.kind)


def _seen(turn: Turn, hint: str) -> Pressed | None:
    page = turn.page([quiet(hint)] if hint else [], words.ENTER_DOES["read"])
    result = page.run(choice_field([("on", words.GO_ON_SHORT)]))
    return result if isinstance(result, Pressed) else None


def _written(turn: Turn, *, lines: bool) -> Value | Pressed:
    start = turn.typed if isinstance(turn.typed, str) else _beginning(turn.prompt)
    field = text_field(start, lines=lines, validate=lambda t: _verdict(turn.prompt, t))
    does = words.ENTER_DOES["lines" if lines else "text"]
    if lines:
        does = f"{does} · {words.KEY_NAMES['done']}"

    def typing(written: str) -> Value | None:
        return written if written.strip() != turn.prompt.starter.strip() else None

    result = _typed_into(turn, field, turn.page([], does), typing)
    return result if isinstance(result, Pressed) else str(result).strip("\n")


def _beginning(prompt: Prompt) -> str:
    return f"{prompt.starter.strip()} " if prompt.starter.strip() else ""


def _verdict(prompt: Prompt, written: str) -> bool | str:
    """True, or why not; the beginning the set offers is not an answer by itself."""
    own = "" if written.strip() == prompt.starter.strip() else written
    return problem_with(prompt, own) or True


def _typed_into(
    turn: Turn, field: Question, page: Page, typing: Callable[[str], Value | None]
) -> str | Pressed:
    buffer = buffer_of(field)

    def held() -> str:
        turn.typed = typing(buffer.text)
        return turn.hold()

    page.keep = held
    try:
        result: str | Pressed = page.run(field)
    finally:
        turn.typed = typing(buffer.text)
    return result


def _picked(turn: Turn, options: list[tuple[str, str]]) -> Value | Pressed:
    before = turn.typed if isinstance(turn.typed, str) else None
    result: Any = turn.page([], words.ENTER_DOES["choice"]).run(choice_field(options, before))
    return result if isinstance(result, Pressed) else str(result)


def _marked(turn: Turn) -> Value | Pressed:
    options = [(option.id, option.label) for option in turn.prompt.options]
    before = turn.typed if isinstance(turn.typed, tuple) else ()
    field = several_field(
        options, before, lambda ids: problem_with(turn.prompt, tuple(ids)) or True
    )
    result: Any = turn.page([], words.ENTER_DOES["several"]).run(field)
    return result if isinstance(result, Pressed) else tuple(result)


def _placed(turn: Turn) -> Value | Pressed:
    scale = turn.prompt.scale
    assert scale is not None  # the reader gives every scale its ends
    labels = {scale.lowest: scale.low, scale.highest: scale.high}
    numbers = range(scale.lowest, scale.highest + 1)
    options = [(str(number), f"{number} {labels.get(number, '')}".strip()) for number in numbers]
    before = str(turn.typed) if isinstance(turn.typed, int) else None
    result: Any = turn.page([], words.ENTER_DOES["choice"]).run(
        choice_field(options, before, shortcuts=False)
    )
    return result if isinstance(result, Pressed) else int(result)


def _planned(turn: Turn) -> Value | Pressed:
    plan = turn.typed if isinstance(turn.typed, PlanMade) else PlanMade("", "")
    number = 0
    while number < len(_PLAN_PARTS):
        result = _plan_part(turn, plan, *_PLAN_PARTS[number])
        if result == Pressed(Key.BACK) and number:
            number -= 1
        elif isinstance(result, Pressed):
            return result
        else:
            plan = result
            number += 1
    turn.typed = plan
    options = [("", words.PLAN_OPEN), *WHO_KNOWS.items()]
    page = turn.page([text(_so_far(turn, plan)), text(words.PLAN_WHO)], words.ENTER_DOES["choice"])
    who: Any = page.run(choice_field(options, plan.who))
    return who if isinstance(who, Pressed) else replace(plan, who=str(who))


def _plan_part(turn: Turn, plan: PlanMade, part: str, hint: str) -> PlanMade | Pressed:
    def verdict(written: str) -> bool | str:
        needed = part == "act" and not written.strip()
        return (problem_with(turn.prompt, replace(plan, act="")) or True) if needed else True

    field = text_field(str(getattr(plan, part)), lines=False, validate=verdict)
    above = [text(_so_far(turn, plan))] if plan.cue or plan.act else []
    page = turn.page([*above, text(hint)], words.ENTER_DOES["text"])
    result = _typed_into(turn, field, page, lambda written: replace(plan, **{part: written}))
    return result if isinstance(result, Pressed) else replace(plan, **{part: result.strip()})


def _so_far(turn: Turn, plan: PlanMade) -> str:
    shown = plan if plan.act else replace(plan, act="…")
    return words.PLAN_SO_FAR.format(plan=said_words(turn.prompt, shown))
