"""What `reflect doctor` looks at, what it found, and what that means, each in plain words.

A finding never says that a thing is in order for good: only what was looked at, and what was seen.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from reflect_cli.errors import ReflectError, UnsafePlace
from reflect_cli.vault.disks import Layer, Swap, layer_under, worst_of
from reflect_cli.vault.mounts import Mount
from reflect_cli.vault.place import FILES, check_place, exists, open_above, refuse_hopeless
from reflect_cli.vault.synced import synced

if TYPE_CHECKING:
    from reflect_cli.screens.surroundings import Surroundings
    from reflect_cli.vault.private_process import Openness

FIRST_YEAR = 2026
_DAY = 86400
_CORES = Path("/proc/sys/kernel/core_pattern")


class Weight(StrEnum):
    """What a finding asks for. No weight says that all is well."""

    SEEN = "seen"
    LOOK = "look at this"
    UNKNOWN = "cannot be seen"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    name: str
    weight: Weight
    looked_at: str
    found: str
    means: str
    problem: ReflectError | None = None


def on_folder(folder: Path) -> Finding:
    """Whether other users can reach or redirect *folder*, or whether one could be made there."""
    looked = f"{folder}: its owner, links, who may read it, and what it lies in"
    try:
        if made := exists(folder):
            check_place(folder)
        else:
            refuse_hopeless(folder)
    except UnsafePlace as problem:
        return Finding(
            "Folder", Weight.REFUSED, looked, problem.message, problem.hint, problem=problem
        )
    except ReflectError as problem:
        return Finding("Folder", Weight.LOOK, looked, problem.message, problem.hint)
    found = (
        "The folder and its files are yours, no links, and closed to other users."
        if made
        else "There is no journal yet. One can be made there, closed to other users."
    )
    means = "The system keeps other users out. An administrator can still copy it, encrypted."
    return Finding("Folder", Weight.SEEN, looked, found, means)


def on_folders_above(folder: Path) -> Finding:
    """Whether somebody else could rename a folder that *folder* lies in."""
    looked = "owners and groups of the folders it lies in"
    weak = open_above(folder)
    if not weak:
        found = "Only you and the administrator can rename them."
        return Finding("Folders above it", Weight.SEEN, looked, found, "Nothing to do here.")
    found = f"Others can rename what lies in: {', '.join(map(str, weak))}."
    means = "They could hide the journal, or move it. Reflect opens none that is not yours."
    return Finding("Folders above it", Weight.LOOK, looked, found, means)


def on_drive(mount: Mount | None) -> Finding:
    """Which file system the journal lies on."""
    looked = "/proc/self/mountinfo"
    if mount is None:
        found, means = "This system has no such table.", "Keep the journal off network drives."
        return Finding("Drive", Weight.UNKNOWN, looked, found, means)
    found = f"{mount.kind}, from {mount.source}."
    if mount.is_network:
        means = "Another computer serves it. Reflect makes and opens no journal there."
        return Finding("Drive", Weight.REFUSED, looked, found, means)
    if mount.is_shared:
        means = "The computer this one runs inside serves it, and can read or copy all of it."
        return Finding("Drive", Weight.LOOK, looked, found, means)
    means = "It looks like a drive of this computer. A virtual computer's drive is its host's."
    return Finding("Drive", Weight.SEEN, looked, found, means)


def on_disk(mount: Mount | None) -> Finding:
    """Whether the disk under the journal is encrypted, for all that lies beside the journal."""
    looked = "the layers under that file system, in /sys/class/block"
    match layer_under(mount):
        case Layer.ENCRYPTED:
            weight, found = Weight.SEEN, "An encrypted layer."
            means = "Off, the disk is closed to a thief. Running, it is open to what runs."
        case Layer.MEMORY:
            weight, found = Weight.LOOK, "It is in memory, not on a disk."
            means = "A journal there is gone when the computer is switched off."
        case Layer.NOT_SEEN:
            weight, found = Weight.LOOK, "No encrypted layer."
            means = (
                "The journal is encrypted by itself. Exported text, swap and the rest of the disk "
                "are not, unless the drive does it inside, which does not show here."
            )
        case _:
            weight, found = Weight.UNKNOWN, "It cannot be told for this kind of file system."
            means = "Look in the system's settings whether the disk is encrypted."
    return Finding("Disk encryption", weight, looked, found, means)


def on_swap(found_swaps: tuple[Swap, ...] | None) -> Finding:
    """Whether memory can be written to a disk in the clear."""
    looked = "/proc/swaps, and the layers under each place"
    if found_swaps is None:
        found, means = "This system has no such table.", "Memory may be written to disk."
        return Finding("Swap", Weight.UNKNOWN, looked, found, means)
    names = ", ".join(swap.name for swap in found_swaps)
    match worst_of(found_swaps):
        case Layer.NONE:
            weight, found = Weight.SEEN, "None is switched on."
            means = "Memory is not written out now. A computer that hibernates may still do it."
        case Layer.MEMORY:
            weight, found = Weight.SEEN, f"{names}: compressed, in memory."
            means = "Memory is not written to a disk now."
        case Layer.ENCRYPTED:
            weight, found = Weight.SEEN, f"{names}: on an encrypted layer."
            means = "What is written there is closed when the computer is off."
        case Layer.NOT_SEEN:
            weight, found = Weight.LOOK, f"{names}: no encrypted layer."
            means = (
                "Words and keys of an open session may be written to the disk in the clear, and "
                "stay there. Encrypt swap, or switch it off."
            )
        case _:
            weight, found = Weight.UNKNOWN, f"{names}: it cannot be told."
            means = "Words and keys of an open session may be written to a disk."
    return Finding("Swap", weight, looked, found, means)


def on_copies(folder: Path) -> Finding:
    """Whether a program copies the folder elsewhere."""
    looked = "marks and names of the folders it lies in"
    if copied := synced(folder):
        found = f"{copied.root} looks like {copied.words}."
        means = (
            "Old versions stay there, with removed words in them, and open with passphrases that "
            "were changed. Two computers at once can spoil each other's."
        )
        return Finding("Copies elsewhere", Weight.LOOK, looked, found, means)
    found = "No mark of a program that copies it."
    means = "Backups, snapshots and programs without a mark are not seen."
    return Finding("Copies elsewhere", Weight.SEEN, looked, found, means)


def on_crashes(before: Openness, now: Openness) -> Finding:
    """Whether a crash would write memory to a file."""
    looked = "the limit of this shell, /proc/sys/kernel/core_pattern, and Reflect's own process"
    shell = "allows" if before.largest_core else "does not allow"
    found = f"This shell {shell} files of a crashed program's memory{_core_handler()}."
    if now.largest_core == 0 and now.is_readable is not True:
        means = "Reflect switches them off for itself. Other programs write them as before."
        return Finding("Crashes", Weight.SEEN, looked, found, means)
    means = "Reflect could not switch them off for itself here."
    return Finding("Crashes", Weight.LOOK, looked, found, means)


def on_memory(now: Openness) -> Finding:
    """Whether other programs of the same user may look into Reflect's memory."""
    looked = "what the system answers for Reflect's own process"
    if now.is_readable is None:
        found, means = "It cannot be asked here.", "Other programs of yours may read its memory."
        return Finding("Memory", Weight.UNKNOWN, looked, found, means)
    if now.is_readable:
        found, means = "Not switched off.", "Other programs of yours can read its memory."
        return Finding("Memory", Weight.LOOK, looked, found, means)
    found = "Closed to other programs of yours."
    means = (
        "An administrator, and what runs as one, can still read words and keys while a session "
        "is open. Some copies stay in memory until Reflect ends."
    )
    return Finding("Memory", Weight.SEEN, looked, found, means)


