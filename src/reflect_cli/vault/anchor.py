"""What this computer remembers of a journal, outside its folder: how far its records went.

A copy of the folder from an earlier day is whole in itself; only a memory outside can tell that
something is missing. The anchor is signed with a key of the journal, so nobody else can set it back
to suit an old copy. If it is lost, the journal still opens and is anchored anew.
"""

from __future__ import annotations

import hmac
import json
from functools import cached_property
from typing import TYPE_CHECKING

from reflect_cli.vault import files
from reflect_cli.vault.chain import Head
from reflect_cli.vault.place import make_folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reflect_cli.vault.records import Records

_MOST_BYTES = 64 * 1024


class Anchor:
    """The anchor of one vault, in the state folder *state*."""

    def __init__(self, state: Path, vault: str, key: bytes) -> None:
        self._path = state / f"{vault}.anchor"
        self._key = key

    @cached_property
    def remembered(self) -> dict[str, Head]:
        """How far each device's records went; empty if there is no anchor, or none of ours.

        As it was when first asked: the vault's lock keeps others from it meanwhile.
        """
        try:
            raw = files.read_start(self._path, _MOST_BYTES) or b""
            stored = json.loads(raw)
            heads, mac = stored["heads"], bytes.fromhex(stored["mac"])
            if not hmac.compare_digest(self._mac(heads), mac):
                return {}
            return {
                name: Head(int(seq), bytes.fromhex(code)) for name, (seq, code) in heads.items()
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def drop(self, records: Records) -> None:
        """Remember how far *records* go now; what cannot be written down is not remembered.

        Nothing is written when that is remembered already: most openings only read.
        """
        now = records.heads()
        if now == self.remembered:
            return
        heads = {device: [head.seq, head.mac.hex()] for device, head in now.items()}
        content = json.dumps({"heads": heads, "mac": self._mac(heads).hex()}).encode()
        try:
            if not self._path.parent.exists():
                make_folder(self._path.parent)
            files.write_whole(self._path, content)
        except OSError:
            return

    def missing_from(self, records: Records) -> tuple[str, ...]:
        """The devices whose records no longer go as far as they did, or went another way."""
        now = records.heads()
        return tuple(
            device
            for device, head in self.remembered.items()
            if now.get(device) != head and records.code_at(device, head.seq) != head.mac
        )

    def _mac(self, heads: Mapping[str, object]) -> bytes:
        said = json.dumps(heads, sort_keys=True, separators=(",", ":")).encode()
        return hmac.digest(self._key, said, "sha256")
