"""The calendar file is what RFC 5545 asks for, as another parser reads it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from reflect_cli.journal.calendar import TITLE, Day, calendar_text, escaped

MADE = datetime(2026, 11, 25, 20, 0, tzinfo=UTC)
#: Everything a line of text may hold: no control characters, and no half of one.
LINES = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=120
)


def events_of(text: str):
    return Calendar.from_ical(text.encode()).walk("VEVENT")


def test_every_day_is_read_back_with_its_title_and_an_alarm():
    days = [Day("a", date(2026, 12, 2)), Day("b", date(2028, 2, 29)), Day("c", date.max)]
    events = events_of(calendar_text(days, MADE))

    assert [one.day for one in days] == [event.decoded("dtstart") for event in events]
    assert [MADE] * 3 == [event.decoded("dtstamp") for event in events]
    assert {TITLE} == {str(event["summary"]) for event in events}
    assert 3 == sum(len(event.walk("VALARM")) for event in events)
    assert date(2028, 3, 1) == events[1].decoded("dtend")


@settings(max_examples=60, deadline=None)
@given(uid=LINES)
def test_lines_are_folded_and_whatever_they_hold_is_read_back(uid: str):
    text = calendar_text([Day(uid, date(2026, 12, 2))], MADE)
    lines = text.encode().split(b"\r\n")

    assert b"" == lines[-1]
    assert [] == [line for line in lines if len(line) > 75 or b"\n" in line or b"\r" in line]
    assert [line.decode() for line in lines]  # no letter is cut in two
    (event,) = events_of(text)
    assert uid == str(event["uid"])


def test_marks_that_mean_something_are_escaped():
    assert r"a\\b\; c\, d\ne\nf" == escaped("a\\b; c, d\r\ne\nf")
