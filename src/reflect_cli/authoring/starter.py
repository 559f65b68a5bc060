"""A set to begin from, made of a few answers: it passes the check as it stands."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from textwrap import fill

from reflect_cli.authoring.schema import SCHEMA_NAME
from reflect_cli.promptsets.model import is_own

_WORDS_IN_A_NAME = 3


@dataclass(frozen=True, slots=True)
class Answers:
    """What an author was asked; `today` is an ISO date. Without `contact` there is no such line."""

    title: str
    group: str
    id: str
    summary: str
    audience: str
    contact: str
    support: str
    reach: str
    today: str


def suggested_id(group: str, title: str) -> str:
    """An id of two parts or three for a set called *title* by *group*; never like one of ours."""
    found = f"{_slug(group, 'group')}.{_slug(title, 'first-set')}"
    return f"group.{found}" if is_own(found) else found


def _slug(words: str, otherwise: str) -> str:
    plain = (
        unicodedata.normalize("NFKD", words.replace("\u2019", "'"))
        .encode("ascii", "ignore")
        .decode()
        .lower()
    )
    parts = re.findall("[a-z0-9]+", plain.replace("'", ""))
    while parts and not parts[0][0].isalpha():
        del parts[0]
    slug = "-".join(parts[:_WORDS_IN_A_NAME])[:35].strip("-")
    return slug or otherwise


def file_stem(set_id: str) -> str:
    """The name of a set's file, without what every set file ends in."""
    return set_id.rpartition(".")[2]


def starter_set(answers: Answers) -> str:
    """The text of the set file."""
    contact = f"contact: {_quoted(answers.contact)}\n" if answers.contact else ""
    return _SET.format(
        schema=SCHEMA_NAME,
        id=answers.id,
        title=_quoted(answers.title),
        summary=_indented(answers.summary),
        group=_quoted(answers.group),
        contact=contact,
        audience=_indented(answers.audience),
        support=_quoted(answers.support),
        reach=_indented(answers.reach, "      "),
        today=answers.today,
    )


def starter_readme(answers: Answers, file: str) -> str:
    """A page to lie beside the set."""
    title = re.sub(r"([\\`*_{}\[\]<>#|])", r"\\\1", answers.title)
    return _README.format(title=title, file=file, schema=SCHEMA_NAME)


def editor_settings() -> str:
    """Settings for VS Code: every set file in the folder is held against the schema.

    A line in the file itself would only cover its first block.
    """
    return f'{{\n  "yaml.schemas": {{ "./{SCHEMA_NAME}": "*.reflect.yaml" }}\n}}\n'


def _quoted(words: str) -> str:
    return "'" + " ".join(words.split()).replace("'", "''") + "'"


def _indented(words: str, lead: str = "  ") -> str:
    return fill(
        " ".join(words.split()), 78, initial_indent=lead, subsequent_indent=lead,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


_SET = """\
# yaml-language-server: $schema=./{schema}
#
# Lines that begin with # are for you; no reader is shown them. Change any text here: what stands
# under a | is taken exactly as you type it. Then: reflect author check FILE
reflect-set: 1
id: {id}
version: 0.1.0
title: {title}
language: en
summary: |
{summary}
authors:
  - {group}
licence: CC-BY-SA-4.0
{contact}audience: |
{audience}
content-note: |
  These questions are about pressure, harassment and assault, and about your own part in it.
  Some may bring back something that was done to you. You can skip any of them, and stop.
before-you-start: |
  Choose a place where nobody can see what you write. Leave out names, places and dates:
  it is also the story of somebody else.
support:
  - name: {support}
    reach: |
{reach}
    for: |
      Whatever this stirs up, and also if something was done to you
    checked: {today}
  - name: Emergency services
    reach: |
      Your local emergency number
    for: |
      If anyone is in danger now, you included
    checked: {today}
calls:
  own-it: Say what you did, in plain words.
  speak-up: Talk with other men, and speak up among them.

---
section: arrive
title: Arriving

---
prompt: steady
kind: scale
ask: |
  How steady are you right now?
from: 0
to: 10
low: Shaken
high: Steady
why: |
  On a bad day this can wait.

---
# Only shown to somebody who feels shaken: that is what show-if says.
prompt: slow-down
kind: pause
show-if: steady <= 3
seconds: 60
say: |
  Put both feet on the floor, and breathe out slowly.
  If another day is better, stop here. Nothing is lost.

---
section: look
title: Looking around

---
prompt: let-pass
kind: long
minutes: 4
ask: |
  Think of a place where you spend time with other men.
  What is said or done there that you let pass?
help: |
  One example is enough.
in-group: talk
calls: [speak-up]

---
# The words before the colons are ids: answers are kept under them, so they stay when the words
# behind them change. The option "to-me" leads to a page of Reflect's own.
prompt: moment
kind: choose-one
ask: |
  Is there a time of your own that you would now handle in another way?
options:
  one: Yes, and I can think about it now
  nothing: Nothing comes to mind
  not-now: Not today
  to-me: What comes up is something that was done to me
turns:
  to-me: mine
  nothing: none
calls: [own-it]

---
section: stay
title: Staying with it
show-if: moment is one

---
prompt: what-you-did
kind: long
minutes: 6
content-note: |
  The next question is about what you did. You can skip it.
ask: |
  What did you do? Begin each sentence with "I".
help: |
  No names. You can stop in the middle.
calls: [own-it]

---
prompt: what-you-saw
kind: long
minutes: 4
recall: [what-you-did]
ask: |
  What did you see or hear at the time? What did you not check?
calls: [own-it]

---
section: onward
title: From here

---
prompt: next-step
kind: plan
ask: |
  What is one thing you will do in the next two weeks, and who will know of it?
help: |
  Something small and certain. Nothing that involves a person you may have harmed.
revisit: 14 days
calls: [speak-up]

---
# The ending: the last section, shown to everybody, whatever they skipped.
section: ending
title: Ending
closing: true

---
prompt: last-words
kind: read
say: |
  This is the end for today. Stand up, drink some water, and be with somebody if you can.
on-paper: |
  This is the end for today. Stand up, drink some water, and be with somebody if you can.
  Take this sheet with you.
"""

_README = """\
# {title}

A prompt set for Reflect: questions for men, to be answered in private. Nobody sees the answers, and
nobody who hands this out can collect them.

| file | what it is |
|---|---|
| `{file}` | the set itself, plain text |
| `{schema}` | lets an editor complete names and mark slips while you type |
| `.vscode/settings.json` | tells VS Code to use it, with the extension “YAML” by Red Hat |

What to type, in this folder:

    reflect author check {file}     what is wrong, and what could be better
    reflect author walk {file}      go through it as a reader would; nothing is kept
    reflect author paths {file}     every way through it, with its length
    reflect author fmt {file}       tidy the file; the meaning stays the same

Before you hand it out: walk it yourself, let a colleague read every word, and ask an organisation for
people who were harmed to read it with you.
"""
