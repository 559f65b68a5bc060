"""The thirty calls as a page: which were worked on, which have a plan. No shares, no praise."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from reflect_cli.journal.path import STAGES
from reflect_cli.screens.blocks import Block, a_list, quiet, text, title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reflect_cli.journal.path import Past, Touched

MAP_TITLE = "The thirty calls"
INTRO = "Each line is one thing the essay asks of men, in our words, and what you have done with it here."
MARKS = "[ ] not yet   [x] worked on   [p] worked on, with a plan"
NOT_YET = "not yet"
ONCE, SEVERAL = "worked on, {last}", "worked on {times} times, last {last}"
WITH_PLAN = "{worked}; there is a plan"

#: The stages as headings, in the order of the path.
STAGE_NAMES = {
    "look": "Look",
    "recall": "Recall",
    "own": "Own",
    "weigh": "Weigh",
    "change": "Change",
    "speak": "Speak with men",
    "prevent": "Prevent",
    "listen": "Listen",
    "keep-on": "Keep on",
}


def map_page(past: Past, wordings: Mapping[str, str]) -> list[Block]:
    """Every stage with its calls, in words that read aloud well."""
    blocks = [title(MAP_TITLE), text(INTRO), quiet(MARKS)]
    for stage, calls in STAGES.items():
        lines = [_line(call, wordings[call], past.calls.get(call)) for call in sorted_calls(calls)]
        blocks += [title(f"{STAGE_NAMES[stage]} (reflect start {stage})"), a_list("\n".join(lines))]
    return blocks


def map_json(past: Past, wordings: Mapping[str, str]) -> list[dict[str, object]]:
    """The same for scripts; `last` is an ISO date or empty."""
    found: list[dict[str, object]] = []
    for stage, calls in STAGES.items():
        for call in sorted_calls(calls):
            touched = past.calls.get(call)
            found.append(
                {
                    "call": call,
                    "stage": stage,
                    "wording": wordings[call],
                    "entries": touched.times if touched else 0,
                    "last": touched.last if touched else "",
                    "plan": bool(touched and touched.has_plan),
                }
            )
    return found


def sorted_calls(calls: tuple[str, ...]) -> list[str]:
    """Calls by their number."""
    return sorted(calls, key=lambda call: int(call.removeprefix("c")))


def _line(call: str, wording: str, touched: Touched | None) -> str:
    if touched is None:
        return f"[ ] {call}. {wording} {NOT_YET.capitalize()}."
    last = date.fromisoformat(touched.last).strftime("%d %b %Y")
    worked = (ONCE if touched.times == 1 else SEVERAL).format(times=touched.times, last=last)
    said = WITH_PLAN.format(worked=worked) if touched.has_plan else worked
    return f"[{'p' if touched.has_plan else 'x'}] {call}. {wording} {said[0].upper()}{said[1:]}."
