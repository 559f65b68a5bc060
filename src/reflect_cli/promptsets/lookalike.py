"""Whether two titles look the same to a reader who does not look twice.

A title is brought to a skeleton: compatibility forms undone, accents and signs dropped, letters of
other scripts and digits replaced by the Latin letter they are drawn like. The list holds the letters
that are drawn alike in common fonts (Unicode Technical Standard 39 has the long one).
"""

from __future__ import annotations

import unicodedata

_ALIKE = (
    ("авсԁеғһіјкӏмнопрԛгѕтуѵԝх", "abcdefhljklmhonpqrstyvwx"),  # Cyrillic, capitals as they look
    ("αβεηικμνορτυχωγζσ", "abenlkmvoptuxwyzo"),  # Greek
    ("օսոհ", "ounh"),  # Armenian
    ("ıłɡǀøđi", "llglodl"),  # Latin; a capital I is drawn like a small l
    ("0135|", "olesl"),
)
_DRAWN_ALIKE = {
    ord(one): other for ones, others in _ALIKE for one, other in zip(ones, others, strict=True)
} | {ord("æ"): "ae", ord("œ"): "oe"}
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))


def skeleton(text: str) -> str:
    """What is left of *text* when everything is undone that makes one text look like another."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    drawn = "".join(filter(str.isalnum, letters.translate(_DRAWN_ALIKE)))
    for pair, single in _PAIRS:
        drawn = drawn.replace(pair, single)
    return drawn
