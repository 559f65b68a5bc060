"""A line as it is edited in line mode: what it becomes, and what a real screen shows of it."""

from __future__ import annotations

import random

import pyte
import pytest

from reflect_cli.screens.plain.editing import Line, Row, first_part, redrawn
from reflect_cli.screens.plain.replies import number_in, stray_word

LEFT, RIGHT, HOME, END, DELETE = "\x1b[D", "\x1b[C", "\x1b[H", "\x1b[F", "\x1b[3~"
BACKSPACE, KILL_LINE, KILL_WORD = "\x7f", "\x15", "\x17"
KEYS = (LEFT, LEFT, LEFT, RIGHT, HOME, END, DELETE, BACKSPACE, KILL_LINE, KILL_WORD)


def after(typed: str) -> Line:
    line = Line()
    while part := first_part(typed):
        typed = typed[len(part) :]
        line = line.after(part)
    return line


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("wrods", "wrods"),
        (f"wrods{LEFT * 3}{BACKSPACE}{RIGHT}r", "words"),
        (f"ords{HOME}w", "words"),
        (f"word{HOME}{END}s", "words"),
        (f"wwords{HOME}{DELETE}", "words"),
        (f"no{KILL_LINE}words", "words"),
        (f"two words{KILL_WORD}", "two "),
        (f"{BACKSPACE}{LEFT}{DELETE}a", "a"),
        ("a\tb", "a\tb"),
        ("\x1b[Aa\x1b[200~b\x00c", "abc"),
        ("é\x7f", ""),
    ],
)
def test_keys_edit_a_line(typed: str, text: str):
    assert text == after(typed).text


def test_a_key_of_which_only_the_beginning_has_come_is_waited_for():
    assert "" == first_part("\x1b")
    assert "" == first_part("\x1b[3")
    assert DELETE == first_part("\x1b[3~a")


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("can_go_up", [True, False])
def test_the_screen_shows_the_line_after_any_keys(seed: int, can_go_up: bool):
    """On a terminal that cannot go up a row, the line is kept short enough for one."""
    chance = random.Random(seed)
    screen = pyte.Screen(30, 20)
    stream = pyte.Stream(screen)
    row = lambda: Row("> ", 30, can_go_up=can_go_up)  # noqa: E731
    longest = 200 if can_go_up else 20
    line = Line()
    stream.feed("> ")
    for _ in range(60):
        part = chance.choice([*KEYS, "a", "é ", "word ", "x" * 17])
        new = line.after(part)
        if len(new.text) > longest:
            continue
        stream.feed(redrawn(line, new, row))
        line = new
    stream.feed(redrawn(line, Line(line.text, len(line.text)), row))

    shown = "".join(screen.display).rstrip()
    assert f"> {line.text}".rstrip() == shown


def test_nothing_pasted_can_move_the_cursor_by_itself():
    before, pasted = Line(), Line("a\x9b2Jb\u202e", 6)

    assert "a<U+009B>2Jb<U+202E>" == redrawn(before, pasted, lambda: Row("> ", 80, can_go_up=True))


@pytest.mark.parametrize("typed", ["0", "5", "--5", "9" * 5000, "1x", "", "-1", "²", "٣"])
def test_what_is_not_a_number_on_the_list_is_refused(typed: str):
    assert number_in(typed, 4) is None


@pytest.mark.parametrize("typed", ["4", " 4", "4.", "4)"])
def test_a_number_on_the_list_is_taken(typed: str):
    assert 4 == number_in(typed, 4)


@pytest.mark.parametrize(
    ("line", "stray"),
    [
        ("/suport", "/suport"),
        (" /help ", "/help"),
        ("/stop now", "/stop"),
        ("//suport", None),
        ("/ or this", None),
        ("/home and away", None),
        ("/path\nmore", None),
        ("and/or", None),
        ("", None),
    ],
)
def test_a_mistyped_word_is_told_apart_from_text(line: str, stray: str | None):
    assert stray == stray_word(line)
