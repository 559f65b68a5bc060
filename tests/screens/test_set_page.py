"""A set is read as a whole before it is trusted, with what only a facilitator is given."""

from __future__ import annotations

import pytest

from reflect_cli.library.sets import SHIPPED, shipped
from reflect_cli.screens.blocks import plain_text
from reflect_cli.screens.sets import GUIDE, set_page


def test_the_guide_for_an_evening_is_part_of_what_is_shown():
    prompt_set = shipped("group").prompt_set
    assert prompt_set.guide
    shown = plain_text(set_page(prompt_set))
    guide = prompt_set.guide
    texts = (guide.report, *guide.before, *guide.room, *guide.agreements, *guide.closing)
    texts += (
        *guide.afterwards,
        *(text for step in guide.steps for text in (step.title, step.note)),
    )

    assert [] == [text for text in texts if text.strip() not in shown]


@pytest.mark.parametrize("name", SHIPPED)
def test_every_note_to_whoever_leads_a_group_is_shown(name):
    prompt_set = shipped(name).prompt_set
    shown = plain_text(set_page(prompt_set))
    notes = [one.facilitator for one in (*prompt_set.sections, *prompt_set.prompts)]

    assert [] == [note for note in notes if note.strip() not in shown]


def test_a_set_without_a_guide_has_no_heading_for_one():
    assert GUIDE not in plain_text(set_page(shipped("speak").prompt_set))
