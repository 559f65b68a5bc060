"""Thirty slips of somebody who has never used YAML: the words arrive as meant, or their line is told.

Each is one change to a small set. Nothing may change without a sign, and no error may point elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from reflect_cli.errors import PromptSetMalformed
from reflect_cli.promptsets.reading import read

if TYPE_CHECKING:
    from collections.abc import Callable

    from reflect_cli.promptsets.findings import Finding
    from reflect_cli.promptsets.model import PromptSet

SET = """\
reflect-set: 1
id: tests.slips
version: 1.0.0
title: A quiet look
language: en
summary: |
  About an evening.
authors:
  - A group
licence: CC-BY-SA-4.0
content-note: |
  About pressure.
support:
  - name: Somebody you trust
    reach: Call
    checked: 2026-10-01

---
section: start
title: The start

---
prompt: choice
kind: choose-one
ask: |
  Is there an evening you think of?
options:
  one: There is one
  none: There is none

---
prompt: account
kind: long
show-if: choice is one
ask: |
  What did you do?
  Start each sentence with "I".
help: No names.

---
section: end
title: The end
closing: true

---
prompt: rest
kind: read
say: |
  Drink some water.
"""


@dataclass(frozen=True)
class Arrives:
    """What the author meant is there."""

    part: Callable[[PromptSet], object]
    words: object


@dataclass(frozen=True)
class Told:
    """An error with this code, on the line that holds *line*, or as many lines after it."""

    code: str
    line: str
    after: int = 0


def _title(prompt_set: PromptSet) -> str:
    return prompt_set.title


def _asked(prompt_set: PromptSet) -> str:
    return prompt_set.prompts[1].text


def _help(prompt_set: PromptSet) -> str:
    return prompt_set.prompts[1].help


def _reach(prompt_set: PromptSet) -> str:
    return prompt_set.support[0].reach


def _options(prompt_set: PromptSet) -> dict[str, str]:
    return {option.id: option.label for option in prompt_set.prompts[0].options}


TITLE = "title: A quiet look"
ASK = "  What did you do?\n"

#: name: (what stands there, what the author writes instead, what has to come of it)
SLIPS: dict[str, tuple[str, str, Arrives | Told]] = {
    "a hash in a text": (
        ASK, "  What did you do, before #MeToo?\n",
        Arrives(_asked, 'What did you do, before #MeToo?\nStart each sentence with "I".'),
    ),
    "a hash in a title": (TITLE, "title: Men and #MeToo", Told("E014", "title: Men")),
    "a title that is a hashtag": (TITLE, "title: #MeToo and us", Told("E014", "title: #MeToo")),
    "a colon in a text": (
        ASK, "  Say it plainly: what did you do?\n",
        Arrives(_asked, 'Say it plainly: what did you do?\nStart each sentence with "I".'),
    ),
    "a colon in a title": (TITLE, "title: Looking back: a start", Told("E013", "title: Looking")),
    "a title that begins with a quotation": (
        TITLE, 'title: "Boys" and what we call them', Told("E013", 'title: "Boys"'),
    ),
    "an apostrophe that opens": (TITLE, "title: 'Tis late", Told("E013", "title: 'Tis")),
    "a quotation mark that stays open": (TITLE, 'title: "A quiet look', Told("E013", "title: ")),
    "a star at the beginning": ("help: No names.", "help: *No* names.", Told("E011", "help: *No*")),
    "a bracket at the beginning": (
        "help: No names.", "help: [Optional] No names.", Told("E013", "help: [Opt"),
    ),
    "a list for a text": ("help: No names.", "help: [No names.]", Told("E023", "help: [No")),
    "a percent sign at the beginning": (
        "help: No names.", "help: %NAME is left out.", Told("E013", "help: %NAME"),
    ),
    "an at sign at the beginning": ("help: No names.", "help: @home or out?", Told("E013", "help: @")),
    "Word's quotation marks in a text": (
        ASK, "  What did you “do”?\n",
        Arrives(_asked, 'What did you “do”?\nStart each sentence with "I".'),
    ),
    "Word's quotation marks round a title": (
        TITLE, "title: “A quiet look”", Arrives(_title, "“A quiet look”"),
    ),
    "a Tab for an indent": (ASK, "\tWhat did you do?\n", Told("E013", "\tWhat did")),
    "a Tab inside a text": (ASK, "  What\tdid you do?\n", Told("E010", "  What\tdid")),
    "a lost indent": (ASK, "What did you do?\n", Told("E013", "What did you do?")),
    "a field too far in": ("help: No names.", "  help: No names.", Told("E018", "  help: No")),
    "a missing hyphen": ("  - A group", "  A group", Told("E023", "  A group")),
    "hyphens between options": ("  none: There", "  - none: There", Told("E013", "  - none")),
    "a field that stands twice": (
        "kind: long\n", "kind: long\nkind: short\n", Told("E017", "kind: short"),
    ),
    "a misspelt field": ("help: No names.", "hlep: No names.", Told("E021", "hlep")),
    "no space after the colon": ("kind: long", "kind:long", Told("E013", "kind:long")),
    "a long dash between blocks": ("---\nprompt: account", "—\nprompt: account", Told("E013", "—")),
    "four hyphens between blocks": (
        "---\nprompt: account", "----\nprompt: account", Told("E013", "----"),
    ),
    "a number with a nought in front": (
        "    reach: Call", "    reach: 0123456", Arrives(_reach, "0123456"),
    ),
    "a time of day": ("help: No names.", "help: 22:30", Arrives(_help, "22:30")),
    "a plain No": ("help: No names.", "help: No", Arrives(_help, "No")),
    "a version of two numbers": ("version: 1.0.0", "version: 1.10", Told("E027", "version: 1.10")),
    "options called yes and no": (
        "  one: There is one\n  none: There is none", "  yes: Yes\n  no: No",
        Told("E307", "show-if: choice is one"),
    ),
    "an id that is not there": (
        "show-if: choice is one", "show-if: chioce is one", Told("E302", "show-if: chioce"),
    ),
    "an empty field": ("help: No names.", "help:", Told("E025", "help:")),
    "a field that asks for an answer": (
        "kind: long", "kind: long\nrequired: yes", Told("E030", "required"),
    ),
    "a text that goes on under its field": (
        "help: No names.", "help: No names,\n  and no places.", Told("E016", "help: No names,"),
    ),
    "a backslash code": ("help: No names.", 'help: "No\\nnames."', Told("E015", 'help: "No')),
    "an order to somebody": ("help: No names.", "help: !Important", Told("E012", "help: !Imp")),
    "a space that does not break": ("kind: long", "kind:\u00a0long", Told("E013", "kind:\u00a0long")),
}  # fmt: skip


def _judged(data: bytes) -> PromptSet | tuple[Finding, ...]:
    try:
        return read(data, "slip")
    except PromptSetMalformed as refused:
        return refused.findings  # type: ignore[return-value]


def test_there_are_thirty_of_them_and_more():
    assert 30 <= len(SLIPS)


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_arrives_as_meant_or_is_told_on_its_line(name: str):
    before, after, due = SLIPS[name]
    assert 1 == SET.count(before), "the slip has to change one place"
    text = SET.replace(before, after)

    judged = _judged(text.encode())

    if isinstance(due, Arrives):
        assert not isinstance(judged, tuple), judged
        assert due.words == due.part(judged)
        return
    assert isinstance(judged, tuple), "changed without a sign"
    line = next(n for n, row in enumerate(text.split("\n"), start=1) if due.line in row)
    assert (due.code, line) == (judged[0].code, judged[0].line)
    assert len(judged) <= 2, [(found.code, found.line) for found in judged]
    assert all(abs(found.line - line) <= 3 for found in judged)
    assert judged[0].hint


def test_options_called_yes_and_no_stay_words():
    text = SET.replace("  one: There is one\n  none: There is none", "  yes: Yes\n  no: No")

    prompt_set = _judged(text.replace("choice is one", "choice is yes").encode())

    assert {"yes": "Yes", "no": "No"} == _options(prompt_set)  # type: ignore[arg-type]


OLD_ENCODINGS = {
    "a letter in Windows' own encoding": SET.replace("A quiet look", "Don’t rush").encode("cp1252"),
    "two bytes to a letter": SET.encode("utf-16"),
    "a file of a word processor": b"PK\x03\x04" + SET.encode(),
    "a rich text file": b"{\\rtf1 " + SET.encode(),
}


@pytest.mark.parametrize("name", OLD_ENCODINGS)
def test_a_file_that_is_no_plain_text_is_refused_with_what_to_do(name: str):
    judged = _judged(OLD_ENCODINGS[name])

    assert isinstance(judged, tuple)
    assert 1 == len(judged)
    assert (
        ("E002", 4) == (judged[0].code, judged[0].line) if "letter in" in name else judged[0].hint
    )


def test_what_an_editor_of_windows_adds_makes_no_difference():
    plain = _judged(SET.encode())

    assert plain == _judged(b"\xef\xbb\xbf" + SET.replace("\n", "\r\n").encode())
