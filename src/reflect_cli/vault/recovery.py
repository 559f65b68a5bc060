"""The recovery kit: a random key as 35 letters on paper, which opens the journal by itself.

A letter is one of Crockford's 32. The 35 of them, read as one number, are a multiple of 32749, the
largest prime below 2**15. One wrong letter, or two that changed places, adds or takes away
something that no such prime divides, so every slip of that kind is noticed without a journal.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reflect_cli.errors import KitRefused
from reflect_cli.vault.keys import RECOVERY_BYTES, overwrite, wipe

if TYPE_CHECKING:
    from reflect_cli.vault.kdf import Kdf

LETTERS = 35
GROUP = 5

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_ALIKE = str.maketrans("OIL", "011")
_BETWEEN = dict.fromkeys(map(ord, "-\u2010\u2011\u2012\u2013\u2014_ \t\r\n"))
_PRIME = 32749
_CHECK_BITS = 15


class Kit:
    """The key of a recovery kit, kept so that it can be wiped. It opens recovery slots only."""

    __slots__ = ("_given", "_key")

    def __init__(self, key: bytearray) -> None:
        assert len(key) == RECOVERY_BYTES  # another length would be another key
        self._key = key
        self._given: list[bytes] = []

    def __call__(self, kdf: Kdf | None) -> bytes | None:
        """The root key for a slot that needs no stretching; None for any other slot."""
        if kdf is not None:
            return None
        self._given.append(bytes(self._key))
        return self._given[-1]

    def forget(self) -> None:
        """Overwrite the key and every copy that was given out; best effort."""
        for root in self._given:
            overwrite(root)
        self._given.clear()
        wipe(self._key)

    def written(self) -> str:
        """The kit as it stands on paper: seven groups of five letters."""
        shifted = int.from_bytes(self._key, "big") << _CHECK_BITS
        number = shifted + -shifted % _PRIME
        letters = "".join(_SIGNS[number >> 5 * place & 31] for place in reversed(range(LETTERS)))
        return "-".join(letters[start : start + GROUP] for start in range(0, LETTERS, GROUP))


def new_kit() -> Kit:
    """A fresh kit of 160 random bits; it opens nothing until it is put into a header."""
    return Kit(bytearray(os.urandom(RECOVERY_BYTES)))


def kit_from(typed: str) -> Kit:
    """The kit that was *typed*: capitals, hyphens and spaces do not matter, nor O for 0, I or L for 1.

    Raises KitRefused, which says how it differs from any kit there could be.
    """
    letters = typed.upper().translate(_BETWEEN).translate(_READ_ALIKE)
    if any(letter not in _SIGNS for letter in letters):
        raise KitRefused(
            "A recovery kit has only digits and the letters A to Z without U.", hint=_LOOK_AGAIN
        )
    if len(letters) != LETTERS:
        raise KitRefused(
            f"A recovery kit has {LETTERS} letters and digits. These are {len(letters)}.",
            hint=_LOOK_AGAIN,
        )
    number = 0
    for letter in letters:
        number = number << 5 | _SIGNS.index(letter)
    if number % _PRIME or number % 2**_CHECK_BITS >= _PRIME:
        raise KitRefused(
            "A letter is not as it stands on the paper, or two have changed places.",
            hint=_LOOK_AGAIN,
        )
    return Kit(bytearray((number >> _CHECK_BITS).to_bytes(RECOVERY_BYTES, "big")))


def other_kit(*, has_one: bool) -> KitRefused:
    """The error for a kit without a slip in it that does not open this journal."""
    if not has_one:
        return KitRefused(
            "This is a whole recovery kit, but this journal has none.",
            hint="It is from another journal, or from before this one's kit was made.",
        )
    return KitRefused(
        "This is a whole recovery kit, but not this journal's.",
        hint="It is from another journal, or a newer kit has taken its place.",
    )


_LOOK_AGAIN = "Compare it with the paper, group by group, and type it again."
