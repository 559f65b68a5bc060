"""What an author looked at and lets stand with `allow`, itself looked at.

A waiver names a check by its code, in small letters, or by the name of a wording rule. It counts
for its own block. Errors cannot be waived.
"""

from __future__ import annotations

from bisect import bisect_right
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
    parts = draft.every_part
    starts = [part.at.line for part in parts]
    used: set[int] = set()
    for finding in advice:
        number = bisect_right(starts, finding.line) - 1
        words = _waivers(parts[number]) if number >= 0 else ()
        by = [id(word) for word in words if _covers(word, finding)]
        used.update(by)
        if not by:
            yield finding
    for word in (word for part in parts for word in _waivers(part)):
        is_looked_at = draft.is_english and word.text not in _ACROSS_SETS
        is_used = id(word) in used or not is_looked_at
        yield from _problems(draft, word, names, is_used=is_used)


def _waivers(part: Part) -> tuple[Scalar, ...]:
    return part.fields.scalars("allow") if part.fields is not None else ()


def _covers(word: Scalar, finding: Finding) -> bool:
    if finding.weight is Weight.ERROR:
        return False
    by_code = finding.code in (word.text.upper(), _GROUPS.get(word.text))
    return by_code or word.text == finding.rule


def _names(law: Law) -> tuple[str, ...]:
    codes = (code.lower() for code in CODES if not code.startswith("E"))
    return (*(rule.name for rule in law.rules), *law.checks, *_GROUPS, *codes)


def _problems(
    draft: Draft, word: Scalar, names: tuple[str, ...], *, is_used: bool
) -> Iterator[Finding]:
    if word.text not in names:
        yield draft.finding(
            "W620", word.at,
            f"There is no check {quoted(word.text)} that could be waived.{did_you_mean(word.text, names)}",
            "Name the check by its code in small letters, such as w611, or by the name its finding gives.",
        )  # fmt: skip
    elif not is_used:
        yield draft.finding(
            "N621", word.at, f"Nothing in this block needs the waiver {quoted(word.text)}.",
            "Delete it, so that it cannot hide something later.",
        )  # fmt: skip
