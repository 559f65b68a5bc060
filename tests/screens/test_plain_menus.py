"""Menus in line mode, outside a sitting: support, pausing and leaving as typed words."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext

import pytest

from reflect_cli.errors import LeftNow
from reflect_cli.screens import words
from reflect_cli.screens.blocks import text
from reflect_cli.screens.plain.menu import chosen_in_lines
from reflect_cli.screens.voice import choose
from screens.conftest import SUPPORT

OPTIONS = [(f"v{n}", f"Choice {n}") for n in range(1, 13)]


@pytest.fixture
def typed(monkeypatch):
    """A function that gives lines to standard input."""

    def give(*lines):
        reading, writing = os.pipe()
        os.write(writing, "".join(f"{line}\n" for line in lines).encode())
        os.close(writing)
        monkeypatch.setattr(sys, "stdin", os.fdopen(reading))

    yield give
    if sys.stdin is not sys.__stdin__:
        sys.stdin.close()


def test_the_words_that_can_be_typed_are_named(typed, capsys):
    typed("12")

    assert "v12" == chosen_in_lines([text("A menu")], OPTIONS, SUPPORT)
    assert "Also: /support /pause /leave." in capsys.readouterr().out


def test_support_shows_every_line_and_then_the_menu_again(typed, capsys):
    typed("/support", "2")

    assert "v2" == chosen_in_lines([text("A menu")], OPTIONS, SUPPORT)
    before, _, after = capsys.readouterr().out.partition("Samaritans 116 123")
    assert (1, 1) == (before.count("A menu"), after.count("A menu"))


def test_pausing_chooses_nothing(typed):
    typed("/pause", "1")

    assert chosen_in_lines([], OPTIONS, SUPPORT) is None


@pytest.mark.parametrize("leaving", [True, False])
def test_leaving_now_goes_through_menus_that_ask_for_it_and_else_chooses_nothing(typed, leaving):
    typed("/leave", "1")

    with pytest.raises(LeftNow) if leaving else nullcontext():
        assert choose("", [], OPTIONS, plain=True, support=SUPPORT, leaving=leaving) is None


def test_an_empty_line_says_what_to_type(typed, capsys):
    typed("", "99", "1")

    assert "v1" == chosen_in_lines([], OPTIONS, None)
    said = capsys.readouterr().out
    assert 2 == said.count(words.PLAIN_ONE)
    assert "There is no option 99." in said
