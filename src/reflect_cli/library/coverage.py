"""Which calls the shipped sets serve, and with how many questions."""

from __future__ import annotations

from reflect_cli.library.calls import calls
from reflect_cli.library.sets import SHIPPED, shipped


def coverage() -> dict[str, dict[str, int]]:
    """By call id, the names of the sets that serve it and how many of their questions do."""
    served: dict[str, dict[str, int]] = {call.id: {} for call in calls()}
    for name in SHIPPED:
        for prompt in shipped(name).prompt_set.prompts:
            for call in prompt.calls if prompt.kind.asks else ():
                served[call][name] = served[call].get(name, 0) + 1
    return served
