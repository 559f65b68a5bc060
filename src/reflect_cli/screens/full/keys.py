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
    """A key of ours: its name in `words.KEY_NAMES`, and what the terminal sends.

    Back has a second key, for those who work inside tmux, which takes Ctrl-B for itself.
    """

    SKIP = ("skip", "c-k")
    BACK = ("back", "c-b", "s-tab")
    LATER = ("later", "c-l")
    WHY = ("why", "c-r")
    PAUSE = ("pause", "c-c")
    SUPPORT = ("support", "c-g")
    STOP = ("stop", "c-o")
    LEAVE = ("leave", "c-x")
    CLOSE = ("close", "c-c")
    RETURN = ("return", "c-c")

    @property
    def shown(self) -> str:
        """The key and what it does, in words."""
        return words.KEY_NAMES[self.value[0]]


@dataclass(frozen=True, slots=True)
class Pressed:
    """One of our keys ended the screen."""

    key: Key


def bindings_for(keys: Iterable[Key]) -> KeyBindings:
    """Bindings that end the application with `Pressed`; our other keys do nothing.

    Left alone, those would edit what he wrote: Ctrl-K deletes and Ctrl-O gives the answer.
    """
    bindings = KeyBindings()
    possible = {sent: key for key in keys for sent in key.value[1:]}
    for sent in {sent for key in Key for sent in key.value[1:]}:
        _bind(bindings, sent, possible.get(sent))
    return bindings


def _bind(bindings: KeyBindings, sent: str, key: Key | None) -> None:
    @bindings.add(sent, eager=True)
    def _(event: KeyPressEvent) -> None:
        if key is not None:
            event.app.exit(result=Pressed(key))


def possible_keys(session: Session) -> list[Key]:
    """The keys that lead somewhere from the current prompt, in the order they are shown."""
    prompt = session.current
    can = {
        Key.SKIP: session.can_skip,
        Key.BACK: session.can_go_back,
        Key.LATER: session.can_set_aside,
        Key.WHY: prompt is not None and bool(prompt.why),
        Key.PAUSE: True,
        Key.SUPPORT: True,
        Key.STOP: session.can_stop,
        Key.LEAVE: True,
    }
    return [key for key, possible in can.items() if possible]


def key_lines(first: str, keys: Iterable[Key], width: int, most: int) -> list[str]:
    """The names of the keys in at most *most* lines, broken between names at *width* columns.

    Where they do not all fit, leaving and support come first.
    """
    others = [*first.split(" · ")] if first else []
    keys = list(keys)
    lines = _broken([*others, *(key.shown for key in keys)], width)
    if len(lines) <= most:
        return lines
    urgent = [key for key in (Key.LEAVE, Key.SUPPORT) if key in keys]
    others += [key.shown for key in keys if key not in urgent]
    return _broken([*(key.shown for key in urgent), *others], width)[:most]


def _broken(names: list[str], width: int) -> list[str]:
    glued = "  ".join(name.replace(" ", "\u00a0") for name in names)
    lines = textwrap.wrap(glued, max(20, width), break_long_words=False, break_on_hyphens=False)
    return [line.replace("\u00a0", " ") for line in lines]


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
