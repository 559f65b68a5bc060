"""Everything there is to say about a set file, in one pass, each with its line.

The reader's findings come first and are never guessed round: what it could not read is left out
of the later checks, and what could be read still gets them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from reflect_cli.authoring import care, choices, phrasing, rights, safety, versions, waivers, ways
from reflect_cli.authoring.draft import Draft
from reflect_cli.promptsets import guide_reading
from reflect_cli.promptsets.building import sketched
from reflect_cli.promptsets.findings import Finding, Weight
from reflect_cli.promptsets.reading import MOST_FINDINGS, examined, in_order, set_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reflect_cli.authoring.draft import Rules
    from reflect_cli.promptsets.model import PromptSet
    from reflect_cli.promptsets.reading import Examined

    Look = Callable[[Draft, Rules], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a file; `prompt_set` is the set when nothing keeps it from being one."""

    findings: tuple[Finding, ...]
    prompt_set: PromptSet | None

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that keep the set from being used."""
        return tuple(finding for finding in self.findings if finding.weight is Weight.ERROR)

    def count(self, weight: Weight) -> int:
        """How many findings have this weight."""
        return sum(finding.weight is weight for finding in self.findings)


#: More findings of one sort than these help nobody, waived ones counted.
MOST_OF_ONE_SORT = 5 * MOST_FINDINGS

#: Each looks at a draft for things of one sort.
LOOKS: tuple[Look, ...] = (
    choices.problems,
    ways.problems,
    care.problems,
    rights.problems,
    safety.problems,
    phrasing.problems,
)


def checked(data: bytes, rules: Rules, since: PromptSet | None = None) -> Checked:
    """Every finding in *data*, by line; at most `MOST_FINDINGS`.

    With *since*, an older version of the set, also what changed since then.
    """
    file = examined(data)
    if file.source is None or not file.is_complete:
        return Checked(file.findings[:MOST_FINDINGS], None)
    is_whole = not file.findings
    prompt_set = set_in(file) if is_whole else _sketch(file)
    draft = Draft(file.source, file.parts, prompt_set, is_whole, file.guide)
    advice = [one for look in LOOKS for one in islice(look(draft, rules), MOST_OF_ONE_SORT)]
    advice += rights.stale_signature(draft, data)
    if since is not None:
        advice += versions.problems(draft, since)
    standing = waivers.standing(draft, advice, rules)
    found = in_order((*file.findings, *standing))
    result = Checked(fewer(found), prompt_set)
    return replace(result, prompt_set=None) if result.errors else result


def _sketch(file: Examined) -> PromptSet:
    """What can be told of a file with findings, its guide included if that could be read."""
    return replace(sketched(file.parts), guide=guide_reading.built(file.guide))


def fewer(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """At most `MOST_FINDINGS` of *findings*; notes and warnings are left out before errors."""
    if len(findings) <= MOST_FINDINGS:
        return findings
    heavy = sorted(findings, key=lambda finding: list(Weight).index(finding.weight))
    return in_order(heavy[:MOST_FINDINGS])
