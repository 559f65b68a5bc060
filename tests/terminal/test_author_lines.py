"""An author at a narrow terminal in line mode: what is asked and refused breaks between words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promptsets.conftest import SAMPLE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from terminal.conftest import Terminal

COLUMNS = 60


def unbroken(shown: str, sentence: str) -> bool:
    """Whether *sentence* stands on the screen with line breaks only where it has spaces."""
    return sentence in " ".join(shown.split())


def test_what_is_asked_of_an_author_is_never_broken_inside_a_word(
    terminal: Callable[..., Terminal],
):
    new = terminal("author", "new", "there", "--plain", columns=COLUMNS)
    new.see("called?")
    new.line("A title")
    new.see("is enough.")
    new.line("Reflect")
    shown = new.see("Enter takes:")
    new.line("reflect.mine")
    refused = new.see("kept for")
    new.press("pause")
    new.see("No file was written.")

    assert unbroken(shown, "It never changes. Enter takes: group.reflect.a-title >")
    assert unbroken(refused, "are kept for Reflect's own sets. Choose another id,")
    assert 0 == new.ended()


def test_what_is_wrong_with_a_set_is_told_in_the_width_there_is(
    terminal: Callable[..., Terminal], home: Path
):
    (home / "bad.reflect.yaml").write_text(SAMPLE.replace("title: One", "title: #One"))

    shown = terminal("sets", "show", "bad.reflect.yaml", columns=COLUMNS)

    said = shown.see("It is told with its line and what to do about it.")
    assert unbroken(said, "If it is part of the text, put single quotes round the whole text,")
    assert 20 == shown.ended()
