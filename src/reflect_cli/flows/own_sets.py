"""Sets that the program makes for itself, so that what it asks is asked as in any sitting."""

from __future__ import annotations

from reflect_cli.promptsets.model import Beside, PromptSet, Section

_NOTHING_BESIDE = Beside()


def own_set(
    set_id: str, title: str, section: Section, beside: Beside = _NOTHING_BESIDE
) -> PromptSet:
    """The set of one *section*; nobody wrote it, and nobody is handed it."""
    return PromptSet(
        id=set_id,
        version="1.0.0",
        title=title,
        language="en",
        summary="",
        authors=(),
        licence="",
        content_note="",
        support=(),
        sections=(section,),
        beside=beside,
    )
