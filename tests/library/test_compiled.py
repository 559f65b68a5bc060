"""The compiled sets say what the sets say, and are only used for exactly the text they came from."""

from __future__ import annotations

import pytest

from reflect_cli.library.compiled import compiled, made
from reflect_cli.library.sets import BY_COMMAND, SAFETY, SHIPPED, path_of
from reflect_cli.library.shelves import shelf
from reflect_cli.promptsets.reading import read


def test_the_compiled_file_is_current():
    """If this fails: make docs."""
    assert made() == (shelf("prompts") / "compiled.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*SHIPPED, *SAFETY, *BY_COMMAND])
def test_a_compiled_set_is_the_set_that_is_read(name: str):
    source = path_of(name).read_bytes()

    assert read(source, name) == compiled(source)


def test_one_letter_more_is_another_text_and_is_read():
    source = path_of("look").read_bytes()

    assert compiled(source + b"\n") is None
