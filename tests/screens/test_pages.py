"""Pages to read: the ways out work and are named there too, and the last line can be reached."""

from __future__ import annotations

import re

import pytest

from reflect_cli.errors import LeftNow
from reflect_cli.promptsets.model import Kind
from reflect_cli.screens.blocks import a_list, laid_out, plain_text, quote, text
from reflect_cli.screens.full.menu import chosen, line, shown
from reflect_cli.screens.full.reader import read
from reflect_cli.session.events import Left, Paused
from screens.sample import WHY, at

SUPPORT = ("People to turn to", [text("Samaritans: 116 123")])
LINES = [text("\n".join(f"Line number {n}" for n in range(1, 61)))]


@pytest.mark.parametrize(("key", "event"), [("leave", Left("half")), ("pause", Paused("half"))])
def test_on_the_page_why_leaving_and_pausing_mean_what_they_mean_everywhere(ask, key, event):
    screen = ask(at(Kind.SHORT))
    screen.see("What did you do?")
    screen.type("half")
    screen.press("why")
    shown = screen.see(WHY)
    for way in ("Ctrl-C pause", "Ctrl-G support", "Ctrl-X leave now"):
        assert way in shown
    screen.press(key)

    assert event == screen.result()


def test_support_is_one_key_away_from_the_page_why(ask):
    screen = ask(at(Kind.SHORT))
    screen.see("What did you do?")
    screen.press("why")
    screen.see(WHY)
    screen.press("support")
    screen.see("Danger now: 999")


@pytest.mark.parametrize(("key", "event"), [("leave", Left("half")), ("pause", Paused("half"))])
def test_on_the_help_lines_too(ask, key, event):
    screen = ask(at(Kind.SHORT))
    screen.see("What did you do?")
    screen.type("half")
    screen.press("support")
    for way in ("Ctrl-C pause", "Ctrl-X leave now"):
        assert way in screen.see("Danger now: 999")
    screen.type("1")
    screen.see("> 1")
    screen.press("enter")
    page = screen.see("Samaritans 116 123")
    for way in ("Ctrl-C pause", "Ctrl-X leave now"):
        assert way in page
    screen.press(key)

    assert event == screen.result()


@pytest.mark.parametrize(("columns", "rows"), [(100, 30), (60, 24), (40, 20), (100, 15), (40, 8)])
def test_the_last_line_of_a_page_can_be_read(play, columns, rows):
    screen = play(lambda: read("A head", LINES), columns=columns, rows=rows)
    screen.see("more lines below")
    screen.press("end")
    last = screen.see("Line number 60")

    assert "more lines below" not in last
    for name in ("PgUp", "Home", "q or Enter close", "Ctrl-X leave now"):
        assert any(name in row for row in last.split("\n"))
    screen.press("home")
    screen.see("Line number 1 ")


def test_no_line_is_left_out_when_reading_page_by_page(play):
    screen = play(lambda: read("A head", LINES), columns=40, rows=20)
    seen = screen.see("more lines below")
    last = 0
    while last < 60:
        numbers = [int(n) for n in re.findall(r"Line number (\d+)", screen.look())]
        last = numbers[-1]
        seen += screen.look()
        if last < 60:
            screen.press("pagedown")
            screen.see(f"Line number {last + 1}")

    assert set(range(1, 61)) == {int(n) for n in re.findall(r"Line number (\d+)", seen)}


def test_a_menu_shows_the_help_lines_and_comes_back(play):
    options = [("a", "First"), ("b", "Second")]
    screen = play(lambda: chosen("Reflect", [text("A menu")], options, SUPPORT))
    shown = screen.see("A menu")
    for way in ("Ctrl-G support", "Ctrl-C close", "Ctrl-X leave now"):
        assert way in shown
    screen.press("down")
    screen.see("> 2")
    screen.press("support")
    screen.see("Samaritans: 116 123")
    screen.type("q")
    screen.see("> 2")
    screen.press("enter")

    assert "b" == screen.result()


@pytest.mark.parametrize(("key", "result"), [("leave", "left now"), ("pause", None)])
def test_a_menu_is_left_without_a_choice(play, key, result):
    def picked() -> str | None:
        try:
            return chosen("Reflect", [text("A menu")], [("a", "First")])
        except LeftNow:
            return "left now"

    screen = play(picked)
    screen.see("A menu")
    screen.press(key)

    assert result == screen.result()


def test_a_menu_of_forty_paused_sittings_works(play):
    options = [(f"d{n}", f"Go on with: A set (paused {n})") for n in range(1, 41)]
    screen = play(lambda: chosen("Reflect", [text("A session is paused.")], options))
    screen.see("more below")
    screen.type("37")
    screen.see("> 37")
    screen.press("enter")

    assert "d37" == screen.result()


def test_a_line_can_be_asked_for(play):
    screen = play(lambda: line("Search", [text("Words to look for:")], SUPPORT))
    screen.see("Words to look for:")
    screen.type("some")
    screen.press("support")
    screen.see("Samaritans: 116 123")
    screen.type("q")
    screen.see("> some")
    screen.type(" words\r")

    assert "some words" == screen.result()


def test_a_page_outside_a_sitting_keeps_its_place_while_he_reads_support(play):
    screen = play(lambda: shown("Journal", LINES, SUPPORT), columns=60, rows=20)
    screen.see("Ctrl-G support")
    screen.press("end")
    screen.see("Line number 60")
    screen.press("support")
    screen.see("Samaritans: 116 123")
    screen.type("q")
    screen.see("Line number 60")
    screen.type("q")

    assert screen.result() is None


def test_a_line_that_stands_in_stays_in_where_it_is_wrapped():
    page = [
        text("4f2a  Due today.\n    " + "word " * 12 + "\n\nback\n" + " " * 9 + "far"),
        quote(" a"),
    ]
    lines = re.sub(r"\x1b\[[0-9;]*m", "", laid_out(page, 40, colour=True)).split("\n")

    assert [line.rstrip() for line in lines] == [
        "4f2a  Due today.",
        "    word word word word word word word",
        "    word word word word word",
        "",
        "back",
        "         far",
        "",
        "     a",
    ]


def test_each_line_of_a_list_is_seen_to_begin_where_it_is_wrapped():
    lines = "3c93f9  Monday  " + "word " * 8 + "\n    under it " + "word " * 6 + "\ncfa503  Tuesday"
    shown = re.sub(r"\x1b\[[0-9;]*m", "", laid_out([a_list(lines)], 40, colour=True)).split("\n")

    assert [line.rstrip() for line in shown] == [
        "3c93f9  Monday  word word word word",
        "    word word word word",
        "    under it word word word word",
        "        word word",
        "cfa503  Tuesday",
    ]
    assert lines == plain_text([a_list(lines)])
