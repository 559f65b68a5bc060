"""A whole prompt set as a page to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.screens.blocks import Block, question, quiet, text, title

if TYPE_CHECKING:
    from reflect_cli.promptsets.model import Prompt, PromptSet

ONLY_SOMETIMES = "(asked only after certain answers)"


def set_page(prompt_set: PromptSet) -> list[Block]:
    """Everything a reader could be shown, in reading order."""
    about = f"{prompt_set.id} {prompt_set.version} · {prompt_set.licence}"
    blocks = [
        title(prompt_set.title),
        quiet(f"{about}\nBy {', '.join(prompt_set.authors)}"),
        text(prompt_set.summary),
        text(prompt_set.content_note),
    ]
    for section in prompt_set.sections:
        blocks.append(title(section.title))
        if section.show_if is not None:
            blocks.append(quiet(ONLY_SOMETIMES))
        for prompt in section.prompts:
            blocks += _prompt_blocks(prompt)
    return blocks


def _prompt_blocks(prompt: Prompt) -> list[Block]:
    said = question(prompt.text) if prompt.kind.asks else text(prompt.text)
    blocks = [said]
    if prompt.options:
        blocks.append(text("\n".join(f"  - {option.label}" for option in prompt.options)))
    if prompt.scale:
        scale = prompt.scale
        blocks.append(text(f"  {scale.lowest} {scale.low} … {scale.highest} {scale.high}"))
    notes = [prompt.help, ONLY_SOMETIMES if prompt.show_if is not None else ""]
    return [*blocks, *(quiet(note) for note in notes if note)]
