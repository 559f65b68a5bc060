"""What stands on the screen above an answer, the same in both voices."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reflect_cli.flows.revising import EDIT_ID
from reflect_cli.journal.entry import plan_words
from reflect_cli.promptsets.around import is_safety_prompt
from reflect_cli.promptsets.characters import quoted
from reflect_cli.promptsets.kinds import PlanMade
from reflect_cli.promptsets.model import is_own
from reflect_cli.screens import words
from reflect_cli.screens.blocks import Block, question, quiet, quote, text

if TYPE_CHECKING:
    from reflect_cli.promptsets.kinds import Value
    from reflect_cli.promptsets.model import Prompt
    from reflect_cli.session.machine import Session

_LONGEST_TITLE = 24  # so that the position still stands beside it on a narrow screen


def position_line(session: Session, pattern: str) -> str:
    """The section and the quiet position, as *pattern* words it."""
    if session.here is None:
        return session.prompt_set.title
    section, prompt = session.here
    number, total = session.position
    position = pattern.format(section=section.title, number=number, total=total)
    return f"{_whose(session)}{position}" if is_inset(session, prompt) else position


def is_inset(session: Session, prompt: Prompt) -> bool:
    """Whether *prompt* is somebody else's: neither of our own sets nor one of our screens."""
    return not (is_own(session.prompt_set.id) or is_safety_prompt(prompt.id))


def _whose(session: Session) -> str:
    return words.OF_SET.format(title=quoted(session.prompt_set.title, _LONGEST_TITLE))


def prompt_blocks(session: Session, prompt: Prompt) -> list[Block]:
    """Recalled answers, the words of the prompt, and its help."""
    said = [question(prompt.text) if prompt.kind.asks else text(prompt.text)]
    if prompt.help:
        said.append(quiet(prompt.help))
    inset = is_inset(session, prompt)
    return [*_recalled(session, prompt), *(replace(block, inset=inset) for block in said)]


def why_words(prompt: Prompt) -> str:
    """Why this is asked, or that nothing more is said about it."""
    return prompt.why or words.WHY_NONE


def said_words(prompt: Prompt, value: Value) -> str:
    """An answer as text, with the labels the person saw."""
    if isinstance(value, PlanMade):
        return plan_words(value)
    if isinstance(value, tuple):
        return "\n".join(prompt.label_of(chosen) for chosen in value)
    return prompt.label_of(value) if isinstance(value, str) else str(value)


def ready_words(session: Session) -> list[Block]:
    """What is said when nothing is left to ask."""
    if session.prompt_set.id == EDIT_ID:
        return [text(words.READY_EDIT)]
    if session.is_single:
        return [text(words.READY_FREE)]
    asking = [prompt for _, prompt in session.path if prompt.kind.asks]
    how = session.how_by_prompt
    answered = sum(how.get(prompt.id) == "answered" for prompt in asking)
    count = words.READY_COUNT.format(answered=answered, open=len(asking) - answered)
    return [text(words.READY), quiet(count)]


def _recalled(session: Session, prompt: Prompt) -> list[Block]:
    earlier = {p.id: p for _, p in session.path}
    standing = {p.id for _, p in session.path if session.how_by_prompt.get(p.id) == "answered"}
    blocks: list[Block] = []
    for wanted in prompt.recall:
        value = session.value_of(wanted) if wanted in standing else None
        if value is not None:
            blocks.append(quote(said_words(earlier[wanted], value)))
    return [quiet(words.EARLIER), *blocks] if blocks else []
