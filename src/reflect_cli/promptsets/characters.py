"""Which characters a prompt set may not hold, and how any text is shown without harm."""

from __future__ import annotations

import re
import unicodedata

#: Move the cursor, change the clipboard, or end a line where no editor shows one. Tab is not here:
#: it is harmless in a comment, and refused where it would stand in a text.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
#: Turn the direction of the text round, so that it reads otherwise than it is.
DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
#: Take no room, or look like nothing: fillers, joiners, selectors, private use, non-characters.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u070f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065"
    "\u206a-\u206f\u2800\u3164\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U0001fffe\U0001ffff"
    "\U000e0000-\U0010ffff]"
)
ELLIPSIS = "…"


def shown(text: str) -> str:
    """*text* with nothing left in it that a terminal or an eye could trip over."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(glyph(char) for char in text)


def glyph(char: str) -> str:
    """One character as it may be shown: itself, a plain space, or its number."""
    if char.isprintable() and not INVISIBLE.match(char):
        return char
    if unicodedata.category(char) == "Zs":
        return " "
    return "<Tab>" if char == "\t" else f"<U+{ord(char):04X}>"


def width(text: str) -> int:
    """How many terminal columns *text* takes; it must be fit to show."""
    if text.isascii():
        return len(text)
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def quoted(text: str, longest: int = 40) -> str:
    """*text* in quotation marks, fit to show and short enough for a sentence."""
    short = text if len(text) <= longest else text[: longest - 1] + ELLIPSIS
    return f"“{shown(short)}”"


def closest(word: str, known: tuple[str, ...]) -> str:
    """The known word that was probably meant, or nothing."""
    from difflib import get_close_matches

    found = get_close_matches(word[:60].lower(), known, n=1, cutoff=0.6)
    return found[0] if found else ""


def did_you_mean(word: str, known: tuple[str, ...]) -> str:
    """A question to put after a message, with a space before it; or nothing."""
    near = closest(word, known)
    return f" Did you mean “{near}”?" if near else ""
