"""What an author looked at and lets stand with `allow`, itself looked at.

A waiver names a check by its code, in small letters, or by the name of a wording rule. It counts
for its own block. Errors cannot be waived.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.authoring.codes import CODES
from reflect_cli.promptsets.characters import did_you_mean, quoted
from reflect_cli.promptsets.findings import Weight

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reflect_cli.authoring.draft import Draft, Rules
    from reflect_cli.promptsets.findings import Finding
    from reflect_cli.promptsets.nodes import Scalar
    from reflect_cli.promptsets.outline import Part
    from reflect_cli.promptsets.wording import Law

#: Whole groups of wording rules, by the name of what they find.
_GROUPS = {"leading": "W601", "minimising": "W602", "labelling": "W603", "identifying": "W604"}
#: Checks over several sets at once; whether a waiver is needed cannot be told from one.
_ACROSS_SETS = frozenset({"said-twice", "w617"})


def standing(draft: Draft, advice: Iterable[Finding], rules: Rules) -> Iterator[Finding]:
    """*advice* without what is waived, and what is wrong with the waivers."""
    names = _names(rules.law)
    is_english = draft.prompt_set.language.partition("-")[0] == "en"
    given = {id(word): (part, word) for part in draft.parts for word in _waivers(part)}
    used: set[int] = set()
    for finding in advice:
        by = {key for key, (part, word) in given.items() if _covers(draft, part, word, finding)}
        used |= by
        if not by:
            yield finding
    for key, (_, word) in given.items():
        is_looked_at = is_english and word.text not in _ACROSS_SETS
        yield from _problems(draft, word, names, is_used=key in used, is_looked_at=is_looked_at)


def _waivers(part: Part) -> tuple[Scalar, ...]:
    return part.fields.scalars("allow") if part.fields is not None else ()


def _covers(draft: Draft, part: Part, word: Scalar, finding: Finding) -> bool:
    named = word.text in (finding.code.lower(), finding.rule) or (
        _GROUPS.get(word.text) == finding.code
    )
    is_error = finding.weight is Weight.ERROR
    return named and not is_error and _is_inside(draft, part, finding.line)


def _is_inside(draft: Draft, part: Part, line: int) -> bool:
    following = next((p.at.line for p in draft.parts if p.order > part.order), 1 << 30)
    return part.at.line <= line < following


def _names(law: Law) -> tuple[str, ...]:
    codes = (code.lower() for code in CODES if not code.startswith("E"))
    return (*(rule.name for rule in law.rules), *law.checks, *_GROUPS, *codes)


def _problems(
    draft: Draft, word: Scalar, names: tuple[str, ...], *, is_used: bool, is_looked_at: bool
) -> Iterator[Finding]:
    if word.text not in names:
        yield draft.finding(
            "W620", word.at,
            f"There is no check {quoted(word.text)} that could be waived.{did_you_mean(word.text, names)}",
            "Name the check by its code in small letters, such as w611, or by the name its finding gives.",
        )  # fmt: skip
    elif not is_used and is_looked_at:
        yield draft.finding(
            "N621", word.at, f"Nothing in this block needs the waiver {quoted(word.text)}.",
            "Delete it, so that it cannot hide something later.",
        )  # fmt: skip
