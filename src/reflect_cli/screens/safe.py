"""The one place where text becomes output: nothing in it may move the cursor or hide.

Everything shown passes through here: prompt sets, file names, error messages, and the
person's own words, which may have been pasted.
"""

from __future__ import annotations

import unicodedata

_SHOWN_AS_MARK = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
_KEPT = {"\n", "\u200d"}  # a joiner shapes letters in several scripts and moves nothing


def safe(text: str) -> str:
    """*text* with tabs as spaces and every control or invisible character as <U+XXXX>."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(char) for char in text.replace("\r\n", "\n").replace("\t", "    "))


def safe_line(text: str) -> str:
    """*text* made safe and put on one line."""
    return " ".join(safe(text).split())


def _shown(char: str) -> str:
    if char in _KEPT or unicodedata.category(char) not in _SHOWN_AS_MARK:
        return char
    return f"<U+{ord(char):04X}>"
