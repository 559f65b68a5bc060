"""Whether a set may be installed beside what is there: trust on first use, one key for each set.

The first time, the key that signed a set is noted with it. From then on the set only comes from that
key, only signed, and only forwards. A signature says who, never that a set is good.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from reflect_cli.errors import SetRefused
from reflect_cli.promptsets.model import is_own

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reflect_cli.journal.installed import Installed

RESERVED = "The set calls itself by a name that is kept for Reflect's own sets."
RESERVED_HINT = "Ask whoever gave it to you to choose another id."
DISTRUSTED = "The set is signed by a key that you no longer trust: {words}."
DISTRUSTED_HINT = '`reflect sets distrust --undo "{words}"` takes that back.'
UNSIGNED_NOW = "The installed version of this set is signed, and this file is not."
OTHER_KEY = "This file is signed by another key than the installed version of this set."
ASK_HINT = (
    "What is installed stays. Ask the people it comes from, by another way than the file came, "
    "whether they have a new key."
)
OLDER = "This is version {new}, and version {old} is installed."
OLDER_HINT = "What is installed stays. `--allow-older` installs the older one."
SAME_NUMBER = "This is version {new} as well, and its text is not the one that is installed."
SAME_NUMBER_HINT = (
    "What is installed stays. Compare the six copy words with somebody who has the set."
)


class Standing(Enum):
    """How a set stands to what is installed."""

    NEW = auto()  # no set of this id is installed
    THERE = auto()  # this very text is installed, from this key
    SIGNED_NOW = auto()  # this very text is installed, unsigned so far
    NEWER = auto()
    OLDER = auto()  # he allowed it
    NEW_KEY = auto()  # a key that the one trusted so far has named as the next


@dataclass(frozen=True, slots=True)
class Offered:
    """What is known of a set that may be installed. `before` is the key it says it follows."""

    set_id: str
    version: str
    source: str
    key: str = ""
    words: str = ""
    before: str = ""


def stands(
    offered: Offered,
    held: Installed | None,
    distrusted: Iterable[str] = (),
    *,
    allow_older: bool = False,
) -> Standing:
    """How *offered* stands to *held*, the installed set of its id. Raises SetRefused."""
    refuse(offered, held, distrusted)
    if held is None:
        return Standing.NEW
    if offered.source == held.source:
        if not held.key and offered.key:
            return Standing.SIGNED_NOW
        return Standing.THERE if offered.key == held.key else Standing.NEW_KEY
    order = _numbers(offered.version), _numbers(held.version)
    if order[0] < order[1]:
        if not allow_older:
            raise SetRefused(OLDER.format(new=offered.version, old=held.version), hint=OLDER_HINT)
        return Standing.OLDER
    if order[0] == order[1]:
        raise SetRefused(SAME_NUMBER.format(new=offered.version), hint=SAME_NUMBER_HINT)
    return Standing.NEW_KEY if held.key and offered.key != held.key else Standing.NEWER


def refuse(offered: Offered, held: Installed | None, distrusted: Iterable[str] = ()) -> None:
    """Raise SetRefused when *offered* may not be used at all, installed or not."""
    if is_own(offered.set_id):
        raise SetRefused(RESERVED, hint=RESERVED_HINT)
    if offered.words and offered.words in distrusted:
        raise SetRefused(
            DISTRUSTED.format(words=offered.words), hint=DISTRUSTED_HINT.format(words=offered.words)
        )
    if held is None or not held.key or offered.key == held.key:
        return
    if not offered.key:
        raise SetRefused(UNSIGNED_NOW, hint=ASK_HINT)
    if offered.before != held.key:
        raise SetRefused(OTHER_KEY, hint=ASK_HINT)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
