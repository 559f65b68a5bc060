"""Set files for the authors' commands: which ones are meant, their bytes, and what they are held to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reflect_cli.commands.clock import today
from reflect_cli.errors import PromptSetMissing
from reflect_cli.library.sets import SUFFIX
from reflect_cli.promptsets.characters import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reflect_cli.authoring.draft import Rules
    from reflect_cli.promptsets.model import PromptSet

_LARGEST = 1 << 20  # bytes read of any file; the reader's own limit is far below


def set_files(named: Iterable[Path]) -> tuple[Path, ...]:
    """The files *named*, and the set files in folders named. Raises PromptSetMissing."""
    found: list[Path] = []
    for path in named:
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(path.rglob(f"*{SUFFIX}"))
        if not inside:
            raise PromptSetMissing(
                f"There is no set file in {quoted(str(path), 80)}.",
                hint=f"The names of set files end in {SUFFIX}.",
            )
        found += inside
    return tuple(dict.fromkeys(found))


def read_bytes(path: Path) -> bytes:
    """What is in a file. Raises PromptSetMissing."""
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST)
    except FileNotFoundError:
        raise PromptSetMissing(
            f"{quoted(str(path), 80)} is not there.", hint="Check the name."
        ) from None
    except (OSError, ValueError):
        raise PromptSetMissing(
            f"{quoted(str(path), 80)} cannot be read.", hint="Check the name and its permissions."
        ) from None


def without_errors(data: bytes, name: str) -> PromptSet:
    """The set in *data*. Raises PromptSetMalformed with every error; warnings do not count."""
    from reflect_cli.authoring.check import checked
    from reflect_cli.promptsets.findings import Weight
    from reflect_cli.promptsets.reading import malformed, read

    prompt_set = read(data, name)
    found = checked(data, rules()).findings
    if errors := tuple(one for one in found if one.weight is Weight.ERROR):
        raise malformed(errors, name)
    return prompt_set


def rules() -> Rules:
    """What a set is held against today."""
    from reflect_cli.authoring.draft import Rules
    from reflect_cli.library.wording import law

    return Rules(law(), today().isoformat())
