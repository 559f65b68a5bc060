"""Everything that can happen in a sitting. Words typed so far travel with the event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reflect_cli.promptsets.kinds import Value
    from reflect_cli.promptsets.model import Branch


@dataclass(frozen=True, slots=True)
class Answered:
    """He answered the current prompt."""

    value: Value


@dataclass(frozen=True, slots=True)
class Seen:
    """He has read a text, or taken a pause, and goes on."""


@dataclass(frozen=True, slots=True)
class Typed:
    """Half-typed words, kept so that a lost window loses none of them."""

    unsent: Value


@dataclass(frozen=True, slots=True)
class Skipped:
    """He leaves this prompt unanswered, without a reason."""

    unsent: Value | None = None


@dataclass(frozen=True, slots=True)
class SetAside:
    """He wants to come back to this prompt before the end."""

    unsent: Value | None = None


@dataclass(frozen=True, slots=True)
class WentBack:
    """He returns to the prompt before."""

    unsent: Value | None = None


@dataclass(frozen=True, slots=True)
class Stopped:
    """Enough for today: on to the closing, past everything still open."""

    unsent: Value | None = None


@dataclass(frozen=True, slots=True)
class Turned:
    """He opens a side path; the question he leaves waits for him."""

    branch: Branch
    unsent: Value | None = None


@dataclass(frozen=True, slots=True)
class Paused:
    """He stops for now; nothing is lost, not even a half-written line."""

    unsent: Value | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """He has to be gone at once: as a pause, and the screen is cleared."""

    unsent: Value | None = None


@dataclass(frozen=True, slots=True)
class Resumed:
    """He comes back to a sitting that was put away."""


@dataclass(frozen=True, slots=True)
class Finished:
    """He keeps the sitting as it now stands."""


Event = (
    Answered
    | Seen
    | Typed
    | Skipped
    | SetAside
    | WentBack
    | Stopped
    | Turned
    | Paused
    | Left
    | Resumed
    | Finished
)
