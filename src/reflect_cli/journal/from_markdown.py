"""Markdown from anywhere: one file is one entry, with the usual front matter if it has any."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import yaml

from reflect_cli.journal.foreign import Brought, Reading, free_entry, id_of, tag_of, title_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_FENCE = re.compile(r"---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_IN_NAME = re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?:[ _T-]?(\d{2})[-.:]?(\d{2}))?(?!\d)")
_DATES, _TITLES, _TAGS = ("date", "created", "created_at"), ("title",), ("tags", "tag", "keywords")
NO_FRONT = "front matter that cannot be read, kept as text"
BY_FILE_TIME = "files dated by the time of the file, for want of another"
NOT_UTF_8 = "files with signs that are not UTF-8, shown as a mark"


@dataclass(frozen=True, slots=True, repr=False)
class Page:
    """A file: its name from the folder on, its bytes, and when it was last changed."""

    name: str
    content: bytes
    changed: datetime


def read(pages: Iterable[Page], zoned: Callable[[datetime], datetime]) -> Reading:
    """An entry for each of *pages*; *zoned* gives a time without a zone the one of this place."""
    reading = Reading()
    for page in pages:
        reading.brought.append(_brought(page, zoned, reading))
    return reading


def text_in(content: bytes, reading: Reading) -> str:
    """*content* as text, with Unix line ends; what is no UTF-8 is marked and counted."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        reading.left_out[NOT_UTF_8] += 1
        text = content.decode("utf-8", "replace")
    return text.replace("\r\n", "\n")


def _brought(page: Page, zoned: Callable[[datetime], datetime], reading: Reading) -> Brought:
    whole = text_in(page.content, reading)
    front, text = _front_in(whole, reading)
    when = _time_in(front, page, reading)
    began = when if when.tzinfo else zoned(when)
    title = next((str(front[name]) for name in _TITLES if front.get(name)), "")
    stem = page.name.rpartition("/")[2].rpartition(".")[0] or page.name
    title = " ".join(title.split()) or title_in(text, stem)
    for name in front.keys() - {*_DATES, *_TITLES, *_TAGS}:
        reading.left_out[f"front matter: {name}"] += 1
    moment = int(when.replace(tzinfo=when.tzinfo or UTC).timestamp() * 1000)
    entry = free_entry(id_of(moment, "markdown", page.name, whole), title, text, began)
    return Brought(entry, entry.finished, _tags_in(front))


def _front_in(whole: str, reading: Reading) -> tuple[dict[str, Any], str]:
    """The front matter of a page, every value as text or a list, and the text after it."""
    found = _FENCE.match(whole)
    if not found:
        return {}, whole.strip("\n")
    try:
        stored = yaml.load(found[1] or "", Loader=yaml.BaseLoader)  # noqa: S506 - makes only text
    except (yaml.YAMLError, RecursionError, ValueError):
        stored = None
    if not isinstance(stored, dict):
        reading.left_out[NO_FRONT] += bool(found[1])
        return {}, whole.strip("\n")
    named = {str(name).lower(): value for name, value in stored.items()}
    return named, whole[found.end() :].strip("\n")


def _time_in(front: dict[str, Any], page: Page, reading: Reading) -> datetime:
    for name in _DATES:
        try:
            return datetime.fromisoformat(str(front[name]).strip())
        except (KeyError, ValueError):
            continue
    for found in _IN_NAME.finditer(page.name):
        year, month, day, hour, minute = (int(part or 0) for part in found.groups())
        try:
            return datetime(year, month, day, hour, minute)  # noqa: DTZ001 - a name has no zone
        except ValueError:
            continue
    reading.left_out[BY_FILE_TIME] += 1
    return page.changed


def _tags_in(front: dict[str, Any]) -> tuple[str, ...]:
    given: Any = next((front[name] for name in _TAGS if front.get(name)), [])
    words = given if isinstance(given, list) else str(given).split(",")
    return tuple(dict.fromkeys(filter(None, (tag_of(str(word)) for word in words))))
