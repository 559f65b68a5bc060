"""A translated set as a file of its own: the words of the translation, and all else as it was."""

from __future__ import annotations

import pytest

from promptsets.test_guides import HEAD, STEPS
from reflect_cli.authoring.check import checked
from reflect_cli.authoring.translated_set import whole_set
from reflect_cli.authoring.translation import applied, translation_of
from reflect_cli.authoring.translation_check import read_translation
from reflect_cli.authoring.translation_fill import begun
from reflect_cli.library.sets import SHIPPED, path_of
from reflect_cli.promptsets.reading import examined, findings_in, read, set_in

#: Texts that YAML would read otherwise if they were written as they come.
ODD = ["yes", "#MeToo", "a: b", "- one", "'quoted'", "[x]", "no # mark", "2026-01-01", "“so”", "*"]


def turned(original, change=lambda text: text):
    """A translation of *original* with every text changed, read."""
    text = change(begun(original.parts, "nl"))
    return translation_of(read_translation(text.encode())[1])


@pytest.fixture(scope="module")
def original(starter):
    return examined((starter + HEAD + STEPS.replace("[start, account]", "[look]")).encode())


@pytest.mark.parametrize("odd", ODD)
def test_it_says_what_the_translation_says_whatever_its_words_look_like(original, rules, odd):
    quoted = odd.replace("'", "''")

    def change(text: str) -> str:
        return text.replace("One example is enough.", odd).replace("Not today", f"'{quoted}'")

    data = whole_set(original, turned(original, change))

    again = read(data, "x")
    options = {one.id: one.label for prompt in again.prompts for one in prompt.options}
    assert (odd, "nl") == (options["not-now"], again.language)
    assert odd in [prompt.help for prompt in again.prompts]
    assert () == checked(data, rules).errors


def test_ids_conditions_comments_and_the_guide_stay(original):
    data = whole_set(original, turned(original))
    before, after = set_in(original), read(data, "x")

    assert [(p.id, p.show_if, p.turns) for p in before.prompts] == [
        (p.id, p.show_if, p.turns) for p in after.prompts
    ]
    assert before.guide == after.guide
    assert "# Only shown to somebody who feels shaken" in data.decode()


def test_who_translated_it_is_named_and_whom_to_turn_to_is_of_that_country(original):
    def change(text: str) -> str:
        named = text.replace("language: nl\n", "language: nl\ntranslators: [Anna, 'O''Brien']\n")
        return named.replace("The number on the sheet", "0800 1234")

    after = read(whole_set(original, turned(original, change)), "x")

    assert ("Anna", "O'Brien") == after.authors[-2:]
    assert "0800 1234" == after.support[0].reach


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_set_can_be_made_whole_in_another_language(name):
    original = examined(path_of(name).read_bytes())
    translation = turned(original)

    assert applied(set_in(original), translation) == read(whole_set(original, translation), name)


def test_a_translation_in_the_place_of_a_set_is_told_as_that_and_nothing_else(original):
    (found,) = findings_in(begun(original.parts, "nl").encode())

    assert "E028" == found.code
    assert "is a translation" in found.message
