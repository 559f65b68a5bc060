"""Texts that are too long for a screen, options that cannot be told apart, calls nobody serves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reflect_cli.promptsets.characters import quoted
from reflect_cli.promptsets.model import Kind
from reflect_cli.promptsets.outline import Role
from reflect_cli.promptsets.texts import HEADER, words
from reflect_cli.session.routes import tests_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflect_cli.authoring.draft import Draft, Rules
    from reflect_cli.promptsets.findings import Finding
    from reflect_cli.promptsets.model import Prompt

#: Characters that fit one screen of 80 columns and 24 lines, beside what else stands there.
LONGEST_QUESTION, LONGEST_TEXT = 500, 900
MOST_OPTIONS = 9

_SEVERAL = (Kind.CHOOSE_ANY, Kind.CHECKLIST)
_CLOSING = re.compile("[.?…]+$")


def problems(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """What could be better about the questions and their options."""
    for prompt in draft.prompt_set.prompts:
        yield from _too_long(draft, prompt)
        if prompt.options:
            yield from _options(draft, prompt)
            yield from _none_of_these(draft, prompt, rules)
            yield from _unfollowed(draft, prompt, rules)
    if draft.is_readable:
        yield from _unserved_calls(draft)


def _too_long(draft: Draft, prompt: Prompt) -> Iterator[Finding]:
    field = "ask" if prompt.kind.asks else "say"
    most = LONGEST_QUESTION if prompt.kind.asks else LONGEST_TEXT
    if len(prompt.text) > most:
        yield draft.finding(
            "W101", draft.at(prompt.id, field, Role.PROMPT),
            f"“{field}:” is {len(prompt.text)} characters long; over {most} it no longer fits one screen.",
            "Say it in fewer words, or make two prompts of it.",
        )  # fmt: skip


def _options(draft: Draft, prompt: Prompt) -> Iterator[Finding]:
    if len(prompt.options) > MOST_OPTIONS:
        yield draft.finding(
            "W331", draft.place(prompt.id, f"option {prompt.options[MOST_OPTIONS].id}", ""),
            f"There are {len(prompt.options)} options; after {MOST_OPTIONS} nobody remembers the first.",
            "Leave some out, or make two prompts of them.",
        )  # fmt: skip
    first: dict[str, str] = {}
    for option in prompt.options:
        plain = " ".join(words(_CLOSING.sub("", option.label).casefold()))
        if plain and plain in first:
            yield draft.finding(
                "W332", draft.place(prompt.id, f"option {option.id}", ""),
                f"{quoted(option.id)} and {quoted(first[plain])} read the same.",
                "Word them so that a listener can tell them apart, or keep one.",
            )  # fmt: skip
        first.setdefault(plain, option.id)


def _none_of_these(draft: Draft, prompt: Prompt, rules: Rules) -> Iterator[Finding]:
    pattern = rules.law.subjects["none-of-these"]
    has_none = bool(prompt.alone) or any(pattern.match(o.label) for o in prompt.options)
    if prompt.kind in _SEVERAL and draft.is_english and not has_none:
        yield draft.finding(
            "N333", draft.at(prompt.id, "options", Role.PROMPT),
            "There is no option for a reader to whom none of these applies.",
            "Add one, such as “none: None of these”, and name it in “alone: [none]”.",
        )  # fmt: skip


def _unfollowed(draft: Draft, prompt: Prompt, rules: Rules) -> Iterator[Finding]:
    """Options that begin like a yes and lead nowhere, where another such option leads somewhere."""
    if prompt.kind is not Kind.CHOOSE_ONE:
        return
    conditions = [one.show_if for one in draft.prompt_set.sections]
    conditions += [one.show_if for one in draft.prompt_set.prompts]
    tests = [t for one in conditions for t in tests_in(one) if t.prompt == prompt.id]
    followed = {option for test in tests for option in test.options}
    followed |= {option for option, _ in prompt.turns}
    promising = [o for o in prompt.options if rules.law.subjects["promising"].match(o.label)]
    if not followed.intersection(option.id for option in promising):
        return
    for option in promising:
        if option.id not in followed:
            yield draft.finding(
                "W336", draft.place(prompt.id, f"option {option.id}", ""),
                f"{quoted(option.id)} begins like a yes, but nothing follows from it.",
                "Name it in a condition, or word it so that it promises nothing.",
            )  # fmt: skip


def _unserved_calls(draft: Draft) -> Iterator[Finding]:
    served = {call for prompt in draft.prompt_set.prompts for call in prompt.calls}
    for call, _ in draft.prompt_set.calls:
        if call not in served:
            yield draft.finding(
                "W321", draft.place(HEADER, f"call {call}", ""),
                f"No prompt serves the call {quoted(call)}.",
                f"Write “calls: [{call}]” in a prompt that does, or delete the call.",
            )  # fmt: skip
