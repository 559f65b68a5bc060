"""Carrying a sitting when saving fails: no pause is a pause until its words are somewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from reflect_cli.errors import CannotWrite
from reflect_cli.flows.conduct import Carried, Desk, conduct
from reflect_cli.flows.ports import Choice, Rescue
from reflect_cli.flows.sitting import begun
from reflect_cli.promptsets.kinds import PlanMade
from reflect_cli.session import events as ev
from reflect_cli.session.machine import Phase, Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from reflect_cli.journal.draft import Draft
    from reflect_cli.promptsets.kinds import Value
    from reflect_cli.promptsets.model import PromptSet

NOW = "2026-11-24T20:00:00+01:00"


@dataclass
class Script:
    """An asker that plays events and rescues, and remembers what it was told."""

    events: list[ev.Event]
    rescues: list[Rescue] = field(default_factory=list)
    told: list[tuple[str, bool]] = field(default_factory=list)
    sealed: list[str] = field(default_factory=list)
    asked: list[Session] = field(default_factory=list)

    def ask(self, session: Session, keep: Callable[[Value], str | None]) -> ev.Event:
        del keep
        self.asked.append(session)
        return self.events.pop(0)

    def not_kept(self, problem: CannotWrite, words: str, *, ending: bool) -> Rescue:
        del problem
        self.told.append((words, ending))
        return self.rescues.pop(0)

    def rescued(self, where: str) -> None:
        self.sealed.append(where)


@dataclass
class FullDisk:
    """Drafts on a disk that is full for saves *from* … *to*, counted from one."""

    full: range
    saves: int = 0
    kept: list[Draft] = field(default_factory=list)

    def keep(self, draft: Draft) -> None:
        self.saves += 1
        if self.saves in self.full:
            raise CannotWrite("The disk is full.")
        self.kept.append(draft)

    def drop(self, draft_id: str) -> None:
        raise AssertionError(draft_id)


def carried(asker: Script, drafts: FullDisk, prompt_set: PromptSet) -> Carried:
    sitting = begun(prompt_set, "", new_id="id", now=NOW)
    seal = lambda folder, _sitting: f"{folder}/sealed"  # noqa: E731
    return conduct(sitting, Desk(asker, drafts, lambda: NOW, seal))


def test_a_pause_that_is_on_disk_is_kept(small_set: PromptSet):
    asker = Script([ev.Answered(2), ev.Paused("half")])
    drafts = FullDisk(range(0))
    done = carried(asker, drafts, small_set)

    assert (True, Phase.PAUSED) == (done.is_kept, done.sitting.session.phase)
    assert '"half"' in drafts.kept[-1].state


def test_a_pause_he_ends_unsaved_is_not_called_kept(small_set: PromptSet):
    asker = Script([ev.Seen(), ev.Paused("half")][1:], [Rescue(Choice.END_UNSAVED)])
    done = carried(asker, FullDisk(range(1, 99)), small_set)

    assert not done.is_kept
    assert "" == done.sealed_to
    assert [("half", True)] == asker.told


def test_a_pause_he_takes_back_returns_to_the_question_with_its_words(small_set: PromptSet):
    asker = Script(
        [ev.Answered(2), ev.Seen(), ev.Paused("half"), ev.Paused("half a line")],
        [Rescue(Choice.GO_ON)],
    )
    done = carried(asker, FullDisk(range(3, 4)), small_set)
    back = asker.asked[3]

    assert back.current is not None
    assert ("moment", "half") == (back.current.id, back.unsent_for("moment"))
    assert done.is_kept


def test_a_pause_sealed_elsewhere_says_where(small_set: PromptSet):
    asker = Script([ev.Paused("half")], [Rescue(Choice.SAVE_ELSEWHERE, "/stick")])
    done = carried(asker, FullDisk(range(1, 99)), small_set)

    assert "/stick/sealed" == done.sealed_to
    assert ["/stick/sealed"] == asker.sealed


def test_trying_again_is_enough_once_there_is_room(small_set: PromptSet):
    asker = Script([ev.Paused("half")], [Rescue(Choice.TRY_AGAIN), Rescue(Choice.TRY_AGAIN)])
    done = carried(asker, FullDisk(range(1, 3)), small_set)

    assert done.is_kept
    assert 2 == len(asker.told)


def test_an_answer_kept_in_memory_is_written_by_the_next_save(small_set: PromptSet):
    asker = Script([ev.Answered(2), ev.Seen(), ev.Paused()], [Rescue(Choice.GO_ON)])
    drafts = FullDisk(range(1, 2))
    done = carried(asker, drafts, small_set)

    assert done.is_kept
    assert '["steady", 2]' in drafts.kept[0].state
    assert [("", False)] == asker.told


def test_finishing_on_a_full_disk_is_not_finished(small_set: PromptSet):
    events = [ev.Stopped(), ev.Seen(), ev.Finished(), ev.Finished()]
    asker = Script(events, [Rescue(Choice.GO_ON)])
    done = carried(asker, FullDisk(range(3, 4)), small_set)

    assert (True, Phase.FINISHED) == (done.is_kept, done.sitting.session.phase)
    assert Phase.READY is asker.asked[-1].phase


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("I went on.", "I went on."),
        (PlanMade("he laughs", "say no"), "If he laughs, then I will say no"),
    ],
)
def test_the_words_in_danger_are_shown_whatever_kind_they_are(
    small_set: PromptSet, value: Value, words: str
):
    asker = Script([ev.Paused(value)], [Rescue(Choice.END_UNSAVED)])
    carried(asker, FullDisk(range(1, 99)), small_set)

    assert [(words, True)] == asker.told
