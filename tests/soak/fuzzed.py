"""Key files and backups as somebody hostile would write them: only our own errors, at once, in little memory."""

from __future__ import annotations

import hashlib
import json
import random
import resource
import time
from typing import TYPE_CHECKING, Any

from reflect_cli.errors import ReflectError
from reflect_cli.vault import age
from reflect_cli.vault.archive import pack, unpack
from reflect_cli.vault.backup import archive_of, read
from reflect_cli.vault.unlocking import HeaderFiles, unlock
from soak.reached import Reached, in_time
from vault.age_by_hand import locked
from vault.kept import backup

if TYPE_CHECKING:
    from collections.abc import Callable

    from soak.workshop import Workshop

MOST_SECONDS = 0.05
MOST_KIB = 32 * 1024
BAR = "only our own errors, each < 50 ms and < 32 MiB before a key"
NASTY: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 2, 2**31, 2**53 - 1, 2**53, 2**64, 10**300, 0.5, 1e308,
    float("nan"), float("inf"), "", "0", "00" * 16, "00" * 32, "zz" * 16, "\u00e9", "\ud800",
    "A" * 5000, [], {}, [[]], [{}], {"": {}}, ["x"] * 500,
)  # fmt: skip


def altered_bytes(raw: bytes, chance: random.Random) -> bytes:
    """*raw* with a few bytes changed, put in, taken out or doubled."""
    content = bytearray(raw)
    for _ in range(chance.choice((1, 1, 1, 2, 5, 30))):
        at = chance.randrange(len(content) + 1)
        to = min(len(content), at + chance.choice((1, 1, 2, 8, 200)))
        match chance.randrange(5):
            case 0:
                content[at:to] = chance.randbytes(to - at)
            case 1:
                content[at:at] = chance.choice(
                    (b"0", b"9" * 400, b"\0", b"\n", b'"', b"[" * 3000, b"e9")
                )
            case 2:
                del content[at:to]
            case 3:
                content[at:at] = content[at:to]
            case _:
                other = chance.randrange(len(content) + 1)
                content[at:to] = content[other : other + to - at]
    return bytes(content)


def altered_values(value: Any, chance: random.Random) -> Any:
    """*value*, read from JSON, with one value somewhere in it changed, added or taken out."""
    if isinstance(value, dict) and value and chance.random() < 0.8:
        name = chance.choice(list(value))
        match chance.randrange(8):
            case 0:
                return {key: one for key, one in value.items() if key != name}
            case 1:
                return value | {chance.choice(("extra", "m", "kind")): chance.choice(NASTY)}
            case _:
                return value | {name: altered_values(value[name], chance)}
    if isinstance(value, list) and value and chance.random() < 0.8:
        at = chance.randrange(len(value))
        more = [*value[:at], altered_values(value[at], chance), *value[at + 1 :]]
        return chance.choice((more, more, value * chance.choice((0, 2, 9)), value[::-1]))
    return chance.choice((chance.choice(NASTY), chance.getrandbits(chance.choice((8, 24, 60)))))


class _Asked(Exception):
    """The key would be derived now; all that may cost comes after."""


def key_files(workshop: Workshop, count: int, seed: int) -> Reached:
    """Altered key files, up to the moment a key would be derived."""
    raw = (workshop.lay("base") / "vault" / "header.json").read_bytes()
    stored = json.loads(raw)
    chance = random.Random(seed)

    def ask(_kdf: object) -> bytes:
        raise _Asked

    def one() -> bytes | None:
        if chance.random() < 0.5:
            content = altered_bytes(raw, chance)
        else:
            content = _dumped(altered_values(stored, chance), chance)
        return None if content == raw else content

    def open_it(content: bytes) -> None:
        unlock(HeaderFiles(content, None), ask)

    return _fed(Reached("fuzzed key files", BAR), count, one, open_it)


def _dumped(value: Any, chance: random.Random) -> bytes:
    spaces = (",", ":") if chance.random() < 0.9 else None
    return json.dumps(value, sort_keys=chance.random() < 0.9, separators=spaces).encode() + b"\n"


def backups(_workshop: Workshop, count: int, seed: int) -> Reached:
    """Altered files, archives and lines of a backup; what its writer could have signed, too."""
    whole = archive_of(backup())
    members = unpack(whole)
    head = locked(b"")
    chance = random.Random(seed)

    def one() -> Callable[[], object]:
        match chance.randrange(4):
            case 0:
                file = altered_bytes(head, chance)
                return lambda: age.work_of(file) <= age.MOST_WORK and age.refuse_work(file)
            case 1:
                archive = altered_bytes(whole, chance)
                return lambda: read(archive)
            case _:
                archive = _rewritten(members, chance)
                return lambda: read(archive)

    return _fed(Reached("fuzzed backups", BAR), count, one, lambda it: it())


def _rewritten(members: dict[str, bytes], chance: random.Random) -> bytes:
    """The archive with something in it changed, by somebody who puts the hashes right."""
    changed = dict(members)
    name = chance.choice(list(changed))
    if name.endswith((".jsonl", ".json")) and chance.random() < 0.7 and changed[name]:
        lines = changed[name].splitlines() if name.endswith("l") else [changed[name]]
        at = chance.randrange(len(lines))
        value = altered_values(json.loads(lines[at]), chance)
        lines[at] = json.dumps(value, separators=(",", ":")).encode()
        changed[name] = b"\n".join(lines) + b"\n"
    else:
        changed[name] = altered_bytes(changed[name], chance)
    manifest = json.loads(members["manifest.json"])
    if name != "manifest.json":
        manifest["members"][name] = {
            "bytes": len(changed[name]),
            "sha256": hashlib.sha256(changed[name]).hexdigest(),
        }
        changed["manifest.json"] = json.dumps(manifest, indent=2).encode() + b"\n"
    return pack(changed)


def _fed(reached: Reached, count: int, one: Callable, open_it: Callable) -> Reached:
    slowest, before = 0.0, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in in_time(range(count)):
        if (given := one()) is None:
            continue
        began = time.thread_time()
        try:
            open_it(given)
        except ReflectError:
            reached.was("refused")
        except _Asked:
            reached.was("let through to the key, which decides")
        except Exception as problem:  # noqa: BLE001 - that there is none is what is tried
            reached.was_wrong(f"{type(problem).__name__}")
        else:
            reached.was("read, being in order")
        slowest = max(slowest, time.thread_time() - began)
    more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    reached.notes = f"slowest {slowest * 1000:.1f} ms of CPU, {more / 1024:.0f} MiB in all"
    if slowest > MOST_SECONDS or more > MOST_KIB:
        reached.was_wrong(reached.notes)
    return reached
