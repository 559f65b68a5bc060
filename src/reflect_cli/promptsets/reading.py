"""A prompt set from the bytes of its file, or every reason why it cannot be used.

Nothing is guessed: what does not arrive as the author wrote it is refused with its line.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from reflect_cli.errors import PromptSetMalformed
from reflect_cli.promptsets import guide_reading, references, structure
from reflect_cli.promptsets.blocks import blocks_of
from reflect_cli.promptsets.building import built
from reflect_cli.promptsets.characters import quoted
from reflect_cli.promptsets.findings import Finding, rendered_all
from reflect_cli.promptsets.outline import parts_of
from reflect_cli.promptsets.source import opened, unsafe_characters

if TYPE_CHECKING:
    from reflect_cli.promptsets.blocks import Block
    from reflect_cli.promptsets.model import PromptSet
    from reflect_cli.promptsets.outline import Part

#: More than this many findings of one file help nobody.
MOST_FINDINGS = 200
#: A file over a limit is not read to its end, so nothing can be said of what it lacks.
TOO_MUCH = "E001"


def read(data: bytes, name: str) -> PromptSet:
    """The prompt set in *data*, or `PromptSetMalformed`; *name* is only used to name the file."""
    parts, of_guide, findings = _examined(data)
    if not findings:
        return replace(built(parts), guide=guide_reading.built(of_guide))
    count = len(findings)
    problems = "1 problem" if count == 1 else f"{count} problems"
    if count > MOST_FINDINGS:
        problems = f"more than {MOST_FINDINGS} problems"
    raise PromptSetMalformed(
        f"{quoted(name, 80)} has {problems}.",
        hint="Each is listed with its line and what to do about it.",
        findings=findings[:MOST_FINDINGS],
        report=rendered_all(findings[:MOST_FINDINGS], name),
    )


def findings_in(data: bytes) -> tuple[Finding, ...]:
    """Everything that keeps *data* from being a prompt set, in the order of its lines."""
    return _examined(data)[2][:MOST_FINDINGS]


def _examined(data: bytes) -> tuple[tuple[Part, ...], tuple[Block, ...], tuple[Finding, ...]]:
    """The parts of the set, the blocks of its guide, and all that is wrong with either."""
    source = opened(data)
    if isinstance(source, Finding):
        return (), (), (source,)
    found = list(islice(unsafe_characters(source), MOST_FINDINGS + 1))
    if len(found) > MOST_FINDINGS:
        return (), (), tuple(found)
    blocks = blocks_of(source, frozenset(finding.line for finding in found))
    blocks, of_guide = guide_reading.parted(blocks)
    parts = parts_of(source, blocks)
    for part in parts:
        found.extend(part.findings)
    if all(finding.code != TOO_MUCH for finding in found):
        found.extend(structure.problems(source, parts))
        found.extend(islice(references.problems(source, parts), MOST_FINDINGS + 1))
    found.extend(guide_reading.problems(source, of_guide, parts))
    return parts, of_guide, tuple(sorted(set(found), key=lambda f: (f.line, f.column, f.code)))
