"""One block's YAML into texts, tables and lists, and nothing more.

PyYAML only says where these begin and end; every value stays text. What YAML can do beyond that
(anchors, tags, merge keys, backslash codes) is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reflect_cli.promptsets.characters import quoted
from reflect_cli.promptsets.comments import cut_after, cut_beside_mark
from reflect_cli.promptsets.findings import Finding, Span
from reflect_cli.promptsets.nodes import Entry, Listing, Node, Scalar, Table
from reflect_cli.promptsets.syntax_words import explained, unheard_of_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    import yaml

    from reflect_cli.promptsets.source import Source

MOST_EVENTS = 20_000
MOST_DEPTH = 12

SEPARATOR = re.compile(r"---(\s|$)")
_ORDER = re.compile(r"%|\.\.\.(\s|$)")


@dataclass(frozen=True, slots=True)
class _Extent:
    """Where an event begins and ends: lines of the file from one, columns from nought."""

    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def span(self) -> Span:
        length = self.end_column - self.column if self.end_line == self.line else 1
        return Span(self.line, self.column + 1, max(1, length))


class Refused(Exception):
    """The block cannot be read further, for one reason."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


class Composer:
    """Turns blocks into nodes, and counts what the whole file asks for."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._events_left = MOST_EVENTS
        self._line = 0
        self._found: list[Finding] = []
        self._events: Iterator[yaml.Event] = iter(())

    def read(
        self, first_line: int, lines: tuple[str, ...]
    ) -> tuple[Table | None, tuple[Finding, ...]]:
        """What a block says, or the reasons why that cannot be told."""
        import yaml

        self._line, self._found, root = first_line, [], None
        text = "\n".join(lines)
        try:
            self._refuse_marks(lines)
            blank = "   " + text[3:] if SEPARATOR.match(text) else text
            self._events = yaml.parse(blank, Loader=yaml.SafeLoader)
            root = self._root()
        except Refused as refused:
            self._found.append(refused.finding)
        except yaml.MarkedYAMLError as error:
            # A line that fits nowhere first looks like one more line of the text above it.
            self._found = [finding for finding in self._found if finding.code != "E016"]
            self._found.append(explained(error, self._source, first_line))
        except (ValueError, OverflowError):
            # PyYAML hands a code such as \UFFFFFFFF to chr() unseen.
            self._found.append(unheard_of_code(self._source, first_line))
        return (None if self._found else root), tuple(self._found)

    def _refuse_marks(self, lines: tuple[str, ...]) -> None:
        rest = lines[0][3:].strip() if SEPARATOR.match(lines[0]) else ""
        if rest and not rest.startswith("#"):
            raise self._refused(
                "E013",
                Span(self._line, 1, len(lines[0].rstrip())),
                "Something follows the three hyphens on their line.",
                "Leave the hyphens alone on their line, and begin the block below them.",
            )
        for number, line in enumerate(lines, start=self._line):
            if _ORDER.match(line):
                raise self._refused(
                    "E013",
                    Span(number, 1, len(line.rstrip())),
                    "A line that begins like this is an order to YAML, and none are used here.",
                    "Delete the line; or, if it is text, put two spaces before it.",
                )

    def _refused(self, code: str, at: Span, message: str, hint: str) -> Refused:
        return Refused(self._source.finding(code, at, message, hint))

    def _next(self) -> yaml.Event:
        if self._events_left <= 0:
            raise self._refused(
                "E001",
                Span(self._line, 1),
                f"This file has more than {MOST_EVENTS} fields, texts and list items.",
                "Share the prompts out over two sets.",
            )
        self._events_left -= 1
        return next(self._events)

    def _root(self) -> Table | None:
        import yaml

        event = self._next()
        while not isinstance(event, yaml.NodeEvent):
            event = self._next()
        root = self._node(event, 0, 0)
        while not isinstance(event, yaml.StreamEndEvent):
            event = self._next()
        if isinstance(root, Table):
            return root
        raise self._refused(
            "E028",
            root.at,
            "This block is not made of fields, each with a name and a colon.",
            "Begin a block with “section:” or “prompt:”; text goes under “ask: |” or “say: |”.",
        )

    def _node(self, event: yaml.Event, depth: int, margin: int | None) -> Node:
        import yaml

        extent = self._extent(event)
        at = extent.span
        if depth > MOST_DEPTH:
            raise self._refused(
                "E001",
                at,
                f"Lists and fields are nested more than {MOST_DEPTH} deep here.",
                "Nothing in a prompt set needs more than three; look for a stray bracket.",
            )
        self._refuse_extras(event, at)
        in_brackets = margin is None or bool(getattr(event, "flow_style", False))
        match event:
            case yaml.ScalarEvent():
                return self._scalar(event, extent, margin)
            case yaml.MappingStartEvent():
                return self._table(at, depth, None if in_brackets else at.column)
            case yaml.SequenceStartEvent():
                return self._listing(at, depth, None if in_brackets else at.column)
            case _:
                return Scalar("", at, at.line)

    def _table(self, at: Span, depth: int, margin: int | None) -> Table:
        import yaml

        entries: list[Entry] = []
        first: dict[str, int] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._node(event, depth + 1, None)
            value = self._node(self._next(), depth + 1, margin)
            if not isinstance(key, Scalar) or key.is_indented or not key.raw:
                self._find(
                    "E013", key.at, "There is no plain name before this colon.",
                    "A field is written as “name: text”.",
                )  # fmt: skip
                continue
            if key.raw in first:
                self._repeated(key, first[key.raw])
            first.setdefault(key.raw, key.at.line)
            entries.append(Entry(key, value))
        self._one_line(at, self._extent(event), "fields in curly brackets")
        return Table(at, tuple(entries))

    def _repeated(self, key: Scalar, line: int) -> None:
        self._find(
            "E017", key.at, f"{quoted(key.raw)} stands here a second time; line {line} has it too.",
            "Keep one of the two, or give one another name.",
        )  # fmt: skip

    def _listing(self, at: Span, depth: int, margin: int | None) -> Listing:
        import yaml

        items: list[Node] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1, margin))
        self._one_line(at, self._extent(event), "a list in square brackets")
        return Listing(at, tuple(items))

    def _one_line(self, at: Span, end: _Extent, what: str) -> None:
        """Brackets close on the line they open, so that a comment between them hides no text."""
        opened = self._source.lines[at.line - 1][at.column - 1 : at.column]
        if opened in ("[", "{") and end.end_line != at.line:
            self._find(
                "E016",
                at,
                f"Here {what} goes on over several lines.",
                "Close the bracket on the same line, or write one item to a line with “- ”.",
            )

    def _scalar(self, event: yaml.ScalarEvent, extent: _Extent, margin: int | None) -> Scalar:
        style, at, last = event.style or "", extent.span, extent.end_line
        if style in ("|", ">"):
            last -= extent.end_column == 0
        elif last != at.line and style:
            raise self._refused(
                "E016",
                at,
                "A quotation mark opens here and is not closed on the same line.",
                "Close it; or put “|” after the colon and the text below it, each line two spaces"
                " in.",
            )
        elif last != at.line:
            self._find(
                "E016",
                at,
                "This text goes on over several lines, and its line breaks would be lost.",
                "Put “|” after the colon and the text below it, each line two spaces in.",
            )
        elif style == '"' and (column := self._backslash(at)):
            self._find(
                "E015",
                Span(at.line, column),
                "A backslash inside double quotes begins a code.",
                "Codes are not used here. Use single quotes, or put the text under “|”.",
            )
        return Scalar(str(event.value), at, last, style, self._cut(style, extent, margin))

    def _cut(self, style: str, extent: _Extent, margin: int | None) -> Span | None:
        lines = self._source.lines
        if style in ("|", ">"):
            return cut_beside_mark(lines, extent.line, extent.column)
        if style or margin is None:
            return None
        return cut_after(lines, extent.end_line, extent.end_column, margin)

    def _backslash(self, at: Span) -> int:
        line = self._source.lines[at.line - 1]
        return line.find("\\", at.column - 1, at.column - 1 + at.length) + 1

    def _refuse_extras(self, event: yaml.Event, at: Span) -> None:
        import yaml

        if getattr(event, "anchor", None) is not None:
            mark = "*" if isinstance(event, yaml.AliasEvent) else "&"
            self._find(
                "E011",
                at,
                f"A word that begins with “{mark}” names a place in the file, and that is not"
                " used here.",
                "If it is part of the text, put single quotes round the whole text.",
            )
        if getattr(event, "tag", None) is not None:
            self._find(
                "E012",
                at,
                "A word that begins with “!” is a YAML tag, and tags are not used here.",
                "If it is part of the text, put single quotes round the whole text.",
            )
        if isinstance(event, yaml.ScalarEvent) and event.value == "<<" and not event.style:
            self._find(
                "E011",
                at,
                "“<<” would merge fields from elsewhere, and that is not used here.",
                "Write the fields out where they belong.",
            )

    def _find(self, code: str, at: Span, message: str, hint: str) -> None:
        self._found.append(self._source.finding(code, at, message, hint))

    def _extent(self, event: yaml.Event) -> _Extent:
        start, end = event.start_mark, event.end_mark
        assert start is not None  # the parser marks every event
        assert end is not None  # for the same reason
        return _Extent(start.line + self._line, start.column, end.line + self._line, end.column)
