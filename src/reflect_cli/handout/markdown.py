"""A sheet as Markdown (CommonMark), in which every character of a text stays that character."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from reflect_cli.handout.sheet import (
    Blank,
    Box,
    Contact,
    Cover,
    Heading,
    Paragraph,
    Points,
    Question,
    Ruled,
    Timetable,
    Tone,
)

if TYPE_CHECKING:
    from reflect_cli.handout.sheet import Block, Inner, Sheet, Step

#: Marks that mean something wherever they stand; `@` and `//` so that no address becomes a link.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>#|~&@$^]|(?<=:)//|(?<=\bwww)\.", re.IGNORECASE)
#: Marks that mean something only at the beginning of a line.
_AT_START = re.compile(r"^(\s*)([-+=:]|\d{1,9}(?=[.)]))")
_LINE = "_" * 60


def markdown(sheet: Sheet) -> str:
    """The whole sheet, with what identifies it in its last line."""
    parts = [text for block in sheet.blocks if (text := _block(block))]
    return "\n\n".join([*parts, f"*{escaped(sheet.footer)}*"]) + "\n"


def escaped(text: str) -> str:
    """*text* on one line, so that a reader of Markdown shows exactly its characters."""
    line = _ANYWHERE.sub(_with_backslash, " ".join(text.split()))
    return _AT_START.sub(_at_start, line)


def _with_backslash(match: re.Match[str]) -> str:
    return "".join(f"\\{char}" for char in match.group())


def _at_start(match: re.Match[str]) -> str:
    mark = match.group(2)
    return f"\\{mark}" if not mark.isdigit() else f"&#{ord(mark[0])};{mark[1:]}"


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {escaped(block.text)}"
        case Contact():
            return _contact(block)
        case Question():
            return _indented(f"{block.number}. ", "\n\n".join(map(_inner, block.blocks)))
        case Box():
            return _quoted("\n\n".join(map(_inner, block.blocks)))
        case Timetable():
            return "\n".join(map(_step, block.steps))
        case Cover():
            return "\n\n".join([*map(escaped, block.lines), "* * *"])
        case _:
            return _inner(block)


def _inner(block: Inner) -> str:
    match block:
        case Paragraph():
            return _paragraph(block)
        case Points():
            mark = "- [ ] " if block.boxes else "- "
            return "\n".join(mark + _item(item, note) for item, note in block.noted)
        case Ruled():
            return "\n\n".join([escaped(_LINE)] * block.count)
        case Blank():
            return f"{escaped(block.label)}: {escaped(_LINE[:30])}"
        case _:
            assert_never(block)


def _paragraph(paragraph: Paragraph) -> str:
    lines = [escaped(line) for line in paragraph.lines]
    if paragraph.tone is Tone.ASKED:
        lines = [f"**{line}**" for line in lines]
    elif paragraph.tone is Tone.CONDITION:
        lines = [f"*{line}*" for line in lines]
    return "\\\n".join(lines)


def _item(text: str, note: str) -> str:
    return f"{escaped(text)} ({escaped(note)})" if note else escaped(text)


def _contact(contact: Contact) -> str:
    named = f"**{escaped(contact.name)}:** {escaped(contact.reach)}"
    return "\\\n".join([named, *map(escaped, contact.about)])


def _step(step: Step) -> str:
    head = f"**{step.clock}** {escaped(step.title)} ({step.takes})"
    return _indented("- ", "\n\n".join([head, *map(_inner, step.details)]))


def _indented(mark: str, text: str) -> str:
    return mark + text.replace("\n", f"\n{' ' * len(mark)}").replace(
        f"\n{' ' * len(mark)}\n", "\n\n"
    )


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
