"""The sample answers of `reflect demo`, from seeds/demo-answers.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reflect_cli.library.seeds import seed
from reflect_cli.promptsets.kinds import PlanMade, Value
from reflect_cli.promptsets.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reflect_cli.promptsets.model import Prompt, PromptSet


@dataclass(frozen=True, slots=True)
class Script:
    """Which set, where it pauses with what half typed, and the answers as they are stored."""

    set_name: str
    pause_at: str
    half: str
    stored: Mapping[str, Any]

    def answers(self, prompt_set: PromptSet) -> dict[str, Value]:
        """The answers as values of *prompt_set*'s prompts."""
        prompts = {p.id: p for section in prompt_set.every_section for p in section.prompts}
        return {key: _value(prompts[key], given) for key, given in self.stored.items()}


def script() -> Script:
    """The demo's script."""
    stored = seed("demo-answers")
    return Script(stored["set"], stored["pause-at"], stored["half"].strip(), stored["answers"])


def _value(prompt: Prompt, given: Any) -> Value:  # noqa: ANN401 - as YAML has it
    if prompt.kind is Kind.PLAN:
        return PlanMade(**given)
    if prompt.kind is Kind.SCALE:
        return int(given)
    return tuple(given) if isinstance(given, list) else str(given).strip()