def on_new_files(before: Openness) -> Finding:
    """Whether files he makes himself, with `>` for example, are open to others."""
    looked = "the umask of this shell"
    found = f"{before.umask:03o}."
    if before.umask & 0o077 == 0o077:
        means = "Files you make here are closed to other users, as Reflect's always are."
        return Finding("New files", Weight.SEEN, looked, found, means)
    means = (
        "Reflect's files are closed to others whatever it says. A file you make yourself, with > "
        "for example, may be open to other users: type umask 077 first."
    )
    return Finding("New files", Weight.LOOK, looked, found, means)


def on_account() -> Finding:
    """Whether he runs as the administrator."""
    looked = "the user Reflect runs as"
    if os.geteuid() == 0:
        means = "Whoever else works as this user can read along while a session is open."
        return Finding("Account", Weight.LOOK, looked, "The administrator (root).", means)
    means = "Whoever knows how to log in as you, or as the administrator, reaches your files."
    return Finding("Account", Weight.SEEN, looked, "A user of your own.", means)


def on_terminal(seen: Surroundings) -> Finding:
    """Who stands between him and Reflect, as far as it shows."""
    looked = "TERM, TERM_PROGRAM, TMUX, STY, SSH_CONNECTION, and the programs above this one"
    parts = [f"{' in '.join(filter(None, (seen.kind, seen.window))) or 'No terminal named'}."]
    means = ["Whether the terminal keeps a log of what it shows cannot be seen."]
    if seen.recorders:
        parts.append(f"It runs under: {', '.join(seen.recorders)}.")
        means.insert(0, "That program records or shares what is shown and typed.")
    if seen.multiplexer:
        parts.append(f"Inside {seen.multiplexer}.")
        means.append(f"Nor whether {seen.multiplexer} does. It can keep what was printed.")
    if seen.is_remote:
        parts.append("Reached over SSH.")
        means.append("The journal is on this machine; who runs it could see what you type.")
    weight = Weight.LOOK if seen.recorders or seen.is_remote else Weight.UNKNOWN
    return Finding("Terminal", weight, looked, " ".join(parts), " ".join(means))


