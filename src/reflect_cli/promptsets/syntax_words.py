"""What PyYAML stumbled over, told to somebody who has never heard of YAML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reflect_cli.promptsets.characters import quoted, shown
from reflect_cli.promptsets.findings import Finding, Span

if TYPE_CHECKING:
    import yaml

    from reflect_cli.promptsets.source import Source

_OWN_LINES = "Put “|” after the field's colon and the text below it, each line two spaces in."
_KEY_ONLY = re.compile(r"[ -]*['\"]?[^\s:'\"]+['\"]?\s*")
_FIELD = re.compile(r"[ -]*[^\s:]+:(\s|$)")
_DASHES = re.compile(r"\s*(?:[-\u2010-\u2015\u2212]{2,}|[\u2010-\u2015\u2212])\s*")
_HARD_SPACES = re.compile(" *\u00a0")
_BULLET = re.compile("\\s*[\u2022\u00b7\u2023\u25e6\u25aa\u2010-\u2015\u2212]\\s")


@dataclass(frozen=True, slots=True)
class _Stumble:
    """One of PyYAML's complaints, with the line it is about."""

    problem: str
    context: str
    at: Span
    began: Span
    source: Source

    def found(
        self, message: str, hint: str, *, at: Span | None = None, code: str = "E013"
    ) -> Finding:
        return self.source.finding(code, at or self.at, message, hint)

    @property
    def line(self) -> str:
        return self.source.lines[self.at.line - 1] if self.at.line <= len(self.source.lines) else ""


def explained(error: yaml.MarkedYAMLError, source: Source, first_line: int) -> Finding:
    """The finding for one complaint of PyYAML's."""
    stumble = _stumble(error, source, first_line)
    for words, explain in _EXPLANATIONS:
        if words in stumble.problem or words in stumble.context:
            return explain(stumble)
    return stumble.found("This line does not fit the lines around it.", _OWN_LINES)


def unheard_of_code(source: Source, first_line: int) -> Finding:
    """The finding for a backslash code so large that PyYAML has no words for it."""
    for number, line in enumerate(source.lines[first_line - 1 :], start=first_line):
        if (column := line.find("\\U")) >= 0:
            return _code(source, Span(number, column + 1))
    return _code(source, Span(first_line, 1))


def _code(source: Source, at: Span) -> Finding:
    return source.finding(
        "E015", at, "A backslash inside double quotes begins a code.",
        "Codes are not used here. Use single quotes, or put the text under “|”.",
    )  # fmt: skip


def _stumble(error: yaml.MarkedYAMLError, source: Source, first_line: int) -> _Stumble:
    mark = error.problem_mark or error.context_mark
    began = error.context_mark or mark
    assert mark is not None  # the scanner and the parser always say where
    assert began is not None  # for the same reason
    return _Stumble(
        str(error.problem),
        str(error.context),
        _at(source, first_line + mark.line, mark.column),
        _at(source, first_line + began.line, began.column),
        source,
    )


def _at(source: Source, line: int, column: int) -> Span:
    """The place, brought back to the last character if it lies behind the file's end."""
    number = min(line, len(source.lines))
    return Span(number, min(column, len(source.lines[number - 1])) + 1)


def _above(stumble: _Stumble) -> int:
    """The number of the nearest line above that says something, or nought."""
    for number in range(stumble.at.line - 1, 0, -1):
        row = stumble.source.lines[number - 1].strip()
        if row and not row.startswith("#"):
            return number
    return 0


def _row(stumble: _Stumble, number: int) -> Span:
    line = stumble.source.lines[number - 1]
    return Span(number, len(line) - len(line.lstrip()) + 1, max(1, len(line.strip())))


def _colon(stumble: _Stumble) -> Finding:
    before = stumble.line[: stumble.at.column - 1]
    if not _KEY_ONLY.fullmatch(before):
        return stumble.found(
            "A colon in the middle of a one-line text looks like a second field.", _OWN_LINES
        )
    above = _above(stumble)
    if above and not _FIELD.match(stumble.source.lines[above - 1]):
        return _no_colon(stumble, above)
    return stumble.found(
        "This line is further in than its neighbours, so it seems to belong to the one above.",
        "Begin it under the first letter of the field it stands beside.",
        at=_row(stumble, stumble.at.line),
    )


