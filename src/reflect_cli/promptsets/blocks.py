"""A file cut into its blocks, each read by itself, so that a broken one hides nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reflect_cli.promptsets.composing import SEPARATOR, Composer
from reflect_cli.promptsets.findings import Finding, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflect_cli.promptsets.nodes import Table
    from reflect_cli.promptsets.source import Source

MOST_BLOCKS = 400

_NAMED = re.compile(r"(?P<field>[^\s:#]+)\s*:\s+['\"]?(?P<id>[a-z0-9-]+)['\"]?\s*(#.*)?$")


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines of the file, and what they say if they could be read at all."""

    first_line: int
    lines: tuple[str, ...]
    root: Table | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def numbers(self) -> range:
        """The numbers of its lines."""
        return range(self.first_line, self.first_line + len(self.lines))

    @property
    def opening(self) -> Span:
        """The first line that says something."""
        for offset, line in enumerate(self.lines):
            if _says_something(line):
                return Span(self.first_line + offset, 1, max(1, len(line.rstrip())))
        return Span(self.first_line, 1)

    @property
    def first_field(self) -> str:
        """The name of its first field, guessed where it could not be read."""
        if self.root is not None and self.root.entries:
            return self.root.entries[0].key.raw
        return self.guessed_name()[0]

    def guessed_name(self) -> tuple[str, str]:
        """The first field and its id, read off a block that has other troubles."""
        match = _NAMED.match(self.lines[self.opening.line - self.first_line])
        return (match["field"], match["id"]) if match else ("", "")


def blocks_of(source: Source, refused_lines: frozenset[int]) -> tuple[Block, ...]:
    """Every block that says something, in order; those with *refused_lines* are left unread."""
    composer = Composer(source)
    cut = list(_cut(source.lines))
    read = [
        block if refused_lines.intersection(block.numbers) else _read(composer, block)
        for block in cut[:MOST_BLOCKS]
    ]
    if len(cut) > MOST_BLOCKS:
        extra = cut[MOST_BLOCKS]
        finding = source.finding(
            "E001",
            extra.opening,
            f"This file has {len(cut)} blocks. A prompt set can have up to {MOST_BLOCKS}.",
            "Share the prompts out over two sets.",
        )
        read.append(replace(extra, findings=(finding,)))
    return tuple(read)


def _read(composer: Composer, block: Block) -> Block:
    root, findings = composer.read(block.first_line, block.lines)
    return replace(block, root=root, findings=findings)


def _cut(lines: tuple[str, ...]) -> Iterator[Block]:
    starts = [n for n, line in enumerate(lines) if SEPARATOR.match(line)]
    for start, end in zip([-1, *starts], [*starts, len(lines)], strict=True):
        first = max(start, 0)
        block = Block(first + 1, lines[first:end])
        if any(map(_says_something, block.lines)):
            yield block


def _says_something(line: str) -> bool:
    bare = (line[3:] if SEPARATOR.match(line) else line).strip()
    return bool(bare) and not bare.startswith("#")
