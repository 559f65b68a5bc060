"""Prompt sets on disk: the shipped ones by name, and any file by its path."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reflect_cli.errors import PromptSetMissing
from reflect_cli.library.compiled import compiled
from reflect_cli.library.shelves import shelf
from reflect_cli.promptsets.characters import did_you_mean, quoted
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

#: Names that shipped sets had before.
_EARLIER_NAMES = {"talk": "speak"}

#: The screens around and beside every sitting; they are sets too, but never begun by name.
SAFETY = ("gate", "arrive", "person", "side-paths", "turn", "close")

#: Sets that a command of its own asks; they can be named, and are not among those to choose from.
BY_COMMAND = ("tell",)

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
    name = _EARLIER_NAMES.get(name, name)
    if name in (*SHIPPED, *BY_COMMAND):
        return shipped(name)
    path, is_there = _as_path(name)
    if is_there or "/" in name or name.endswith((".yaml", ".yml")):
        return from_file(path)
    raise _missing(name)


def shipped(name: str) -> Taken:
    """One of the shipped sets, safety screens included."""
    return from_file(path_of(name))


def path_of(name: str) -> Path:
    """The file of a shipped set."""
    return shelf("prompts") / f"{name}{SUFFIX}"


def from_file(path: Path) -> Taken:
    """The set in one file. Raises PromptSetMalformed and PromptSetMissing."""
    try:
        if path.is_dir():
            raise _unusable(path, "is a folder, not a set file", "Name a file.")
        with path.open("rb") as file:
            data = file.read(_LARGEST)
    except FileNotFoundError:
        raise _unusable(path, "is not there", "Check the name.") from None
    except (OSError, ValueError):
        raise _unusable(path, "cannot be read", "Check the name and its permissions.") from None
    return Taken(compiled(data) or read(data, path.name), data.decode("utf-8"))


def again(source: str, name: str) -> PromptSet:
    """The set whose text was kept with a draft."""
    data = source.encode()
    return compiled(data) or read(data, name)


def _as_path(name: str) -> tuple[Path, bool]:
    """*name* as a path, and whether a file is there; no name can be too odd to ask about."""
    try:
        path = Path(name).expanduser()
        return path, path.is_file()
    except (RuntimeError, OSError, ValueError):
        return Path(name), False


def _unusable(path: Path, why: str, hint: str) -> PromptSetMissing:
    return PromptSetMissing(f"{quoted(path.name or str(path))} {why}.", hint=hint)


def _missing(name: str) -> PromptSetMissing:
    shown = ", ".join(SHIPPED)
    return PromptSetMissing(
        f"There is no prompt set called {quoted(name)}.{did_you_mean(name, SHIPPED)}",
        hint=f"There are: {shown}. `reflect sets list` says what each is about.",
    )
