"""Which prompts are on the way, given what has been answered so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from reflect_cli.promptsets.conditions import holds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reflect_cli.promptsets.kinds import Value
    from reflect_cli.promptsets.model import Prompt, PromptSet, Section


class How(StrEnum):
    """What became of a prompt at one step."""

    ANSWERED = "answered"
    SKIPPED = "skipped"
    SEEN = "seen"
    ASIDE = "aside"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the trail. `at` is ISO 8601 with a zone."""

    prompt: str
    how: How
    at: str = ""


@dataclass(slots=True)
class _Standing:
    """The answers that count: given, still shown, and not taken back."""

    values: dict[str, Value] = field(default_factory=dict)
    skipped: set[str] = field(default_factory=set)

    def value_of(self, prompt: str) -> Value | None:
        return self.values.get(prompt)

    def is_skipped(self, prompt: str) -> bool:
        return prompt in self.skipped


def path_through(
    prompt_set: PromptSet, trail: tuple[Step, ...], words: Mapping[str, Value]
) -> tuple[tuple[Section, Prompt], ...]:
    """The (section, prompt) pairs shown, in reading order.

    Conditions only look back, so one pass is enough: a prompt's answer starts to count after
    the prompt itself has been found to be shown.
    """
    how = {step.prompt: step.how for step in trail}
    standing = _Standing()
    shown: list[tuple[Section, Prompt]] = []
    for section in prompt_set.sections:
        if not holds(section.show_if, standing):
            continue
        for prompt in section.prompts:
            if not holds(prompt.show_if, standing):
                continue
            shown.append((section, prompt))
            if how.get(prompt.id) is How.ANSWERED:
                standing.values[prompt.id] = words[prompt.id]
            elif how.get(prompt.id) is How.SKIPPED:
                standing.skipped.add(prompt.id)
    return tuple(shown)
