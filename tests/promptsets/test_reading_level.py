"""The reading level of a text: its sentences, its words, and the syllables in them."""

from __future__ import annotations

import pytest

from reflect_cli.promptsets.reading_level import grade, syllables
from reflect_cli.promptsets.texts import sentences


def test_the_reading_level_is_that_of_flesch_and_kincaid():
    assert round(0.39 * 6 / 1 + 11.8 * 6 / 6 - 15.59, 4) == round(
        grade(["The cat sat on the mat."]), 4
    )
    assert 0 == grade(["", "…"])


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("act", 1), ("table", 2), ("wanted", 2), ("stopped", 1), ("choices", 2), ("made", 1),
        ("before", 2), ("someone’s", 2), ("harassment", 3), ("a", 1), ("rhythm", 1), ("18", 1),
    ],
)  # fmt: skip
def test_syllables_are_counted_by_the_vowels_that_are_heard(word, count):
    assert count == syllables(word)


def test_a_sentence_ends_with_its_closing_quotation_mark():
    assert ('He said, "Go.', "Then he left.", "Done") == sentences(
        'He said, "Go." Then he left.\n\nDone'
    )
