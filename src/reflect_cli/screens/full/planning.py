"""Answering a plan on the full screen: a part at a time, back and forth between them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reflect_cli.promptsets.kinds import WHO_KNOWS, PlanMade, problem_with
from reflect_cli.screens import words
from reflect_cli.screens.blocks import text
from reflect_cli.screens.full.keys import Key, Pressed
from reflect_cli.screens.full.options import choice_field
from reflect_cli.screens.full.turn import typed_into
from reflect_cli.screens.full.writing import text_field
from reflect_cli.screens.question import said_words

if TYPE_CHECKING:
    from reflect_cli.promptsets.kinds import Value
    from reflect_cli.screens.full.turn import Turn

_PARTS = (("cue", words.PLAN_CUE), ("act", words.PLAN_ACT), ("when", words.PLAN_WHEN))
_WHO = len(_PARTS)


def planned(turn: Turn) -> Value | Pressed:
    """The plan, or a key that leads away from it.

    A plan half made is taken up at the first part that is empty after those that are not.
    """
    plan = turn.typed if isinstance(turn.typed, PlanMade) else PlanMade("", "")
    if turn.part is None:
        turn.part = _first_empty(plan) if turn.is_half else 0
    while True:
        last = turn.part == _WHO
        result = _who(turn, plan) if last else _part(turn, plan, *_PARTS[turn.part])
        if result == Pressed(Key.BACK) and turn.part:
            turn.part -= 1
        elif isinstance(result, Pressed) or last:
            return result
        else:
            turn.part += 1
        plan = turn.typed if isinstance(turn.typed, PlanMade) else PlanMade("", "")


def _first_empty(plan: PlanMade) -> int:
    filled = [place for place, (name, _) in enumerate(_PARTS) if getattr(plan, name)]
    return filled[-1] + 1 if filled else 0


def _part(turn: Turn, plan: PlanMade, part: str, hint: str) -> PlanMade | Pressed:
    def verdict(written: str) -> bool | str:
        needed = part == "act" and not written.strip()
        return (problem_with(turn.prompt, replace(plan, act="")) or True) if needed else True

    def typing(written: str) -> PlanMade | None:
        return _unless_empty(replace(plan, **{part: written}))

    field = text_field(str(getattr(plan, part)), lines=False, verdict=verdict)
    above = [text(_so_far(turn, plan))] if plan.cue or plan.act else []
    page = turn.page([*above, text(hint)], words.ENTER_DOES["text"])
    result = typed_into(turn, field, page, typing)
    if isinstance(result, Pressed):
        return result
    plan = replace(plan, **{part: result.strip()})
    turn.typed = _unless_empty(plan)
    return plan


def _unless_empty(plan: PlanMade) -> PlanMade | None:
    """*plan*, or None when nothing is in it, so that none is kept of nothing."""
    parts = (plan.cue, plan.act, plan.when, plan.who)
    return plan if any(part.strip() for part in parts) else None


def _who(turn: Turn, plan: PlanMade) -> PlanMade | Pressed:
    options = [("", words.PLAN_OPEN), *WHO_KNOWS.items()]
    page = turn.page([text(_so_far(turn, plan)), text(words.PLAN_WHO)], words.ENTER_DOES["choice"])
    who: str | Pressed = page.run(choice_field(options, plan.who))
    return who if isinstance(who, Pressed) else replace(plan, who=who)


def _so_far(turn: Turn, plan: PlanMade) -> str:
    shown = plan if plan.act else replace(plan, act="…")
    return words.PLAN_SO_FAR.format(plan=said_words(turn.prompt, shown))
