"""One line of an answer around what was looked for, and text that any file can hold."""

import json

import pytest

from reflect_cli.vault.texts import as_json, search_terms, snippet, storable

LONG = " ".join(f"word{number}" for number in range(100))


def test_the_line_is_cut_at_blanks_around_the_first_hit():
    shown = snippet(LONG, "word50")

    assert shown.startswith("… word4")
    assert shown.endswith(" …")
    assert " word50 " in shown
    assert 110 <= len(shown) <= 124
    assert shown[2:-2] in LONG


def test_without_a_hit_it_is_the_beginning():
    for text in ("nowhere", "", "!", '"'):
        shown = snippet(LONG, text)
        assert LONG.startswith(shown.removesuffix(" …"))
        assert shown.endswith(" …")


def test_the_first_word_that_is_found_decides_and_case_and_accents_do_not_matter():
    assert "Ünïque" in snippet(f"{LONG} Ünïque {LONG}", "nowhere unique")
    assert "word90" in snippet(LONG, "nowhere word90 word10")
    assert "word10 word11" in snippet(LONG, '"word10  word11"')


def test_a_short_line_is_whole_on_one_line():
    assert "one two" == snippet("one\n\t two", "two")


def test_text_without_blanks_is_cut_where_it_must_be():
    assert "… y" == snippet("x" * 200 + " y", "y")
    assert "x" * 60 + " …" == snippet("x" * 200, "x")


@pytest.mark.parametrize(
    ("text", "terms", "may_go_on"),
    [
        ("one two", ("one", "two"), True),
        ('"one two"', ("one two",), False),
        ('one "two three"', ("one", "two three"), False),
        ('"one two" three', ("one two", "three"), True),
        ('"one two" three "four five" six', ("one two", "three", "four five", "six"), True),
        ('"one two" !', ("one two",), False),
        ("„one two“", ("one two",), False),
        ('- ! ""', (), False),
    ],
)  # fmt: skip
def test_words_and_quoted_phrases_are_looked_for(text, terms, may_go_on):
    assert (terms, may_go_on) == search_terms(text)


def test_half_characters_are_written_out_and_whole_ones_stay():
    assert "naïve \\udce9" == storable("naïve \udce9")
    assert "naïve" == storable("naïve")
    assert '{"a":"naïve"}' == as_json({"a": "naïve"})
    assert {"a": "naïve \udce9"} == json.loads(as_json({"a": "naïve \udce9"}))
    assert '{"a":"na\\u00efve \\udce9"}' == as_json({"a": "naïve \udce9"})
