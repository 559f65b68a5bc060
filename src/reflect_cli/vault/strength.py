"""How long a passphrase would hold against someone who has the files, told honestly.

The estimate of guesses is zxcvbn's, or exact for words chosen by chance. The time assumes half a
second a guess with the standard key of vault/kdf.py, more or less with another cost, and an
attacker with a thousand machines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.vault.kdf import STANDARD

if TYPE_CHECKING:
    from reflect_cli.vault.kdf import Profile

_SECONDS_A_GUESS = 0.5
_MACHINES = 1000
_LOOKED_AT = 72  # zxcvbn's own limit; a longer passphrase is at least as strong as its beginning

ESTIMATE = "It is an estimate: a line from a song or a book, or words from your life, fall sooner."
WEAK = "Six words chosen by chance would hold far longer."

_SPANS = (
    (60, "less than a minute"),
    (3600, "less than an hour"),
    (86_400, "less than a day"),
    (7 * 86_400, "some days"),
    (31 * 86_400, "some weeks"),
    (365 * 86_400, "some months"),
    (10 * 365 * 86_400, "some years"),
    (100 * 365 * 86_400, "decades"),
)
_MONTHS = 365 * 86_400


def seconds_to_guess(passphrase: str, profile: Profile = STANDARD) -> float:
    """About how long guessing would take a thousand machines."""
    from zxcvbn import zxcvbn

    if not passphrase:
        return 0.0
    return _seconds(float(zxcvbn(passphrase[:_LOOKED_AT])["guesses"]), profile)


def strength_words(passphrase: str, profile: Profile = STANDARD) -> str:
    """What to tell the person about *passphrase*, without repeating any of it."""
    seconds = seconds_to_guess(passphrase, profile)
    return f"{_told(seconds)} {ESTIMATE if seconds >= _MONTHS else WEAK}"


def chance_words(count: int, of: int, profile: Profile = STANDARD) -> str:
    """The same for *count* words, each chosen by chance from *of* of them. No estimate."""
    return _told(_seconds(of**count / 2, profile))


def _seconds(guesses: float, profile: Profile) -> float:
    a_guess = _SECONDS_A_GUESS * profile.memory_kib / STANDARD.memory_kib
    return guesses * a_guess / _MACHINES


def _told(seconds: float) -> str:
    span = next((words for limit, words in _SPANS if seconds < limit), "centuries or more")
    return f"Someone with your files and a thousand computers would need about: {span}."
