"""Files that a person asked for and is told the name of: never half written, never over another."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from reflect_cli.errors import CannotWrite, UsageProblem

if TYPE_CHECKING:
    from pathlib import Path


def put(content: bytes, path: Path, *, replace: bool) -> Path:
    """Write *content* to *path*, and over a file there only with *replace*; where it is now.

    Raises UsageProblem when something is there, and CannotWrite with the disk's reason.
    """
    try:
        place = path.expanduser().absolute()
        if os.path.lexists(place) and not replace:
            raise UsageProblem(
                f"There is something at {place} already. It was not touched.",
                hint="Give another name with -o, or --replace to write over it.",
            )
        if place.is_dir():
            raise UsageProblem(f"{place} is a folder.", hint="Give the name of a file with -o.")
        _write(content, place, replace=replace)
    except FileExistsError:
        raise UsageProblem(
            "Something else took that name meanwhile. It was not touched.",
            hint="Give another name with -o.",
        ) from None
    except (OSError, ValueError, RuntimeError) as problem:
        number = getattr(problem, "errno", None)
        reason = os.strerror(number) if number else "the name cannot be used"
        raise CannotWrite(
            f"The file could not be written: {reason}.", hint="Give another place with -o."
        ) from None
    return place


def _write(content: bytes, place: Path, *, replace: bool) -> None:
    """The whole of *content* under its name, or nothing of it."""
    beside = place.with_name(f".{place.name[:80]}.{os.urandom(4).hex()}.part")
    try:
        with beside.open("xb") as file:
            file.write(content)
        if replace:
            beside.replace(place)
        else:
            _name(beside, place)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _name(beside: Path, place: Path) -> None:
    """Give *beside* the name *place*, which must be free; some disks for sticks know no links."""
    try:
        os.link(beside, place, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(place):
            raise FileExistsError from None
        beside.rename(place)
