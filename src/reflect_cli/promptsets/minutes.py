"""How long a set takes, said as a span and meant as a guess."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.promptsets.model import Kind

if TYPE_CHECKING:
    from reflect_cli.promptsets.model import Prompt, PromptSet

_GUESS = {Kind.READ: 0.5, Kind.PAUSE: 1.0, Kind.SHORT: 1.0, Kind.LONG: 4.0, Kind.PLAN: 3.0}
_OTHER = 0.5


def minutes_of(prompt: Prompt) -> float:
    """The author's own estimate, or one by kind."""
    return prompt.minutes if prompt.minutes is not None else _GUESS.get(prompt.kind, _OTHER)


def span_of(prompt_set: PromptSet) -> str:
    """The time for what everyone is asked, and for everything, in words."""
    always = sum(
        minutes_of(prompt)
        for section in prompt_set.sections
        if section.show_if is None
        for prompt in section.prompts
        if prompt.show_if is None
    )
    whole = sum(minutes_of(prompt) for prompt in prompt_set.prompts)
    low, high = max(1, round(always)), max(1, round(whole))
    return f"about {low} minutes" if low == high else f"about {low} to {high} minutes"
