"""One sitting made of three sets: arriving, the set itself, and the close.

The ids of the safety screens get a prefix with a dot, which no author's prompt id can have, so
a set can neither answer for them nor hide them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from reflect_cli.promptsets.conditions import AllOf, AnyOf, Not, Operator, Test
from reflect_cli.promptsets.model import Kind, Prompt, Section

if TYPE_CHECKING:
    from reflect_cli.promptsets.conditions import Condition
    from reflect_cli.promptsets.model import PromptSet

ARRIVE, ABOUT, CLOSE = "arrive", "about", "close"

#: Answers of the safety screens that the program acts on: (prompt id, option id).
ANOTHER_DAY = ("arrive.ready", "another-day")
NOT_SAFE = ("close.how", "not-safe")
HELP_PROMPT = "close.not-safe"


def is_safety_prompt(prompt_id: str) -> bool:
    """Whether a prompt belongs to arriving or closing rather than to the set."""
    return prompt_id.startswith((f"{ARRIVE}.", f"{ABOUT}.", f"{CLOSE}."))


def around(arrive: PromptSet, main: PromptSet, close: PromptSet, help_text: str) -> PromptSet:
    """*main* with the safety screens before and after it, and its own notes shown first.

    On "another day" everything but the arrival is hidden. *help_text*, the help lines for his
    country, is put under the words shown to a man who says he is not safe.
    """
    staying = Not(Test(ANOTHER_DAY[0], Operator.IS, (ANOTHER_DAY[1],)))
    first = tuple(
        _only_if(_named(section, ARRIVE), staying, closing=False)
        if section.closing
        else _named(section, ARRIVE)
        for section in arrive.sections
    )
    middle = tuple(_only_if(s, staying) for s in (_about(main), *main.sections))
    last = tuple(
        _only_if(_with_help(_named(section, CLOSE), help_text), staying, closing=True)
        for section in close.sections
    )
    return replace(main, sections=first + middle + last)


def _about(main: PromptSet) -> Section:
    """What the set says of itself, as a text to read before its first prompt."""
    notes = (main.summary, main.content_note, main.before_you_start)
    text = "\n\n".join(note.strip() for note in notes if note.strip())
    prompt = Prompt(id=f"{ABOUT}.set", kind=Kind.READ, text=text)
    return Section(id=f"{ABOUT}.set", title=main.title, prompts=(prompt,))


def _only_if(section: Section, condition: Condition, *, closing: bool | None = None) -> Section:
    both = condition if section.show_if is None else AllOf((condition, section.show_if))
    return replace(section, show_if=both, closing=section.closing if closing is None else closing)


def _named(section: Section, prefix: str) -> Section:
    prompts = tuple(_named_prompt(prompt, prefix) for prompt in section.prompts)
    return replace(
        section,
        id=f"{prefix}.{section.id}",
        prompts=prompts,
        show_if=_named_condition(section.show_if, prefix),
    )


def _named_prompt(prompt: Prompt, prefix: str) -> Prompt:
    return replace(
        prompt,
        id=f"{prefix}.{prompt.id}",
        show_if=_named_condition(prompt.show_if, prefix),
        recall=tuple(f"{prefix}.{earlier}" for earlier in prompt.recall),
    )


def _named_condition(condition: Condition | None, prefix: str) -> Condition | None:
    return None if condition is None else _renamed(condition, prefix)


def _renamed(condition: Condition, prefix: str) -> Condition:
    match condition:
        case Test():
            return replace(condition, prompt=f"{prefix}.{condition.prompt}")
        case Not():
            return Not(_renamed(condition.condition, prefix))
        case AllOf():
            return AllOf(tuple(_renamed(part, prefix) for part in condition.conditions))
        case AnyOf():
            return AnyOf(tuple(_renamed(part, prefix) for part in condition.conditions))
        case _:
            assert_never(condition)


def _with_help(section: Section, help_text: str) -> Section:
    prompts = tuple(
        replace(prompt, text=f"{prompt.text}\n\n{help_text}")
        if prompt.id == HELP_PROMPT
        else prompt
        for prompt in section.prompts
    )
    return replace(section, prompts=prompts)
