"""Six words for a key and six for a copy, to be read aloud and compared.

66 bits of BLAKE2b with a purpose of its own, in words of the list in seeds/chance-words.txt.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from reflect_cli.library.chance import WORDS, every_word

if TYPE_CHECKING:
    from reflect_cli.library.sets import Taken
    from reflect_cli.signing.keys import PublicKey

_KEY, _COPY = b"reflect-key", b"reflect-copy"
_BITS_OF_A_WORD = 11


def key_words(key: PublicKey) -> str:
    """The six words of a key; the same on every computer."""
    return _spoken(key.ed25519, _KEY)


def copy_words(whole: bytes) -> str:
    """The six words of a file, signature included; other words, another file."""
    return _spoken(whole, _COPY)


def words_of(taken: Taken) -> tuple[str, str] | None:
    """The words of the key that signed a set, and of this copy; None for an unsigned one."""
    if taken.said is None:
        return None
    return key_words(taken.said.key), copy_words(taken.whole.encode())


def as_words(typed: str) -> str:
    """*typed* as six words of the list with one space between, or nothing if it is none."""
    words = typed.lower().replace(",", " ").split()
    known = set(every_word())
    return " ".join(words) if len(words) == WORDS and known.issuperset(words) else ""


def _spoken(data: bytes, purpose: bytes) -> str:
    number = int.from_bytes(hashlib.blake2b(data, digest_size=16, person=purpose).digest())
    words = every_word()
    places = range(0, WORDS * _BITS_OF_A_WORD, _BITS_OF_A_WORD)
    return " ".join(words[(number >> place) & (len(words) - 1)] for place in places)
