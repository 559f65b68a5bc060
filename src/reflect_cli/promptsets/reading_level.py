"""How many years of school English a text asks for: the Flesch-Kincaid grade, in a few lines.

The libraries for it load a corpus or weigh more than all of Reflect, and the formula is only a
rough guide. It knows English, and says little about a text of a few words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reflect_cli.promptsets.texts import sentences, words

if TYPE_CHECKING:
    from collections.abc import Iterable

_VOWELS = re.compile("[aeiouy]+")
_SILENT = re.compile("(?<=[^aeiouy])(?<!l)e(?:s|d)?$|(?<=[aeiouy]l)e(?:s|d)?$")
_HEARD = re.compile("(?:[td]ed|(?:[cgsxz]|ch|sh)es)$")


def grade(texts: Iterable[str]) -> float:
    """The school year at which all of *texts* together can be read; 0 if there are no words."""
    spoken = [words(sentence) for text in texts for sentence in sentences(text)]
    count = sum(map(len, spoken))
    if not count:
        return 0.0
    heard = sum(syllables(word) for sentence in spoken for word in sentence)
    return 0.39 * count / len(spoken) + 11.8 * heard / count - 15.59


def syllables(word: str) -> int:
    """How many syllables *word* has, by its vowels."""
    low = word.lower().replace("\u2019", "'").removesuffix("'s")
    heard = low if _HEARD.search(low) else _SILENT.sub("", low)
    return max(1, len(_VOWELS.findall(heard)))
