"""Changes to the text of a set file that leave every other character as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.promptsets.outline import Role

if TYPE_CHECKING:
    from reflect_cli.promptsets.reading import Examined


def with_version(data: bytes, file: Examined, version: str) -> bytes:
    """*data* with another version in its header; *file* is *data* examined, without findings."""
    header = next(part for part in file.parts if part.role is Role.HEADER)
    assert header.fields is not None  # a file without findings has one
    scalar = header.fields.scalar("version")
    quote = len(scalar.style)
    start = scalar.at.column - 1 + quote
    lines = data.decode("utf-8").split("\n")
    row = scalar.at.line - 1
    bom = len("\ufeff") if row == 0 and lines[0].startswith("\ufeff") else 0
    line = lines[row]
    ends = start + bom + len(scalar.raw)
    lines[row] = line[: start + bom] + version + line[ends:]
    return "\n".join(lines).encode("utf-8")
