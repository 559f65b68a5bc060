"""Words chosen by chance for a passphrase, from the list in seeds/chance-words.txt."""

from __future__ import annotations

import secrets
from functools import cache

from reflect_cli.library.shelves import shelf

WORDS = 6


@cache
def every_word() -> tuple[str, ...]:
    """The list: 2,048 common words, each of which adds 11 bits."""
    lines = (shelf("seeds") / "chance-words.txt").read_text(encoding="ascii").splitlines()
    return tuple(line for line in lines if not line.startswith("#"))


def six_words() -> str:
    """Six words with a space between, each as likely as any other, from the system's own chance."""
    return " ".join(secrets.choice(every_word()) for _ in range(WORDS))
