"""Prompt sets on disk: the shipped ones by name, and any file by its path."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reflect_cli.errors import PromptSetMissing
from reflect_cli.library.compiled import compiled, made_set
from reflect_cli.library.shelves import shelf
from reflect_cli.promptsets.characters import did_you_mean, quoted
from reflect_cli.promptsets.reading import malformed, read
from reflect_cli.signing.seal import broken, opened

if TYPE_CHECKING:
    from reflect_cli.promptsets.model import PromptSet
    from reflect_cli.signing.seal import Said

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

_NO_DAY_IS_LATER = "9999-12-31"
#: Small sets that commands of their own begin, in part or whole.
SMALL = ("plan", "follow-up", "letter")

LARGEST = 1 << 20  # bytes read of any file; the reader's own limit is far below


@dataclass(frozen=True, slots=True)
class Taken:
    """A set, the text of its file without a signature, and what the signature says.

    `trailer` are the lines of the signature; `source` and it together are the whole file.
    """

    prompt_set: PromptSet
    source: str
    said: Said | None = None
    trailer: str = ""

    @property
    def whole(self) -> str:
        """The file in its one exact form."""
        return self.source + self.trailer


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


def from_file(path: Path, *, is_compared: bool = False) -> Taken:
    """The set in one file; one that is only compared with another may be an older one of Reflect's.

    Raises PromptSetMalformed, SignatureBroken and PromptSetMissing.
    """
    data = bytes_of(path)
    return taken_from(data, path.name, of_reflect=is_compared or is_of_reflect(path))


def bytes_of(path: Path) -> bytes:
    """What is in a file, up to more than a set can have. Raises PromptSetMissing."""
    try:
        if path.is_dir():
            raise _unusable(path, "is a folder, not a set file", "Name a file.")
        with path.open("rb") as file:
            return file.read(LARGEST)
    except FileNotFoundError:
        raise _unusable(path, "is not there", "Check the name.") from None
    except (OSError, ValueError):
        raise _unusable(path, "cannot be read", "Check the name and its permissions.") from None


def is_of_reflect(path: Path) -> bool:
    """Whether a file lies among the shipped sets, which alone may have an id of Reflect's own."""
    try:
        return path.resolve().parent == shelf("prompts").resolve()
    except (RuntimeError, OSError, ValueError):
        return False


def taken_from(data: bytes, name: str, *, of_reflect: bool = False) -> Taken:
    """The set in *data*; where it is signed, only what was signed is read.

    Raises PromptSetMalformed, and SignatureBroken when the signature does not hold.
    """
    found = opened(data)
    prompt_set = compiled(data) or usable(found.text, name, of_reflect=of_reflect)
    if found.said and (found.said.set_id, found.said.version) != (
        prompt_set.id,
        prompt_set.version,
    ):
        raise broken("it was made for another set or version")
    return Taken(prompt_set, found.text.decode("utf-8"), found.said, found.trailer.decode("ascii"))


def usable(data: bytes, name: str, *, of_reflect: bool = False) -> PromptSet:
    """The set in *data*, held against every rule that keeps a set from being used.

    The day a support entry was checked is not among them: this computer's clock may be wrong.
    Raises PromptSetMalformed with every error.
    """
    from reflect_cli.authoring.check import checked
    from reflect_cli.authoring.draft import Rules
    from reflect_cli.library.wording import law

    result = checked(data, Rules(law(), _NO_DAY_IS_LATER, of_reflect=of_reflect))
    if result.prompt_set is None:
        raise malformed(result.errors, name)
    return result.prompt_set


def again(source: str, name: str) -> PromptSet:
    """The set whose text was kept with a draft: that of a set file, or of one made here."""
    data = source.encode()
    return made_set(source) or compiled(data) or read(data, name)


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
