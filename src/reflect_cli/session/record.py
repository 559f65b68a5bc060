"""A sitting as JSON-ready values for the draft, and back to the same sitting."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from reflect_cli.promptsets.kinds import PlanMade
from reflect_cli.promptsets.model import Branch
from reflect_cli.session.machine import Phase, Session
from reflect_cli.session.path import How, Step

if TYPE_CHECKING:
    from reflect_cli.promptsets.kinds import Value
    from reflect_cli.promptsets.model import PromptSet

RECORD_VERSION = 1


def put_away(session: Session) -> str:
    """*session* as JSON text, without its prompt set."""
    return json.dumps(
        {
            "record": RECORD_VERSION,
            "phase": session.phase.value,
            "trail": [_step_to_json(step) for step in session.trail],
            "words": [[key, value_to_json(value)] for key, value in session.words],
            "unsent": [[key, value_to_json(value)] for key, value in session.unsent],
        },
        ensure_ascii=False,
    )


def take_out(prompt_set: PromptSet, state: str) -> Session:
    """The sitting that `put_away` made *state* from, over *prompt_set*.

    A step on a prompt the set no longer has is left out; its words stay.
    """
    stored = json.loads(state)
    sections = prompt_set.every_section
    known = {"", *(prompt.id for section in sections for prompt in section.prompts)}
    steps = tuple(_step_from_json(*step) for step in stored["trail"])
    return Session(
        prompt_set=prompt_set,
        trail=tuple(step for step in steps if step.prompt in known),
        words=tuple((key, _given(value)) for key, value in stored["words"]),
        unsent=tuple((key, _given(value)) for key, value in stored["unsent"]),
        phase=Phase(stored["phase"]),
    )


def _step_to_json(step: Step) -> list[str]:
    written = [step.prompt, step.how.value, step.at]
    return [*written, step.branch.value] if step.branch else written


def _step_from_json(prompt: str, how: str, at: str, branch: str = "") -> Step:
    return Step(prompt, How(how), at, Branch(branch) if branch else None)


def value_to_json(value: Value | None) -> Any:  # noqa: ANN401 - JSON is untyped
    """A value as JSON: text, number, list of ids, or {"plan": {…}}."""
    if isinstance(value, PlanMade):
        return {"plan": asdict(value)}
    return list(value) if isinstance(value, tuple) else value


def value_from_json(stored: Any) -> Value | None:  # noqa: ANN401 - JSON is untyped
    """The value that `value_to_json` made *stored* from."""
    if isinstance(stored, dict):
        return PlanMade(**stored["plan"])
    if isinstance(stored, list):
        return tuple(stored)
    assert stored is None or isinstance(stored, (str, int))  # nothing else is ever stored
    return stored


def _given(stored: Any) -> Value:  # noqa: ANN401 - JSON is untyped
    value = value_from_json(stored)
    assert value is not None  # words and unsent text only ever hold something
    return value
