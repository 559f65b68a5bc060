"""Many processes at one journal: each waits for the others, and nothing of any is lost."""

from __future__ import annotations

import os
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from reflect_cli.errors import WrongPassphrase
from reflect_cli.vault.unlocking import read_headers, unlock
from soak.reached import Reached
from vault.sample import entry, uuid7

if TYPE_CHECKING:
    from collections.abc import Callable

    from soak.workshop import Workshop

WRITERS = 6
APART = 10_000


def appends(workshop: Workshop, count: int, _seed: int) -> Reached:
    """*count* entries by each of six processes, while another one reads."""
    reached = Reached(f"{WRITERS} processes x {count} entries, one reading", "all there, no error")
    folder = workshop.lay("base") / "vault"
    done = folder.parent / "done"

    def write(first: int) -> None:
        for number in range(first, first + count):
            with workshop.entered(folder, workshop.first) as vault:
                vault.entries.add(entry(number))

    def look() -> None:
        seen = 0
        while not done.exists():
            with workshop.entered(folder, workshop.first) as vault:
                now = vault.entries.count()
                assert seen <= now
                assert vault.contents().revisions[-1].entry.id == vault.entries.recent(1)[0].id
                seen = now

    reader = _process(look)
    writers = [_process(lambda first=APART * (n + 1): write(first)) for n in range(WRITERS)]
    fallen = sum(_fell(one) for one in writers)
    done.touch()
    fallen += _fell(reader)
    wanted = {uuid7(APART * (n + 1) + k) for n in range(WRITERS) for k in range(count)}
    with workshop.entered(folder, workshop.first) as vault:
        there = {one.id for one in vault.entries.recent(10**6)}
        whole = not vault.check().found
    for one in wanted:
        reached.was("there") if one in there else reached.was_wrong("lost")
    if fallen or not whole:
        reached.was_wrong(f"processes fell: {fallen}, whole: {whole}")
    return reached


def changes(workshop: Workshop, count: int, _seed: int) -> Reached:
    """*count* changes of the passphrase by each of two processes, to each other's and back."""
    reached = Reached("2 processes changing the passphrase at once", "one opens, none overwritten")
    folder = workshop.lay("base") / "vault"
    secrets = (workshop.first, workshop.second)
    before = unlock(read_headers(folder), workshop.first).header.gen

    def change() -> None:
        left = count
        while left:
            for mine, new in (secrets, secrets[::-1]):
                try:
                    with workshop.entered(folder, mine) as vault:
                        vault.keys._put(vault.keys._locked(new.kdf, new.root))
                        left -= 1
                except WrongPassphrase:
                    continue
                break

    fallen = sum(_fell(one) for one in [_process(change), _process(change)])
    held = workshop.held(folder)
    headers = read_headers(folder)
    secret = workshop.secrets()[held.opened_by[0]] if held else workshop.first
    made = unlock(headers, secret).header.gen - before
    reached.runs = 2 * count
    reached.outcomes["done, one after the other"] = made
    if fallen or made != 2 * count or headers.main != headers.copy or len(held.opened_by) != 1:
        reached.was_wrong(f"fell: {fallen}, changes counted: {made}")
    return reached


def _process(act: Callable[[], None]) -> int:
    if child := os.fork():
        return child
    status = 1
    try:
        act()
        status = 0
    except BaseException:  # noqa: BLE001 - told, and counted by its status
        Path(f"/proc/{os.getpid()}/fd/2").write_text(traceback.format_exc())
    os._exit(status)


def _fell(process: int) -> bool:
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) != 0
