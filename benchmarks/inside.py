"""What is measured, or made ready, inside one Reflect process: run as a program, prints JSON.

A process of its own, so that the bench stays small: a child's peak memory begins at its parent's.
"""

from __future__ import annotations

import hashlib
import json
import os
import statistics
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from texts import notes

from reflect_cli.commands.clock import new_id, now

if TYPE_CHECKING:
    from reflect_cli.promptsets.kinds import Value
    from reflect_cli.promptsets.model import Prompt
    from reflect_cli.vault.vault import Vault

_PEAK = "VmHWM:"
_ONE_ANSWER = notes(1)[0].body[:400]


def fill(folder: str, secret: str, count: str) -> dict[str, float]:
    """Make a vault with *count* entries, added in one transaction, and with the gate passed."""
    from reflect_cli.commands.gate import GATE_SETTING
    from reflect_cli.commands.unlock import key_cost
    from reflect_cli.journal.entry import Entry, EntryKind, Item
    from reflect_cli.vault.vault import create

    began = time.perf_counter()
    with create(Path(folder), bytearray(secret.encode()), key_cost()) as vault, vault.transaction():
        vault.settings.set(GATE_SETTING, "1.0.0")
        for number, note in enumerate(notes(int(count))):
            at = note.at.isoformat(timespec="seconds")
            item = Item("text", "long", "Free entry", "Write what you want to keep.", at, note.body)
            entry_id = _id_at(int(note.at.timestamp() * 1000), number)
            vault.entries.add(Entry(entry_id, EntryKind.FREE, note.title, at, at, (item,)))
    return {"seconds": time.perf_counter() - began, "bytes": _size_of(Path(folder))}


def kdf(repeats: str) -> dict[str, list[float]]:
    """Milliseconds of one key derivation: ours at 256 MiB, and jrnl's PBKDF2."""
    from reflect_cli.vault.kdf import STANDARD, new_kdf, stretch

    costs = new_kdf(STANDARD)
    ours, theirs = [], []
    for _ in range(int(repeats)):
        began = time.perf_counter()
        stretch(bytearray(b"a passphrase"), costs)
        between = time.perf_counter()
        hashlib.pbkdf2_hmac("sha256", b"a passphrase", b"0123456789abcdef", 100_000)
        ours.append((between - began) * 1000)
        theirs.append((time.perf_counter() - between) * 1000)
    return {"ours": ours, "theirs": theirs}


def kdf_once() -> dict[str, float]:
    """One key derivation and nothing else, for its memory."""
    return {"ms": kdf("1")["ours"][0]}


def drafts(folder: str, secret: str, count: str) -> dict[str, float]:
    """Milliseconds from an answer accepted to its draft durable, over *count* answers.

    The answers walk the longest shipped set, begun again when it is at its end.
    """
    from reflect_cli.vault.vault import open_vault

    with open_vault(Path(folder), bytearray(secret.encode())) as vault:
        took = _answers_kept(vault, int(count))
    cuts = statistics.quantiles(took, n=100)
    return {"p50": cuts[49], "p99": cuts[98], "most": max(took), "count": len(took)}


def memory(*arguments: str) -> dict[str, float]:
    """Peak MiB of a whole command from the moment its key is made (Linux only, else zeros)."""
    from reflect_cli.commands.app import main
    from reflect_cli.vault import kdf as derivation

    stretch = derivation.stretch

    def stretched(passphrase: bytearray, kdf: derivation.Kdf) -> bytes:
        root = stretch(passphrase, kdf)
        _forget_peak()
        return root

    derivation.stretch = stretched
    sys.argv = ["reflect", *arguments]
    printing = os.dup(1)
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        with suppress(SystemExit):
            main()
        sys.stdout.flush()
    os.dup2(printing, 1)
    return {"mib": _peak_mib()}


def _answers_kept(vault: Vault, count: int) -> list[float]:
    from reflect_cli.flows.sitting import begun
    from reflect_cli.library.sets import SHIPPED, shipped
    from reflect_cli.session.events import Answered, Seen

    longest = max((shipped(name) for name in SHIPPED), key=lambda taken: len(taken.source))
    took: list[float] = []
    while len(took) < count:
        sitting = begun(longest.prompt_set, longest.source, new_id=new_id(), now=now())
        while len(took) < count and (prompt := sitting.session.current) is not None:
            event = Answered(_answer_to(prompt)) if prompt.kind.asks else Seen()
            began = time.perf_counter()
            sitting = sitting.after(sitting.session.apply(event, now()))
            vault.drafts.keep(sitting.draft(now()))
            took.append((time.perf_counter() - began) * 1000)
        vault.drafts.drop(sitting.id)
    return took


def _answer_to(prompt: Prompt) -> Value:
    from reflect_cli.promptsets.kinds import PlanMade
    from reflect_cli.promptsets.model import Kind

    match prompt.kind:
        case Kind.CHOOSE_ONE:
            return prompt.options[0].id
        case Kind.CHOOSE_ANY | Kind.CHECKLIST:
            return (prompt.options[0].id,)
        case Kind.SCALE:
            assert prompt.scale is not None  # the reader gives every scale its ends
            return prompt.scale.lowest
        case Kind.PLAN:
            return PlanMade("it rains on Tuesday", "take the tram", "Tuesday", "friend")
        case _:
            return _ONE_ANSWER


def _id_at(millis: int, number: int) -> str:
    """An id as `new_id` makes them, but of a given time."""
    tail = hashlib.sha256(str(number).encode()).hexdigest()
    head = f"{millis:012x}"
    return f"{head[:8]}-{head[8:]}-7{tail[:3]}-8{tail[3:6]}-{tail[6:18]}"


def _size_of(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir())


def _forget_peak() -> None:
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _peak_mib() -> float:
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith(_PEAK):
                return int(line.split()[1]) / 1024
    return 0.0


def main() -> None:
    """Do what the first argument names."""
    doings = {"fill": fill, "kdf": kdf, "kdf-once": kdf_once, "drafts": drafts, "memory": memory}
    doing, *arguments = sys.argv[1:]
    print(json.dumps(doings[doing](*arguments)))  # type: ignore[operator]


if __name__ == "__main__":
    main()
