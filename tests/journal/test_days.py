"""Days in plain words mean what a man would mean by them."""

from __future__ import annotations

from datetime import date

import pytest

from reflect_cli.journal.days import day_ahead, days_in, month_in

TODAY = date(2026, 11, 25)  # a Wednesday

MEANT = {
    "2026-11-24": ("2026-11-24", "2026-11-24"),
    "2024-2": ("2024-02-01", "2024-02-29"),
    "2025": ("2025-01-01", "2025-12-31"),
    "today": ("2026-11-25", "2026-11-25"),
    " Yesterday ": ("2026-11-24", "2026-11-24"),
    "3 days ago": ("2026-11-22", "2026-11-22"),
    "a week ago": ("2026-11-18", "2026-11-18"),
    "9 months ago": ("2026-02-25", "2026-02-25"),
    "one year ago": ("2025-11-25", "2025-11-25"),
    "this week": ("2026-11-23", "2026-11-29"),
    "last week": ("2026-11-16", "2026-11-22"),
    "last month": ("2026-10-01", "2026-10-31"),
    "this year": ("2026-01-01", "2026-12-31"),
    "last year": ("2025-01-01", "2025-12-31"),
    "monday": ("2026-11-23", "2026-11-23"),
    "last wednesday": ("2026-11-18", "2026-11-18"),
    "March": ("2026-03-01", "2026-03-31"),
    "december": ("2025-12-01", "2025-12-31"),
    "nov 2024": ("2024-11-01", "2024-11-30"),
    "24 december": ("2025-12-24", "2025-12-24"),
    "3 Nov, 2026": ("2026-11-03", "2026-11-03"),
}


@pytest.mark.parametrize(("words", "days"), MEANT.items(), ids=MEANT)
def test_words_mean_a_first_and_a_last_day(words, days):
    assert days == tuple(day.isoformat() for day in days_in(words, TODAY))


@pytest.mark.parametrize(
    "words",
    ["", "soon", "2026-13", "2026-02-30", "0 parsecs ago", "9999 years ago", "32 may", "ma", "1 2 3", "0000"],
)  # fmt: skip
def test_anything_else_is_refused(words):
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says
        days_in(words, TODAY)


def test_a_month_goes_back_to_the_last_day_it_has():
    assert (date(2026, 2, 28),) * 2 == days_in("a month ago", date(2026, 3, 31))


def test_a_month_is_a_name_the_beginning_of_one_or_a_number():
    assert [1, 9, 12, None, None, None] == [
        month_in(words) for words in ("January", "sept", "12", "13", "ju", "xyz")
    ]


AHEAD = {
    "2027-03-01": "2027-03-01",
    "today": "2026-11-25",
    "Tomorrow": "2026-11-26",
    "the day after tomorrow": "2026-11-27",
    "friday": "2026-11-27",
    "on wed": "2026-12-02",
    "in 2 weeks": "2026-12-09",
    "in a month": "2026-12-25",
    "three months": "2027-02-25",
    "10 days from now": "2026-12-05",
    "next week": "2026-12-02",
    "24 december": "2026-12-24",
    "nov 24": "2027-11-24",
    "24 Nov, 2026": "2026-11-24",
}


@pytest.mark.parametrize(("words", "day"), AHEAD.items(), ids=AHEAD)
def test_words_for_a_day_ahead_mean_one_day(words, day):
    assert day == day_ahead(words, TODAY).isoformat()


@pytest.mark.parametrize(
    "words", ["", "soon", "2027", "march", "2026-02-30", "30 feb", "in 9999 years", "mo"]
)
def test_what_is_no_one_day_ahead_is_refused(words):
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says
        day_ahead(words, TODAY)
