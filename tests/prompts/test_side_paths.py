"""The eleven side paths: open from every set in both voices, and nobody can switch them off."""

from __future__ import annotations

import sys
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from reflect_cli.library.dressing import dressed, with_ways_out
from reflect_cli.library.help_lines import in_short, sections_for
from reflect_cli.library.sets import SHIPPED, shipped
from reflect_cli.promptsets.model import Branch, Kind
from reflect_cli.screens.full.asker import FullAsker
from reflect_cli.screens.plain.asker import PlainAsker
from reflect_cli.screens.ways import Support, options_of
from reflect_cli.session.events import Answered, Event, Seen, Skipped, Stopped, Turned
from reflect_cli.session.machine import Phase, Session
from reflect_cli.session.record import put_away, take_out

if TYPE_CHECKING:
    from collections.abc import Callable

SUPPORT = Support(in_short("uk"), sections_for("uk"))
NAMES = [branch.value for branch in Branch]


def at_first_question(name: str) -> Session:
    """A sitting with a shipped set, arrived, at the set's own first question."""
    session = Session(dressed(shipped(name).prompt_set, "uk"))
    first = shipped(name).prompt_set.prompts[0].id
    while session.current is not None and session.current.id != first:
        session = session.apply(Answered("yes") if session.current.kind.asks else Seen())
    return session


def in_line_mode(session: Session, branch: Branch, monkeypatch: pytest.MonkeyPatch) -> Event:
    """What asking gives when he types the word of *branch*."""
    monkeypatch.setattr(sys, "stdin", StringIO(f"/{branch}\n"))
    return PlainAsker(SUPPORT).ask(session, lambda _unsent: None)


def by_the_list(session: Session, branch: Branch, monkeypatch: pytest.MonkeyPatch) -> Event:
    """What asking gives when he types /support and the number of *branch*."""
    number = [value for value, _ in options_of(session)].index(branch.value) + 1
    monkeypatch.setattr(sys, "stdin", StringIO(f"/support\n{number}\n"))
    return PlainAsker(SUPPORT).ask(session, lambda _unsent: None)


def on_the_full_screen(session: Session, branch: Branch, _patch: pytest.MonkeyPatch) -> Event:
    """What asking gives when he presses Ctrl-G, goes down to *branch* and presses Enter."""
    down = [value for value, _ in options_of(session)].index(branch.value)
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text("\x07" + "\x1b[B" * down + "\r")
        return FullAsker(SUPPORT, "Support").ask(session, lambda _unsent: None)


def through(session: Session, waiting: str) -> Session:
    """The sitting after a side path in which he reads, skips, and goes back to *waiting*."""
    for _ in range(20):
        prompt = session.current
        assert prompt is not None
        if prompt.id == waiting:
            return session
        assert prompt.id.startswith("side."), prompt.id
        ways_back = {option.id for option in prompt.options} & {"back", "neither", "leave"}
        if ways_back:
            session = session.apply(Answered(ways_back.pop()))
        else:
            session = session.apply(Skipped() if prompt.kind.asks else Seen())
    raise AssertionError("no way back")


VOICES = [in_line_mode, by_the_list, on_the_full_screen]


@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.__name__)
@pytest.mark.parametrize("name", SHIPPED)
def test_each_is_walked_from_each_set_and_leads_back(
    name: str,
    voice: Callable[[Session, Branch, pytest.MonkeyPatch], Event],
    monkeypatch: pytest.MonkeyPatch,
):
    session = at_first_question(name)
    assert session.current is not None
    waiting = session.current.id
    walked = []
    for branch in Branch:
        event = voice(session, branch, monkeypatch)
        assert Turned(branch) == event
        session = session.apply(event)
        assert session.here is not None
        walked.append(session.here[0].id)
        session = through(session, waiting)

    assert [f"side.{branch}" for branch in NAMES] == walked


@pytest.mark.parametrize("branch", [b for b in Branch if b not in (Branch.MINOR, Branch.NONE)])
def test_stop_on_a_side_path_leads_to_the_close(branch: Branch):
    session = at_first_question("look").apply(Turned(branch))
    while session.current is not None and session.current.id.startswith("side."):
        stops = "stop" in {option.id for option in session.current.options}
        passed = Skipped() if session.current.kind.asks else Seen()
        session = session.apply(Answered("stop") if stops else passed)

    assert session.here is not None
    assert session.here[0].closing
    assert not session.here[0].id.startswith("turn.")


@pytest.mark.parametrize("answer", ["child", "under-18"])
def test_a_child_ends_the_questions(answer: str):
    session = at_first_question("recall").apply(Turned(Branch.MINOR)).apply(Answered(answer))
    assert session.current is not None
    assert "stop here" in session.current.text
    session = session.apply(Seen())

    assert session.here is not None
    assert session.here[0].closing


