"""A signed set: its text, and below it five comment lines that say who signed it.

    # --- signature: nothing above this line may change ---
    # untrusted comment: signature from a Reflect key
    # RUS…                                   over the text above the marker
    # trusted comment: reflect-set group.evening 1.2.0 2026-11-24 key RWS…
    # +1e…                                   over the signature and the trusted comment

The last four, without their hashes, are a minisign signature of the text above the first. The key
stands in the trusted comment, so a set can be checked the first time somebody meets its key; whose
key it is, no file can say. The text is signed with LF line ends and without a byte order mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reflect_cli.errors import SignatureBroken
from reflect_cli.signing.keys import (
    PUBLIC_LENGTH,
    SIGNATURE_LENGTH,
    WHOLE_LENGTH,
    NotASignature,
    PublicKey,
    public_key,
    signature,
)

if TYPE_CHECKING:
    from reflect_cli.signing.keys import Signature, SigningKey

MARKER = "# --- signature: nothing above this line may change ---"
UNTRUSTED = "untrusted comment: "
TRUSTED = "trusted comment: "
OURS = "signature from a Reflect key"
#: Two fixed texts, because a signature does not cover this line.
_COMMENTS = (OURS, "signature from minisign secret key")

_BOM = b"\xef\xbb\xbf"
_B64 = "[A-Za-z0-9+/]"
#: One changed byte leaves at least one of these in the file, so it cannot pass for an unsigned one.
_TRACE = re.compile(rb"^[ \t]*#.*(--- signature|trusted comment:)", re.MULTILINE)
_TRAILER = re.compile(
    rf"^{re.escape(MARKER)}\n"
    rf"# {UNTRUSTED}(?:{'|'.join(_COMMENTS)})\n"
    rf"# ({_B64}{{{SIGNATURE_LENGTH - 1}}}=)\n"
    rf"# {TRUSTED}([ -~]+)\n"
    rf"# ({_B64}{{{WHOLE_LENGTH - 2}}}==)\n*\Z".encode(),
    re.MULTILINE,
)
_ID = r"[a-z0-9.-]{1,200}"
_PUBLIC = rf"{_B64}{{{PUBLIC_LENGTH}}}"
_SAYS = re.compile(
    rf"reflect-set ({_ID}) (\d{{1,9}}\.\d{{1,9}}\.\d{{1,9}}) (\d{{4}}-\d\d-\d\d) key ({_PUBLIC})"
    rf"(?: after ({_PUBLIC}) ({_B64}{{{WHOLE_LENGTH - 2}}}==))?"
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a trusted comment says: which set, signed when, by which key.

    `before` is the key this one follows, when that one has signed that it does.
    """

    set_id: str
    version: str
    day: str
    key: PublicKey
    before: PublicKey | None = None
    statement: str = ""

    @property
    def comment(self) -> str:
        """The trusted comment."""
        after = f" after {self.before.line} {self.statement}" if self.before else ""
        return f"reflect-set {self.set_id} {self.version} {self.day} key {self.key.line}{after}"


@dataclass(frozen=True, slots=True)
class Opened:
    """The bytes of a set that were checked, and what was signed with them; None if unsigned."""

    text: bytes
    said: Said | None = None
    trailer: bytes = b""

    @property
    def whole(self) -> bytes:
        """The file in its one exact form, by which two copies can be compared."""
        return self.text + self.trailer


def opened(data: bytes) -> Opened:
    """The set in *data*, its signature checked. Raises SignatureBroken.

    What mail and editors do to line ends is undone first, and nothing else.
    """
    plain = data.removeprefix(_BOM).replace(b"\r\n", b"\n")
    if not looks_signed(plain):
        return Opened(plain)
    found = _TRAILER.search(plain)
    if found is None or found.start() == 0:
        raise broken("its last lines are damaged")
    text = plain[: found.start()]
    if looks_signed(text):
        raise broken("it has a second one above it")
    try:
        whole = signature(*(part.decode("ascii") for part in found.groups()))
        said = said_in(whole.trusted)
        said.key.requires(whole, text)
    except NotASignature:
        raise broken("its text is not the text that was signed") from None
    return Opened(text, said, found.group().rstrip(b"\n") + b"\n")


def looks_signed(data: bytes) -> bool:
    """Whether *data* has the traces of a signature, whole or not."""
    return _TRACE.search(data) is not None


def said_in(comment: str) -> Said:
    """What a trusted comment says. Raises NotASignature when it is no set's, or a statement lies."""
    found = _SAYS.fullmatch(comment)
    if found is None:
        raise NotASignature("not the comment of a set")
    set_id, version, day, key, before, statement = found.groups()
    said = Said(set_id, version, day, public_key(key))
    if before is None:
        return said
    earlier = public_key(before)
    earlier.requires_statement(statement, follows(said.key))
    return Said(set_id, version, day, said.key, earlier, statement)


def follows(key: PublicKey) -> bytes:
    """What an earlier key signs to say that *key* comes after it."""
    return f"reflect-key-change {key.line}".encode()


def signable(data: bytes) -> bytes:
    """The text of *data* as it is signed: without an earlier signature, LF, one newline at the end."""
    plain = data.removeprefix(_BOM).replace(b"\r\n", b"\n")
    before = plain.partition(f"\n{MARKER}\n".encode())[0]
    return before.rstrip(b"\n") + b"\n"


def signed(text: bytes, said: Said, key: SigningKey) -> bytes:
    """*text*, which is `signable`, with the signature of *key* below it."""
    return with_signature(text, key.sign(text, said.comment))


def with_signature(text: bytes, made: Signature) -> bytes:
    """*text* with the lines of *made* below it, proved to be read back. Raises SignatureBroken."""
    first, second = made.lines
    lines = (MARKER, f"# {UNTRUSTED}{OURS}", f"# {first}", f"# {TRUSTED}{made.trusted}")
    whole = text + "\n".join([*lines, f"# {second}", ""]).encode()
    opened(whole)
    return whole


def minisig(text: str) -> Signature:
    """The signature in a .minisig file. Raises NotASignature."""
    lines = text.replace("\r\n", "\n").rstrip("\n").split("\n")
    if len(lines) != 4 or not lines[0].startswith(UNTRUSTED) or not lines[2].startswith(TRUSTED):
        raise NotASignature("not a minisign signature")
    return signature(lines[1], lines[2].removeprefix(TRUSTED), lines[3])


def broken(why: str) -> SignatureBroken:
    """The error for a signature that does not hold, with the reason."""
    return SignatureBroken(
        f"The set is signed, and the signature does not hold: {why}.",
        hint="Ask for the file again. If it is your own and you changed it: reflect author sign FILE",
    )
