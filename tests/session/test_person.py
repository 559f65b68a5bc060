"""The other person in a memory: an invented initial and a pronoun, by fixed words and no template."""

from __future__ import annotations

import pytest

from reflect_cli.library.dressing import dressed
from reflect_cli.library.sets import shipped
from reflect_cli.promptsets.kinds import problem_with
from reflect_cli.promptsets.model import Kind, Option, Prompt
from reflect_cli.promptsets.person import LETTER, Person, person_called, spoken_of
from reflect_cli.session.events import Answered, Seen, Skipped, WentBack
from reflect_cli.session.machine import Session


def prompt(text: str, **more: object) -> Prompt:
    return Prompt(id="q", kind=Kind.LONG, text=text, of_this_person=True, **more)


@pytest.mark.parametrize("typed", [".", "--", "?!", "7", "\u200b.", "n" * 21])
def test_what_is_no_letter_and_no_name_does_not_stand_for_a_person(typed):
    named = Prompt(LETTER, Kind.SHORT, "Which letter?")

    assert problem_with(named, typed)
    assert [None] * 3 == [problem_with(named, name) for name in ("K", " é ", "Mr. Nobody 2")]
    assert problem_with(Prompt("else", Kind.SHORT, "What?"), typed) is None


@pytest.mark.parametrize(
    ("letter", "pronoun", "said"),
    [
        ("", "they", "What did this person say? They could leave. Was it their choice?"),
        ("K", "", "What did K say? They could leave. Was it their choice?"),
        ("K", "she", "What did K say? She could leave. Was it her choice?"),
        ("", "he", "What did this person say? He could leave. Was it his choice?"),
    ],
)
def test_the_questions_speak_of_them_as_he_chose(letter: str, pronoun: str, said: str):
    text = "What did this person say? They could leave. Was it their choice?"

    assert said == spoken_of(prompt(text), person_called(letter, pronoun)).text


def test_a_prompt_about_nobody_is_left_as_it_is():
    plain = Prompt(id="q", kind=Kind.LONG, text="What do they say of this person?")

    assert plain == spoken_of(plain, Person("K", "she"))


def test_help_why_and_options_follow():
    spoken = spoken_of(
        prompt("?", help="Ask this person.", why="It is theirs.", options=(Option("a", "Them"),)),
        Person("K", "she"),
    )

    assert ("Ask K.", "It is hers.", "Her") == (spoken.help, spoken.why, spoken.options[0].label)


def test_an_initial_is_one_short_line_and_never_a_pattern():
    long = person_called("  K\n\nand a whole story that goes on  ", "she")
    short = person_called(" K\n", "she")
    odd = spoken_of(prompt("What did this person do?"), person_called(r"\1 {ask} %s", "they"))

    assert ("", "K") == (long.letter, short.letter)
    assert r"What did \1 {ask} %s do?" == odd.text


def recall(often: frozenset[str] = frozenset()) -> Session:
    """A sitting with `recall`, at the question before the first one about this person."""
    session = Session(dressed(shipped("recall").prompt_set, "uk", often=often))
    wanted = {"arrive.ready": "yes", "today": "c4", "moment": "one"}
    while session.current is not None and not session.current.of_this_person:
        current = session.current
        if current.id == "person.letter":
            return session
        if not current.kind.asks:
            session = session.apply(Seen())
        else:
            session = session.apply(
                Answered(wanted[current.id]) if current.id in wanted else Skipped()
            )
    raise AssertionError("nobody asked for an initial")


def test_the_initial_is_asked_before_the_first_question_about_them_and_only_once():
    session = recall().apply(Answered("K")).apply(Answered("she"))
    assert session.current is not None
    assert session.current.of_this_person

    asked = [p.id for _, p in session.path if p.id.startswith("person.")]
    assert ["person.letter", "person.pronoun"] == asked


def test_changing_the_initial_changes_the_questions():
    session = recall().apply(Answered("K")).apply(Answered("she"))
    again = session.apply(WentBack()).apply(WentBack()).apply(Answered("M")).apply(Skipped())
    with_k = " ".join(p.text + p.help for _, p in session.path if p.of_this_person)
    with_m = " ".join(p.text + p.help for _, p in again.path if p.of_this_person)

    assert " K " in with_k
    assert " K " not in with_m
    assert " M " in with_m


def test_a_memory_written_about_often_without_a_plan_is_met_with_an_offer():
    session = recall(frozenset({"k"})).apply(Answered("K")).apply(Skipped())
    assert session.current is not None
    assert "person.again-choice" == session.current.id

    other = recall(frozenset({"k"})).apply(Answered("M")).apply(Skipped())
    assert other.current is not None
    assert "person.again-choice" != other.current.id


def test_leaving_it_for_a_week_goes_to_the_close():
    session = recall(frozenset({"k"})).apply(Answered("K")).apply(Skipped())
    session = session.apply(Answered("rest"))

    assert session.here is not None
    assert session.here[0].closing
