"""Entries as pages and as lists, the same words in both voices."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from reflect_cli.screens.blocks import Block, question, quiet, quote, text, title
from reflect_cli.screens.safe import safe_line

if TYPE_CHECKING:
    from reflect_cli.journal.entry import Entry, Item

SKIPPED = "(skipped)"
OFF_PATH = "Written on the way, then left:"
NO_ENTRIES = "There are no entries yet. `reflect start` begins a session."


def entry_page(entry: Entry, short_id: str) -> list[Block]:
    """The whole entry: each question as it was shown, and the answer."""
    blocks = [title(entry.title), quiet(f"{when_words(entry.began)} · {short_id}")]
    section = ""
    for item in (item for item in entry.items if not item.off_path):
        if item.section and item.section != section:
            section = item.section
            blocks.append(title(section))
        blocks += _item_blocks(item)
    aside = [item for item in entry.items if item.off_path]
    if aside:
        blocks.append(title(OFF_PATH))
        for item in aside:
            blocks += _item_blocks(item)
    return blocks


def _item_blocks(item: Item) -> list[Block]:
    answer = quiet(SKIPPED) if item.skipped else quote(item.answer_words())
    return [question(item.question), answer] if item.question else [text(item.answer_words())]


def list_line(short_id: str, began: str, entry_title: str) -> str:
    """One line of a list: id, when, title."""
    return f"{short_id}  {when_words(began)}  {safe_line(entry_title)}"


def when_words(stamp: str) -> str:
    """An ISO time as he would read it, in the zone it was written in."""
    return datetime.fromisoformat(stamp).strftime("%a %d %b %Y, %H:%M")


def day_words(day: str) -> str:
    """An ISO date, or the day of an ISO time, as he would read it; what is no date as it stands."""
    try:
        return datetime.fromisoformat(day).strftime("%a %d %b %Y")
    except ValueError:
        return safe_line(day)
