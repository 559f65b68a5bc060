"""The keys that mean the same on every full screen, and the line that names them."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from prompt_toolkit.key_binding import KeyBindings

from reflect_cli.screens import words
from reflect_cli.session.events import Event, Left, Paused, SetAside, Skipped, Stopped, WentBack

if TYPE_CHECKING:
    from collections.abc import Iterable

    from prompt_toolkit.key_binding import KeyPressEvent

    from reflect_cli.promptsets.kinds import Value
    from reflect_cli.session.machine import Session


class Key(Enum):
    """A key of ours: its name in `words.KEY_NAMES`, and what the terminal sends."""

    SKIP = ("skip", "c-k")
    BACK = ("back", "c-b")
    LATER = ("later", "c-l")
    WHY = ("why", "c-r")
    PAUSE = ("pause", "c-c")
    SUPPORT = ("support", "c-g")
    STOP = ("stop", "c-o")
    LEAVE = ("leave", "c-x")


@dataclass(frozen=True, slots=True)
class Pressed:
    """One of our keys ended the screen."""

    key: Key


def bindings_for(keys: Iterable[Key]) -> KeyBindings:
    """Bindings that end the application with `Pressed`."""
    bindings = KeyBindings()
    for key in keys:
        _bind(bindings, key)
    return bindings


def _bind(bindings: KeyBindings, key: Key) -> None:
    @bindings.add(key.value[1], eager=True)
    def _(event: KeyPressEvent) -> None:
        event.app.exit(result=Pressed(key))


def possible_keys(session: Session) -> list[Key]:
    """The keys that lead somewhere from the current prompt, in the order they are shown."""
    prompt = session.current
    can = {
        Key.SKIP: True,
        Key.BACK: session.can_go_back,
        Key.LATER: session.can_set_aside,
        Key.WHY: prompt is not None and bool(prompt.why),
        Key.PAUSE: True,
        Key.SUPPORT: True,
        Key.STOP: session.can_stop,
        Key.LEAVE: True,
    }
    return [key for key, possible in can.items() if possible]


def keys_line(first: str, keys: Iterable[Key], width: int) -> str:
    """The names of the keys, wrapped between names at *width* columns."""
    names = [*first.split(" · "), *(words.KEY_NAMES[key.value[0]] for key in keys)]
    glued = "  ".join(name.replace(" ", "\u00a0") for name in names)
    lines = textwrap.wrap(glued, max(20, width), break_long_words=False)
    return "\n".join(lines).replace("\u00a0", " ")


def event_for(key: Key, unsent: Value | None) -> Event:
    """The event a key asks for, with the words typed so far."""
    moves: dict[Key, type[Skipped | WentBack | SetAside | Paused | Stopped | Left]] = {
        Key.SKIP: Skipped,
        Key.BACK: WentBack,
        Key.LATER: SetAside,
        Key.PAUSE: Paused,
        Key.STOP: Stopped,
        Key.LEAVE: Left,
    }
    return moves[key](unsent)
