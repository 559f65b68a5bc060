"""Preparing to tell: passages come in as half-typed words, the page is put together, the check is shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from reflect_cli.flows.bringing import NOTHING_FROM, Labelled, brought
from reflect_cli.flows.finish import entry_of
from reflect_cli.flows.sitting import begun
from reflect_cli.flows.telling import TELL_ID, Telling, called_in, page_from, page_in
from reflect_cli.journal.entry import Entry, EntryKind, Item
from reflect_cli.library.dressing import dressed
from reflect_cli.library.sets import shipped
from reflect_cli.promptsets.model import Branch
from reflect_cli.session import events as ev
from reflect_cli.session.machine import Session

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = "2026-11-24T20:00:00+01:00"
PAGE = """\
I ask first

May I?


I begin

I went on. I knew it.


If he says that it is nothing

Not to me.


I leave out

- Their name
- The place"""


@dataclass
class Script:
    """A voice that plays events, and remembers what it was shown."""

    events: list[ev.Event]
    shown: list[Session] = field(default_factory=list)

    def ask(self, session: Session, keep: Callable[[object], str | None]) -> ev.Event:
        del keep
        self.shown.append(session)
        return self.events.pop(0)


def keep(_: object) -> None:
    return None


def telling_set():
    return dressed(shipped("tell").prompt_set, "uk")


def up_to(prompt: str, **answers: object) -> Session:
    """A telling at *prompt*; what is not in *answers* was skipped."""
    given = {"legal": "no", "bring": "no", **{k.replace("_", "-"): v for k, v in answers.items()}}
    session = Session(telling_set())
    while session.current is not None and session.current.id != prompt:
        here = session.current
        if not here.kind.asks:
            session = session.apply(ev.Seen())
        elif here.id in given:
            session = session.apply(ev.Answered(given[here.id]), NOW)
        else:
            session = session.apply(ev.Skipped(), NOW)
    assert session.current is not None
    return session


ANSWERS = {
    "stays_out": ("called", "where"),
    "may_i": "May I?",
    "first_two": "I went on. I knew it.\n",
    "shrugs": "Not to me.",
}


def entry(number: int, *words: str) -> Entry:
    items = tuple(Item(f"p{n}", "long", "S", "What?", NOW, said) for n, said in enumerate(words))
    chosen = Item("pick", "choose-one", "S", "Which?", NOW, "yes", (("yes", "Yes"),))
    skipped = Item("open", "long", "S", "And?", NOW)
    return Entry(f"id{number}", EntryKind.SESSION, "T", NOW, NOW, (chosen, *items, skipped))


ENTRIES = [
    Labelled("The first", entry(1, "One.", "Two.")),
    Labelled("The second", entry(2, "Three.")),
]


def test_the_page_holds_what_stands_in_the_order_of_saying_it():
    assert PAGE == page_from(up_to("page", **ANSWERS))


def test_an_answer_that_was_passed_over_later_is_not_on_the_page():
    session = up_to("badly", **ANSWERS).apply(ev.WentBack()).apply(ev.Skipped())

    assert "Not to me." not in page_from(session)


def test_the_page_is_put_into_the_question_as_half_typed_words():
    voice = Telling(Script([]), lambda _: "", lambda *_: "")
    session = up_to("page", **ANSWERS)
    event = voice.ask(session, keep)

    assert ev.Typed(PAGE) == event
    assert PAGE == session.apply(event).unsent_for("page")


def test_a_page_he_changed_is_left_as_it_is_and_an_untouched_one_follows_his_answers():
    voice = Telling(Script([ev.Paused(), ev.Paused()]), lambda _: "", lambda *_: "")
    at_page = up_to("page", **ANSWERS)
    filled = at_page.apply(voice.ask(at_page, keep))
    back = filled.apply(ev.WentBack()).apply(ev.Answered("I go home."), NOW)
    followed = voice.ask(back, keep)
    mine = back.apply(ev.Typed("My own page"))

    assert isinstance(followed, ev.Typed)
    assert "I go home." in str(followed.unsent)
    assert ev.Paused() == voice.ask(mine, keep)


def test_passages_come_in_once_and_never_over_words_that_stand_there():
    asked = []
    voice = Telling(
        Script([ev.Paused(), ev.Paused()]), lambda s: asked.append(s) or "One.", lambda *_: ""
    )
    session = up_to("passages", bring="yes")
    brought_in = session.apply(voice.ask(session, keep))

    assert "One." == brought_in.unsent_for("passages")
    assert ev.Paused() == voice.ask(brought_in, keep)
    assert ev.Paused() == voice.ask(brought_in.apply(ev.Typed("")), keep)
    assert 1 == len(asked)


def test_the_check_is_shown_with_the_page_and_the_initial_he_chose_and_changes_no_answer():
    heard = []
    script = Script([ev.Seen()])
    voice = Telling(script, lambda _: "", lambda *given: heard.append(given) or "MARKED")
    answers = {"about_the_man": ("none",), "person.letter": "R", "page": "I told R."}
    session = up_to("check", **answers)
    voice.ask(session, keep)

    assert [("I told R.", "R")] == heard
    assert script.shown[0].current.text.startswith("MARKED\n\nRead the page once more")
    assert session.current.text.startswith("Read the page once more")


def test_the_entry_is_of_its_own_kind_and_gives_page_and_initial_back():
    answers = {"about_the_man": ("none",), "person.letter": "R", "page": "I told R.\n"}
    sitting = begun(telling_set(), "", new_id="id", now=NOW).after(up_to("when", **answers))
    made = entry_of(sitting, NOW)

    assert (EntryKind.TELLING, TELL_ID) == (made.kind, made.set_id)
    assert ("I told R.", "R") == (page_in(made), called_in(made))


def test_a_legal_matter_ends_the_preparing():
    session = up_to("legal-open", legal="yes").apply(ev.Seen()).apply(ev.Skipped())

    assert session.current is not None
    assert session.current.id in ("turn.what", "close.how")


def test_passages_are_chosen_from_several_entries_in_their_order():
    script = Script([ev.Answered(("0", "1")), ev.Answered(("1",)), ev.Answered(("0",))])

    assert "Two.\n\nThree." == brought(script, ENTRIES, Session(telling_set()))
    shown = [[o.label for o in session.current.options] for session in script.shown]
    assert [
        ["The first", "The second"],
        ["One.", "Two.", NOTHING_FROM],
        ["Three.", NOTHING_FROM],
    ] == shown


def test_from_a_single_entry_the_passages_are_asked_at_once():
    script = Script([ev.Answered(("1",))])

    assert "Two." == brought(script, ENTRIES[:1], Session(telling_set()))


def test_nothing_chosen_brings_nothing():
    script = Script([ev.Answered(("0", "1")), ev.Answered(("nothing",)), ev.Skipped()])

    assert "" == brought(script, ENTRIES, Session(telling_set()))
    assert "" == brought(Script([]), [Labelled("Empty", entry(3))], Session(telling_set()))


@pytest.mark.parametrize(
    ("event", "after"),
    [
        (ev.Left(("0",)), ev.Left()),
        (ev.Paused(), ev.Paused()),
        (ev.Stopped(), ev.Stopped()),
        (ev.Turned(Branch.CRISIS, ("0",)), ev.Turned(Branch.CRISIS)),
    ],
)
def test_every_way_out_leads_out_of_choosing_too(event, after):
    assert after == brought(Script([event]), ENTRIES, Session(telling_set()))
