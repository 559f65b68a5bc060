"""What proves the journal's memory: each record signs itself and the record before it.

A record is made by one device, numbered without gaps, and its code covers every field and the code
before it, so none can be changed, left out in the middle, moved or slipped in. The words themselves
enter by a keyed digest: they can be wiped later and the chain still holds.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, replace
from enum import StrEnum

#: The code before the first record of a device.
BEGINNING = bytes(32)


class RecordKind(StrEnum):
    """What a record says."""

    ENTRY = "entry"
    REMOVED = "removed"
    PLAN = "plan"
    STEP = "step"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody's hand put into the journal, before it is signed.

    `about` is the id of the entry or plan, for a mark with `/marks` after it; `parents` are the ids of the records it follows, `body`
    is JSON or None once it was wiped, `at` is ISO 8601 with a zone.
    """

    id: str
    about: str
    parents: tuple[str, ...]
    at: str
    kind: RecordKind
    body: str | None


@dataclass(frozen=True, slots=True)
class Record:
    """Something said, by one device, as its record number `seq`, with what proves it."""

    said: Said
    device: str
    seq: int
    digest: bytes
    prev: bytes
    mac: bytes


@dataclass(frozen=True, slots=True)
class Head:
    """How far one device's records go: the number of the last, and its code."""

    seq: int
    mac: bytes


NOTHING_YET = Head(0, BEGINNING)


class Chain:
    """The key that signs records. It has no repr."""

    __slots__ = ("_key",)

    def __init__(self, key: bytes) -> None:
        self._key = key

    def signed(self, said: Said, device: str, head: Head, digest: bytes | None = None) -> Record:
        """*said* as the record after *head* in the feed of *device*.

        *digest* is the one its words had, for a record whose words were wiped.
        """
        assert said.body is not None or digest is not None  # nothing is signed unseen
        proof = self._digest(said.body) if said.body is not None else digest
        assert proof is not None
        bare = Record(said, device, head.seq + 1, proof, head.mac, b"")
        return replace(bare, mac=self._mac(bare))

    def holds(self, record: Record) -> bool:
        """Whether *record* is as it was signed; its words too, unless they were wiped."""
        if not hmac.compare_digest(self._mac(record), record.mac):
            return False
        body = record.said.body
        return body is None or hmac.compare_digest(self._digest(body), record.digest)

    def id_of(self, *parts: str) -> str:
        """An id shaped like a UUID that only this journal would give to *parts*."""
        framed = "\0".join(parts).encode("utf-8", "surrogatepass")
        digits = hmac.digest(self._key, b"id" + framed, "sha256").hex()
        return "-".join(
            (digits[:8], digits[8:12], f"8{digits[13:16]}", f"a{digits[17:20]}", digits[20:32])
        )

    def _digest(self, body: str) -> bytes:
        return hmac.digest(self._key, b"body" + body.encode("utf-8", "surrogatepass"), "sha256")

    def _mac(self, record: Record) -> bytes:
        said = record.said
        texts = (said.id, said.about, record.device, str(record.seq), " ".join(said.parents))
        parts = [text.encode() for text in (*texts, said.at, said.kind.value)]
        parts += [record.digest, record.prev]
        framed = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
        return hmac.digest(self._key, b"record" + framed, "sha256")