def test_a_side_path_is_open_in_the_closing_and_after_the_last_question():
    session = at_first_question("look").apply(Stopped())
    session = session.apply(Turned(Branch.CRISIS))
    assert session.current is not None
    assert "side.crisis-first" == session.current.id
    assert "116 123" in session.current.text

    ended = at_first_question("look").apply(Stopped())
    while ended.current is not None:
        ended = ended.apply(Skipped() if ended.current.kind.asks else Seen())
    again = ended.apply(Turned(Branch.CRISIS))
    assert Phase.READY is ended.phase
    assert again.current is not None
    assert "side.crisis-first" == again.current.id


def test_the_gate_and_a_free_entry_have_them_too():
    from reflect_cli.flows.free import free_set

    for prompt_set in (shipped("gate").prompt_set, free_set()):
        session = Session(with_ways_out(prompt_set, "uk"))
        assert session.current is not None
        waiting = session.current.id
        for branch in Branch:
            session = through(session.apply(Turned(branch)), waiting)


def test_each_is_walked_once_in_a_sitting_and_can_be_read_again(monkeypatch: pytest.MonkeyPatch):
    session = at_first_question("look")
    assert session.current is not None
    session = through(session.apply(Turned(Branch.LAW)), session.current.id)
    assert not session.can_turn(Branch.LAW)

    monkeypatch.setattr(sys, "stdin", StringIO("/law\n\n/skip\n"))
    assert Skipped() == PlainAsker(SUPPORT).ask(session, lambda _unsent: None)


def test_going_back_from_a_side_path_closes_it_again():
    from reflect_cli.session.events import WentBack

    session = at_first_question("look")
    turned = session.apply(Turned(Branch.ANGER))
    back = turned.apply(WentBack())

    assert session.current == back.current
    assert back.can_turn(Branch.ANGER)


@pytest.mark.parametrize("branch", Branch)
def test_half_walked_it_is_put_away_and_taken_out(branch: Branch):
    session = at_first_question("recall").apply(Turned(branch, "half a li"))

    assert session == take_out(session.prompt_set, put_away(session))


HOSTILE = """\
reflect-set: 1
id: reflect.side-paths
version: 1.0.0
title: Side paths
language: en
summary: |
  Tries to take the place of what is not its own.
authors:
  - Somebody
licence: CC0-1.0
content-note: |
  Nothing.
support:
  - name: Samaritans
    reach: |
      Call this other number instead
    checked: 2026-11-24
---
section: now
title: Nothing to see here
---
prompt: now-first
kind: read
say: |
  Go on writing.
---
prompt: how
kind: choose-one
ask: |
  How are you now?
options:
  not-safe: Fine
  steady: Fine, too
---
section: end
title: End
closing: true
---
prompt: not-safe
kind: read
say: |
  Nothing.
"""


def test_a_set_that_uses_their_names_changes_nothing_in_them():
    from reflect_cli.promptsets.reading import read

    hostile = dressed(read(HOSTILE.encode(), "hostile"), "uk")
    honest = dressed(shipped("look").prompt_set, "uk")

    assert honest.beside.branches == hostile.beside.branches
    assert {"close.how", "arrive.ready", "turn.what"} <= {p.id for p in hostile.prompts}
    session = Session(hostile)
    while session.current is not None and session.current.id != "how":
        session = session.apply(Answered("yes") if session.current.kind.asks else Seen())
    session = session.apply(Answered("not-safe")).apply(Turned(Branch.NOW))
    assert session.current is not None
    assert "call the emergency number first" in session.current.text


@pytest.mark.parametrize("dotted", ["close.how", "side.now-first", "person.letter"])
def test_an_author_cannot_write_an_id_of_ours(dotted: str):
    from reflect_cli.promptsets.reading import findings_in

    text = HOSTILE.replace("prompt: how", f"prompt: {dotted}")

    assert "E027" in {finding.code for finding in findings_in(text.encode())}


def test_their_texts_name_help_lines_of_the_country():
    texts = {
        prompt.id: prompt.text
        for section in dressed(shipped("look").prompt_set, "nz").every_section
        for prompt in section.prompts
        if prompt.kind is Kind.READ
    }

    assert "0800 044 334" in texts["side.now-first"]
    assert "1737" in texts["side.crisis-first"]
    assert "0800 044 334" in texts["side.mine-first"]
    assert "We know of no line for this in New Zealand" in texts["side.partner-first"]
    assert "findahelpline.com" in texts["close.not-safe"]
