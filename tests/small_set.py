"""A small set with every turn a sitting can take, and the beginning and end of sets as files."""

from __future__ import annotations

from reflect_cli.promptsets.conditions import Operator, Test
from reflect_cli.promptsets.model import Kind, Option, Prompt, PromptSet, Scale, Section

_HEAD = """\
reflect-set: 1
id: {set_id}
version: 1.0.0
title: {title}
language: en
summary: |
  A set for a test.
authors:
  - A tester
licence: CC0-1.0
content-note: |
  Nothing hard is asked here.
support:
  - name: Support in Reflect
    reach: |
      On every screen
    checked: 2026-11-24
"""
#: The last section of a set in a file.
END = """\
---
section: end
title: The end
closing: true
---
prompt: settle
kind: read
say: |
  This set ends here.
"""


def head(set_id: str, title: str) -> str:
    """The header of a set in a file."""
    return _HEAD.format(set_id=set_id, title=title)


def small_set() -> PromptSet:
    """A scale, a text, a branch behind a choice, a plan and an ending."""
    yes_no = (Option("yes", "Yes"), Option("no", "No"))
    return PromptSet(
        id="test.small",
        version="1.0.0",
        title="Small",
        language="en",
        summary="",
        authors=("a tester",),
        licence="CC0-1.0",
        content_note="",
        support=(),
        sections=(
            Section(
                id="first",
                title="First",
                prompts=(
                    Prompt(
                        id="steady",
                        kind=Kind.SCALE,
                        text="How steady?",
                        scale=Scale(0, 4, "not", "very"),
                    ),
                    Prompt(id="text", kind=Kind.READ, text="Something to read."),
                    Prompt(id="moment", kind=Kind.CHOOSE_ONE, text="Is there one?", options=yes_no),
                    Prompt(
                        id="after-skip",
                        kind=Kind.SHORT,
                        text="What made you pass?",
                        show_if=Test("moment", Operator.SKIPPED),
                    ),
                ),
            ),
            Section(
                id="stay",
                title="Staying",
                show_if=Test("moment", Operator.IS, ("yes",)),
                prompts=(
                    Prompt(id="what", kind=Kind.LONG, text="What did you do?"),
                    Prompt(
                        id="which",
                        kind=Kind.CHOOSE_ANY,
                        text="Which of these?",
                        options=(Option("a", "A"), Option("b", "B"), Option("none", "None")),
                        alone=("none",),
                    ),
                    Prompt(
                        id="more",
                        kind=Kind.SHORT,
                        text="More?",
                        show_if=Test("which", Operator.INCLUDES, ("a",)),
                        recall=("what",),
                    ),
                ),
            ),
            Section(
                id="next",
                title="Next",
                prompts=(Prompt(id="plan", kind=Kind.PLAN, text="What will you do?"),),
            ),
            Section(
                id="end",
                title="End",
                closing=True,
                prompts=(Prompt(id="settle", kind=Kind.READ, text="You can stop here."),),
            ),
        ),
    )
