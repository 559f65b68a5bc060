"""Keys that a process of the tests has derived already: the same words and salt give the same key."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from nacl import bindings

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def keys() -> Iterator[None]:
    """In here no key is derived twice. Copies are given out: the program overwrites what it is done with."""
    derive = bindings.crypto_pwhash_alg
    known: dict[tuple[object, ...], bytearray] = {}

    def derived(size: int, words: bytes, salt: bytes, *cost: int) -> bytes:
        inputs = (size, bytes(bytearray(words)), bytes(bytearray(salt)), *cost)
        if inputs not in known:
            known[inputs] = bytearray(derive(size, words, salt, *cost))
        return bytes(known[inputs])

    bindings.crypto_pwhash_alg = derived
    try:
        yield
    finally:
        bindings.crypto_pwhash_alg = derive
