"""The header of a vault: who made it, how to get from a passphrase to the master key.

It is canonical JSON: the bytes on disk must equal what this module writes for the same values,
so an unknown field, another order, another spelling of a number are all refused by one rule.
Only `min_reader` is looked at earlier: a header from a newer Reflect is told so, untouched.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from reflect_cli.errors import VaultDamaged, VaultTooNew
from reflect_cli.vault.kdf import MOST_WORK, Kdf, refuse_cost
from reflect_cli.vault.troubles import put_back

FORMAT = "reflect-vault"
VERSION = 1
READER = 1
CIPHER = "sqlcipher4"
MOST_BYTES = 16 * 1024
MOST_SLOTS = 8

VAULT_ID_BYTES = 16
NONCE_BYTES = 24
SEALED_BYTES = 48
MAC_BYTES = 32


class SlotKind(StrEnum):
    """What opens a slot."""

    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a kind, not a secret
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Slot:
    """The master key, locked once. `kdf` is None where the secret needs no stretching."""

    kind: SlotKind
    kdf: Kdf | None
    salt: bytes
    nonce: bytes
    sealed: bytes
    check: bytes


@dataclass(frozen=True, slots=True)
class Header:
    """Everything about a vault that can be read without its passphrase."""

    vault: bytes
    gen: int
    slots: tuple[Slot, ...]
    mac: bytes = b""
    version: int = VERSION
    min_reader: int = READER

    def unsigned(self) -> bytes:
        """The bytes its authentication code covers."""
        return encode(replace(self, mac=b""))

    def bound_to(self, slot: Slot) -> bytes:
        """The bytes that lock *slot* to this vault and to its own kind and cost."""
        return _canonical(
            [
                FORMAT,
                self.version,
                self.min_reader,
                self.vault.hex(),
                CIPHER,
                slot.kind.value,
                _kdf_fields(slot.kdf),
                slot.salt.hex(),
            ]
        )


def encode(header: Header) -> bytes:
    """*header* as the one sequence of bytes that stands for it."""
    fields = {
        "format": FORMAT,
        "version": header.version,
        "min_reader": header.min_reader,
        "vault": header.vault.hex(),
        "gen": header.gen,
        "cipher": CIPHER,
        "slots": [_slot_fields(slot) for slot in header.slots],
        "mac": header.mac.hex(),
    }
    return _canonical(fields) + b"\n"


def decode(raw: bytes) -> Header:
    """The header that *raw* stands for; nothing here spends memory or trusts a number."""
    fields = _fields_of(raw)
    min_reader = fields.get("min_reader")
    if type(min_reader) is int and min_reader > READER:
        raise too_new()
    try:
        header = _header_from(fields)
    except (KeyError, TypeError, ValueError):
        raise damaged() from None
    if encode(header) != raw or not _are_slots_of_ours(header.slots):
        raise damaged()
    _refuse_costs([slot.kdf for slot in header.slots if slot.kdf])
    return header


def damaged() -> VaultDamaged:
    """The error for a header that is not what Reflect wrote."""
    return VaultDamaged(
        "The journal's key file is damaged.",
        hint=put_back("header.json and header.copy"),
    )


def missing() -> VaultDamaged:
    """The error for a vault with neither copy of its header."""
    return VaultDamaged(
        "The journal's key file is missing, though the journal is there.",
        hint=put_back("header.json and header.copy"),
    )


def too_new() -> VaultTooNew:
    """The error for a vault that needs a newer Reflect."""
    return VaultTooNew(
        "A newer Reflect wrote this journal. Nothing was touched.",
        hint="Update Reflect, then open it again.",
    )


def _are_slots_of_ours(slots: tuple[Slot, ...]) -> bool:
    """Whether there is a passphrase, at most one recovery kit, and no more than we would try."""
    kinds = [slot.kind for slot in slots]
    return (
        SlotKind.PASSPHRASE in kinds
        and kinds.count(SlotKind.RECOVERY) <= 1
        and len(kinds) <= MOST_SLOTS
    )


def _refuse_costs(costs: list[Kdf]) -> None:
    for kdf in costs:
        refuse_cost(kdf)
    if sum(kdf.memory_kib * kdf.passes for kdf in costs) > MOST_WORK:
        raise damaged()


def _fields_of(raw: bytes) -> dict[str, Any]:
    if len(raw) > MOST_BYTES:
        raise damaged()
    try:
        fields = json.loads(raw.decode("ascii"))
    except (ValueError, RecursionError):
        raise damaged() from None
    if not isinstance(fields, dict) or fields.get("format") != FORMAT:
        raise damaged()
    return fields


def _header_from(fields: dict[str, Any]) -> Header:
    return Header(
        vault=_bytes_from(fields["vault"], VAULT_ID_BYTES),
        gen=_number_from(fields["gen"]),
        slots=tuple(_slot_from(slot) for slot in fields["slots"]),
        mac=_bytes_from(fields["mac"], MAC_BYTES),
        version=_number_from(fields["version"]),
        min_reader=_number_from(fields["min_reader"]),
    )


def _slot_from(fields: dict[str, Any]) -> Slot:
    kind = SlotKind(fields["kind"])
    if (fields["kdf"] is None) != (kind is SlotKind.RECOVERY):
        raise ValueError
    return Slot(
        kind=kind,
        kdf=None if fields["kdf"] is None else _kdf_from(fields["kdf"]),
        salt=_bytes_from(fields["salt"], 16),
        nonce=_bytes_from(fields["nonce"], NONCE_BYTES),
        sealed=_bytes_from(fields["ct"], SEALED_BYTES),
        check=_bytes_from(fields["check"], 32),
    )


def _kdf_from(fields: dict[str, Any]) -> Kdf:
    m, t, p = (_number_from(fields[name]) for name in ("m", "t", "p"))
    return Kdf(m, t, p, _bytes_from(fields["salt"], 16))


def _slot_fields(slot: Slot) -> dict[str, Any]:
    return {
        "kind": slot.kind.value,
        "kdf": _kdf_fields(slot.kdf),
        "salt": slot.salt.hex(),
        "nonce": slot.nonce.hex(),
        "ct": slot.sealed.hex(),
        "check": slot.check.hex(),
    }


def _kdf_fields(kdf: Kdf | None) -> dict[str, Any] | None:
    if kdf is None:
        return None
    return {"m": kdf.memory_kib, "t": kdf.passes, "p": kdf.lanes, "salt": kdf.salt.hex()}


def _number_from(value: object) -> int:
    if type(value) is not int or not 1 <= value < 2**53:
        raise ValueError
    return value


def _bytes_from(value: object, length: int) -> bytes:
    if not isinstance(value, str) or len(value) != 2 * length:
        raise ValueError
    return bytes.fromhex(value)


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()
