"""Killed while the passphrase or the kit is changed, again and again; what opens after each kill.

Keys are stretched once, before: what is killed is the writing, not the waiting. One process, so
that it may fork.
"""

import os
import random
import signal
import time
from pathlib import Path

from reflect_cli.errors import WrongPassphrase
from reflect_cli.vault.kdf import LIGHT, Roots, new_kdf
from reflect_cli.vault.lock import take
from reflect_cli.vault.recovery import Kit
from reflect_cli.vault.unlocking import read_headers, unlock
from reflect_cli.vault.vault import _entered, _Way
from vault.sample import passphrase
from vault.worker import say

KITS = (bytes(20), b"\x01" * 20)


def opens(folder: Path, secret) -> bool:
    try:
        unlock(read_headers(folder), secret)
    except WrongPassphrase:
        return False
    return True


def change_until_killed(folder: Path, mine, costs, start: int, told: int) -> None:
    opened = unlock(read_headers(folder), mine)
    with _entered(folder, opened, take(folder, 30), way=_Way.CHANGING) as vault:
        if vault.notices:  # the file remembers a header that was never written
            os._exit(4)
        os.write(told, b".")
        for number in range(start, 100_000):
            keys, turn = vault.keys, number // 2 % 2
            if number % 2:
                keys.set_kit(Kit(bytearray(KITS[turn])))
            else:
                secret, kdf = costs[turn]
                keys._put(keys._locked(kdf, secret(kdf)))


def main(where: str, kills: str, seed: str) -> None:
    folder, chance = Path(where), random.Random(seed)
    first = Roots(passphrase())
    unlock(read_headers(folder), first)
    kdfs = (unlock(read_headers(folder), first).header.slots[0].kdf, new_kdf(LIGHT))
    secrets = (first, Roots(passphrase(b"another lantern")))
    secrets[1](kdfs[1])
    costs = tuple(zip(secrets, kdfs, strict=True))

    class Only:
        """One passphrase with its one known cost; for any other cost, a key that fits nothing."""

        def __init__(self, which):
            self.secret, self.kdf = costs[which]

        def __call__(self, kdf):
            return None if kdf is None else self.secret(kdf) if kdf == self.kdf else bytes(32)

    both = (Only(0), Only(1))
    for _ in range(int(kills)):
        (mine,) = [one for one in both if opens(folder, one)]
        hear, told = os.pipe()
        start = chance.randrange(4)
        if not (child := os.fork()):
            change_until_killed(folder, mine, costs, start, told)
            os._exit(3)
        os.close(told)
        os.read(hear, 1)
        os.close(hear)
        time.sleep(chance.random() * 0.04)
        os.kill(child, signal.SIGKILL)
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
        words = [opens(folder, one) for one in both]
        papers = [opens(folder, Kit(bytearray(key))) for key in KITS]
        say(" ".join(map(str, (*words, *papers, len(list(folder.glob("*.new")))))))
    (mine,) = [one for one in both if opens(folder, one)]
    with _entered(folder, unlock(read_headers(folder), mine), take(folder)) as vault:
        names = sorted(path.name for path in folder.iterdir())
        say(f"{vault.entries.count()} {vault.database.gen()} {names}")
