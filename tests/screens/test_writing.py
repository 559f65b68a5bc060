"""Writing: whole words, no stray signs, nothing lost to a failing save, and no paste too large."""

from __future__ import annotations

import os
import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_cli.promptsets.model import Kind
from reflect_cli.screens import interrupts
from reflect_cli.screens.full.paste import MOST_CHARACTERS, PatientInput, PatientParser
from reflect_cli.screens.full.rows import in_rows, rows_of
from reflect_cli.session.events import Answered, Left, Paused, WentBack
from screens.sample import at, wait_until

TOLD = "I said it was late and that she could stay so we can see what I was deciding at that moment"


@pytest.mark.parametrize("kind", [Kind.SHORT, Kind.LONG])
def test_an_answer_breaks_between_words(ask, kind):
    screen = ask(at(kind), columns=40, rows=20)
    screen.see("What did you do?")
    screen.type(TOLD)
    shown = screen.see("moment")

    on_screen = {word for line in shown.split("\n") for word in line.split()}
    assert set(TOLD.split()) <= on_screen


def test_up_and_down_go_by_the_rows_that_are_shown(ask):
    screen = ask(at(Kind.SHORT), columns=40, rows=20)
    screen.see("What did you do?")
    screen.type(TOLD)
    screen.see("moment")
    screen.press("up", "up")
    screen.type("^")
    rows = [line for line in screen.see("^").split("\n") if line[:2] in ("> ", "  ") and line[2:]]
    assert "^" in rows[-3]

    screen.press("enter")
    assert TOLD == screen.result().value.replace("^", "")


def test_that_there_is_no_text_yet_is_only_said_when_he_tries_to_finish(ask):
    screen = ask(at(Kind.LONG))
    screen.see("What did you do?")
    screen.press("enter", "enter")
    screen.type("\x7f\x7f")
    time.sleep(0.5)  # a verdict that came while he types would stand there by now
    assert "There is no text yet." not in screen.look()
    screen.press("done")
    lines = screen.see("There is no text yet.").split("\n")
    assert "There is no text yet." in lines[-3:]

    screen.type("a")
    screen.see("> a")
    assert "There is no text yet." not in screen.look()


def test_ctrl_z_and_keys_that_lead_nowhere_leave_the_text_alone(ask):
    """Ctrl-B has nowhere to go from the first question; Ctrl-Q would quote the next key."""
    screen = ask(at(Kind.LONG))
    screen.see("What did you do?")
    screen.type("before")
    screen.press("suspend", "back", "home")
    screen.type("\x11")
    screen.press("end", "suspend")
    screen.type(" after")
    screen.press("done")

    assert Answered("before after") == screen.result()


@pytest.mark.parametrize("key", ["back", "shift-tab"])
def test_back_has_two_keys(ask, key):
    screen = ask(at(Kind.SHORT, before=True))
    screen.see("Ctrl-B/Shift-Tab back")
    screen.type("half")
    screen.press(key)

    assert WentBack("half") == screen.result()


def test_a_save_that_breaks_in_any_way_does_not_end_the_writing(ask):
    def breaks(_typed):
        raise RuntimeError("not foreseen")

    screen = ask(at(Kind.LONG), keep=breaks)
    screen.see("What did you do?")
    screen.type("Words")
    screen.see("Not saved yet.")
    screen.type(" and more")
    screen.see("Words and more")
    screen.press("done")

    assert Answered("Words and more") == screen.result()


def test_a_signal_waits_until_a_save_has_ended(ask):
    heard_at_once = []
    screen = ask(at(Kind.LONG), keep=lambda _typed: heard_at_once.append(interrupts._ears.waiting))
    screen.see("What did you do?")
    screen.type("Words")
    wait_until(lambda: heard_at_once)

    assert [False] == heard_at_once


def test_a_save_that_could_not_be_made_says_why(ask):
    screen = ask(at(Kind.LONG), keep=lambda _typed: "The disk is full.")
    screen.see("What did you do?")
    screen.type("Words")
    screen.see("The disk is full.")
    screen.press("pause")

    assert Paused("Words") == screen.result()


def test_a_large_paste_is_taken_and_the_field_goes_on_answering(ask):
    pasted = ("some words of a long text that goes on and on " * 12 + "\n") * 740
    screen = ask(at(Kind.LONG))
    screen.see("What did you do?")
    screen.type(f"\x1b[200~{pasted}\x1b[201~")
    screen.type("the end")
    screen.see("the end")
    screen.press("done")

    assert Answered(f"{pasted}the end") == screen.result()


def test_a_paste_beyond_what_an_answer_holds_is_refused_in_words(ask):
    screen = ask(at(Kind.LONG))
    screen.see("What did you do?")
    screen.type("mine")
    screen.type(f"\x1b[200~{'x' * (MOST_CHARACTERS + 5)}\x1b[201~")
    screen.see("more than the 1,000,000 characters")
    screen.press("leave")

    assert Left("mine") == screen.result()


def test_no_more_of_a_paste_is_held_than_shows_that_it_is_too_long(capsys):
    reading, writing = os.pipe()
    sent = f"\x1b[200~{'x' * 3 * MOST_CHARACTERS}\x1b[201~z".encode()

    def send():
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(sent)

    sender = threading.Thread(target=send)
    sender.start()
    with os.fdopen(reading) as terminal:
        keyboard, heard = PatientInput(terminal), []
        while not heard or heard[-1].data != "z":
            heard += keyboard.read_keys()
    sender.join()

    assert [MOST_CHARACTERS + 1, 1] == [len(key.data) for key in heard]


@given(st.text("ab \x1b[201~", max_size=60), st.integers(1, 9))
def test_a_paste_is_read_whole_however_it_arrives(text, size):
    text = text.replace("\x1b[201~", "").replace("\x1b[200~", "")
    heard = []
    parser = PatientParser(heard.append)
    sent = f"\x1b[200~{text}\x1b[201~z"
    for start in range(0, len(sent), size):
        parser.feed(sent[start : start + size])

    assert [("<bracketed-paste>", text), ("z", "z")] == [
        (str(k.key.value if hasattr(k.key, "value") else k.key), k.data) for k in heard
    ]


@given(st.text("ab é漢\n\t", max_size=120), st.integers(8, 30))
def test_rows_hold_every_character_once_and_fit(text, width):
    rows = rows_of(text, width)
    ends = [*rows.starts[1:], len(text)]

    assert text == "".join(text[a:b] for a, b in zip(rows.starts, ends, strict=True))
    for number in range(len(rows)):
        assert len(rows.row(number).rstrip(" ")) <= width
    for position in range(len(text) + 1):
        assert position == rows.position_of(*rows.place_of(position))


@given(st.lists(st.text("abcdefg", min_size=1, max_size=8), min_size=1, max_size=20))
def test_a_word_that_fits_is_never_broken(said):
    rows = in_rows(" ".join(said), 10)

    assert said == " ".join(rows).split()
