"""Bytes locked with a passphrase in the age format (age-encryption.org/v1), and opened again.

The stock `age` command reads and writes the same files. pyrage chooses the work a guess costs by
the speed of the computer; a file's own number is read before any of that work is done, because a
forged one could ask for hours and all memory.
"""

from __future__ import annotations

import os
import re

from reflect_cli.errors import BackupDamaged, ReflectError, UsageProblem, WrongPassphrase
from reflect_cli.vault.kdf import prepared

#: The highest power of two of scrypt work that is done for a file.
MOST_WORK = 22

_MAGIC = b"age-encryption.org/v1\n"
_HEADER = re.compile(
    rb"age-encryption\.org/v1\n"
    rb"-> scrypt [A-Za-z0-9+/]{22} ([1-9][0-9]?)\n"
    rb"[A-Za-z0-9+/]{43}\n"
    rb"--- [A-Za-z0-9+/]{43}\n"
)
_LONGEST_HEADER = 256
_KIB_BY_WORK_1 = 1  # scrypt with r=8 takes 2^work KiB

#: How pyrage says that the passphrase does not open the header; all else is about the file.
_WRONG = "Decryption failed"
_TOO_SLOW_HERE = "Excessive work"

_ASK_ANOTHER = "Take another backup file, or an earlier one."


def lock(content: bytes, passphrase: bytearray) -> bytes:
    """*content* as an age file that *passphrase* opens. Raises UsageProblem for an unusable one."""
    from pyrage import passphrase as age

    locked: bytes = age.encrypt(content, prepared(passphrase).decode())
    return locked


def unlock(locked: bytes, passphrase: bytearray) -> bytes:
    """What was locked. Raises WrongPassphrase, and BackupDamaged for what is no whole age file."""
    import pyrage

    refuse_work(locked)
    try:
        words = prepared(passphrase).decode()
    except UsageProblem:
        raise _wrong() from None
    try:
        content: bytes = pyrage.passphrase.decrypt(locked, words)
    except pyrage.DecryptError as problem:
        raise _from_age(str(problem)) from None
    return content


def work_of(locked: bytes) -> int:
    """The power of two of scrypt work that opening costs. Raises BackupDamaged."""
    if not locked.startswith(_MAGIC):
        raise BackupDamaged(
            "That file is not in the age format, so it is no backup, or its beginning is damaged.",
            hint="Check its name. " + _ASK_ANOTHER,
        )
    found = _HEADER.match(locked[:_LONGEST_HEADER])
    if found is None:
        raise BackupDamaged(
            "The file's first lines are not those of an age file with a passphrase.",
            hint=_ASK_ANOTHER,
        )
    return int(found[1])


def refuse_work(locked: bytes) -> None:
    """Raise unless the work that *locked* asks for is within bounds, before any of it is done."""
    work = work_of(locked)
    if work > MOST_WORK:
        raise BackupDamaged(
            f"The file asks for 2^{work} rounds of work to try one passphrase. Reflect does at most "
            f"2^{MOST_WORK}, so it was not tried.",
            hint="Reflect never writes such a file. " + _ASK_ANOTHER,
        )
    needed = _KIB_BY_WORK_1 << work
    if needed * 1024 > os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2:
        raise _too_much_here(f"needs {needed // 1024} MiB of memory")


def _from_age(said: str) -> ReflectError:
    if said.startswith(_WRONG):
        return _wrong()
    if said.startswith(_TOO_SLOW_HERE):
        return _too_much_here("would take this computer very long")
    return BackupDamaged(
        "That file is damaged or cut short, or was altered. Nothing was taken from it.",
        hint=_ASK_ANOTHER,
    )


def _wrong() -> WrongPassphrase:
    return WrongPassphrase(
        "The passphrase does not open this file.",
        hint="It is the one chosen for this file. If you are sure of it, the first lines of the "
        "file were altered.",
    )


def _too_much_here(what: str) -> ReflectError:
    return ReflectError(
        f"Opening this backup {what}.", hint="Open it on a computer with more memory."
    )
