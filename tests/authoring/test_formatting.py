"""Formatting changes how a file is written, never what it says."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promptsets.conftest import SAMPLE
from reflect_cli.authoring.formatting import formatted
from reflect_cli.authoring.translation_fill import begun
from reflect_cli.library.sets import SHIPPED, path_of
from reflect_cli.promptsets.reading import examined, read


def tidied(text: str) -> str:
    result = formatted(text.encode())
    assert not result.findings
    return result.data.decode()


def test_a_text_on_one_line_goes_under_a_bar():
    text = SAMPLE.replace("ask: How calm are you?", "ask: 'How ''calm'' are you: #very?'")

    result = tidied(text)

    assert "ask: |\n  How 'calm' are you: #very?\n" in result
    assert "help: |\n  No names, please.\n" in result
    assert "    reach: |\n      Call or visit\n" in result


def test_lines_that_are_not_texts_of_any_length_stay():
    kept = ("title: One evening, looked at again", "  yes: Yes, one", "low: Not at all",
            "allow: [long-sentence]", "minutes: 1  # a guess", "show-if: calm < 4")  # fmt: skip
    result = tidied(SAMPLE)

    assert [] == [line for line in kept if f"\n{line}\n" not in result]


GUIDE = """\
---
reflect-guide: 1
minutes: 20
report: |
  First.


  Then.
before:
  - Come early.
agreements:
  - No names.
afterwards:
  - Stay.


---
step: Talk
minutes: 20
ask: What did you notice?
"""


def test_a_guide_keeps_every_empty_line_of_its_texts_and_loses_those_between_blocks():
    result = tidied(f"{SAMPLE}\n\n\n{GUIDE}")

    assert "report: |\n  First.\n\n\n  Then.\nbefore:" in result
    assert "ask: |\n  What did you notice?\n" in result
    assert "\n\n---\nstep: Talk" in result
    assert "\n\n\n---" not in result


def test_comments_stay_where_they_are():
    text = SAMPLE.replace(
        "---\nprompt: which", "---\n# About the choice.\nprompt: which\n# And more."
    )

    result = tidied(text)

    assert "---\n# About the choice.\nprompt: which\n# And more.\nkind: choose-one" in result
    assert result.startswith("# A small set for the tests.\n")


def test_what_a_hash_says_inside_a_text_stays_a_text():
    text = SAMPLE.replace("  Breathe out slowly.\n", "  Breathe out slowly.\n  # Not a comment.\n")

    assert read(tidied(text).encode(), "a").prompts[1].text.startswith("Breathe out slowly.\n# Not")


def test_blocks_are_spaced_evenly_and_blanks_at_the_ends_go():
    text = SAMPLE.replace("\n\n---\n", "\n---   \n\n\n").replace(
        "kind: scale\n", "kind: scale   \n\n\n\n"
    )

    result = tidied(text)

    assert result.count("\n\n---\n") == result.count("---\n")
    assert "\n\n\n" not in result
    assert " \n" not in result
    assert result.endswith("\n")
    assert not result.endswith("\n\n")


def test_ends_of_lines_and_the_first_mark_become_the_plain_kind():
    windows = b"\xef\xbb\xbf" + SAMPLE.replace("\n", "\r\n").encode()

    assert tidied(SAMPLE).encode() == formatted(windows).data


def test_a_second_run_changes_nothing():
    once = tidied(SAMPLE)

    assert once == tidied(once)


def test_a_file_with_errors_is_left_alone():
    broken = SAMPLE.replace("kind: scale", "kind: scael").encode()

    result = formatted(broken)

    assert broken == result.data
    assert ["E027"] == [finding.code for finding in result.findings]


@pytest.mark.parametrize("name", [SHIPPED[0], SHIPPED[2], SHIPPED[-1]])
def test_the_shipped_sets_are_in_the_house_style(name):
    assert path_of(name).read_bytes() == formatted(path_of(name).read_bytes()).data


def test_a_translation_is_tidied_too():
    text = begun(examined(SAMPLE.encode()).parts, "es").replace("\n\n---\n", "\n---\n")

    assert "\n\n---\n" in tidied(text)


LINES = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S"], include_characters=" "),
    max_size=40,
).map(lambda line: " ".join(line.split()))


def test_a_hashtag_alone_is_a_text_and_not_a_comment():
    text = SAMPLE.replace("help: No names, please.", "help: '#MeToo'")

    assert "help: |\n  #MeToo\n" in tidied(text)


@settings(max_examples=25, deadline=None)
@given(said=LINES.filter(lambda line: len(line) > 1))
def test_whatever_a_one_line_text_says_it_says_under_the_bar(said: str):
    text = SAMPLE.replace("help: No names, please.", "help: '" + said.replace("'", "''") + "'")
    before = examined(text.encode())
    if before.findings:
        return

    result = formatted(text.encode())

    after = examined(result.data)
    assert not after.findings
    assert [unicodedata.normalize("NFC", said)] == [
        part.fields.text("help") for part in after.parts if part.id == "account"
    ]
