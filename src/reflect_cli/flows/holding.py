"""Answers to questions that come with a note begin as those he sees again only if he asks.

What is painful by what it is about needs no mark; see journal/questions.py. A note before a question
is its author's word that it may be, and only the set knows of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.journal.questions import (
    ONLY_IF_ASKED,
    is_kept_over_time,
    is_painful,
    is_written,
    mark_for,
)

if TYPE_CHECKING:
    from reflect_cli.flows.finish import Kept
    from reflect_cli.flows.plans import Notes
    from reflect_cli.promptsets.model import PromptSet


def hold_back(kept: Kept, asked: PromptSet, notes: Notes) -> None:
    """Mark what was written under a note of the set; inside the transaction that kept it."""
    entry = kept.entry
    if entry is None:
        return
    noted = {prompt.id for prompt in asked.prompts if prompt.content_note}
    for item in entry.items:
        under_a_note = item.prompt in noted and is_written(item) and not is_painful(item)
        if under_a_note and is_kept_over_time(entry, item):
            notes.note(entry.id, mark_for(item.prompt), ONLY_IF_ASKED, entry.finished)
