"""What an author is told beside findings: the ways through a set, and what changed in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.screens.numbers import in_number
from reflect_cli.screens.safe import safe, safe_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reflect_cli.authoring.difference import Change
    from reflect_cli.authoring.ways import Way, Ways
    from reflect_cli.promptsets.model import PromptSet

COUNT = {1: "1 way", 2: "{count} ways"}
WAYS = "{title}: {count} through it, {prompts}, about {minutes}."
TOO_MANY = "{title}: there are too many ways through it to list them. Fewer conditions would help."
ALWAYS = "Shown to everybody: {ids}."
SKIPPING = "Whoever skips everything sees {prompts}, in about {minutes}: {ids}."
ONE_WAY = "{number:>4}. {prompts}, about {minutes}.{besides}"
BESIDES = " Besides: {ids}."
MORE = "Not listed: {count} more. With --json they are."
NO_CHANGES = "Nothing changed that a reader could notice."
NEEDS = "Version {old} is followed by {new} at least."
NOW_IS = " It says {now}."


def ways_report(prompt_set: PromptSet, ways: Ways) -> str:
    """Every listed way as a line, after what all of them share."""
    title = safe_line(prompt_set.title)
    lengths = [len(way.prompts) for way in (*ways.listed, ways.skipping)]
    minutes = [way.minutes for way in (*ways.listed, ways.skipping)]
    head = WAYS.format(
        title=title,
        count=in_number(COUNT, ways.count),
        prompts=_span(min(lengths), max(lengths), "prompt"),
        minutes=_span(round(min(minutes)), round(max(minutes)), "minute"),
    )
    order = [prompt.id for prompt in prompt_set.prompts if prompt.id in ways.always]
    skipping = SKIPPING.format(ids=", ".join(ways.skipping.prompts), **_length(ways.skipping))
    lines = [_way_line(n, way, ways) for n, way in enumerate(ways.listed, start=1)]
    rest = ways.count - len(ways.listed)
    more = [MORE.format(count=rest)] if rest else []
    return "\n".join([head, ALWAYS.format(ids=", ".join(order)), skipping, *lines, *more])


def _way_line(number: int, way: Way, ways: Ways) -> str:
    others = [id_ for id_ in way.prompts if id_ not in ways.always]
    besides = BESIDES.format(ids=", ".join(others)) if others else ""
    return ONE_WAY.format(number=number, besides=besides, **_length(way))


def _length(way: Way) -> dict[str, str]:
    count, minutes = len(way.prompts), max(1, round(way.minutes))
    return {"prompts": _span(count, count, "prompt"), "minutes": _span(minutes, minutes, "minute")}


def _span(least: int, most: int, noun: str) -> str:
    number = str(least) if least == most else f"{least} to {most}"
    return f"{number} {noun}{'' if number == '1' else 's'}"


def changes_report(found: Iterable[Change]) -> str:
    """Every change as a sentence, with the old words after “-” and the new ones after “+”."""
    lines: list[str] = []
    for change in found:
        lines.append(safe_line(change.words))
        lines += _marked("-", change.before)
        lines += _marked("+", change.after)
    return "\n".join(lines) or NO_CHANGES


def _marked(mark: str, words: str) -> list[str]:
    return [f"    {mark} {line}".rstrip() for line in safe(words).strip().split("\n") if words]
