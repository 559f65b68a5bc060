"""Prompt sets on disk: the shipped ones by name, and any file by its path."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reflect_cli.errors import PromptSetMissing
from reflect_cli.library.shelves import shelf
from reflect_cli.promptsets.reading import read

if TYPE_CHECKING:
    from reflect_cli.promptsets.model import PromptSet

SUFFIX = ".reflect.yaml"

#: The shipped sets in the order a man would take them.
SHIPPED = (
    "first-evening",
    "short",
    "look",
    "recall",
    "own",
    "weigh",
    "change",
    "speak",
    "prevent",
    "listen",
    "keep-on",
    "group",
)

#: The screens around and beside every sitting; they are sets too, but never begun by name.
SAFETY = ("gate", "arrive", "person", "side-paths", "turn", "close")

_LARGEST = 1 << 20  # bytes read of any file; the reader's own limit is far below


@dataclass(frozen=True, slots=True)
class Taken:
    """A set and the text of its file."""

    prompt_set: PromptSet
    source: str


def take(name: str) -> Taken:
    """The shipped set called *name*, or the set in the file *name*.

    Raises PromptSetMissing, and PromptSetMalformed with every finding.
    """
    if name in SHIPPED:
        return shipped(name)
    path = Path(name).expanduser()
    if path.is_file():
        return from_file(path)
    raise _missing(name)


def shipped(name: str) -> Taken:
    """One of the shipped sets, safety screens included."""
    return from_file(shelf("prompts") / f"{name}{SUFFIX}")


def from_file(path: Path) -> Taken:
    """The set in one file. Raises PromptSetMalformed and PromptSetMissing."""
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST)
    except OSError:
        raise PromptSetMissing(
            f"The file {path.name!r} cannot be read.", hint="Check the name and its permissions."
        ) from None
    return Taken(read(data, path.name), data.decode("utf-8"))


def again(source: str, name: str) -> PromptSet:
    """The set whose text was kept with a draft."""
    return read(source.encode(), name)


def _missing(name: str) -> PromptSetMissing:
    shown = ", ".join(SHIPPED)
    close = difflib.get_close_matches(name, SHIPPED, n=1)
    guess = f" Did you mean {close[0]}?" if close else ""
    return PromptSetMissing(
        f"There is no prompt set called {name[:60]!r}.{guess}",
        hint=f"There are: {shown}. `reflect sets list` says what each is about.",
    )
