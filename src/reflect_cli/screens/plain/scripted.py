"""A sitting that answers itself from a script, printed as line mode would print it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.flows.ports import Choice, Rescue
from reflect_cli.screens import words
from reflect_cli.screens.blocks import plain_text
from reflect_cli.screens.console import say
from reflect_cli.screens.plain.replies import Word
from reflect_cli.screens.question import position_line, prompt_blocks, ready_words, said_words
from reflect_cli.screens.safe import safe, safe_line
from reflect_cli.session.events import Answered, Event, Finished, Paused, Seen, Skipped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reflect_cli.errors import ReflectError
    from reflect_cli.promptsets.kinds import Value
    from reflect_cli.promptsets.model import Prompt
    from reflect_cli.session.machine import Session


class ScriptedAsker:
    """Answers each prompt from *answers*; what is not there is skipped, or read.

    At *pause_at* it leaves *half* typed and pauses, once.
    """

    def __init__(self, answers: Mapping[str, Value], *, pause_at: str = "", half: str = "") -> None:
        self._answers = answers
        self._pause_at = pause_at
        self._half = half

    def ask(self, session: Session, keep: Callable[[Value], str | None]) -> Event:
        """See flows.ports.Asker."""
        prompt = session.current
        if prompt is None:
            say(f"\n{plain_text(ready_words(session))}")
            return Finished()
        self._show(session, prompt)
        if prompt.id == self._pause_at:
            keep(self._half)
            _say_typed(f"{self._half}\n{Word.PAUSE}")
            return Paused(self._half)
        if not prompt.kind.asks:
            return Seen()
        value = self._answers.get(prompt.id)
        _say_typed(Word.SKIP if value is None else said_words(prompt, value))
        return Skipped() if value is None else Answered(value)

    def not_kept(self, problem: ReflectError, words_typed: str, *, ending: bool) -> Rescue:
        """See flows.ports.Asker."""
        del words_typed
        say(words.NOT_KEPT.format(problem=problem.message))
        return Rescue(Choice.END_UNSAVED if ending else Choice.GO_ON)

    def rescued(self, where: str) -> None:
        """See flows.ports.Asker."""
        say(words.RESCUED.format(where=safe_line(where)))

    def _show(self, session: Session, prompt: Prompt) -> None:
        say(f"\n{safe_line(position_line(session, words.POSITION_PLAIN))}\n")
        say(plain_text(prompt_blocks(session, prompt)))
        for number, option in enumerate(prompt.options, start=1):
            say(f"  {number}. {safe_line(option.label)}")
        unsent = session.unsent_for(prompt.id)
        if isinstance(unsent, str):
            say(f"{words.PLAIN_SO_FAR}\n| {safe(unsent)}")


def _say_typed(typed: str) -> None:
    for line in typed.split("\n"):
        say(f"> {safe(line)}")
