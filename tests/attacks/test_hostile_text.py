"""What a hostile set could try with its text. The numbers are the rows of docs/hostile-sets.md."""

from __future__ import annotations

import time

import pytest

from attacks.hostile import ESC, codes, is_harmless, refused, without_styles
from commands.handed import file_of, run
from house.tree import modules
from promptsets.conftest import SAMPLE
from reflect_cli.journal.entry import Entry, EntryKind, Item
from reflect_cli.screens.blocks import laid_out, plain_text, title
from reflect_cli.screens.blocks import text as words
from reflect_cli.screens.entries import entry_page, list_line
from reflect_cli.screens.safe import safe

BEL, CSI = "\x07", "\x9b"
ORDERS = {
    "clear the screen": f"{ESC}[2J{ESC}[H",
    "another title": f"{ESC}]0;reflect{BEL}",
    "write the clipboard": f"{ESC}]52;c;cm0gLXJm{BEL}",
    "a false link": f"{ESC}]8;;https://x.example{ESC}\\here{ESC}]8;;{ESC}\\",
    "ask for an answer on the keyboard": f"{ESC}[6n{ESC}[c",
    "one byte that begins an order": f"{CSI}2J",
    "go back over the line": "Password: \b\b\b\b",
    "a carriage return": "Yours\rMine",
    "a line of its own": "a\u2028b\u2029c\x85d",
}
PLACES = {
    "a title": ("title: One evening, looked at again", "title: 'One {} evening'"),
    "a question": ("ask: How calm are you?", "ask: 'How {} calm?'"),
    "an option": ("  yes: Yes, one", "  yes: 'Yes, {} one'"),
    "a text": ("  Breathe out slowly.", "  Breathe {} out slowly."),
    "a comment": ("# A small set for the tests.", "# A small {} set."),
    "an author": ("  - The test suite", "  - 'The {} suite'"),
}


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("place", PLACES)
def test_row_01_no_order_to_a_terminal_gets_in(place, order):
    was, now = PLACES[place]
    assert was in SAMPLE

    assert {"E010"} <= codes(SAMPLE.replace(was, now.format(ORDERS[order])))


@pytest.mark.parametrize("code", [r"\x1b]52;c;aGk=\x07", r"\e[2J", r"\u009b2J", r"\u202e", r"\0"])
def test_row_01_nor_as_a_code_that_yaml_would_turn_into_one(code):
    assert "E015" in codes(SAMPLE.replace("ask: How calm are you?", f'ask: "How {code} calm?"'))


@pytest.mark.parametrize("order", ORDERS)
def test_row_01_what_others_wrote_is_made_harmless_where_it_is_shown(order):
    """His own pasted words, names of files, an entry from before: all pass one place."""
    hostile = f"before {ORDERS[order]} after"
    item = Item("a", "long", hostile, hostile, "", hostile)
    entry = Entry(
        "0192", EntryKind.SESSION, hostile, "2026-11-24T07:30:00+01:00", "", (item,), "x", "1"
    )
    page = entry_page(entry, "0192")

    assert is_harmless(plain_text(page))
    assert is_harmless(safe(hostile))
    assert is_harmless(list_line("0192", entry.began, hostile))
    assert is_harmless(without_styles(laid_out(page, 80, colour=False)))


def test_row_01_a_hostile_file_name_is_made_harmless_in_a_message(tmp_path):
    done = run("sets", "show", file_of(tmp_path, "x", f"a{ESC}]52;c;aGk={BEL}.reflect.yaml"))

    assert 20 == done.code
    assert is_harmless(done.out + done.err)


MARKUP = (
    "[/nope] [bold red]x[/] [link=https://x.example]here[/link] :warning: **b** `c` "
    "![i](https://x.example/i) <b>x</b> {x} %(x)s"
)


def test_row_02_mark_up_is_shown_as_it_is_written():
    for block in (words(MARKUP), title(MARKUP)):
        bare = " ".join(without_styles(laid_out([block], 300, colour=True)).split())

        assert ESC not in bare
        for part in MARKUP.split():
            assert part in bare
        assert MARKUP == plain_text([block])


def test_row_02_nothing_of_ours_reads_mark_up():
    asked = ("rich.markdown", "from_markup", "rich.markup", "markup=True", "console.print(f")
    found = [
        f"{file.name}: {sign}"
        for file in modules()
        for sign in asked
        if sign in file.read_text("utf-8")
    ]

    assert [] == found


@pytest.mark.parametrize("char", ["\u202e", "\u202a", "\u2066", "\u2069", "\u200f", "\u061c"])
@pytest.mark.parametrize("place", PLACES)
def test_row_03_no_mark_that_turns_the_reading_direction_gets_in(place, char):
    was, now = PLACES[place]

    assert "E501" in codes(SAMPLE.replace(was, now.format(char)))


@pytest.mark.parametrize(
    "char", ["\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\ufe0f", "\U000e0041"]
)
@pytest.mark.parametrize("place", PLACES)
def test_row_03_no_character_that_cannot_be_seen_gets_in(place, char):
    was, now = PLACES[place]

    assert "E502" in codes(SAMPLE.replace(was, now.format(char)))


@pytest.mark.parametrize("id_", ["tests.оne", "tests.ｏne", "tests.ONE", "tests.o\u0301ne"])
def test_row_03_an_id_has_plain_letters_only(id_):
    assert codes(SAMPLE.replace("id: tests.one-evening", f"id: {id_}")) & {"E027", "E502"}


BOMBS = {
    "aliases": "a: &a [x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n",
    "a merge key": "a: &a {b: c}\nd:\n  <<: *a\n",
    "a tag of Python": "a: !!python/object/apply:os.system [id]\n",
    "a tag of its own": "a: !x y\n",
    "deep brackets": "a: " + "[" * 600 + "]" * 600 + "\n",
    "deep fields": "".join(" " * n + "a:\n" for n in range(60)),
    "a huge number": f"reflect-set: {'9' * 100_000}\n",
    "a key that is a list": "? [a, b]\n: c\n",
    "many blocks": "---\nprompt: a\n" * 500,
    "a very long line": "title: " + "x" * 250_000 + "\n",
    "more than a set can be": "# " + "x" * (300 << 10),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_row_04_a_bomb_is_refused_and_ends_by_itself(bomb):
    began = time.monotonic()

    assert refused(BOMBS[bomb])
    if len(BOMBS[bomb]) < 10_000:
        assert refused(f"{SAMPLE}\n---\n{BOMBS[bomb]}")
    assert time.monotonic() - began < 20  # not a speed limit: a sign that it ended


@pytest.mark.parametrize(
    "id_", ["../../etc/passwd", "/etc.passwd", "a..b", "a.b/../c", "-rf.x", "a.b\\c"]
)
def test_row_05_an_id_is_no_path(id_):
    assert "E027" in codes(SAMPLE.replace("id: tests.one-evening", f"id: {id_}"))


@pytest.mark.parametrize(
    "comment",
    [
        "# yaml-language-server: $schema=https://x.example/copy-4471.json",
        "# yaml-language-server: $schema=file:///etc/passwd",
        "# vim: set modelineexpr: foldexpr=x:",
        "# -*- mode: x; eval: (shell-command 1) -*-",
        "# Local Variables:",
    ],
)
def test_row_06_no_comment_gives_an_order_to_an_editor(comment):
    assert {"E512"} == refused(f"{comment}\n{SAMPLE}")
    assert {"E512"} == refused(f"{SAMPLE}{comment}\n")
