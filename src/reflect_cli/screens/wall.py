"""A set on a wall, for a group: pictures to go through, a timer, and nothing that takes an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reflect_cli.screens.interrupts import guarded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reflect_cli.screens.blocks import Block
    from reflect_cli.screens.ways import Support

#: What `t` counts from on a picture that has no time of its own.
MINUTES_UNASKED = 5

ENLARGE = "Make the letters of this window larger until they fill the wall."
#: The keys, for a wide line and for a narrow one.
KEYS = (
    "Right next · Left back · t time · b blank · s support · q end",
    "t time · b blank · s support · q end",
)
MORE = "Down goes on"
TIME_OVER = "Time"
PLACE = "{number} of {count}"
PLAIN_WORDS = "Enter goes on. Also: /back /time /blank /support /leave"
PLAIN_TIME = "{asked} for this. It counts from now; /time again says how long it has been."
PLAIN_PASSED = "{passed} of {asked} have gone by."
PLAIN_BLANK = "Blank. Enter brings the screen back."
PLAIN_NO_ANSWERS = "Nothing is answered here, and nothing was kept. Enter goes on."
THE_END = "That was the last one. Enter ends here; /back goes back."


@dataclass(frozen=True, slots=True)
class Picture:
    """What is on the wall at one time; `points` can be read and not chosen.

    `seconds` is what its timer counts down from.
    """

    blocks: tuple[Block, ...]
    points: tuple[str, ...] = ()
    seconds: int = 60 * MINUTES_UNASKED


def put_up(pictures: Sequence[Picture], support: Support, *, plain: bool) -> None:
    """Show *pictures* until whoever leads ends it. Without a terminal, all of them at once."""
    with guarded():
        if plain:
            from reflect_cli.screens.plain.wall import in_lines

            in_lines(pictures, support)
            return
        from reflect_cli.screens.full.wall import on_screen

        on_screen(pictures, support)


def clock(seconds: float) -> str:
    """Minutes and seconds, as on a clock."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02}"
