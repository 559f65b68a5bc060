"""The file itself: bytes into lines, or the reason they cannot be read as text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reflect_cli.promptsets.characters import CONTROL, DIRECTION, INVISIBLE
from reflect_cli.promptsets.findings import Finding, Span

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

MOST_BYTES = 256 * 1024

BOM = b"\xef\xbb\xbf"
WORD_PROCESSED = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"%PDF")
UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Source:
    """The lines of a file, without their ends."""

    lines: tuple[str, ...]

    def finding(self, code: str, at: Span, message: str, hint: str = "") -> Finding:
        """What is wrong at a place, with the line it stands on."""
        excerpt = self.lines[at.line - 1] if 0 < at.line <= len(self.lines) else ""
        return Finding(code, at.line, at.column, at.length, message, hint, excerpt)


def opened(data: bytes) -> Source | Finding:
    """The lines of *data*, or the one reason why it has none."""
    if len(data) > MOST_BYTES:
        size = -(-len(data) // 1024)
        return Finding(
            "E001", 1, 1, 1,
            f"This file is {size} KiB long. A prompt set can have up to {MOST_BYTES // 1024} KiB.",
            "Share the prompts out over two sets.",
        )  # fmt: skip
    if data.startswith(WORD_PROCESSED):
        return Finding(
            "E003", 1, 1, 1,
            "This file comes from a word processor or is an archive. A prompt set is plain text.",
            "Save it as plain text in UTF-8, or unpack it first, and read that file.",
        )  # fmt: skip
    try:
        text = data.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        return _undecodable(data.removeprefix(BOM), error.start)
    if text.count("\0") > len(text) // 4:
        return _sixteen_bits()
    if "\r" in text and "\n" not in text:
        return Finding(
            "E010", 1, 1, 1,
            "The lines of this file end as very old Macs ended them, so that it is one long line here.",
            "Save it again with the line ends of Unix or of Windows.",
        )  # fmt: skip
    return Source(tuple(text.replace("\r\n", "\n").split("\n")))


def _undecodable(data: bytes, where: int) -> Finding:
    if data.startswith(UTF16):
        return _sixteen_bits()
    line = data.count(b"\n", 0, where) + 1
    begin = data.rfind(b"\n", 0, where) + 1
    end = data.find(b"\n", where)
    row = data[begin : end if end >= 0 else len(data)].rstrip(b"\r")
    column = len(data[begin:where].decode("utf-8")) + 1
    return Finding(
        "E002", line, column, 1,
        f"The byte 0x{data[where]:02X} does not belong in UTF-8 text.",
        "An older Windows program may have written this file. Save it again with the encoding"
        " UTF-8.",
        row.decode("utf-8", errors="replace"),
    )  # fmt: skip


def _sixteen_bits() -> Finding:
    return Finding(
        "E002", 1, 1, 1,
        "This file is stored as UTF-16, two bytes to a letter.",
        "Save it again with the encoding UTF-8.",
    )  # fmt: skip


def unsafe_characters(source: Source) -> Iterator[Finding]:
    """Every character that could mislead a terminal or a reader, comments included."""
    for number, line in enumerate(source.lines, start=1):
        if line.isascii() and line.isprintable():
            continue
        yield from _in_line(source, number, line)


def _in_line(source: Source, number: int, line: str) -> Iterator[Finding]:
    def found(code: str, match: re.Match[str], message: str, hint: str) -> Finding:
        return source.finding(code, Span(number, match.start() + 1), message, hint)

    for match in CONTROL.finditer(line):
        yield found(
            "E010", match, f"There is a control character here, {_number(match)}.",
            "Delete it. A terminal takes such characters as orders, not as text.",
        )  # fmt: skip
    for match in DIRECTION.finditer(line):
        yield found(
            "E501", match, f"A mark that turns the reading direction is hidden here, {_number(match)}.",
            "Delete it, and type the words around it again.",
        )  # fmt: skip
    for match in INVISIBLE.finditer(line):
        yield found(
            "E502", match, f"A character that cannot be seen is hidden here, {_number(match)}.",
            "Delete it. Such characters can tell one copy of a file from another.",
        )  # fmt: skip
    if (column := line.find("\ufffd")) >= 0:
        yield source.finding(
            "E002", Span(number, column + 1),
            "A letter was lost here when the file was saved with another encoding.",
            "Type the letter again.",
        )  # fmt: skip


def _number(match: re.Match[str]) -> str:
    return f"U+{ord(match.group()):04X}"
