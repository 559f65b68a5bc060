"""From a passphrase to a key: Argon2id in three named costs, and bounds on what a file may ask.

Bounds are looked at before any memory is spent, so a forged header can neither exhaust the
machine nor make guessing cheap. There is no cheaper profile, not even for tests.
"""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass

from reflect_cli.errors import ReflectError, UsageProblem, VaultDamaged, WrongPassphrase
from reflect_cli.vault.keys import KEY_BYTES, SALT_BYTES, overwrite, wipe
from reflect_cli.vault.troubles import put_back

MIB = 1024  # memory is counted in KiB, as Argon2 does

FEWEST_KIB = 64 * MIB
MOST_KIB = 4096 * MIB
MOST_PASSES = 16
MOST_WORK = 16 * 1024 * MIB  # KiB times passes
LONGEST_PASSPHRASE = 4096


@dataclass(frozen=True, slots=True)
class Profile:
    """A named cost. New slots always use one of these, never numbers found in a file."""

    name: str
    memory_kib: int
    passes: int = 3


LIGHT = Profile("light", 64 * MIB)
STANDARD = Profile("standard", 256 * MIB)
STRONG = Profile("strong", 1024 * MIB)
PROFILES = {profile.name: profile for profile in (LIGHT, STANDARD, STRONG)}


@dataclass(frozen=True, slots=True)
class Kdf:
    """The inputs of one derivation besides the passphrase: KiB, passes, lanes (always 1), salt."""

    memory_kib: int
    passes: int
    lanes: int
    salt: bytes


def new_kdf(profile: Profile) -> Kdf:
    """*profile* with a fresh salt, refused if this computer has too little memory for it."""
    kdf = Kdf(profile.memory_kib, profile.passes, 1, os.urandom(SALT_BYTES))
    if _too_much_here(kdf):
        raise UsageProblem(
            f"The {profile.name} key needs {profile.memory_kib // MIB} MiB of memory, "
            "more than half of what this computer has.",
            hint="Choose a lighter key.",
        )
    return kdf


def refuse_cost(kdf: Kdf) -> None:
    """Raise unless *kdf* is within what any Reflect writes and this computer can carry."""
    whole = (
        FEWEST_KIB <= kdf.memory_kib <= MOST_KIB
        and 1 <= kdf.passes <= MOST_PASSES
        and kdf.lanes == 1
        and kdf.memory_kib * kdf.passes <= MOST_WORK
    )
    if not whole:
        raise VaultDamaged(
            "The journal's key file asks for a key derivation that Reflect never writes.",
            hint=put_back("header.json and header.copy"),
        )
    if _too_much_here(kdf):
        raise _too_little_memory(kdf)


def prepared(passphrase: bytearray) -> bytes:
    """*passphrase* as the bytes that are stretched: NFC, so that keyboards agree."""
    if not passphrase or len(passphrase) > LONGEST_PASSPHRASE:
        raise UsageProblem(
            f"A passphrase has 1 to {LONGEST_PASSPHRASE} bytes.", hint="Choose another."
        )
    if passphrase.isascii():
        return bytes(passphrase)
    try:
        return unicodedata.normalize("NFC", passphrase.decode("utf-8")).encode("utf-8")
    except UnicodeDecodeError:
        raise UsageProblem(
            "The passphrase has signs in it that are not text (UTF-8).", hint="Choose another."
        ) from None


def stretch(passphrase: bytearray, kdf: Kdf) -> bytes:
    """The root key that *passphrase* gives under *kdf*; slow and memory-hungry on purpose."""
    refuse_cost(kdf)
    from nacl import bindings
    from nacl.exceptions import CryptoError
    from nacl.exceptions import RuntimeError as SodiumRefused

    words = prepared(passphrase)
    try:
        return bindings.crypto_pwhash_alg(
            KEY_BYTES,
            words,
            kdf.salt,
            kdf.passes,
            kdf.memory_kib * 1024,
            bindings.crypto_pwhash_ALG_ARGON2ID13,
        )
    except (SodiumRefused, CryptoError, MemoryError):
        raise _too_little_memory(kdf) from None
    finally:
        overwrite(words)


class Roots:
    """Root keys by derivation inputs, so that one opening never stretches the same twice."""

    def __init__(self, passphrase: bytearray) -> None:
        self._passphrase = passphrase
        self._known: dict[Kdf, bytes] = {}

    def __call__(self, kdf: Kdf | None) -> bytes | None:
        """The root key for *kdf*; None for a slot that a passphrase does not open.

        Raises WrongPassphrase if no journal can have this one.
        """
        if kdf is None:
            return None
        if kdf not in self._known:
            try:
                overwrite(prepared(self._passphrase))
            except UsageProblem:
                raise wrong_passphrase() from None
            self._known[kdf] = stretch(self._passphrase, kdf)
        return self._known[kdf]

    def forget(self) -> None:
        """Overwrite the passphrase and every root key made so far; best effort."""
        for root in self._known.values():
            overwrite(root)
        self._known.clear()
        wipe(self._passphrase)


def wrong_passphrase() -> WrongPassphrase:
    """The error for a passphrase that does not open the journal, or could not open any."""
    return WrongPassphrase(
        "The passphrase does not open this journal.",
        hint="Try again; nothing is lost or counted.",
    )


def _too_much_here(kdf: Kdf) -> bool:
    physical = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return kdf.memory_kib * 1024 > physical // 2


def _too_little_memory(kdf: Kdf) -> ReflectError:
    return ReflectError(
        f"Opening this journal needs {kdf.memory_kib // MIB} MiB of memory, "
        "and this computer cannot spare it.",
        hint="Close other programs, or open the journal on another computer.",
    )
