"""A small set that reads well, and ways to break it in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reflect_cli.promptsets.reading import findings_in

if TYPE_CHECKING:
    from collections.abc import Callable

    Faults = Callable[[str], list[tuple[str, int, int]]]

HEADER = """\
# A small set for the tests.
reflect-set: 1
id: tests.one-evening
version: 1.0.0
title: One evening, looked at again
language: en
summary: |
  About one evening when you went on although the other person
  had gone quiet.
authors:
  - The test suite
licence: CC-BY-SA-4.0
contact: nobody@reflect.example
needs-app: 0.1
audience: Grown men, by themselves.
content-note: |
  The questions are about pressure, and about your own part in it.
before-you-start: |
  Sit where nobody can see the screen.
support:
  - name: Someone you trust
    reach: Call or visit
    for: When it is too much to carry alone
    checked: 2026-10-01
sources:
  talk: 'Notes from talk #3, given in spring'
calls:
  say-it: Say what happened without softening it.
  ask-first: Ask before, and stop when the answer is unclear.
revisit:
  - after: 2 weeks
    prompts: [calm, what-next]
    note: Look at it again with some distance.
"""

START = """
---
section: start
title: To begin
note: This part is short.

---
prompt: calm
kind: scale
ask: How calm are you?
from: 0
to: 10
low: Not at all
high: Fully
minutes: 1  # a guess

---
prompt: slow-down
kind: pause
show-if: calm < 4
seconds: 30
say: |
  Breathe out slowly.
  Nothing has to be finished today.
"""

MIDDLE = """
---
section: evening
title: The evening

---
prompt: which
kind: choose-one
ask: Is there an evening you think of?
options:
  yes: Yes, one
  no: None
  not-now: One, but not tonight
calls: [say-it]   # the first step towards it

---
prompt: when
kind: about-when
show-if: which is yes
ask: About when was it?

---
prompt: account
kind: long
show-if: which is yes
ask: |
  What did you do after the other person had gone quiet?

  Leave out names.
starter: I
why: |
  Plain words are harder to argue with.
help: No names, please.
content-note: This one can weigh heavily.
revisit: 3 months
former-ids: [story]
facilitator: Do not read answers aloud.
in-group: leave-out
on-paper: Write this in a book of your own.
allow: [long-sentence]
calls: [say-it, ask-first]

---
prompt: signs
kind: checklist
recall: [account]
ask: What was there to see or hear?
options:
  silence: They had stopped answering
  away: They had turned away
  nothing: None of these
alone: [nothing]
at-most: 2

---
prompt: told
kind: short
show-if: signs includes silence or (signs includes away and calm >= 5)
ask: Whom have you told?

---
prompt: others
kind: choose-any
ask: What do you want to do?
options:
  listen: Listen
  learn: Learn more
"""

CLOSING = """
---
section: end
title: The end
closing: true

---
prompt: what-next
kind: plan
ask: What will you do, and when?
revisit: 14 days

---
prompt: goodbye
kind: read
say: Drink some water before you go on with the day.
"""

SAMPLE = HEADER + START + MIDDLE + CLOSING


def _faults(text: str, first_line: int = 1) -> list[tuple[str, int, int]]:
    return [(f.code, f.line - first_line + 1, f.column) for f in findings_in(text.encode())]


@pytest.fixture(scope="session")
def sample() -> str:
    """The whole set, without a fault."""
    return SAMPLE


@pytest.fixture(scope="session")
def faults() -> Faults:
    """The code, line and column of every finding in a file."""
    return _faults


@pytest.fixture(scope="session")
def faults_of_block() -> Faults:
    """The same for one block put before the ending; its first line counts as line one."""
    before = HEADER + START + MIDDLE + "\n---\n"
    return lambda block: _faults(before + block + CLOSING, before.count("\n") + 1)


@pytest.fixture(scope="session")
def faults_of_header() -> Faults:
    """The same for the sample with another header; lines count from the header's first."""
    return lambda header: _faults(header + START + MIDDLE + CLOSING)


@pytest.fixture(scope="session")
def header() -> str:
    """The header of the sample; its comment is line one."""
    return HEADER


@pytest.fixture(scope="session")
def message_of_block() -> Callable[[str], str]:
    """What is said about the first finding in a block put before the ending."""
    before = HEADER + START + MIDDLE + "\n---\n"
    return lambda block: findings_in((before + block + CLOSING).encode())[0].message
