"""Everything that writes, as scenes: what is there before, what is done, and what may be there after.

A scene names its template, does its steps, and says after each that it is done: what the person
then counts on. To put another command under every fault, write a function and a line in SCENES.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reflect_cli.errors import WrongPassphrase
from reflect_cli.vault import backup_file, joining, rotating
from reflect_cli.vault.backup import Backup, archive_of
from reflect_cli.vault.joining import copy_of, join
from reflect_cli.vault.marks import Mark
from reflect_cli.vault.place import exists
from reflect_cli.vault.recovery import Kit
from reflect_cli.vault.restoring import restore_with
from soak.workshop import KITS, LATER, Workshop, stepped
from vault.age_by_hand import locked
from vault.kept import backup
from vault.sample import draft, entry, passphrase, plan

if TYPE_CHECKING:
    from pathlib import Path

DAY = "2026-11-24"
DEEP = "folder/reflect/vault"  # the first journal of a computer: nothing of its path is there

#: Does one step, and from its end on the person counts on it.
Step = Callable[[Callable[[], object]], None]


@dataclass(frozen=True)
class Scene:
    """*act* does it in a trial; *look* says what a trial holds; *between* may be seen after a kill."""

    name: str
    template: str
    act: Callable[[Workshop, Path, Step], None]
    look: Callable[[Workshop, Path], Any]
    between: Callable[[list[Any]], list[Any]] = lambda _: []
    vault: str = "vault"


def the_vault(workshop: Workshop, trial: Path) -> Any:
    return workshop.held(trial / "vault")


def _joined(workshop: Workshop, trial: Path) -> Any:
    """A paused sitting that differs is taken in under an id made by chance."""
    held = workshop.held(trial / "vault")
    drafts = sorted(
        (replace(one, id="") for one in held.contents.drafts), key=lambda one: one.state
    )
    return replace(held, contents=replace(held.contents, drafts=tuple(drafts)))


def _adding(workshop: Workshop, trial: Path, step: Step) -> None:
    with workshop.entered(trial / "vault", workshop.first) as vault:
        for number in (50, 51, 52):
            step(functools.partial(vault.entries.add, entry(number, f"added {number} " * 60)))


def _changing(workshop: Workshop, trial: Path, step: Step) -> None:
    with workshop.entered(trial / "vault", workshop.first) as vault:
        step(lambda: vault.entries.revise(entry(3, "changed once"), LATER))
        step(lambda: vault.entries.remove(entry(4).id))
        step(lambda: vault.marks.set(Mark(entry(3).id, "tags", "hard", LATER)))
        step(lambda: vault.entries.revise(entry(3, "changed twice"), LATER))


def _typing(workshop: Workshop, trial: Path, step: Step) -> None:
    with workshop.entered(trial / "vault", workshop.first) as vault:
        for number in range(3):
            step(functools.partial(vault.drafts.keep, draft("d1", f"typed {number} " * 300)))
        step(lambda: vault.plans.step(plan().id, stepped(1)))


def _finishing(workshop: Workshop, trial: Path, step: Step) -> None:
    def finish(vault, number):
        with vault.transaction():
            vault.entries.add(entry(number, "finished"))
            vault.plans.add(plan(number))
            vault.drafts.drop("d1")
            vault.settings.set("last", str(number))

    with workshop.entered(trial / "vault", workshop.first) as vault:
        for number in (60, 61):
            step(functools.partial(finish, vault, number))


def _passphrase(workshop: Workshop, trial: Path, step: Step) -> None:
    with workshop.entered(trial / "vault", workshop.first) as vault:
        keys = vault.keys
        for secret in (workshop.second, workshop.first):
            step(functools.partial(lambda one: keys._put(keys._locked(one.kdf, one.root)), secret))


def _kit(workshop: Workshop, trial: Path, step: Step) -> None:
    with workshop.entered(trial / "vault", workshop.first) as vault:
        for key in KITS:
            step(lambda key=key: vault.keys.set_kit(Kit(bytearray(key))))


def _new_key(workshop: Workshop, trial: Path, step: Step) -> None:
    """As a person would: when the new passphrase opens it after a first try that failed, it is done."""
    folder = trial / "vault"

    def rotate() -> None:
        with suppress(WrongPassphrase):
            workshop.entered(folder, workshop.second).close()
            return
        with workshop.entered(folder, workshop.first) as vault:
            key = (workshop.second.kdf, workshop.second.root)
            opened = rotating.built_with(folder, vault, key, lambda *_: None)
            vault.database.close()
            rotating.put_in_force(folder, opened)

    step(rotate)


def _merging(workshop: Workshop, trial: Path, step: Step) -> None:
    joining.Roots = lambda _: workshop.first  # stretched once, before
    vault_folder, other = trial / "vault", trial / "other"
    with (
        workshop.entered(vault_folder, workshop.first) as vault,
        copy_of(other, vault_folder, passphrase()) as copy,
    ):
        step(lambda: join(vault, copy))


def _bringing_up(workshop: Workshop, trial: Path, step: Step) -> None:
    def open_and_close() -> None:
        workshop.entered(trial / "vault", workshop.fixture).close()

    step(open_and_close)


def _opening(workshop: Workshop, trial: Path, step: Step) -> None:
    def open_and_close() -> None:
        workshop.entered(trial / "vault", workshop.first).close()

    step(open_and_close)
    _adding(workshop, trial, step)


def _restoring(workshop: Workshop, trial: Path, step: Step) -> None:
    key = (workshop.second.kdf, workshop.second.root)
    step(lambda: restore_with(trial / "vault", backup(), key, DAY))


def _place_and_aside(workshop: Workshop, trial: Path) -> Any:
    aside = trial / f"vault.before-restore-{DAY}"
    return workshop.held(trial / "vault"), workshop.held(aside)


def _only_aside(states: list[Any]) -> list[Any]:
    """Between the two names: the old one is aside, and nothing stands in its place."""
    return [(None, states[0][0])]


def _making(workshop: Workshop, trial: Path, step: Step) -> None:
    """As a person would: one that is there after a first try that failed is opened."""

    def make_or_open() -> None:
        if exists(trial / DEEP):
            workshop.entered(trial / DEEP, workshop.first).close()
        else:
            workshop.made(trial / DEEP).close()

    step(make_or_open)


def _made(workshop: Workshop, trial: Path) -> Any:
    return workshop.held(trial / DEEP)


def _backing_up(workshop: Workshop, trial: Path, step: Step) -> None:
    """The archive of what is in the journal; locked once, since locking is not what is tried."""

    def back_up() -> None:
        with workshop.entered(trial / "vault", workshop.first) as vault:
            taken = archive_of(Backup(vault.id(), LATER, "soak", vault.contents()))
        file = _locked(taken)
        backup_file.write(trial / "reflect.age", file, lambda back: _same(back, file))

    step(back_up)


@functools.cache
def _locked(archive: bytes) -> bytes:
    return locked(archive)


def _same(back: bytes, file: bytes) -> None:
    assert back == file


def _vault_and_backup(workshop: Workshop, trial: Path) -> Any:
    """What the journal holds, and whether there is a backup; one that is there opens whole."""
    from reflect_cli.vault import age
    from reflect_cli.vault.backup import read

    place, held = trial / "reflect.age", workshop.held(trial / "vault")
    if not place.exists():
        return held, None
    return held, read(age.unlock(place.read_bytes(), bytearray(b"pw"))).contents == held.contents


SCENES = (
    Scene("adding entries", "base", _adding, the_vault),
    Scene("changing and removing", "base", _changing, the_vault),
    Scene("typing", "base", _typing, the_vault),
    Scene("finishing", "base", _finishing, the_vault),
    Scene("opening after a crash", "crashed", _opening, the_vault),
    Scene("another passphrase", "base", _passphrase, the_vault),
    Scene("another kit", "base", _kit, the_vault),
    Scene("a new key", "base", _new_key, the_vault),
    Scene("joining a copy", "copies", _merging, _joined),
    Scene("bringing an older one up", "old", _bringing_up, the_vault),
    Scene("restoring over one", "base", _restoring, _place_and_aside, _only_aside),
    Scene("restoring where none is", "nothing", _restoring, _place_and_aside),
    Scene("making one", "nothing", _making, _made, vault=DEEP),
    Scene("backing up", "base", _backing_up, _vault_and_backup),
)
