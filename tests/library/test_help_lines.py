"""Help lines: by country, honest about gaps and age, and ending with danger and a directory."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from reflect_cli.library.help_lines import (
    COUNTRIES,
    HelpLine,
    help_lines,
    help_texts,
    in_short,
    sections_for,
)
from reflect_cli.library.recheck import due, main
from reflect_cli.promptsets.around import HELP_PROMPTS
from reflect_cli.promptsets.reading import read


def line(checked: str, name: str = "x") -> HelpLine:
    return HelpLine(name, "uk", name, "1", "crisis", "anyone", "H", checked)


def page(country: str) -> str:
    return "\n".join(f"{heading}\n{lines}" for heading, lines in sections_for(country))


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_kind_of_need_is_answered_or_the_gap_is_said(country: str):
    headings = [heading for heading, _ in sections_for(country)]

    for need in ("dying", "to another adult", "partner or family", "children", "done to you"):
        assert any(need in heading for heading in headings), need


def test_a_country_without_a_line_says_so_and_names_the_directory():
    canada = dict(sections_for("ca"))["If something was done to you"]

    assert canada.startswith("We know of no line for this in Canada")


def test_a_line_for_children_is_never_the_answer_to_harm_to_an_adult():
    for country in COUNTRIES:
        adults = dict(sections_for(country))[
            "If you are worried about what you did, or might do, to another adult"
        ]
        assert "Stop It Now" not in adults
        assert "Troubled Desire" not in adults


def test_only_new_zealand_has_a_line_for_a_man_who_harmed_an_adult():
    """If this fails, say so in docs/content.md: it is the gap that page names."""
    found = {one.country for one in help_lines() if one.group == "own-behaviour adults"}

    assert {"nz"} == found


def test_the_short_form_has_the_numbers_of_one_country():
    assert "116 123" in in_short("uk")
    assert "988" not in in_short("uk")


@pytest.mark.parametrize("prompt", HELP_PROMPTS)
def test_each_screen_that_needs_lines_has_them(prompt: str):
    assert "findahelpline.com" in help_texts("se")[prompt]


def test_the_person_he_named_is_recalled_where_it_can_help():
    texts = help_texts("uk", "my brother")

    assert texts["side.crisis-first"].startswith("You named someone you could call: my brother")
    assert "brother" not in texts["side.mine-first"]


def test_a_number_older_than_a_year_is_shown_with_its_date_as_old():
    with time_machine.travel("2028-01-01"):
        assert "Last checked on 2026-11-24, more than a year ago" in page("uk")
    with time_machine.travel("2026-12-01"):
        assert "more than a year" not in page("uk")


def test_lines_due_for_a_check_are_listed_oldest_first(capsys: pytest.CaptureFixture[str]):
    lines = [line("2026-11-24", "a"), line("2025-01-01", "b"), line("2024-01-01", "c")]
    assert ["c", "b"] == [one.id for one in due(lines, date(2026, 11, 25))]

    with time_machine.travel("2028-01-01"):
        assert 1 == main([])
    assert "uk-samaritans" in capsys.readouterr().out
    with time_machine.travel("2026-12-01"):
        assert 0 == main([])


def test_what_must_be_left_out_is_left_out():
    """content guide, part 4: funding ending, or known from memory only."""
    everything = page("")
    for name in ("Safeline", "Male Survivor", "MaleSurvivor", "SurvivorsUK", "Preventell"):
        assert name not in everything


def test_people_a_set_names_come_below_ours():
    text = """\
reflect-set: 1
id: test.one
version: 1.0.0
title: One
language: en
summary: |
  One.
authors:
  - A tester
licence: CC0-1.0
content-note: |
  Nothing.
support:
  - name: Your facilitator
    reach: Ask after the session
    checked: 2026-11-24
---
section: end
title: End
closing: true
---
prompt: end
kind: read
say: |
  End.
"""
    sections = sections_for("uk", own=read(text.encode(), "one"))
    headings = [heading for heading, _ in sections]

    assert headings.index("Named by the set “One”") > headings.index("More, in other countries")
    assert "Your facilitator: Ask after the session" in dict(sections)["Named by the set “One”"]
