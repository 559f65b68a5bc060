"""Conditions read as sentences, whatever they are made of."""

from __future__ import annotations

import pytest

from reflect_cli.library.sets import SHIPPED, shipped
from reflect_cli.promptsets.condition_words import condition_words
from reflect_cli.promptsets.conditions import AllOf, AnyOf, Not, Operator, Test
from reflect_cli.screens.blocks import plain_text
from reflect_cli.screens.sets import set_page

YES = Test("moment", Operator.IS, ("yes",))
STEADY = Test("steady", Operator.AT_MOST, number=2)
BOTH = (
    "Only if you chose “Yes” in question 2 and "
    "(you gave 2 or less in question 1 or you answered question 4)."
)
WHICH = Test("which", Operator.EXCLUDES, ("a", "b"))


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (YES, "Only if you chose “Yes” in question 2."),
        (STEADY, "Only if you gave 2 or less in question 1."),
        (WHICH, "Only if you answered question 5, and not with “A” or “B”."),
        (Not(YES), "Only if it is not so that you chose “Yes” in question 2."),
        (Test("moment", Operator.SKIPPED), "Only if you skipped question 2."),
        (
            AllOf((YES, AnyOf((STEADY, Test("what", Operator.ANSWERED))))),
            BOTH,
        ),
    ],
)
def test_a_condition_is_a_sentence_with_question_numbers(small_set, condition, said):
    assert said == condition_words(condition, small_set)


@pytest.mark.parametrize("operator", Operator)
def test_every_operator_has_words(small_set, operator):
    said = condition_words(Test("steady", operator, ("x",), 1), small_set)

    assert said.startswith("Only if you ")
    assert "{" not in said


@pytest.mark.parametrize("name", SHIPPED)
def test_a_set_is_shown_whole(name):
    prompt_set = shipped(name).prompt_set
    page = plain_text(set_page(prompt_set))
    for prompt in prompt_set.prompts:
        for words in (prompt.text, prompt.help, prompt.why, prompt.content_note, prompt.starter):
            assert words.strip() in page
        assert all(option.label in page for option in prompt.options)
