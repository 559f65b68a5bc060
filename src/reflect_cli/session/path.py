"""Which prompts are on the way, given what has been answered so far."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from reflect_cli.promptsets.conditions import holds
from reflect_cli.promptsets.person import LETTER, PRONOUN, Person, person_called, spoken_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reflect_cli.promptsets.kinds import Value
    from reflect_cli.promptsets.model import Branch, Prompt, PromptSet, Section


class How(StrEnum):
    """What became of a prompt at one step."""

    ANSWERED = "answered"
    SKIPPED = "skipped"
    SEEN = "seen"
    ASIDE = "aside"
    STOPPED = "stopped"
    TURNED = "turned"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the trail. `at` is ISO 8601 with a zone.

    A step that TURNED opened the side path `branch` before `prompt`, and leaves `prompt` unasked;
    `prompt` is empty where nothing was left to ask.
    """

    prompt: str
    how: How
    at: str = ""
    branch: Branch | None = None


@dataclass(slots=True)
class _Standing:
    """The answers that count: given, still shown, and not taken back."""

    values: dict[str, Value] = field(default_factory=dict)
    skipped: set[str] = field(default_factory=set)

    def value_of(self, prompt: str) -> Value | None:
        return self.values.get(prompt)

    def is_skipped(self, prompt: str) -> bool:
        return prompt in self.skipped


def path_through(
    prompt_set: PromptSet, trail: tuple[Step, ...], words: Mapping[str, Value]
) -> tuple[tuple[Section, Prompt], ...]:
    """The (section, prompt) pairs shown, in reading order.

    Conditions only look back, so one pass is enough: a prompt's answer starts to count after
    the prompt itself has been found to be shown.
    """
    walk = _Walk(prompt_set, trail, words)
    for section in prompt_set.sections:
        walk.enter(section)
    walk.open_before("", closing=True)
    return tuple(walk.shown)


class _Walk:
    """One pass through a set, putting in what stands beside it where it is due."""

    def __init__(
        self, prompt_set: PromptSet, trail: tuple[Step, ...], words: Mapping[str, Value]
    ) -> None:
        self.shown: list[tuple[Section, Prompt]] = []
        self._beside = prompt_set.beside
        self._branches = dict(prompt_set.beside.branches)
        self._ours = {section.id for section in prompt_set.beside.sections}
        self._words = words
        self._how = {step.prompt: step.how for step in trail if step.how is not How.TURNED}
        self._opened: dict[str, list[Branch]] = {}
        for step in trail:
            if step.branch is not None:
                self._opened.setdefault(step.prompt, []).append(step.branch)
        self._standing = _Standing()
        self._met = False

    def enter(self, section: Section) -> None:
        """Show what *section* has to show."""
        if not holds(section.show_if, self._standing):
            return
        for prompt in section.prompts:
            if not self._is_passed_over(section, prompt) and holds(prompt.show_if, self._standing):
                self._show(section, prompt)

    def open_before(self, prompt: str, *, closing: bool) -> None:
        """Show the side paths that were opened where *prompt* was to be asked."""
        for branch in self._opened.get(prompt, ()):
            self._open(branch, closing=closing)

    def _show(self, section: Section, prompt: Prompt) -> None:
        if prompt.of_this_person:
            self._meet(closing=section.closing)
        self.open_before(prompt.id, closing=section.closing)
        if self._is_passed_over(section, prompt):  # he stopped on a side path opened right here
            return
        self.shown.append((section, spoken_of(prompt, self._person())))
        how = self._how.get(prompt.id)
        if how is How.ANSWERED:
            self._standing.values[prompt.id] = self._words[prompt.id]
            chosen = self._words[prompt.id]
            for option, branch in prompt.turns:
                if option == chosen:
                    self._open(branch, closing=section.closing)
        elif how is How.SKIPPED:
            self._standing.skipped.add(prompt.id)

    def _open(self, branch: Branch, *, closing: bool) -> None:
        section = self._branches.pop(branch, None)
        if section is not None:
            self.enter(replace(section, closing=closing))

    def _meet(self, *, closing: bool) -> None:
        """Ask how this person is to be called, once, before they are first spoken of."""
        if self._met:
            return
        self._met = True
        beside = self._beside
        if beside.person is not None:
            self.enter(replace(beside.person, closing=closing))
        if beside.again is not None and self._person().memory in beside.often:
            self.enter(replace(beside.again, closing=closing))

    def _person(self) -> Person:
        letter, pronoun = (self._standing.value_of(name) for name in (LETTER, PRONOUN))
        return person_called(str(letter or ""), str(pronoun or ""))

    def _is_passed_over(self, section: Section, prompt: Prompt) -> bool:
        """Whether the questions ended before *prompt*; what ended them is still shown whole."""
        ends_if = self._beside.ends_if
        if ends_if is None or section.closing or prompt.id in self._how:
            return False
        return section.id not in self._ours and holds(ends_if, self._standing)
