"""An author's text as paragraphs for paper."""

from __future__ import annotations

import re

from reflect_cli.handout.sheet import Paragraph, Tone

_ENDS = re.compile(r"[.?!:;\u2026][\"'\u201d\u2019)\]]*$")
_BEGINS_A_POINT = re.compile(r"([-*\u2022\u2013]|\d{1,3}[.)])\s")


def paragraphs(text: str, tone: Tone = Tone.PLAIN) -> tuple[Paragraph, ...]:
    """The paragraphs of *text*; an empty line begins a new one.

    A line that an editor broke off in the middle of a sentence goes on; where a sentence ends, or
    a point of a list begins, the author's line break stays.
    """
    parts = re.split(r"\n\s*\n", text.strip("\n"))
    return tuple(Paragraph(lines, tone) for part in parts if (lines := _lines(part)))


def _lines(part: str) -> tuple[str, ...]:
    lines: list[str] = []
    for line in filter(None, (" ".join(line.split()) for line in part.split("\n"))):
        if lines and not _ENDS.search(lines[-1]) and not _BEGINS_A_POINT.match(line):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return tuple(lines)
