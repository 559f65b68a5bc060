"""Set files that are signed: read for signing, and written so that a name never stands for half of one."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

from reflect_cli.errors import CannotWrite, PromptSetMissing
from reflect_cli.library.sets import LARGEST
from reflect_cli.promptsets.characters import quoted

if TYPE_CHECKING:
    from pathlib import Path


def bytes_of(path: Path) -> bytes:
    """What is in a file of his own, at most a little more than a set can be. Raises PromptSetMissing."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except (OSError, ValueError):
        raise PromptSetMissing(
            f"{quoted(path.name or str(path), 80)} is not there or cannot be read.",
            hint="Check the name and its permissions.",
        ) from None


def write_over(path: Path, content: bytes) -> None:
    """Put *content* in the place of *path*, with its mode, durable when this returns.

    A link stays a link; what it leads to is replaced. Raises CannotWrite, and then *path* is as it was.
    """
    beside: Path | None = None
    try:
        real = path.resolve(strict=True)
        beside = real.with_name(f".{os.urandom(6).hex()}.part")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(beside, flags, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(descriptor, stat.S_IMODE(real.stat().st_mode))
            os.fsync(descriptor)
        beside.replace(real)
    except (OSError, ValueError, RuntimeError) as problem:
        if beside is not None:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
        code = problem.errno if isinstance(problem, OSError) else None
        reason = os.strerror(code) if code else "its name cannot be used"
        raise CannotWrite(
            f"The signed file could not be written: {reason}.", hint="The set is as it was."
        ) from None
