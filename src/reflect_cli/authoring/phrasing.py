"""The wording rules, each remark with the place of its words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from reflect_cli.promptsets.characters import quoted
from reflect_cli.promptsets.texts import HEADER, texts_of
from reflect_cli.promptsets.wording import remarks_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflect_cli.authoring.draft import Draft, Rules
    from reflect_cli.promptsets.findings import Finding
    from reflect_cli.promptsets.model import Guide, PromptSet
    from reflect_cli.promptsets.wording import Remark

_COUNTED = re.compile(r" \((\d+(?:\.\d)?)\)$")
_LONGEST_QUOTE = 60


def problems(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """Every remark on the words of *draft*. What is waived is looked at too."""
    if next(texts_of(draft.prompt_set), None) is None:
        return
    met: Counter[tuple[str, str, str, str]] = Counter()
    prompt_set = _without_waivers(draft.prompt_set)
    if draft.is_english:
        prompt_set = replace(prompt_set, language="en")
    for remark in remarks_on(prompt_set, rules.law):
        key = (remark.place, remark.field, remark.rule, remark.words)
        yield _finding(draft, remark, met[key])
        met[key] += 1


def _without_waivers(prompt_set: PromptSet) -> PromptSet:
    sections = tuple(
        replace(section, prompts=tuple(replace(prompt, allow=()) for prompt in section.prompts))
        for section in prompt_set.sections
    )
    return replace(prompt_set, sections=sections, guide=_guide_without(prompt_set.guide))


def _guide_without(guide: Guide | None) -> Guide | None:
    if guide is None:
        return None
    steps = tuple(replace(step, allow=()) for step in guide.steps)
    return replace(guide, allow=(), steps=steps)


def _finding(draft: Draft, remark: Remark, nth: int) -> Finding:
    counted = _COUNTED.search(remark.words)
    words = remark.words[: counted.start()] if counted else remark.words
    if remark.code.startswith("N"):
        at, message = draft.at(HEADER, "language"), remark.reason
    else:
        at = draft.place(remark.place, remark.field, words, nth)
        number = f" ({counted[1]})" if counted else ""
        message = f"{quoted(' '.join(words.split()), _LONGEST_QUOTE)}{number}: {remark.reason}"
    waiver = f" To keep it: “allow: [{remark.rule}]”."
    return replace(
        draft.finding(remark.code, at, message, f"{remark.better}{waiver}"), rule=remark.rule
    )
