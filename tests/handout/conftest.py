"""Sets to print: a small one with every kind of prompt, and one whose texts are attacks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from handout.sample import HOSTILE, PAPER
from reflect_cli.library.sets import shipped
from reflect_cli.promptsets.model import Branch, Option, Support
from reflect_cli.promptsets.reading import read

if TYPE_CHECKING:
    from reflect_cli.promptsets.model import PromptSet, Section


@pytest.fixture(scope="session")
def hostile_set() -> PromptSet:
    """A set with an attack in every text that is printed."""
    base = shipped("group").prompt_set
    texts = iter(HOSTILE * 40)

    def prompt(one):
        return replace(
            one,
            text=next(texts),
            help=next(texts),
            why=next(texts),
            content_note=next(texts),
            on_paper="",
            facilitator=next(texts),
            options=tuple(Option(option.id, next(texts)) for option in one.options),
        )

    sections = tuple(
        replace(
            one,
            title=next(texts),
            note=next(texts),
            facilitator=next(texts),
            prompts=tuple(map(prompt, one.prompts)),
        )
        for one in base.sections
    )
    assert base.guide
    step = base.guide.steps[0]
    return replace(
        base,
        title=HOSTILE[0],
        summary=next(texts),
        audience=next(texts),
        content_note=next(texts),
        before_you_start=next(texts),
        authors=HOSTILE[:3],
        contact=next(texts),
        sources=tuple((f"s{n}", text) for n, text in enumerate(HOSTILE)),
        support=tuple(Support(one, one, "2026-11-24", one) for one in HOSTILE),
        sections=sections,
        guide=replace(
            base.guide,
            agreements=HOSTILE,
            steps=(replace(step, title=HOSTILE[1], ask=HOSTILE[5], note=HOSTILE[0]),),
        ),
    )


@pytest.fixture(scope="session")
def asides() -> dict[Branch, Section]:
    """Reflect's own pages beside every set."""
    return {Branch(one.id): one for one in shipped("side-paths").prompt_set.sections}


@pytest.fixture(scope="session")
def paper_set() -> PromptSet:
    """Seven questions: one that is left out before a group, and what hangs on its answer."""
    return read(PAPER.encode(), "paper")
