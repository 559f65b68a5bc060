"""What can still be read of a journal whose file has damaged parts: record by record, past those parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reflect_cli.errors import VaultDamaged
from reflect_cli.vault.chain import RecordKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from reflect_cli.vault.chain import Chain, Record
    from reflect_cli.vault.records import Records


@dataclass(frozen=True, slots=True)
class Readable:
    """How many records lie in damaged parts or are not as they were signed, and what was read whole."""

    unreadable: int
    altered: int
    entries: int
    plans: int
    records: int


def what_can_be_read(
    records: Records,
    chain: Chain,
    reads: Callable[[Record], bool],
    tell: Callable[[int, int], None],
) -> Readable:
    """Try every record by its number; *reads* says whether its words can be understood.

    Raises VaultDamaged when not even their number can be read.
    """
    unreadable = altered = whole = 0
    entries: set[str] = set()
    plans: set[str] = set()
    last = records.last_number()
    for number in range(1, last + 1):
        if number % 200 == 0:
            tell(number, last)
        try:
            record = records.numbered(number)
        except VaultDamaged:
            unreadable += 1
            continue
        if record is None:
            continue
        if not (chain.holds(record) and reads(record)):
            altered += 1
            continue
        whole += 1
        if record.said.body is not None and record.said.kind is RecordKind.ENTRY:
            entries.add(record.said.about)
        elif record.said.body is not None and record.said.kind is RecordKind.PLAN:
            plans.add(record.said.about)
    return Readable(unreadable, altered, len(entries), len(plans), whole)
