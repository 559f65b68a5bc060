"""Entries as pages and as lists, the same words in both voices."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from reflect_cli.screens.blocks import Block, question, quiet, quote, text, title
from reflect_cli.screens.safe import safe_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reflect_cli.journal.entry import Entry, Item

SKIPPED = "(skipped)"
OFF_PATH = "Written on the way, then left:"
NO_ENTRIES = "There are no entries yet. `reflect start` begins a session."
NONE_FOUND = "No entry is like that."
EMPTY_BIN = "The bin is empty."
TAGS = "Tags: {tags}"
IN_BIN = "In the bin since {day}. `reflect journal restore {short}` takes it out."
VERSIONS = (
    "Version {number} of {count}. `reflect journal show {short} --version 1` shows the first."
)
BESIDE = (
    "Two copies of the journal changed this entry, and both versions stand. The other is version "
    "{others}. `reflect journal edit {short}` makes a new one that stands alone."
)


def entry_page(
    entry: Entry, short_id: str, notes: Sequence[str] = (), *, numbered: bool = False
) -> list[Block]:
    """The whole entry: each question as it was shown, and the answer; *notes* stand above them.

    With *numbered* each question has its place in the entry before it.
    """
    blocks = [title(entry.title), quiet(f"{when_words(entry.began)} · {short_id}")]
    blocks += [quiet(note) for note in notes]
    section = entry.title  # which stands above already
    placed = [(number if numbered else 0, item) for number, item in enumerate(entry.items, start=1)]
    for number, item in ((number, item) for number, item in placed if not item.off_path):
        if item.section and item.section != section:
            section = item.section
            blocks.append(title(section))
        blocks += _item_blocks(item, number)
    aside = [(number, item) for number, item in placed if item.off_path]
    if aside:
        blocks.append(title(OFF_PATH))
        for number, item in aside:
            blocks += _item_blocks(item, number)
    return blocks


def _item_blocks(item: Item, number: int) -> list[Block]:
    before = f"{number}. " if number else ""
    answer = quiet(SKIPPED) if item.skipped else quote(item.answer_words())
    if item.question or before:
        return [question(f"{before}{item.question}"), answer]
    return [text(item.answer_words())]


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
