"""Markdown as Reflect writes it, read again: titles, times, questions, answers as text, and tags.

What Markdown does not hold does not come back: earlier versions, plans, which option an answer was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from reflect_cli.journal.entry import Entry, EntryKind, Item
from reflect_cli.journal.foreign import LONG, Brought, NotRead, Reading, tag_of
from reflect_cli.journal.markdown import MARKDOWN_HEAD, OFF_PATH, SKIPPED

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEGINS = re.compile(r"# .*\n\n\* Began: \S+\n\* Finished: \S+\n\* Id: \S+\n")
_ABOUT = re.compile(r"\* (Began|Finished|Id|Set|Tags): (.*)")
NOT_OURS = "lines that Reflect did not write, left out"


#: By the ids of the sets that leave no session; an entry without a set was written freely.
_KINDS = {"": EntryKind.FREE, "reflect.free": EntryKind.FREE, "reflect.tell": EntryKind.TELLING}


def is_ours(text: str) -> bool:
    """Whether *text* begins as an export or a page of a backup does."""
    return text.startswith(MARKDOWN_HEAD) or bool(_BEGINS.match(text))


@dataclass(slots=True, repr=False)
class _Page:
    """An entry while its lines are read."""

    title: str
    about: dict[str, str] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    section: str = ""
    question: str = ""


def read(text: str) -> Reading:
    """Every entry in *text*. Raises NotRead for one without its times or id."""
    reading, page = Reading(), None
    for line, answer in _pieces(text.removeprefix(MARKDOWN_HEAD)):
        if answer is None and line.startswith("# "):
            if page:
                reading.brought.append(_brought(page))
            page = _Page(line[2:].strip())
        elif page:
            reading.left_out[NOT_OURS] += not _took(page, line, answer)
    if page:
        reading.brought.append(_brought(page))
    reading.left_out += reading.left_out.__class__()  # without those that were never met
    return reading


def _pieces(text: str) -> Iterator[tuple[str, str | None]]:
    """Each line that says something; the lines of one answer together, without their `>`."""
    quoted: list[str] = []
    for line in [*text.split("\n"), ""]:
        if line.startswith(">"):
            quoted.append(line[1:].removeprefix(" "))
            continue
        if quoted:
            yield "", "\n".join(quoted)
            quoted = []
        if line:
            yield line, None


def _took(page: _Page, line: str, answer: str | None) -> bool:
    """Whether *line*, or the *answer*, has found its place on *page*."""
    if answer is not None or line == SKIPPED:
        page.items.append(_item(page, answer))
        page.question = ""
    elif line.startswith("### "):
        page.question = line[4:]
    elif line.startswith("## "):
        page.section = line[3:]
    elif (found := _ABOUT.fullmatch(line)) and not page.items:
        page.about[found[1]] = found[2]
    else:
        return False
    return True


def _item(page: _Page, answer: str | None) -> Item:
    off_path = page.section == OFF_PATH
    return Item(
        prompt=f"answer-{len(page.items) + 1}",
        kind=LONG,
        section="" if off_path else page.section,
        question=page.question,
        at=page.about.get("Finished", ""),
        value=answer,
        off_path=off_path,
    )


def _brought(page: _Page) -> Brought:
    about = page.about
    try:
        began, finished, entry_id = about["Began"], about["Finished"], about["Id"]
        times = [datetime.fromisoformat(stamp) for stamp in (began, finished)]
    except (KeyError, ValueError):
        raise NotRead("An entry in it has not the times and the id that Reflect writes") from None
    if any(time.tzinfo is None for time in times) or not re.fullmatch(
        r"[0-9A-Za-z-]{1,64}", entry_id
    ):
        raise NotRead("An entry in it has not the times and the id that Reflect writes")
    set_id, _, version = about.get("Set", "").partition(" ")
    entry = Entry(
        id=entry_id,
        kind=_KINDS.get(set_id, EntryKind.SESSION),
        title=page.title,
        began=began,
        finished=finished,
        items=tuple(page.items),
        set_id=set_id,
        set_version=version,
    )
    tags = tuple(filter(None, (tag_of(tag) for tag in about.get("Tags", "").split(","))))
    return Brought(entry, finished, tags)
