"""Every failure we foresee, with the exit code it gives.

A class per thing a person can do something about. The message says what happened, the hint
what to do next; neither ever holds anything a person wrote. A code is never given a new meaning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class ReflectError(Exception):
    """Something we foresaw went wrong; `exit_code` is a promise to scripts."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageProblem(ReflectError):
    """The command was called in a way it cannot be."""

    exit_code = 2


class VaultMissing(ReflectError):
    """There is no journal at this place yet."""

    exit_code = 10


class VaultBusy(ReflectError):
    """Another Reflect has the journal open."""

    exit_code = 11


class WrongPassphrase(ReflectError):
    """The passphrase does not open this journal or backup, which itself is whole."""

    exit_code = 12


class KitRefused(WrongPassphrase):
    """What was given as a recovery kit is none, or not this journal's; the journal is whole."""


class VaultDamaged(ReflectError):
    """The journal's files are not what Reflect wrote."""

    exit_code = 13


class BackupDamaged(ReflectError):
    """The file is no backup of Reflect's, or was altered since; nothing was taken from it."""

    exit_code = 13


class KeyDamaged(ReflectError):
    """The file of a signing key is not what Reflect wrote."""

    exit_code = 13


class VaultTooNew(ReflectError):
    """A newer Reflect wrote this journal or backup; nothing was touched."""

    exit_code = 14


class CannotWrite(ReflectError):
    """The disk is full, the folder read-only, or writing failed; nothing was acknowledged."""

    exit_code = 15


class UnsafePlace(ReflectError):
    """Someone else can read, replace or redirect the folder, or another computer has a part in it."""

    exit_code = 16


class PromptSetMissing(ReflectError):
    """There is no prompt set of that name."""

    exit_code = 20


class PromptSetMalformed(ReflectError):
    """A prompt set cannot be used; `report` shows every reason with its line, for a terminal.

    *report* gives it for so many columns; for nought, without breaking any line.
    """

    exit_code = 20

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        findings: tuple[object, ...] = (),
        report: Callable[[int], str] = lambda _columns: "",
    ) -> None:
        super().__init__(message, hint=hint)
        self.findings = findings
        self._report = report

    def report(self, columns: int = 0) -> str:
        """Every reason with its line, in lines no wider than *columns* if there are any."""
        return self._report(columns)


class SignatureBroken(PromptSetMalformed):
    """A set carries a signature that does not hold; nothing in it is used."""


class SetRefused(ReflectError):
    """A whole set is not taken: its key, its version or its name is not what was trusted."""

    exit_code = 23


class NothingToShow(ReflectError):
    """What was asked for does not exist."""

    exit_code = 21


class OutputRefused(ReflectError):
    """What was asked for could not be written out: the output is closed, or its disk full."""

    exit_code = 15


class Stopped(ReflectError):
    """The person stopped before anything began. Not a failure."""

    exit_code = 0


class LeftNow(Stopped):
    """He left at once from a page or a menu: nothing more is shown."""

    def __init__(self) -> None:
        super().__init__("")


class NoTerminal(ReflectError):
    """Something needs a person at a terminal, and there is none."""

    exit_code = 2


class WarningsFound(ReflectError):
    """A set can be used, but has warnings, and warnings were asked to count."""

    exit_code = 22
