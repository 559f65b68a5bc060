"""Words on their way into the database, and back as something to show in a list."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

_PIECES = re.compile(r"[\"“”„]")
_AROUND = 60


def storable(text: str) -> str:
    """*text*, with half characters that no file can hold written out rather than lost."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace").decode()
    return text


def as_json(stored: dict[str, Any]) -> str:
    """*stored* as one line of JSON that any later reader gets back without loss."""
    line = json.dumps(stored, ensure_ascii=False, separators=(",", ":"))
    if storable(line) == line:
        return line
    return json.dumps(stored, separators=(",", ":"))


def search_terms(text: str) -> tuple[tuple[str, ...], bool]:
    """What to look for in *text*: words and quoted phrases, and whether the last may go on."""
    terms: list[str] = []
    may_go_on = False
    for position, piece in enumerate(_PIECES.split(_clean(text))):
        quoted = position % 2 == 1
        found = [piece.strip()] if quoted else piece.split()
        found = [term for term in found if any(map(str.isalnum, term))]
        if found:
            may_go_on = not quoted
        terms += found
    return tuple(terms), may_go_on


def match_expression(text: str) -> str:
    """*text* as a full-text query that means only its words; empty when it has none."""
    terms, may_go_on = search_terms(text)
    if not terms:
        return ""
    return " AND ".join(f'"{term}"' for term in terms) + (" *" if may_go_on else "")


def snippet(words: str, text: str) -> str:
    """One line of *words* around the first thing *text* looks for, safe to print."""
    line = " ".join(_clean(" ".join(words.split())).split())
    start = _first_hit(line, text)
    begin, end = max(0, start - _AROUND), min(len(line), start + _AROUND)
    if begin and (space := line.find(" ", begin, start)) >= 0:
        begin = space + 1
    if end < len(line) and (space := line.rfind(" ", start + 1, end)) > 0:
        end = space
    return ("… " if begin else "") + line[begin:end] + (" …" if end < len(line) else "")


def _first_hit(line: str, text: str) -> int:
    places = [0]
    folded, origins = _folded(line)
    for term in search_terms(text)[0]:
        wanted = r"\W+".join(re.escape(word) for word in re.findall(r"\w+", _folded(term)[0]))
        if wanted and (hit := re.search(rf"\b{wanted}", folded)):
            places.append(origins[hit.start()])
            break
    return places[-1]


def _folded(text: str) -> tuple[str, range | list[int]]:
    """*text* without case and accents, and where each of its characters came from."""
    if text.isascii():
        return text.lower(), range(len(text))
    characters: list[str] = []
    origins: list[int] = []
    for origin, character in enumerate(text):
        plain = character.lower() if character.isascii() else _plain(character)
        characters.append(plain)
        origins += [origin] * len(plain)
    return "".join(characters), origins


def _plain(character: str) -> str:
    parts = unicodedata.normalize("NFD", character)
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()


def _clean(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    kept = (c if c.isprintable() else " " for c in unicodedata.normalize("NFC", storable(text)))
    return "".join(kept)
