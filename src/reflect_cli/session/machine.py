"""A sitting as a value: give it an event, get the next sitting. No I/O, no clock here.

Rule 1: every change of phase goes through TRANSITIONS.
Rule 2: what to ask next is computed from the trail, once for each sitting, and never put away.
Rule 3: words are never dropped. An answer behind a branch that closed, or half-typed text on
a prompt that was skipped, stays in the sitting; it only stops counting for conditions.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

from reflect_cli.promptsets.kinds import problem_with
from reflect_cli.session import events as ev
from reflect_cli.session.path import How, Step, path_through

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reflect_cli.promptsets.kinds import Value
    from reflect_cli.promptsets.model import Branch, Prompt, PromptSet, Section


class Phase(StrEnum):
    """Where a sitting stands."""

    ASKING = "asking"
    READY = "ready"
    PAUSED = "paused"
    LEFT = "left"
    FINISHED = "finished"


class WrongMoment(RuntimeError):
    """An event came that makes no sense now. This is a mistake in Reflect, not a person's."""


Path = tuple[tuple["Section", "Prompt"], ...]

_ASK, _READY = Phase.ASKING, Phase.READY

#: Every legal change of phase. ASKING turns into READY by itself when nothing is left to ask.
TRANSITIONS: Mapping[tuple[Phase, type[ev.Event]], Phase] = {
    (_ASK, ev.Answered): _ASK,
    (_ASK, ev.Seen): _ASK,
    (_ASK, ev.Typed): _ASK,
    (_ASK, ev.Skipped): _ASK,
    (_ASK, ev.SetAside): _ASK,
    (_ASK, ev.WentBack): _ASK,
    (_ASK, ev.Stopped): _ASK,
    (_ASK, ev.Turned): _ASK,
    (_ASK, ev.Paused): Phase.PAUSED,
    (_ASK, ev.Left): Phase.LEFT,
    (_ASK, ev.Finished): Phase.FINISHED,
    (_READY, ev.WentBack): _ASK,
    (_READY, ev.Turned): _ASK,
    (_READY, ev.Paused): Phase.PAUSED,
    (_READY, ev.Left): Phase.LEFT,
    (_READY, ev.Finished): Phase.FINISHED,
    (Phase.PAUSED, ev.Resumed): _ASK,
    (Phase.LEFT, ev.Resumed): _ASK,
}


