"""Who signs: the keys an open vault proves its records with, and the computer it is open on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reflect_cli.errors import VaultDamaged
from reflect_cli.paths import state_folder
from reflect_cli.vault.anchor import Anchor
from reflect_cli.vault.chain import Chain
from reflect_cli.vault.device import device_name
from reflect_cli.vault.keys import anchor_key, chain_key, sealing_key
from reflect_cli.vault.records import Records
from reflect_cli.vault.sealed import SealingKey

if TYPE_CHECKING:
    from reflect_cli.vault.database import Database
    from reflect_cli.vault.unlocking import Unlocked


@dataclass(frozen=True, slots=True, repr=False)
class Identity:
    """What an open vault signs, seals and remembers with, and the name of this computer."""

    sealing: SealingKey
    chain: Chain
    anchor: Anchor
    device: str

    def records(self, database: Database) -> Records:
        """The records in *database*, to which new ones are added in this one's name."""
        return Records(database, self.chain, self.device)


def identity_of(opened: Unlocked) -> Identity:
    """The identity of the vault that was *opened*, on this computer."""
    state = state_folder()
    return Identity(
        SealingKey(sealing_key(opened.master)),
        Chain(chain_key(opened.master)),
        Anchor(state, opened.header.vault.hex(), anchor_key(opened.master)),
        device_name(state),
    )


def is_older(identity: Identity, database: Database) -> bool:
    """Whether this computer remembers records that *database* does not have."""
    return bool(identity.anchor.missing_from(identity.records(database)))


def require_nothing_missing(identity: Identity, database: Database) -> None:
    """Raise VaultDamaged when this computer remembers records that *database* does not have."""
    if is_older(identity, database):
        raise VaultDamaged(
            "The journal is older than this computer remembers: entries kept later are not in it.",
            hint="Put the newer copy back. If this older one is meant: "
            "reflect vault check --accept-older",
        )
