"""How long a passphrase would hold against someone who has the files, told honestly.

The estimate of guesses is zxcvbn's; the time assumes the key derivation of vault/kdf.py at half
a second a guess on one machine, and an attacker with a thousand of them.
"""

from __future__ import annotations

_SECONDS_A_GUESS = 0.5
_MACHINES = 1000
_LOOKED_AT = 72  # zxcvbn's own limit; a longer passphrase is at least as strong as its beginning

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


def seconds_to_guess(passphrase: str) -> float:
    """About how long guessing would take a thousand machines."""
    from zxcvbn import zxcvbn

    if not passphrase:
        return 0.0
    guesses = float(zxcvbn(passphrase[:_LOOKED_AT])["guesses"])
    return guesses * _SECONDS_A_GUESS / _MACHINES


def strength_words(passphrase: str) -> str:
    """What to tell the person about *passphrase*, without repeating any of it."""
    seconds = seconds_to_guess(passphrase)
    span = next((words for limit, words in _SPANS if seconds < limit), "centuries or more")
    told = f"Someone with your files and a thousand computers would need about: {span}."
    if seconds >= _MONTHS:
        return told
    return f"{told} Six unrelated words, picked by dice, would hold far longer."
