"""What the fixture vaults hold: invented words, a few of every kind, in values that every version has."""

from __future__ import annotations

from reflect_cli.journal.draft import Draft
from reflect_cli.journal.entry import Entry, EntryKind, Item
from reflect_cli.journal.plan import Plan, PlanState, PlanStep
from reflect_cli.promptsets.kinds import PlanMade
from reflect_cli.promptsets.reading import read
from reflect_cli.session import events as ev
from reflect_cli.session.machine import Session
from reflect_cli.session.record import put_away

PASSPHRASE = b"seven grey stones by the mill"
FIRST, LATER = "2026-11-20T19:05:00+01:00", "2026-11-23T08:40:00+00:00"
SETTINGS = {"country": "nl", "gate": "passed"}

SOURCE = """\
reflect-set: 1
id: example.one-evening
version: 1.0.0
title: One evening
language: en
summary: |
  An example with three prompts.
authors:
  - A. Writer
licence: CC-BY-SA-4.0
content-note: |
  Nothing here is hard to read.
support:
  - name: Support in Reflect
    reach: |
      Open Support from any screen.
    checked: 2026-11-24

---
section: looking
title: Looking

---
prompt: noticed
kind: choose-one
ask: |
  Is there something you noticed this week: a remark, a silence, #anything?
options:
  yes: Yes
  no: No

---
prompt: what
kind: long
show-if: noticed is yes
ask: |
  What was it? What did you do?

---
section: ending
title: Ending
closing: true

---
prompt: goodbye
kind: read
say: |
  That is all.
"""


def number(place: int) -> str:
    """A UUIDv7 of that place; its end differs as random ends do."""
    return f"019ab{place:03x}-0000-7000-8000-{place * 0x9E3779B1 % 2**48:012x}"


def all_kinds() -> Entry:
    """One question of every kind there is."""
    options = (("calm", "Calm"), ("sore", "Sore"))
    plan = PlanMade("When he asks again", "I will answer him", "", "a-friend")
    items = (
        Item("a", "short", "Looking", "One word?", FIRST, "naïve \U0001f33f “quoted”"),
        Item("b", "choose-one", "Looking", "Which?", FIRST, "sore", options),
        Item("c", "choose-any", "Looking", "Which of these?", FIRST, ("calm", "sore"), options),
        Item("d", "scale", "Looking", "How heavy?", FIRST, 4),
        Item(
            "e", "long", "Looking", "And then?", FIRST, "Two lines,\nand a tab\there.", (), ("c4",)
        ),
        Item("f", "long", "Looking", "More?", FIRST, None),
        Item("g", "plan", "Turning", "What will you do?", FIRST, plan, (), ("c4", "c9")),
        Item("h", "long", "Looking", "Left again", FIRST, "Off the way.", off_path=True),
        Item("person.letter", "short", "Looking", "A letter?", FIRST, "K"),
        Item("answer-for", "choose-one", "Looking", "Yours?", FIRST, "yes", (("yes", "Yes"),)),
    )
    return Entry(
        number(1), EntryKind.SESSION, "All kinds", FIRST, FIRST, items, "reflect.recall", "1.0.0"
    )


def free(words: str, place: int = 2) -> Entry:
    """A free entry of one text."""
    item = Item("text", "long", "", "What is on your mind?", FIRST, words)
    return Entry(number(place), EntryKind.FREE, "A grey morning", FIRST, FIRST, (item,))


#: Every entry with its versions in order; the last one stands.
VERSIONS = (
    (all_kinds(),),
    (free("The heron stood in the mill race."), free("Two herons stood in the mill race.")),
)
REMOVED = free("A kingfisher, taken out again.", place=3)

#: What is noted; the last of them was cleared again.
MARKS = (
    (number(1), "tag:heavy", "on"),
    (number(11), "follow", "month"),
    (number(2), "binned", LATER),
    (number(2), "binned", ""),
)

HISTORY = (
    PlanStep(LATER, PlanState.CHANGED, "Later than I said."),
    PlanStep(LATER, PlanState.KEPT, 'It went "well".'),
)
PLANS = (
    Plan(
        number(11), number(1), "g", FIRST, "When he asks again", "I will answer him", "Friday",
        "a-friend", "2026-11-27", PlanState.KEPT, HISTORY,
    ),
    Plan(number(12), number(1), "g", FIRST, "", "Sleep first"),
)  # fmt: skip


def draft() -> Draft:
    """A sitting put away at its second question, with half-typed words."""
    session = Session(read(SOURCE.encode(), "example"))
    session = session.apply(ev.Answered("yes"), FIRST).apply(ev.Typed("A half-written lin"), FIRST)
    state = put_away(session)
    return Draft(number(21), FIRST, LATER, "example.one-evening", "One evening", state, SOURCE)
