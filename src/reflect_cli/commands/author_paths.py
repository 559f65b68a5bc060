"""`reflect author paths`: every way through a set."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from reflect_cli.authoring.ways import ways_through
from reflect_cli.commands.set_files import read_set
from reflect_cli.screens.authoring import TOO_MANY, ways_report
from reflect_cli.screens.console import say
from reflect_cli.screens.safe import safe_line
from reflect_cli.session.routes import TooManyWays

if TYPE_CHECKING:
    from pathlib import Path

    from reflect_cli.authoring.ways import Way
    from reflect_cli.promptsets.model import PromptSet

MOST_LISTED, MOST_IN_JSON = 100, 10_000


def show_ways(file: Path, *, as_json: bool) -> None:
    """Tell every way through the set in *file*."""
    prompt_set = read_set(file)
    say(json.dumps(ways_as_json(prompt_set), indent=2) if as_json else ways_in_words(prompt_set))


def ways_in_words(prompt_set: PromptSet) -> str:
    """The ways through a set, as lines."""
    try:
        return ways_report(prompt_set, ways_through(prompt_set, MOST_LISTED))
    except TooManyWays:
        return TOO_MANY.format(title=safe_line(prompt_set.title))


def ways_as_json(prompt_set: PromptSet) -> dict[str, Any]:
    """The same for scripts; without a count when there are too many."""
    try:
        ways = ways_through(prompt_set, MOST_IN_JSON)
    except TooManyWays:
        return {"count": None, "paths": []}
    return {
        "count": ways.count,
        "skipping": _as_json(ways.skipping),
        "paths": [_as_json(way) for way in ways.listed],
    }


def _as_json(way: Way) -> dict[str, Any]:
    return {"minutes": way.minutes, "prompts": list(way.prompts)}
