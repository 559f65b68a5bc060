"""The key a facilitator signs with, in a file of its own that a passphrase opens.

It lies beside the journal, not in it: who signs sets need not keep one. One JSON object; the secret
is sealed with XChaCha20-Poly1305 under a key that Argon2id makes, and everything else in the file is
bound to it. The public key stands in it readably, because it is in every set that was signed.
"""

from __future__ import annotations

import errno
import hmac
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reflect_cli.errors import (
    CannotWrite,
    KeyDamaged,
    NothingToShow,
    UsageProblem,
    VaultDamaged,
    WrongPassphrase,
)
from reflect_cli.signing.keys import NotASignature, PublicKey, SigningKey, public_key
from reflect_cli.signing.seal import follows
from reflect_cli.vault.files import read_start, write_new
from reflect_cli.vault.header import NONCE_BYTES
from reflect_cli.vault.kdf import Kdf, Profile, new_kdf, stretch
from reflect_cli.vault.keys import SALT_BYTES, author_key, check_value, overwrite, wipe
from reflect_cli.vault.place import make_folder, sync_folder

if TYPE_CHECKING:
    from pathlib import Path

NAME = "author.key"
FORMAT, VERSION = "reflect-author-key", 1
_LARGEST = 4096
_MOST_ASIDE = 1000
_NO_KEY_HINT = "`reflect author key` makes one."


@dataclass(frozen=True, slots=True)
class Kept:
    """What the file says without the passphrase. `before` is the key this one follows, if any."""

    public: PublicKey
    before: PublicKey | None
    statement: str
    fields: dict[str, Any]


def exists(folder: Path) -> bool:
    """Whether there is a signing key in *folder*."""
    return os.path.lexists(folder / NAME)


def kept(folder: Path) -> Kept:
    """The key in *folder*, still closed. Raises NothingToShow and KeyDamaged."""
    try:
        raw = read_start(folder / NAME, _LARGEST)
    except OSError:
        raise _damaged("cannot be read") from None
    if raw is None:
        raise NothingToShow("There is no signing key here yet.", hint=_NO_KEY_HINT)
    try:
        fields = json.loads(raw.decode("ascii"))
        if fields["format"] != FORMAT or fields["version"] != VERSION:
            raise _damaged("is not one this Reflect knows")
        public = public_key(fields["public"])
        before = public_key(fields["before"]) if fields["before"] else None
        if before:
            before.requires_statement(fields["statement"], follows(public))
        return Kept(public, before, str(fields["statement"]), fields)
    except (NotASignature, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _damaged("is not what Reflect wrote") from None


def unlocked(folder: Path, passphrase: bytearray) -> SigningKey:
    """The key in *folder*, open; *passphrase* is wiped.

    Raises NothingToShow, KeyDamaged and WrongPassphrase.
    """
    try:
        found = kept(folder)
        fields = found.fields
        try:
            kdf = _kdf_in(fields)
            nonce, sealed = bytes.fromhex(fields["nonce"]), bytes.fromhex(fields["sealed"])
            check = bytes.fromhex(fields["check"])
            root = stretch(passphrase, kdf)
        except (VaultDamaged, ValueError, KeyError, TypeError):
            raise _damaged("is not what Reflect wrote") from None
        except UsageProblem:  # no key can have such a passphrase
            raise _wrong() from None
    finally:
        wipe(passphrase)
    if not hmac.compare_digest(check_value(root, kdf.salt), check):
        raise _wrong()
    key = _opened(root, kdf, nonce, sealed, _bound(fields))
    if key.public != found.public:
        raise _damaged("is not what Reflect wrote")
    return key


def keep(
    folder: Path,
    key: SigningKey,
    passphrase: bytearray,
    profile: Profile,
    before: SigningKey | None,
) -> None:
    """Put *key* in *folder*, locked with *passphrase*, which is wiped; durable when this returns.

    With *before*, that key says that this one follows it, and its file is moved aside. Raises
    UsageProblem when a key is there that is not *before*, and CannotWrite.
    """
    try:
        if before is None and exists(folder):
            raise UsageProblem("There already is a signing key here.", hint="It was not touched.")
        content = _file(key, passphrase, profile, before)
    finally:
        wipe(passphrase)
    try:
        if not folder.is_dir():
            make_folder(folder)
        if before is None:
            write_new(folder / NAME, content)
            return
        beside = folder / f"{NAME}.new"
        beside.unlink(missing_ok=True)
        write_new(beside, content)
        _keep_aside(folder)
        beside.replace(folder / NAME)
        sync_folder(folder)
    except OSError as problem:
        reason = os.strerror(problem.errno) if problem.errno else "its name cannot be used"
        raise CannotWrite(
            f"The key could not be kept: {reason}.", hint="Make room, or check the folder."
        ) from None


def _kdf_in(fields: dict[str, Any]) -> Kdf:
    memory, passes, salt = fields["memory_kib"], fields["passes"], bytes.fromhex(fields["salt"])
    if type(memory) is not int or type(passes) is not int or len(salt) != SALT_BYTES:
        raise ValueError("no such derivation")
    return Kdf(memory, passes, 1, salt)


def _keep_aside(folder: Path) -> None:
    """Give the key that is there a second name, so that it is never without one. Raises OSError."""
    for number in range(1, _MOST_ASIDE):
        with suppress(FileExistsError):
            os.link(folder / NAME, folder / f"author-before-{number}.key")
            return
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))


def _file(
    key: SigningKey, passphrase: bytearray, profile: Profile, before: SigningKey | None
) -> bytes:
    kdf = new_kdf(profile)
    root = stretch(passphrase, kdf)
    fields: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "public": key.public.line,
        "before": before.public.line if before else "",
        "statement": before.state(follows(key.public)) if before else "",
        "memory_kib": kdf.memory_kib,
        "passes": kdf.passes,
        "salt": kdf.salt.hex(),
        "nonce": os.urandom(NONCE_BYTES).hex(),
        "check": check_value(root, kdf.salt).hex(),
    }
    fields["sealed"] = key.with_seed(lambda seed: _sealed(root, kdf, fields, seed)).hex()
    overwrite(root)
    return json.dumps(fields, indent=2).encode() + b"\n"


def _bound(fields: dict[str, Any]) -> bytes:
    """Everything but the sealed secret, which is bound to it."""
    others = {name: value for name, value in fields.items() if name != "sealed"}
    return json.dumps(others, sort_keys=True).encode()


def _sealed(root: bytes, kdf: Kdf, fields: dict[str, Any], seed: bytes) -> bytes:
    from nacl import bindings

    return bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(
        seed, _bound(fields), bytes.fromhex(fields["nonce"]), author_key(root, kdf.salt)
    )


def _opened(root: bytes, kdf: Kdf, nonce: bytes, sealed: bytes, bound: bytes) -> SigningKey:
    from nacl import bindings
    from nacl.exceptions import CryptoError

    try:
        seed = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
            sealed, bound, nonce, author_key(root, kdf.salt)
        )
        return SigningKey(seed)
    except (CryptoError, NotASignature, ValueError, TypeError):
        raise _damaged("is not what Reflect wrote") from None
    finally:
        overwrite(root)


def _damaged(why: str) -> KeyDamaged:
    return KeyDamaged(
        f"The file of the signing key {why}.",
        hint="Put it back from a copy. With another key, every reader has to trust you anew.",
    )


def _wrong() -> WrongPassphrase:
    return WrongPassphrase(
        "The passphrase does not open the signing key.", hint="Try again; nothing is counted."
    )