@dataclass(frozen=True, slots=True)
class Session:
    """One sitting with one prompt set.

    `trail` holds the steps taken, oldest first. `words` is the latest answer to every prompt
    ever answered; `unsent` is half-typed text, by prompt.
    """

    prompt_set: PromptSet
    trail: tuple[Step, ...] = ()
    words: tuple[tuple[str, Value], ...] = ()
    unsent: tuple[tuple[str, Value], ...] = ()
    phase: Phase = Phase.ASKING
    _paths: list[Path] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def path(self) -> Path:
        """The prompts that are shown, given the answers so far, in reading order."""
        if not self._paths:  # it takes milliseconds, and is asked for dozens of times
            self._paths.append(path_through(self.prompt_set, self.trail, dict(self.words)))
        return self._paths[0]

    @property
    def here(self) -> tuple[Section, Prompt] | None:
        """The prompt to ask now and its section; None when nothing is left to ask."""
        state = self.how_by_prompt
        path = self.path
        body = [pair for pair in path if not pair[0].closing]
        if How.STOPPED in state.values():
            body = []
        unasked = [pair for pair in body if pair[1].id not in state]
        aside = [pair for pair in body if state.get(pair[1].id) is How.ASIDE]
        closing = [pair for pair in path if pair[0].closing and pair[1].id not in state]
        return next(iter(unasked + aside + closing), None)

    @property
    def current(self) -> Prompt | None:
        """The prompt to ask now; None when nothing is left to ask."""
        return self.here[1] if self.here else None

    @property
    def how_by_prompt(self) -> dict[str, How]:
        """What became of each prompt on the trail, by its latest step."""
        return {step.prompt: step.how for step in self.trail if step.how is not How.TURNED}

    @property
    def position(self) -> tuple[int, int]:
        """(number of the current prompt, how many there will be, as far as is known)."""
        state = self.how_by_prompt
        settled = sum(1 for _, p in self.path if state.get(p.id, How.ASIDE) is not How.ASIDE)
        stopped = How.STOPPED in state.values()
        ahead = [
            prompt
            for section, prompt in self.path
            if state.get(prompt.id, How.ASIDE) is How.ASIDE and (section.closing or not stopped)
        ]
        total = settled + len(ahead)
        return min(settled + 1, total), total

    @property
    def is_single(self) -> bool:
        """Whether the set itself is one prompt, such as a free entry, so that none can be passed."""
        return len(self.prompt_set.prompts) == 1

    @property
    def can_skip(self) -> bool:
        """Whether the current prompt can be left without an answer; always, in a set of several."""
        return self.here is not None and not self.is_single

    @property
    def can_go_back(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self.trail) and self.phase in (Phase.ASKING, Phase.READY)

    @property
    def can_set_aside(self) -> bool:
        """Whether the current question can be put off; once only, and not in the closing."""
        if self.here is None:
            return False
        section, prompt = self.here
        if section.id in {beside.id for beside in self.prompt_set.beside.sections}:
            return False
        unseen = prompt.id not in self.how_by_prompt
        return prompt.kind.asks and not section.closing and unseen and not self.is_single

    @property
    def can_stop(self) -> bool:
        """Whether there is anything before the closing that a stop would pass over."""
        return self.here is not None and not self.here[0].closing and not self.is_single

    def can_turn(self, branch: Branch) -> bool:
        """Whether a side path can be opened here; each is walked once in a sitting."""
        sections = dict(self.prompt_set.beside.branches)
        on_path = {section.id for section, _ in self.path}
        return branch in sections and sections[branch].id not in on_path

    def value_of(self, prompt: str) -> Value | None:
        """The latest answer ever given to *prompt*, whether or not it still counts."""
        return dict(self.words).get(prompt)

    def unsent_for(self, prompt: str) -> Value | None:
        """Half-typed text for *prompt*."""
        return dict(self.unsent).get(prompt)

    def apply(self, event: ev.Event, at: str = "") -> Session:
        """The sitting after *event*, which happened *at* (ISO 8601 with a zone).

        Raises WrongMoment, and changes nothing, when the event is not possible now.
        """
        phase = TRANSITIONS.get((self.phase, type(event)))
        if phase is None:
            raise WrongMoment(f"{type(event).__name__} while {self.phase}")
        after = replace(self._after(event, at), phase=phase)
        nothing_left = phase is Phase.ASKING and after.current is None
        return replace(after, phase=Phase.READY) if nothing_left else after

    def _after(self, event: ev.Event, at: str) -> Session:
        match event:
            case ev.Answered(value=value):
                return self._answered(value, at)
            case ev.Seen():
                return self._seen(at)
            case ev.Skipped():
                return self._settled(How.SKIPPED, event.unsent, at)
            case ev.SetAside():
                self._require(self.can_set_aside, "set aside")
                return self._settled(How.ASIDE, event.unsent, at)
            case ev.Stopped():
                self._require(self.can_stop, "stop")
                return self._settled(How.STOPPED, event.unsent, at)
            case ev.Turned():
                self._require(self.can_turn(event.branch), "turn aside")
                return self._turned(event, at)
            case ev.WentBack():
                self._require(self.can_go_back, "go back")
                kept = self._holding(event.unsent)
                return replace(kept, trail=self.trail[:-1])
            case ev.Typed() | ev.Paused() | ev.Left():
                return self._holding(event.unsent)
            case ev.Resumed() | ev.Finished():
                return self
            case _:
                assert_never(event)

    def _answered(self, value: Value, at: str) -> Session:
        prompt = self._asked()
        self._require(problem_with(prompt, value) is None, "answer so")
        words = dict(self.words) | {prompt.id: value}
        unsent = {key: text for key, text in self.unsent if key != prompt.id}
        step = Step(prompt.id, How.ANSWERED, at)
        return replace(
            self,
            trail=(*self.trail, step),
            words=tuple(words.items()),
            unsent=tuple(unsent.items()),
        )

    def _seen(self, at: str) -> Session:
        prompt = self._asked()
        self._require(not prompt.kind.asks, "only see")
        return replace(self, trail=(*self.trail, Step(prompt.id, How.SEEN, at)))

    def _settled(self, how: How, unsent: Value | None, at: str) -> Session:
        step = Step(self._asked().id, how, at)
        return replace(self._holding(unsent), trail=(*self.trail, step))

    def _turned(self, event: ev.Turned, at: str) -> Session:
        before = self.current.id if self.current else ""
        step = Step(before, How.TURNED, at, event.branch)
        return replace(self._holding(event.unsent), trail=(*self.trail, step))

    def _holding(self, unsent: Value | None) -> Session:
        """The sitting with *unsent* kept for the current prompt; None leaves it as it is."""
        if unsent is None or self.current is None:
            return self
        kept = dict(self.unsent) | {self.current.id: unsent}
        return replace(self, unsent=tuple(kept.items()))

    def _asked(self) -> Prompt:
        if self.current is None:
            raise WrongMoment("nothing is being asked")
        return self.current

    def _require(self, possible: bool, what: str) -> None:
        if not possible:
            raise WrongMoment(f"cannot {what} now")
