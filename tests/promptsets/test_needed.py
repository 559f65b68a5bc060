"""A set that asks for a newer Reflect is refused with that one sentence, whatever else is new to us."""

from __future__ import annotations

import re

import pytest

from reflect_cli import __version__
from reflect_cli.errors import PromptSetMalformed
from reflect_cli.promptsets.reading import findings_in, read

FIRST, SECOND, *_ = map(int, re.findall(r"\d+", __version__))
NEEDS = "needs-app: 0.1"


@pytest.mark.parametrize("version", ["0.0", f"{FIRST}.{SECOND}", f"{FIRST}.{SECOND}.0"])
def test_a_set_for_this_reflect_or_an_older_one_is_read(sample, version):
    needs = f"needs-app: {version}"

    assert version == read(sample.replace(NEEDS, needs).encode(), "x").needs_app


@pytest.mark.parametrize(
    "version", [f"{FIRST}.{SECOND}.999", f"{FIRST}.{SECOND + 1}", f"{FIRST + 1}.0", "10.0"]
)
def test_a_set_for_a_newer_one_is_refused_in_a_sentence(sample, version):
    text = sample.replace(NEEDS, f"needs-app: {version}")

    with pytest.raises(PromptSetMalformed) as refused:
        read(text.encode(), "x")
    (found,) = findings_in(text.encode())

    said = f"This set needs Reflect {version} or later, and this is Reflect {__version__}."
    assert (said, "") == (refused.value.message, refused.value.report())
    assert "Use a newer Reflect" in refused.value.hint
    assert ("E040", said) == (found.code, found.message)


def test_what_a_newer_one_may_know_is_not_called_a_mistake(sample):
    newer = (
        sample.replace("reflect-set: 1", "reflect-set: 2")
        .replace(NEEDS, "needs-app: 9.0\nnot-yet-known: a field")
        .replace("kind: scale", "kind: of-later")
    )

    assert ["E040"] == [one.code for one in findings_in(newer.encode())]


def test_a_version_that_is_none_is_told_as_before(sample):
    assert ["E027"] == [
        one.code for one in findings_in(sample.replace(NEEDS, "needs-app: soon").encode())
    ]
