"""An entry as Markdown, for somebody who reads it without Reflect."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reflect_cli.journal.entry import Entry, Item

SKIPPED = "(skipped)"
OFF_PATH = "Written on the way, then left"
#: The first line of a file of several entries; a reader takes what follows to be ours.
MARKDOWN_HEAD = "<!-- reflect-journal, Markdown 1 -->\n"
_REVISED = "Changed since: {times}. The earlier wordings are in entries.jsonl."
_KEPT = {"\n", "\t"}


def entry_as_markdown(entry: Entry, revisions: int = 1, tags: Sequence[str] = ()) -> str:
    """*entry* as a page: each question as it was shown, the answer quoted below it.

    Control characters and half characters stand as <U+XXXX>, so that any program can show it.
    """
    about = [f"Began: {entry.began}", f"Finished: {entry.finished}", f"Id: {entry.id}"]
    if entry.set_id:
        about.append(f"Set: {entry.set_id} {entry.set_version}".rstrip())
    if tags:
        about.append(f"Tags: {', '.join(tags)}")
    if revisions > 1:
        about.append(_REVISED.format(times=revisions - 1))
    parts = [f"# {_on_one_line(entry.title)}", "\n".join(f"* {line}" for line in about)]
    section = ""
    for item in (item for item in entry.items if not item.off_path):
        if item.section and item.section != section:
            section = item.section
            parts.append(f"## {_on_one_line(section)}")
        parts += _of_item(item)
    if aside := [item for item in entry.items if item.off_path]:
        parts.append(f"## {OFF_PATH}")
        for item in aside:
            parts += _of_item(item)
    return readable("\n\n".join(parts) + "\n")


def entries_as_markdown(entries: Sequence[tuple[Entry, Sequence[str]]]) -> str:
    """Entries with their tags as one page, which `journal import` reads again."""
    return "\n".join([MARKDOWN_HEAD, *(entry_as_markdown(e, tags=tags) for e, tags in entries)])


def _of_item(item: Item) -> list[str]:
    answer = SKIPPED if item.skipped else _quoted(item.answer_words())
    return [f"### {_on_one_line(item.question)}", answer] if item.question else [answer]


def _quoted(words: str) -> str:
    lines = words.replace("\r\n", "\n").split("\n")
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _on_one_line(words: str) -> str:
    return " ".join(words.split())


def readable(page: str) -> str:
    """*page* with control characters and half characters as <U+XXXX>."""
    if page.isascii() and page.replace("\n", "").isprintable():
        return page
    return "".join(_shown(character) for character in page)


def _shown(character: str) -> str:
    if character in _KEPT or unicodedata.category(character) not in {"Cc", "Cs"}:
        return character
    return f"<U+{ord(character):04X}>"
