"""How long a set takes, meant as a guess: one likely way through it, walked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.promptsets.kinds import PlanMade, Value
from reflect_cli.promptsets.model import Kind
from reflect_cli.session.events import Answered, Seen
from reflect_cli.session.machine import Session
from reflect_cli.session.routes import minutes_of

if TYPE_CHECKING:
    from reflect_cli.promptsets.model import Prompt, PromptSet


def likely_minutes(prompt_set: PromptSet) -> int:
    """The minutes for a man who answers everything and picks the first option each time."""
    session = Session(prompt_set)
    total = 0.0
    while (prompt := session.current) is not None:
        total += minutes_of(prompt)
        session = session.apply(Answered(_first(prompt)) if prompt.kind.asks else Seen())
    return max(1, round(total))


def _first(prompt: Prompt) -> Value:
    match prompt.kind:
        case Kind.CHOOSE_ONE:
            return prompt.options[0].id
        case Kind.CHOOSE_ANY | Kind.CHECKLIST:
            return (prompt.options[0].id,)
        case Kind.SCALE:
            assert prompt.scale is not None  # the reader gives every scale its ends
            return prompt.scale.highest
        case Kind.PLAN:
            return PlanMade("a cue", "an act")
        case _:
            return "words"
