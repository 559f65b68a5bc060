"""Sittings at one prompt, for looking at how it is asked."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from reflect_cli.promptsets.model import Kind, Option, Prompt, PromptSet, Scale, Section
from reflect_cli.session.events import Seen
from reflect_cli.session.machine import Session

if TYPE_CHECKING:
    from collections.abc import Callable

AFTER = Prompt("after", Kind.READ, "This comes after it.")
WHY = "So that the rest can be left out."


def at(kind: Kind, text: str = "What did you do?", *, before: bool = False, **more: Any) -> Session:
    """A sitting whose current prompt is of *kind*; with *before*, one that can go back."""
    prompt = Prompt("asked", kind, text, why=WHY, **more)
    first = [Prompt("first", Kind.READ, "This comes before it.")] if before else []
    section = Section("all", "All", (*first, prompt, AFTER))
    prompts = PromptSet(
        "test.one", "1.0.0", "A set", "en", "", ("A tester",), "CC0-1.0", "", (), (section,)
    )
    session = Session(prompts)
    return session.apply(Seen()) if before else session


def options(count: int, label: str = "Option number {n}") -> tuple[Option, ...]:
    """*count* options with the ids o1, o2 and so on."""
    return tuple(Option(f"o{n}", label.format(n=n)) for n in range(1, count + 1))


SCALE = Scale(0, 10, "Not steady at all", "Steady")


def wait_until(true: Callable[[], object], seconds: float = 5) -> None:
    """Wait for something that happens in the conversation's own time."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)