def on_screen() -> Finding:
    """What no program can tell: who else sees the screen."""
    means = (
        "A shared or recorded screen, a camera, a screen reader's log, a clipboard's history and "
        "a program that records keys do not show from here."
    )
    return Finding("Screen and keys", Weight.UNKNOWN, "nothing", "It cannot be told.", means)


def on_clock(folder: Path, now: float) -> Finding:
    """Whether the clock says a time that can be."""
    looked = "the clock, and when the journal's files last changed"
    found = f"{time.strftime('%Y-%m-%d %H:%M %Z', time.localtime(now))}."
    if time.gmtime(now).tm_year < FIRST_YEAR or _last_change(folder) > now + _DAY:
        means = "That is before the journal's last change, or before Reflect. Entries would be dated wrong."
        return Finding("Clock", Weight.LOOK, looked, found, means)
    return Finding("Clock", Weight.SEEN, looked, found, "Entries get this time and zone.")


def on_engine() -> Finding:
    """Whether the installed database engine is the one that encrypts."""
    import apsw

    from reflect_cli.vault.cipher import require_encryption

    looked = "the installed module apsw"
    try:
        require_encryption()
    except ReflectError as problem:
        return Finding("Engine", Weight.LOOK, looked, problem.message, problem.hint)
    version = getattr(apsw, "mc_version", "")  # only the engine that encrypts has one
    found = f"{version}, SQLite {apsw.sqlite_lib_version()}."
    return Finding("Engine", Weight.SEEN, looked, found, "It is the one that encrypts.")


def _core_handler() -> str:
    try:
        pattern = _CORES.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
    return ", and the system hands them to a program" if pattern.startswith("|") else ""


def _last_change(folder: Path) -> float:
    times = [0.0]
    for name in FILES:
        try:
            times.append((folder / name).lstat().st_mtime)
        except OSError:
            continue
    return max(times)
