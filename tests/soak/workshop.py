"""Where the trials happen: templates of journals made once, copies of them, and what is in a copy.

A trial is a folder with a `home` (what this computer remembers), a `vault`, and whatever else its
scene needs. Keys are stretched once for all trials: what is tried is the disk, not the waiting.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from reflect_cli.errors import WrongPassphrase
from reflect_cli.journal.plan import PlanState, PlanStep
from reflect_cli.vault import making
from reflect_cli.vault.kdf import LIGHT, Kdf, Roots, new_kdf
from reflect_cli.vault.lock import take
from reflect_cli.vault.place import exists
from reflect_cli.vault.recovery import Kit
from reflect_cli.vault.unlocking import read_headers, unlock
from reflect_cli.vault.vault import Vault, _entered, _unlocked, _Way
from vault.sample import WHEN, draft, entry, passphrase, plan, uuid7
from vectors import fixtures

if TYPE_CHECKING:
    from pathlib import Path

    from reflect_cli.vault.contents import Contents

KITS = (bytes(20), b"\x01" * 20)
LATER = "2026-11-25T07:30:00+01:00"
AFTERWARDS = 7777
OLD = "vault-v1"

#: What a secret says to a slot: its root key, or None where it opens no such slot.
RootOf = Callable[[Kdf | None], bytes | None]


@dataclass(frozen=True, slots=True)
class Held:
    """What one journal holds, and which of the secrets open it."""

    contents: Contents
    opened_by: tuple[str, ...]


class Secret:
    """A passphrase with one known cost; under any other it gives a key that fits nothing."""

    def forget(self) -> None:
        """It is for many openings, so nothing is forgotten."""

    def __init__(self, words: bytes, kdf: Kdf) -> None:
        self.kdf = kdf
        self.root = Roots(passphrase(words))(kdf) or b""

    def __call__(self, kdf: Kdf | None) -> bytes | None:
        if kdf is None:
            return None
        return self.root if kdf == self.kdf else bytes(32)


class Workshop:
    """Templates by name below *place*, made when they are first asked for, and one trial at a time."""

    def __init__(self, place: Path) -> None:
        self._templates = place / "templates"
        self.trial = place / "trial"
        self._shot = place / "shot"
        self.known: dict[str, list[Any]] = {}
        self.changes: dict[str, int] = {}
        for folder in (place, self._templates):
            folder.mkdir(mode=0o700, exist_ok=True)

    @cached_property
    def first(self) -> Secret:
        """The passphrase of every template but the old one."""
        return Secret(b"a lantern by the river", new_kdf(LIGHT))

    @cached_property
    def second(self) -> Secret:
        """Another one, to change to."""
        return Secret(b"another lantern", new_kdf(LIGHT))

    @cached_property
    def fixture(self) -> Secret:
        """The passphrase of the old one."""
        cost = unlock(read_headers(fixtures.HERE / OLD), fixtures.roots).header.slots[0].kdf
        assert cost is not None  # the first slot is a passphrase's
        return Secret(bytes(fixtures.PASSPHRASE), cost)

    def secrets(self) -> dict[str, RootOf]:
        """Every secret that a scene may set, by name, made anew: a kit is used up by use."""
        kits = {f"kit {n}": Kit(bytearray(key)) for n, key in enumerate(KITS)}
        return {"first": self.first, "second": self.second, "fixture": self.fixture} | kits

    def lay(self, template: str) -> Path:
        """A fresh copy of *template* as the trial."""
        self._make(template)
        shutil.rmtree(self.trial, ignore_errors=True)
        shutil.copytree(self._templates / template, self.trial)
        os.environ["REFLECT_HOME"] = str(self.trial / "home")
        return self.trial

    def empty_shot(self) -> Path:
        """The place for a shot, with nothing there; it is where we then are."""
        shutil.rmtree(self._shot, ignore_errors=True)
        os.environ["REFLECT_HOME"] = str(self._shot / "home")
        return self._shot

    def shot(self, of: Path) -> Path:
        """A copy of the trial as a kill would leave it now; it is where we then are."""
        shutil.copytree(of, self.empty_shot())
        return self._shot

    def entered(self, folder: Path, secret: RootOf) -> Vault:
        """The vault in *folder*, open as any command opens it."""
        got = _unlocked(folder, secret, lambda: take(folder, 600))
        return _entered(folder, *got, _Way.CHANGING)

    def held(self, folder: Path) -> Held | None:
        """What *folder* holds, whole in every respect; None where there is no journal."""
        if not exists(folder):
            return None
        fit = []
        for name, root_of in self.secrets().items():
            with suppress(WrongPassphrase):
                unlock(read_headers(folder), root_of)
                fit.append(name)
        assert fit, "nothing opens it"
        with self.entered(folder, self.secrets()[fit[0]]) as vault:
            found = vault.check().found
            assert not found, found
            return Held(vault.contents(), tuple(fit))

    def goes_on(self, folder: Path) -> bool:
        """Whether the journal takes another entry and still has it when it is opened again."""
        held = self.held(folder)
        if held is None:
            return True
        with self.entered(folder, self.secrets()[held.opened_by[0]]) as vault:
            vault.entries.add(entry(AFTERWARDS))
        with self.entered(folder, self.secrets()[held.opened_by[0]]) as vault:
            return uuid7(AFTERWARDS) == vault.entries.recent(1)[0].id

    def made(self, folder: Path) -> Vault:
        """A new, empty vault at *folder*, open."""
        made = making.make(folder, self.first.kdf, self.first.root)
        return _entered(folder, made.unlocked, made.held, way=_Way.CHANGING)

    def _make(self, template: str) -> None:
        if not (self._templates / template).exists():
            getattr(self, f"_{template}")()

    def _nothing(self) -> None:
        self._new("nothing")

    def _base(self) -> None:
        """One of everything, and enough entries for a file of many pages."""
        with self.made(self._new("base") / "vault") as vault, vault.transaction():
            for number in range(1, 9):
                vault.entries.add(entry(number, f"Words number{number}. " + "filler " * 60))
            vault.plans.add(plan())
            vault.drafts.keep(draft())
            vault.settings.set("country", "nl")

    def _crashed(self) -> None:
        """The same, left open by a process that was killed."""
        crashing = self._new("crashing", "base")
        with self.entered(crashing / "vault", self.first) as vault:
            vault.entries.add(entry(20, "kept just before the crash"))
            vault.drafts.keep(draft("d1", "typed just before the crash"))
            shutil.copytree(crashing, self._templates / "crashed")

    def _old(self) -> None:
        """One of the first version."""
        fixtures.taken(OLD, self._new("old") / "vault")

    def _copies(self) -> None:
        """A journal and another copy of it, each changed, so that they meet in every way."""
        here = self._new("copies", "base")
        shutil.copytree(here / "vault", here / "other")
        for folder, at, first in (("vault", WHEN, 30), ("other", LATER, 40)):
            os.environ["REFLECT_HOME"] = str(here / f"home-{folder}")
            with self.entered(here / folder, self.first) as vault:
                vault.entries.add(entry(first, f"only in {folder}"))
                vault.entries.revise(entry(1, f"changed in {folder}"), at)
                vault.plans.step(plan().id, PlanStep(at, PlanState.KEPT, f"said in {folder}"))
                vault.drafts.keep(draft(state=f"typed in {folder}"))
                if folder == "vault":
                    vault.entries.remove(entry(2).id)
                else:
                    vault.entries.revise(entry(2, "still wanted"), at)
        shutil.rmtree(here / "home")
        (here / "home-vault").rename(here / "home")

    def _new(self, name: str, of: str | None = None) -> Path:
        folder = self._templates / name
        if of:
            self._make(of)
            shutil.copytree(self._templates / of, folder)
        else:
            folder.mkdir(mode=0o700)
            (folder / "home").mkdir(mode=0o700)
        os.environ["REFLECT_HOME"] = str(folder / "home")
        return folder


def stepped(number: int) -> PlanStep:
    """A step of the plan, told apart by *number*."""
    return replace(PlanStep(LATER, PlanState.KEPT, ""), note=f"step {number}")
