"""What an answer to each kind of prompt may be, and what is wrong with one that does not fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from reflect_cli.promptsets.model import Kind
from reflect_cli.promptsets.person import LETTER, problem_with_name

if TYPE_CHECKING:
    from reflect_cli.promptsets.model import Prompt


@dataclass(frozen=True, slots=True)
class PlanMade:
    """A commitment in his words: if `cue`, then I will `act`; when-ish, and who knows.

    `who` is a kind of person (an id from `WHO_KNOWS`), never a name unless he types one.
    """

    cue: str
    act: str
    when: str = ""
    who: str = ""


#: A text, an option id, a number on a scale, several option ids, or a plan.
Value = str | int | tuple[str, ...] | PlanMade

WHO_KNOWS = {
    "nobody": "No one yet",
    "friend": "A friend",
    "family": "Someone in my family",
    "group": "A group or its facilitator",
    "professional": "A counsellor or other professional",
    "other": "Someone else",
}


def problem_with(prompt: Prompt, value: Value) -> str | None:
    """Why *value* cannot answer *prompt*, in words for the person, or None if it can."""
    match prompt.kind:
        case Kind.READ | Kind.PAUSE:
            return "There is nothing to answer here."
        case Kind.SHORT | Kind.LONG | Kind.ABOUT_WHEN:
            if not isinstance(value, str) or not value.strip():
                return "There is no text yet."
            return problem_with_name(value) if prompt.id == LETTER else None
        case Kind.CHOOSE_ONE:
            known = isinstance(value, str) and value in {o.id for o in prompt.options}
            return None if known else "Choose one of the options."
        case Kind.CHOOSE_ANY | Kind.CHECKLIST:
            return _problem_with_several(prompt, value)
        case Kind.SCALE:
            return _problem_with_number(prompt, value)
        case Kind.PLAN:
            made = isinstance(value, PlanMade) and value.act.strip()
            return None if made else "Write what you will do."
        case _:
            assert_never(prompt.kind)


def _problem_with_several(prompt: Prompt, value: Value) -> str | None:
    known = {o.id for o in prompt.options}
    if not isinstance(value, tuple) or not value or not known.issuperset(value):
        return "Choose one or more of the options."
    if len(value) > 1 and (lonely := set(prompt.alone).intersection(value)):
        label = prompt.label_of(min(lonely))
        return f"“{label}” stands alone: leave out the others, or leave it out."
    if prompt.at_most is not None and len(value) > prompt.at_most:
        return f"Choose at most {prompt.at_most}."
    return None


def _problem_with_number(prompt: Prompt, value: Value) -> str | None:
    assert prompt.scale is not None  # the reader gives every scale its ends
    lowest, highest = prompt.scale.lowest, prompt.scale.highest
    if isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= highest:
        return None
    return f"Give a number from {lowest} to {highest}."
