"""A condition as a sentence a reader can follow: "Only if you chose “Yes” in question 5."."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from reflect_cli.promptsets.conditions import AllOf, AnyOf, Condition, Not, Operator, Test

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reflect_cli.promptsets.model import Prompt, PromptSet


def question_numbers(prompt_set: PromptSet) -> dict[str, int]:
    """The number of each prompt that asks something, counted from one in reading order."""
    asking = [prompt.id for prompt in prompt_set.prompts if prompt.kind.asks]
    return {prompt: number for number, prompt in enumerate(asking, start=1)}


def condition_words(condition: Condition, prompt_set: PromptSet) -> str:
    """*condition* as a whole sentence, its prompts named by their numbers."""
    return f"Only if {clause(condition, prompt_set)}."


def clause(condition: Condition, prompt_set: PromptSet) -> str:
    """*condition* as the part of a sentence that follows “if”."""
    prompts = {prompt.id: prompt for prompt in prompt_set.prompts}
    return _words(condition, prompts, question_numbers(prompt_set))


def _words(condition: Condition, prompts: Mapping[str, Prompt], numbers: Mapping[str, int]) -> str:
    match condition:
        case Test():
            return _test_words(condition, prompts[condition.prompt], numbers[condition.prompt])
        case Not():
            return f"it is not so that {_words(condition.condition, prompts, numbers)}"
        case AllOf():
            return " and ".join(_part(part, prompts, numbers) for part in condition.conditions)
        case AnyOf():
            return " or ".join(_part(part, prompts, numbers) for part in condition.conditions)
        case _:
            assert_never(condition)


def _part(condition: Condition, prompts: Mapping[str, Prompt], numbers: Mapping[str, int]) -> str:
    said = _words(condition, prompts, numbers)
    return f"({said})" if isinstance(condition, (AllOf, AnyOf)) else said


_SAID = {
    Operator.IS: "you chose {chosen} in question {number}",
    Operator.INCLUDES: "you chose {chosen} in question {number}",
    Operator.IS_NOT: "you answered question {number}, and not with {chosen}",
    Operator.EXCLUDES: "you answered question {number}, and not with {chosen}",
    Operator.ANSWERED: "you answered question {number}",
    Operator.NOT_ANSWERED: "you did not answer question {number}",
    Operator.SKIPPED: "you skipped question {number}",
    Operator.LESS: "you gave less than {value} in question {number}",
    Operator.AT_MOST: "you gave {value} or less in question {number}",
    Operator.MORE: "you gave more than {value} in question {number}",
    Operator.AT_LEAST: "you gave {value} or more in question {number}",
    Operator.EQUAL: "you gave {value} in question {number}",
}


def _test_words(test: Test, prompt: Prompt, number: int) -> str:
    labels = [f"“{prompt.label_of(option)}”" for option in test.options]
    chosen = " or ".join(filter(None, [", ".join(labels[:-1]), *labels[-1:]]))
    return _SAID[test.operator].format(chosen=chosen, number=number, value=test.number)
