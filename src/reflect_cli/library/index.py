"""A short list of the shipped sets, so that listing them reads one small file.

`prompts/index.json` is made from the sets by `python -m reflect_cli.library.index`; a test holds
that it is what the sets say.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass

from reflect_cli.library.shelves import shelf


@dataclass(frozen=True, slots=True)
class Listed:
    """One shipped set as a line; `minutes` is a guess for one likely way through."""

    name: str
    id: str
    version: str
    title: str
    minutes: int


def listed() -> tuple[Listed, ...]:
    """The shipped sets, in the order a man would take them."""
    stored = json.loads((shelf("prompts") / "index.json").read_text(encoding="utf-8"))
    return tuple(Listed(**one) for one in stored)


def made() -> tuple[Listed, ...]:
    """What the index should say, from the sets themselves."""
    from reflect_cli.flows.length import likely_minutes
    from reflect_cli.library.sets import SHIPPED, shipped

    sets = [(name, shipped(name).prompt_set) for name in SHIPPED]
    return tuple(
        Listed(name, one.id, one.version, one.title, likely_minutes(one)) for name, one in sets
    )


def as_text(lines: tuple[Listed, ...]) -> str:
    """The index as the text of its file."""
    return json.dumps([asdict(line) for line in lines], indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(as_text(made()))
