"""A prompt set from the bytes of its file, or every reason why it cannot be used.

Nothing is guessed: what does not arrive as the author wrote it is refused with its line.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from reflect_cli.errors import PromptSetMalformed
from reflect_cli.promptsets import guide_reading, needed, references, structure
from reflect_cli.promptsets.blocks import blocks_of
from reflect_cli.promptsets.building import built
from reflect_cli.promptsets.characters import quoted
from reflect_cli.promptsets.findings import Finding, rendered_all
from reflect_cli.promptsets.outline import parts_of
from reflect_cli.promptsets.source import opened, unsafe_characters
from reflect_cli.promptsets.spec import TRANSLATION_BLOCK

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reflect_cli.promptsets.blocks import Block
    from reflect_cli.promptsets.model import PromptSet
    from reflect_cli.promptsets.outline import Part
    from reflect_cli.promptsets.source import Source

#: More than this many findings of one file help nobody.
MOST_FINDINGS = 200
EACH = "Each is listed with its line and what to do about it."
THE_ONE = "It is told with its line and what to do about it."
#: A file over a limit is not read to its end, so nothing can be said of what it lacks.
TOO_MUCH = "E001"


@dataclass(frozen=True, slots=True)
class Examined:
    """A file as far as it could be read, and everything that keeps it from being a set.

    `source` is None when the bytes are no text; `is_complete` is false when it was not read to
    its end. `guide` are the parts of the guide that can follow the set.
    """

    source: Source | None
    parts: tuple[Part, ...]
    findings: tuple[Finding, ...]
    is_complete: bool = True
    guide: tuple[Part, ...] = ()


def read(data: bytes, name: str) -> PromptSet:
    """The prompt set in *data*, or `PromptSetMalformed`; *name* is only used to name the file."""
    file = examined(data)
    if file.findings:
        raise malformed(file.findings, name)
    return set_in(file)


def set_in(file: Examined) -> PromptSet:
    """The set, with its guide, of a file without findings."""
    return replace(built(file.parts), guide=guide_reading.built(file.guide))


def malformed(findings: tuple[Finding, ...], name: str) -> PromptSetMalformed:
    """The refusal of a file with *findings*, ready to raise."""
    for finding in findings:
        if finding.code == needed.TOO_NEW:  # a sentence for a reader, who wrote none of it
            return PromptSetMalformed(finding.message, hint=finding.hint, findings=findings)
    count = len(findings)
    problems = "1 problem" if count == 1 else f"{count} problems"
    if count > MOST_FINDINGS:
        problems = f"more than {MOST_FINDINGS} problems"
    return PromptSetMalformed(
        f"{quoted(name, 80)} has {problems}.",
        hint=EACH if count > 1 else THE_ONE,
        findings=findings[:MOST_FINDINGS],
        report=partial(rendered_all, findings[:MOST_FINDINGS], name),
    )


def findings_in(data: bytes) -> tuple[Finding, ...]:
    """Everything that keeps *data* from being a prompt set, in the order of its lines."""
    return examined(data).findings[:MOST_FINDINGS]


def examined(data: bytes) -> Examined:
    """*data* read as far as it goes; at most a few more findings than `MOST_FINDINGS`."""
    source = opened(data)
    if isinstance(source, Finding):
        return Examined(None, (), (source,), is_complete=False)
    found = list(islice(unsafe_characters(source), MOST_FINDINGS + 1))
    if len(found) > MOST_FINDINGS:
        return Examined(source, (), tuple(found), is_complete=False)
    blocks = blocks_of(source, frozenset(finding.line for finding in found))
    if newer := needed.problem(source, blocks):
        return Examined(source, (), in_order((*found, newer)), is_complete=False)
    if blocks and blocks[0].first_field == TRANSLATION_BLOCK:
        return Examined(source, (), in_order((*found, _only_words(source, blocks[0]))), False)
    blocks, of_guide = guide_reading.parted(blocks)
    parts = parts_of(source, blocks)
    for part in parts:
        found.extend(part.findings)
    is_complete = all(finding.code != TOO_MUCH for finding in found)
    if is_complete:
        found.extend(structure.problems(source, parts))
        found.extend(islice(references.problems(source, parts), MOST_FINDINGS + 1))
    guide = guide_reading.parts_of(source, of_guide)
    found.extend(guide_reading.problems(source, guide, parts))
    return Examined(source, parts, in_order(found), is_complete, guide)


def _only_words(source: Source, block: Block) -> Finding:
    return source.finding(
        "E028", block.opening, "This file is a translation: the words of a set, and not the set.",
        "Name the file of the set. “reflect author translate LANG FILE --whole” makes one in its words.",
    )  # fmt: skip


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """*findings* by line and column, none of them twice."""
    return tuple(sorted(set(findings), key=lambda f: (f.line, f.column, f.code, f.message)))
