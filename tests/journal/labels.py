"""The labelled files of invented sentences, and how far the check finds what is marked in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from reflect_cli.journal.pointers import Pointer, Points, pointers_in

LABELLED = Path(__file__).with_name("labelled")
_MARK = re.compile(r"\[(name|contact|number|place|date|role):([^\]]*)\]")


@dataclass(frozen=True)
class Sentence:
    """A sentence without its marks, and what was marked in it."""

    text: str
    marked: tuple[Pointer, ...]


def sentences(name: str) -> list[Sentence]:
    """The sentences of one labelled file."""
    lines = (LABELLED / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [_sentence(line) for line in lines if line and not line.startswith("#")]


def _sentence(line: str) -> Sentence:
    text, marked, at = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        marked.append(Pointer(Points(mark[1]), mark[2], len(text), len(text) + len(mark[2])))
        text += mark[2]
        at = mark.end()
    return Sentence(text + line[at:], tuple(marked))


@dataclass
class Count:
    """How many marked things the check found, under any kind, of how many; and what it missed."""

    marked: int = 0
    found: int = 0
    missed: tuple[str, ...] = ()


@dataclass
class Measure:
    """What the check does with one file. `needless` are marks where nothing was labelled."""

    by_kind: dict[Points, Count]
    needless: tuple[str, ...]
    sentences: int

    @property
    def found(self) -> int:
        return sum(count.found for count in self.by_kind.values())

    @property
    def marked(self) -> int:
        return sum(count.marked for count in self.by_kind.values())


def measured(name: str) -> Measure:
    """The check against the labels of one file. Found means: a mark overlaps what was labelled."""
    by_kind = {kind: Count() for kind in Points}
    needless: list[str] = []
    every = sentences(name)
    for sentence in every:
        told = pointers_in(sentence.text)
        for label in sentence.marked:
            count = by_kind[label.kind]
            count.marked += 1
            if any(_overlap(label, one) for one in told):
                count.found += 1
            else:
                count.missed = (*count.missed, label.words)
        needless += [
            one.words for one in told if not any(_overlap(one, m) for m in sentence.marked)
        ]
    return Measure(by_kind, tuple(needless), len(every))


def _overlap(one: Pointer, other: Pointer) -> bool:
    return one.start < other.end and other.start < one.end


FILES = {
    "tuning": "looked at while the rules were written",
    "heldout": "written before the rules, not looked at",
    "hard": "written afterwards, against the rules",
}


def table() -> str:
    """The measures of all files as the table in docs/identity-check.md."""
    measures = {name: measured(name) for name in FILES}
    rows = ["| | " + " | ".join(f"{name}: {what}" for name, what in FILES.items()) + " |"]
    rows.append("|---|" + "---|" * len(FILES))
    for kind in Points:
        counts = [one.by_kind[kind] for one in measures.values()]
        rows.append(
            f"| {kind.value} | " + " | ".join(f"{c.found} of {c.marked}" for c in counts) + " |"
        )
    every = [f"**{one.found} of {one.marked}**" for one in measures.values()]
    rows.append("| all | " + " | ".join(every) + " |")
    rows.append(
        "| marked without need | "
        + " | ".join(str(len(one.needless)) for one in measures.values())
        + " |"
    )
    rows.append(
        "| sentences | " + " | ".join(str(one.sentences) for one in measures.values()) + " |"
    )
    return "\n".join(rows)


if __name__ == "__main__":
    print(table())  # noqa: T201 - this is what it is run for
