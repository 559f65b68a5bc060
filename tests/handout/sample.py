"""A small set with every kind of prompt as its author wrote it, and texts that are attacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.promptsets.model import InGroup

if TYPE_CHECKING:
    from reflect_cli.promptsets.model import PromptSet

#: Every sign that one of the three formats takes for an order.
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=http://127.0.0.1:9/x onerror=alert(1)>",
    "</p></li><h1>Not ours</h1>",
    '"><style>body{display:none}</style>',
    "&lt;b&gt; &amp; &#x41;",
    '#read("/etc/passwd")',
    '#panic("x") #import "@preview/x:0.1.0": *',
    '"] + read("/etc/hostname") + ["',
    "$ x^2 $ <label> @ref `raw` // no comment /* nor this */",
    "\\u{41} \\n \\\\ \\# ~ -- --- ...",
    "![alt](http://127.0.0.1:9/y) [text](http://127.0.0.1:9/z)",
    "https://tracker.example/4471 www.tracker.example me@tracker.example",
    "# Heading",
    "- item",
    "1. item",
    "2) item",
    "> quote",
    "---",
    "===",
    "| a | b |",
    "```",
    "**bold** _slope_ ~~gone~~ `code`",
    "=HYPERLINK(1)",
    "+ plus",
    ": definition",
    "{{ value }} {% tag %} ${HOME} %s {0}",
)

PAPER = """\
reflect-set: 1
id: test.paper
version: 2.0.1
title: A set for paper
language: en
summary: |
  Lines that an editor broke off in the
  middle of a sentence.
authors:
  - A tester
licence: CC0-1.0
content-note: |
  Nothing hard is asked.
support:
  - name: Support in Reflect
    reach: On every screen
    checked: 2026-11-24
  - name: A neighbour
    reach: Next door
    for: Company
    checked: 2026-10-01
---
section: acts
title: Acts
---
prompt: which
kind: choose-any
ask: Which of these have you done?
options:
  pushed: Pushed someone
  lied: Lied to someone
in-group: leave-out
---
prompt: moment
kind: choose-one
ask: Is there a moment?
options:
  yes: Yes
  no: No
  mine: It was done to me
turns:
  mine: mine
in-group: talk
minutes: 3
---
section: after
title: After it
show-if: moment is yes
---
prompt: steady
kind: scale
ask: How steady are you?
from: 0
to: 3
low: Shaken
high: Steady
---
prompt: rest
kind: pause
show-if: steady <= 1 and which includes pushed
seconds: 120
say: What you wrote is locked.
on-paper: Put the sheet away.
---
prompt: told
kind: long
show-if: which includes pushed or which includes lied
recall: [steady]
ask: What did you do?
---
prompt: begun
kind: short
ask: How would you begin?
starter: I
---
prompt: plan
kind: plan
ask: What will you do?
---
section: end
title: The end
closing: true
---
prompt: settle
kind: read
say: That is all.
---
reflect-guide: 1
minutes: 65
report: |
  Say what the house makes you report.
before: [Read it alone]
agreements: [What is said stays here]
closing:
  - What was new?
afterwards: [Stay a while]
---
step: Welcome
minutes: 50
show: [acts, steady, rest]
---
step: Ending
minutes: 15
ask: What now?
note: Be on time.
"""


def left_out(prompt_set: PromptSet) -> list[str]:
    """The words of everything that is left out before a group."""
    return [
        words
        for prompt in prompt_set.prompts
        if prompt.in_group is InGroup.LEAVE_OUT
        for words in (prompt.text.strip(), *(option.label for option in prompt.options))
    ]
