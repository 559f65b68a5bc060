"""The check for what could point to somebody: what it marks, what it leaves, and how much it misses."""

import itertools
import time
from pathlib import Path

import pytest

from journal.labels import measured, table
from reflect_cli.journal.pointers import Points, pointers_in

DOCS = Path(__file__).parents[2] / "docs" / "identity-check.md"


def marks(text, **given):
    return [(one.kind.value, one.words) for one in pointers_in(text, **given)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I told anna about it.", [("name", "anna")]),
        ("I was at Anna’s flat.", [("name", "Anna’s")]),
        ("In Leeds I said nothing.", [("place", "Leeds")]),
        ("It was K. who stopped me.", [("name", "K.")]),
        ("Find me at @some.one or a@b.org.", [("contact", "@some.one"), ("contact", "a@b.org")]),
        ("Ring 07700 900321.", [("number", "07700 900321")]),
        ("She was nineteen, I was 22.", [("number", "nineteen"), ("number", "22")]),
        ("It was in March, on a Tuesday.", [("date", "March"), ("date", "Tuesday")]),
        ("My brother’s wife was there.", [("role", "My brother’s wife")]),
        ("He lives on Marsh Lane.", [("place", "Marsh Lane")]),
    ],
)
def test_it_marks(text, expected):
    assert expected == marks(text)


@pytest.mark.parametrize(
    "text",
    [
        "I went on after she had said no. I knew it, and I did it.",
        "May I tell you something? You can say no.",
        "We had three drinks. It took 20 minutes.",
        "- The place\n- Her name",
        "If he says that it is nothing, then I will say that it was something.",
        "",
    ],
)
def test_it_leaves_alone(text):
    assert [] == marks(text)


def test_the_invented_initial_is_never_marked():
    text = "R. asked me to stop. I told R that I would, and Anna heard it."

    assert [("name", "R."), ("name", "Anna")] == marks(text)
    assert [("name", "Anna")] == marks(text, called="r")


def test_marks_say_where_they_stand_and_never_overlap():
    text = "At St Aldate’s College, on 14 February 2014, Anna Berg gave me 07700 900321."
    found = pointers_in(text)

    assert all(text[one.start : one.end] == one.words for one in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    assert {Points.PLACE, Points.DATE, Points.NAME, Points.NUMBER} == {one.kind for one in found}


def test_the_page_about_the_check_gives_what_is_measured():
    """The numbers in the docs are these; `python tests/journal/labels.py` prints the table anew."""
    assert table() in DOCS.read_text(encoding="utf-8")


def test_what_it_misses_is_named_in_the_docs():
    page = " ".join(DOCS.read_text(encoding="utf-8").split())
    missed = [words for one in measured("hard").by_kind.values() for words in one.missed]

    assert 20 < len(missed)
    assert [] == [words for words in missed if words.strip('"') not in page]


@pytest.mark.parametrize("text", ["Ab ", "a.a", "1 ", "my my's ", "A. ", "the the ", "x@"])
def test_an_odd_text_takes_no_longer_than_a_long_one(text):
    """Twice the text takes about twice the time: no pattern tries every way to split it."""
    spent = []
    for times in (500, 4000):
        began = time.process_time()
        pointers_in(text * times)
        spent.append(time.process_time() - began)

    assert spent[1] < 0.5 + 24 * spent[0]