def _no_colon(stumble: _Stumble, number: int) -> Finding:
    line = stumble.source.lines[number - 1]
    at = _row(stumble, number)
    if _DASHES.fullmatch(line):
        return stumble.found(
            "This looks like the line between two blocks, but is not.",
            "Between two blocks stands a line of exactly three hyphens: ---", at=at,
        )  # fmt: skip
    if _BULLET.match(line):
        return stumble.found(
            "A list item begins with a hyphen, and this sign is another one.",
            "Type a plain hyphen and one space after it.", at=at,
        )  # fmt: skip
    if _HARD_SPACES.match(line):
        return stumble.found(
            "This line begins with spaces that do not break, and those are not counted.",
            "Type the spaces at the beginning of the line again.", at=at,
        )  # fmt: skip
    if "\u00a0" in line:
        return stumble.found(
            "A space on this line is one that does not break, and it does not separate a field"
            " from its text.",
            "Type the space after the colon again.", at=at,
        )  # fmt: skip
    if re.match(r"[ -]*[a-z-]+:\S", line):
        return stumble.found(
            "There is no space after the colon.", "Put one space between the colon and what follows.",
            at=at,
        )  # fmt: skip
    if "\uff1a" in line:
        return stumble.found(
            "The colon on this line is a wide one, which does not end the name of a field.",
            "Type a plain colon and one space after it.", at=at,
        )  # fmt: skip
    return stumble.found(
        "This line has no field name with a colon, and it is not part of a text above it.",
        "Text goes under “|”, each line two spaces in; a field is written as “name: text”.", at=at,
    )  # fmt: skip


def _expected_colon(stumble: _Stumble) -> Finding:
    return _no_colon(stumble, stumble.began.line)


def _cannot_start(stumble: _Stumble) -> Finding:
    if "\\t" in stumble.problem:
        return stumble.found(
            "There is a Tab here.", "Use spaces instead: two for each step to the right."
        )
    char = stumble.line[stumble.at.column - 1 : stumble.at.column]
    return stumble.found(
        f"A one-line text cannot begin with “{shown(char)}”.",
        f"Put single quotes round it. Or: {_OWN_LINES[0].lower()}{_OWN_LINES[1:]}",
    )


def _open_quote(stumble: _Stumble) -> Finding:
    return stumble.found(
        "A quotation mark opens here and is never closed.",
        f"Close it; or, if it is an apostrophe or part of the text: {_OWN_LINES}",
        at=stumble.began,
    )


def _open_bracket(stumble: _Stumble) -> Finding:
    return stumble.found(
        "A bracket opens here, and what follows is not a list that closes on this line.",
        f"Close it, with a comma between items. If it is part of the text: {_OWN_LINES}",
        at=stumble.began,
    )


def _star(stumble: _Stumble) -> Finding:
    return stumble.found(
        "A one-line text cannot begin with “*” or “&”.", _OWN_LINES, at=stumble.began, code="E011"
    )


def _tag(stumble: _Stumble) -> Finding:
    return stumble.found(
        "A word that begins with “!” is a YAML tag, and tags are not used here.",
        f"If it is part of the text: {_OWN_LINES}", at=stumble.began, code="E012",
    )  # fmt: skip


def _bar(stumble: _Stumble) -> Finding:
    return stumble.found(
        "Text stands on the same line as “|” or “>”.",
        "Move it to the next line, two spaces in.",
    )


def _dash(stumble: _Stumble) -> Finding:
    return stumble.found(
        "A list item stands on the same line as the name of its field.",
        "Begin the list on the next line, each item after “- ”.",
    )


def _escape(stumble: _Stumble) -> Finding:
    column = stumble.line.rfind("\\", 0, stumble.at.column) + 1
    return _code(stumble.source, Span(stumble.at.line, max(1, column), 2))


def _question(stumble: _Stumble) -> Finding:
    return stumble.found("A one-line text cannot begin with “? ”.", _OWN_LINES)


def _node_content(stumble: _Stumble) -> Finding:
    char = stumble.line[stumble.at.column - 1 : stumble.at.column]
    return stumble.found(f"A one-line text cannot begin with {quoted(char)}.", _OWN_LINES)


def _block_end(stumble: _Stumble) -> Finding:
    before = stumble.line[: stumble.at.column - 1].strip()
    if before.endswith(("'", '"', "]", "}")) or "*" in before:
        return stumble.found(
            "The line goes on after its closing quotation mark or bracket.",
            f"If all of it is one text: {_OWN_LINES}",
        )
    whole = _row(stumble, stumble.at.line)
    if "found '-'" in stumble.problem:
        return stumble.found(
            "This list item does not belong to the field above it.",
            "Begin all items of a list at the same column, below the name of its field.", at=whole,
        )  # fmt: skip
    if not _FIELD.match(stumble.line):
        return _no_colon(stumble, stumble.at.line)
    above = _above(stumble)
    if above and _BULLET.match(stumble.source.lines[above - 1]):
        return _no_colon(stumble, above)
    return stumble.found(
        "This line begins at another column than its neighbours.",
        "Begin all fields of a block at the left edge, and all items of a list at the same column.",
        at=whole,
    )


_EXPLANATIONS = (
    ("mapping values are not allowed", _colon),
    ("mapping keys are not allowed", _question),
    ("sequence entries are not allowed", _dash),
    ("could not find expected ':'", _expected_colon),
    ("cannot start any token", _cannot_start),
    ("unknown escape character", _escape),
    ("escape sequence of", _escape),
    ("while scanning a quoted scalar", _open_quote),
    ("while parsing a flow", _open_bracket),
    ("while scanning an alias", _star),
    ("while scanning an anchor", _star),
    ("tag", _tag),
    ("while scanning a block scalar", _bar),
    ("expected the node content", _node_content),
    ("expected <block end>", _block_end),
)
