"""The compiled sets say what the sets say, and are only used for exactly the text they came from."""

from __future__ import annotations

import pytest

from reflect_cli.errors import PromptSetMalformed
from reflect_cli.library.compiled import as_source, compiled, made, made_set
from reflect_cli.library.sets import BY_COMMAND, SAFETY, SHIPPED, SMALL, path_of
from reflect_cli.library.shelves import shelf
from reflect_cli.library.small import plan_set
from reflect_cli.promptsets.reading import read


def test_the_compiled_file_is_current():
    """If this fails: make docs."""
    assert made() == (shelf("prompts") / "compiled.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*SHIPPED, *SAFETY, *SMALL, *BY_COMMAND])
def test_a_compiled_set_is_the_set_that_is_read(name: str):
    source = path_of(name).read_bytes()

    assert read(source, name) == compiled(source)


def test_one_letter_more_is_another_text_and_is_read():
    source = path_of("look").read_bytes()

    assert compiled(source + b"\n") is None


@pytest.mark.parametrize("source", ["{", "{}", '{"is":"Prompt","id":"a"}', '{"is":"Nothing"}'])
def test_a_set_put_together_here_comes_back_from_its_draft_and_a_spoilt_one_is_told(source: str):
    asked = plan_set()

    assert asked == made_set(as_source(asked))
    assert made_set(path_of("look").read_text(encoding="utf-8")) is None
    with pytest.raises(PromptSetMalformed):
        made_set(source)
