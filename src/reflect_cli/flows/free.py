"""A free entry is a sitting with one prompt, so it gets the same drafts and the same keys."""

from __future__ import annotations

from reflect_cli.promptsets.model import Kind, Prompt, PromptSet, Section

FREE_ID = "reflect.free"


def free_set() -> PromptSet:
    """The set of one long text."""
    prompt = Prompt(id="text", kind=Kind.LONG, text="Write what you want to keep.")
    return PromptSet(
        id=FREE_ID,
        version="1.0.0",
        title="Free entry",
        language="en",
        summary="",
        authors=(),
        licence="",
        content_note="",
        support=(),
        sections=(Section(id="free", title="Free entry", prompts=(prompt,)),),
    )
