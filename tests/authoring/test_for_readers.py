"""What an update changes is told in words that a reader needs no format for."""

from __future__ import annotations

import pytest

from promptsets.conftest import SAMPLE
from reflect_cli.authoring.for_readers import BESIDE, changed_words
from reflect_cli.promptsets.reading import read

PLACES = [
    ("title: One evening, looked at again", "title: Two evenings",
     "It was called “One evening, looked at again”, and is called “Two evenings” now."),
    ("  - The test suite", "  - Somebody else",
     "It names other people as its authors: “Somebody else”."),
    ("reach: Call or visit", "reach: Write",
     "It names other people to turn to, or other ways to reach them."),
    ("The questions are about pressure", "They are about pressure",
     "What it says will come up has changed."),
    ("ask: How calm are you?", "ask: Did you do it?",
     "Worded otherwise. It was: “How calm are you?” It is now: “Did you do it?”"),
    ("prompt: others\nkind: choose-any", "prompt: others\nkind: checklist",
     "Answered in another way than before: “What do you want to do?”"),
    ("to: 10", "to: 8", "Answered in another way than before: “How calm are you?”"),
    ("yes: Yes, one", "yes: Yes, and I did it",
     "The choices have changed under: “Is there an evening you think of?”"),
    ("show-if: calm < 4", "show-if: calm < 5",
     "Asked in other cases than before: “Breathe out slowly. Nothing has to be finished today.”"),
    ("recall: [account]", "recall: [when]",
     "Earlier answers are shown above it otherwise than before: “What was there to see or hear?”"),
    ("help: No names, please.", "help: No names.", BESIDE),
    ("title: The evening", "title: That evening", BESIDE),
    ("audience: Grown men", "audience: Men", BESIDE),
]  # fmt: skip


@pytest.fixture
def sample() -> str:
    return SAMPLE


@pytest.fixture(scope="module")
def old():
    return read(SAMPLE.encode(), "old")


def told(old, text: str) -> tuple[str, ...]:
    return changed_words(old, read(text.encode(), "new"))


@pytest.mark.parametrize(("was", "now", "words"), PLACES, ids=[now for _, now, _ in PLACES])
def test_a_change_is_told(sample, old, was, now, words):
    assert was in sample

    assert (words,) == told(old, sample.replace(was, now))


def test_a_new_and_a_removed_question_are_told(sample, old):
    block = sample[sample.index("---\nprompt: others") : sample.index("---\nsection: end")]
    new = block.replace("others", "more").replace("What do you want", "What will you begin")

    assert ("New question: “What will you begin to do?”",) == told(
        old, sample.replace(block, block + new)
    )
    assert ("No longer asked: “What do you want to do?”",) == told(old, sample.replace(block, ""))


def test_a_question_carried_on_under_a_new_id_is_the_same_question(sample, old):
    renamed = sample.replace("prompt: others", "prompt: aims\nformer-ids: [others]")

    assert [] == [one for one in told(old, renamed) if one.startswith(("New", "No longer"))]


def test_questions_in_another_order_are_told(sample, old):
    block = sample[sample.index("---\nprompt: when") : sample.index("---\nprompt: account")]
    moved = sample.replace(block, "").replace("---\nprompt: signs", f"{block}---\nprompt: signs")

    assert ("The questions come in another order.",) == told(old, moved)


def test_a_higher_number_alone_changes_nothing(sample, old):
    assert () == told(old, sample.replace("version: 1.0.0", "version: 1.0.1"))
