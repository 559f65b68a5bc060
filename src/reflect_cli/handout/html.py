"""A sheet as one HTML file that loads nothing, runs nothing and can be printed."""

from __future__ import annotations

import base64
import hashlib
from html import escape
from itertools import groupby
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
from reflect_cli.handout.style import style

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reflect_cli.handout.sheet import Block, Inner, Sheet, Step


def html(sheet: Sheet) -> str:
    """The whole file. Its policy forbids everything but its one style sheet, named by its hash."""
    css = style(sheet.footer, large=sheet.large)
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    direction = "rtl" if sheet.is_right_to_left else "ltr"
    return f"""\
<!DOCTYPE html>
<html lang="{escape(sheet.language)}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{escape(sheet.title)}</title>
<style>{css}</style>
</head>
<body>
<main>
{_body(sheet.blocks)}
</main>
<footer>{escape(sheet.footer)}</footer>
</body>
</html>
"""


def _body(blocks: Iterable[Block]) -> str:
    """The blocks in order; questions, contacts and blanks that follow one another are one list."""
    parts: list[str] = []
    for kind, alike in groupby(blocks, type):
        inside = "\n".join(map(_block, alike))
        parts.append(_LISTS[kind].format(inside) if kind in _LISTS else inside)
    return "\n".join(parts)


_LISTS: dict[type, str] = {
    Question: '<ol class="questions">\n{}\n</ol>',
    Contact: '<ul class="contacts">\n{}\n</ul>',
    Blank: '<ul class="blanks">\n{}\n</ul>',
}


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"<h{block.level}>{escape(block.text)}</h{block.level}>"
        case Contact():
            return _contact(block)
        case Question():
            return f'<li value="{block.number}">\n{_body(block.blocks)}\n</li>'
        case Box():
            return f'<div class="box">\n{_body(block.blocks)}\n</div>'
        case Timetable():
            return f'<ol class="steps">\n{"".join(map(_step, block.steps))}</ol>'
        case Cover():
            lines = "".join(f"<p>{escape(line)}</p>" for line in block.lines)
            return f'<div class="cover">{lines}</div>'
        case _:
            return _inner(block)


def _inner(block: Inner) -> str:
    match block:
        case Paragraph():
            return _paragraph(block)
        case Points():
            return _points(block)
        case Ruled():
            return '<div class="ruled" aria-hidden="true">' + "<i></i>" * block.count + "</div>"
        case Blank():
            return f'<li><span>{escape(block.label)}</span><i aria-hidden="true"></i></li>'
        case _:
            assert_never(block)


def _paragraph(paragraph: Paragraph) -> str:
    lines = "<br>\n".join(map(escape, paragraph.lines))
    named = "" if paragraph.tone is Tone.PLAIN else f' class="{paragraph.tone}"'
    return f"<p{named}>{lines}</p>"


def _points(points: Points) -> str:
    kind = "boxes" if points.boxes else points.tone.value
    items = "\n".join(f"<li>{escape(text)}{_note(note)}</li>" for text, note in points.noted)
    return f'<ul class="{kind}">\n{items}\n</ul>'


def _note(note: str) -> str:
    return f" <small>({escape(note)})</small>" if note else ""


def _contact(contact: Contact) -> str:
    quiet = "<br>\n".join(map(escape, contact.about))
    return (
        f"<li><strong>{escape(contact.name)}</strong> {escape(contact.reach)}"
        f'<p class="quiet">{quiet}</p></li>'
    )


def _step(step: Step) -> str:
    takes = escape(step.takes)
    return (
        f'<li><p class="when"><strong>{step.clock}</strong> <span>{takes}</span></p>\n'
        f"<div><p>{escape(step.title)}</p>\n{_body(step.details)}</div></li>\n"
    )
