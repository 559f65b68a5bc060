"""A sheet as a PDF that screen readers can read: tagged, with its fonts in it."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any, assert_never

from reflect_cli.errors import UsageProblem
from reflect_cli.handout import words
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
)
from reflect_cli.handout.typesetting import DOCUMENT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reflect_cli.handout.sheet import Block, Inner, Sheet, Step


#: What Typst says when a font lacks a letter; the standard does not allow an empty box for it.
_NO_LETTER = "could not be displayed with font"


def pdf(sheet: Sheet) -> bytes:
    """The whole file, in PDF/UA-1.

    It is set in the font that comes with Typst; a letter which that lacks is looked for in the
    machine's own. Raises UsageProblem without the extra `pdf`, and for a letter found nowhere.
    """
    try:
        import typst
    except ImportError:
        raise UsageProblem(
            "A PDF needs the extra “pdf”, which is not installed.",
            hint="Install it with `make pdf`, or `pipx install '.[pdf]'`. Or write --html, and print"
            " it to a PDF from a browser.",
        ) from None
    data = json.dumps(_data(sheet))
    for ignore_system_fonts in (True, False):
        try:
            return _compiled(data, ignore_system_fonts=ignore_system_fonts)
        except typst.TypstError as refused:
            if _NO_LETTER not in str(refused):
                raise
    raise UsageProblem(
        "No font on this machine has all the letters of this set.",
        hint="Install a font for its language, or write --html, and print that from a browser.",
    )


def _compiled(data: str, *, ignore_system_fonts: bool) -> bytes:
    import typst

    made: bytes = typst.compile(
        DOCUMENT.encode(),
        format="pdf",
        ignore_system_fonts=ignore_system_fonts,
        sys_inputs={"sheet": data},
        pdf_standards="ua-1",
        timestamp=0,
    )
    return made


def _data(sheet: Sheet) -> dict[str, Any]:
    language, *others = sheet.language.split("-")
    region = next((part for part in others if len(part) == 2 and part.isalpha()), None)
    return {
        "title": sheet.title,
        "lang": language,
        "region": region,
        "rtl": sheet.is_right_to_left,
        "footer": sheet.footer,
        "paper": "us-letter" if sheet.letter else "a4",
        "large": sheet.large,
        "discreet": sheet.discreet,
        "words": {"columns": words.COLUMNS},
        "blocks": _blocks(sheet.blocks),
    }


def _blocks(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """The blocks in order; questions that follow one another are one list."""
    found: list[dict[str, Any]] = []
    for kind, alike in groupby(blocks, type):
        made = [_block(block) for block in alike]
        found += [{"is": "Questions", "items": made}] if kind is Question else made
    return found


def _block(block: Block) -> dict[str, Any]:
    return {"is": type(block).__name__, **_fields(block)}


def _fields(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"level": block.level, "text": block.text}
        case Contact():
            return {"name": block.name, "reach": block.reach, "said": block.about}
        case Question():
            return {"number": block.number, "blocks": [_block(part) for part in block.blocks]}
        case Box():
            return {"blocks": [_block(part) for part in block.blocks]}
        case Timetable():
            return {"steps": [_step(step) for step in block.steps]}
        case Cover():
            return {"lines": block.lines}
        case _:
            return _inner_fields(block)


def _inner_fields(block: Inner) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {"lines": block.lines, "tone": block.tone}
        case Points():
            return {"points": block.noted, "boxes": block.boxes, "tone": block.tone}
        case Ruled():
            return {"count": block.count}
        case Blank():
            return {"label": block.label}
        case _:
            assert_never(block)


def _step(step: Step) -> dict[str, Any]:
    return {
        "clock": step.clock,
        "takes": step.takes,
        "title": step.title,
        "details": [_block(part) for part in step.details],
    }
