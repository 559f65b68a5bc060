"""What a set must not hold, wherever it stands: orders, codes, secrets, and things left unfilled."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from reflect_cli.promptsets.characters import quoted
from reflect_cli.promptsets.findings import Span
from reflect_cli.promptsets.model import OWN, is_own
from reflect_cli.promptsets.outline import Role
from reflect_cli.promptsets.wording import Only, is_forbidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflect_cli.authoring.draft import Draft, Rules, Written
    from reflect_cli.promptsets.findings import Finding
    from reflect_cli.promptsets.wording import Rule

MOST_MARKS = 2  # on one letter

#: Orders that editors take from a comment: a schema fetched from the network, a mode line.
_ORDER = re.compile(
    r"\$schema\s*[=:]\s*[\"']?(?:[a-z+]{2,10}:|//)\S*"
    r"|(?<!\S)(?:vi|vim|ex)(?:[<=>]?\d*)?:\s*\S.*"
    r"|-\*-.{0,200}-\*-"
    r"|kate:\s|(?<!\w)Local Variables:",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_SENTENCE_END = re.compile(r"[.?!…](?=\s)")
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC")


def problems(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """Every such thing, with its place."""
    yield from _editor_orders(draft)
    yield from _borrowed_id(draft, rules)
    for written in draft.written():
        yield from _by_rules(draft, written, rules)
        if not written.stretch.text.isascii():
            yield from _stacked_marks(draft, written)
            yield from _mixed_scripts(draft, written)


def _by_rules(draft: Draft, written: Written, rules: Rules) -> Iterator[Finding]:
    for rule in sorted(rules.law.safety, key=lambda one: one.code):
        if rule.only is Only.PROMPTS and written.part.role not in (Role.SECTION, Role.PROMPT):
            continue
        for match, at in written.stretch.matches(rule.found_by):
            if _is_told_not_to(rule, match):
                continue
            yield draft.finding(rule.code, at, f"{quoted(match[0])}: {rule.reason}", rule.better)


def _is_told_not_to(rule: Rule, match: re.Match[str]) -> bool:
    before = _SENTENCE_END.split(match.string[: match.start()])[-1]
    return rule.unless_forbidden and is_forbidden(before)


def _editor_orders(draft: Draft) -> Iterator[Finding]:
    for number, line in enumerate(draft.source.lines, start=1):
        start = line.find("#")
        match = _ORDER.search(line, start) if start >= 0 else None
        if match:
            yield draft.finding(
                "E512", Span(number, match.start() + 1, max(1, len(match[0].rstrip()))),
                "A text editor takes this as an order as soon as the file is opened.",
                "Delete it. A schema beside the file, by a path that begins with “./”, may stay.",
            )  # fmt: skip


def _borrowed_id(draft: Draft, rules: Rules) -> Iterator[Finding]:
    header = draft.header
    if rules.of_reflect or header is None or not header.has("id"):  # a translation has none
        return
    if is_own(header.text("id")):
        yield draft.finding(
            "E513", header.scalar("id").at,
            f"Ids that begin with “{OWN}” are kept for Reflect's own sets.",
            "Choose another id, such as your-group.first-evening. Nobody could install this one.",
        )  # fmt: skip


def _stacked_marks(draft: Draft, written: Written) -> Iterator[Finding]:
    count = 0
    for place, char in enumerate(written.stretch.text):
        count = count + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        if count == MOST_MARKS + 1:
            yield draft.finding(
                "W503", written.stretch.span(place, place + 1),
                "So many marks are stacked on one letter here that they cover the lines around it.",
                "Type the word again.",
            )  # fmt: skip


def _mixed_scripts(draft: Draft, written: Written) -> Iterator[Finding]:
    for match, at in written.stretch.matches(_WORD):
        if match[0].isascii():
            continue
        scripts = sorted({script for char in match[0] if (script := _script(char))})
        if len(scripts) > 1:
            named = " and ".join(script.capitalize() for script in scripts)
            yield draft.finding(
                "W504", at, f"The word {quoted(match[0])} has letters from {named}.",
                "Type the word again. Letters that look alike can make one thing pass for another.",
            )  # fmt: skip


def _script(char: str) -> str:
    name = unicodedata.name(char, "").partition(" ")[0]
    return name if name in _SCRIPTS else ""
