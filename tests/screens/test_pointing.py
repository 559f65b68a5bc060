"""What is said about a page: each mark under its kind, and always that the check is not complete."""

from reflect_cli.screens.pointing import (
    NOT_COMPLETE,
    TOO_LONG,
    count_words,
    fits_a_sheet,
    remarks_on_page,
)


def test_each_mark_is_named_once_under_its_kind():
    said = remarks_on_page("I told Anna in Leeds. Anna knew R.", "R")

    assert "Names: “Anna”\nPlaces: “Leeds”" in said
    assert said.endswith(NOT_COMPLETE)


def test_a_count_is_of_what_is_named():
    page = "I told Anna in Leeds. Anna knew R."

    assert count_words(page, "R").startswith("The check marked 2 things")
    assert 2 == remarks_on_page(page, "R").count("“")
    assert count_words("I told Anna.", "").startswith("The check marked 1 thing ")
    assert "marked nothing" in count_words("I went on.", "")


def test_a_page_without_marks_is_not_called_clean():
    said = remarks_on_page("I went on.", "")

    assert "That does not mean that there is nothing." in said
    assert NOT_COMPLETE in said
    assert "about 3 words, a minute read aloud" in said


def test_more_than_a_sheet_is_said():
    assert fits_a_sheet("a line\n" * 55)
    assert not fits_a_sheet("a line\n" * 56)
    assert not fits_a_sheet("word " * 1000)
    assert TOO_LONG in remarks_on_page("word " * 1000, "")
