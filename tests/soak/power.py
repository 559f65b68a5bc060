"""What a disk may hold after the power went: rebuilt from the recorded changes of a scene.

What was synced is there. What was not may be there, or not, or in part, in pieces of 512 bytes, and
in any order. Names in a folder that was not synced since may be as they were after any of the
changes to them, in their order; a file that was synced may still have no name. A file that went from
one folder to another is in one of them, as every file system that keeps a journal sees to.
"""

from __future__ import annotations

import itertools
import pickle
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any

from soak.disk import Change, Disk, Kind, in_a_child

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from soak.scenes import Scene
    from soak.workshop import Workshop

SECTOR = 512


@dataclass(eq=False)
class File:
    """A file: what surely is in it, and what was asked for since."""

    kept: bytes = b""
    since: list[Change] = field(default_factory=list)
    later: bytes = b""  # what Python is to write before it syncs it the next time

    def survives(self, chance: Random, how: str) -> bytes:
        """What may be in it now."""
        content = bytearray(self.kept)
        if not self.since and not self.kept:
            return self.later[: _up_to(len(self.later), chance, how)]
        for change in self.since:
            if how == "kept" or (how == "any" and chance.random() < 0.5):
                _apply(content, change)
            elif how == "torn" and change.kind is Kind.WRITE:
                for piece in _pieces(change):
                    if chance.random() < 0.5:
                        _apply(content, piece)
        return bytes(content)

    def synced(self, change: Change) -> None:
        """All of it is now on the disk."""
        if change.content is not None:
            self.kept = change.content
        else:
            self.kept = self.survives(Random(0), "kept")
        self.since.clear()


class Folder:
    """A folder: the names now in it, and as they were after each change since it was synced.

    With each change a token, which the other folder of a move between two has as well.
    """

    def __init__(self) -> None:
        self.names: dict[str, File | Folder] = {}
        self.history: list[tuple[dict[str, File | Folder], object]] = [({}, None)]
        self.sure: set[object] = set()

    def changed(self, token: object = None) -> None:
        self.history.append((dict(self.names), token))

    def synced(self) -> None:
        self.sure |= {token for _, token in self.history}
        self.history = [(dict(self.names), None)]

    def known_at(self, number: int) -> set[object]:
        """The tokens of the changes that are on the disk when the first *number* of them are."""
        return self.sure | {token for _, token in self.history[: number + 1]}

    def number_of(self, token: object) -> int:
        """How many changes are on the disk when that of *token* is."""
        return next((n for n, (_, one) in enumerate(self.history) if one is token), 0)


class Tree:
    """All folders and files below one place, as the changes so far may have left them."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._moves: list[tuple[Folder, Folder, object]] = []
        self._top = _as_it_is(root)

    def at(self, path: Path) -> Any:
        """What now has the name *path*."""
        found: Any = self._top
        for part in path.relative_to(self._root).parts:
            found = found.names[part]
        return found

    def after(self, change: Change) -> None:
        """One change more."""
        if change.kind is Kind.ACKNOWLEDGED:
            return
        if change.kind is Kind.SYNC:
            self.at(change.path).synced(change)
        elif change.kind is Kind.SYNC_FOLDER:
            self.at(change.path).synced()
        elif change.kind in (Kind.WRITE, Kind.TRUNCATE):
            self.at(change.path).since.append(change)
        else:
            self._names(change)

    def coming(self, changes: list[Change]) -> None:
        """Python's files hold some of what they are about to be synced with, in *changes*."""
        for change in changes:
            if change.kind is Kind.SYNC and change.content:
                try:
                    file = self.at(change.path)
                except KeyError:
                    continue
                file.later = file.later or change.content

    def lay(self, place: Path, chance: Random, how: str) -> None:
        """One of the ways it may be, laid out at *place*, which must not be there yet."""
        numbers: dict[int, int] = {}

        def number(folder: Folder) -> int:
            most = len(folder.history) - 1
            return numbers.setdefault(id(folder), _up_to(most, chance, how))

        for one, other, token in self._moves * 2:
            for here, there in ((one, other), (other, one)):
                known = token in here.known_at(number(here))
                if known and token not in there.known_at(number(there)):
                    numbers[id(there)] = max(number(there), there.number_of(token))
        _lay(self._top, place, (chance, how), number)

    def _names(self, change: Change) -> None:
        folder, name = self.at(change.path.parent), change.path.name
        token = object()
        match change.kind:
            case Kind.MAKE:
                folder.names[name] = File()
            case Kind.FOLDER:
                folder.names[name] = Folder()
            case Kind.REMOVE | Kind.REMOVE_FOLDER:
                del folder.names[name]
            case Kind.RENAME | Kind.LINK:
                assert change.other is not None  # these two have it
                there = self.at(change.other.parent)
                there.names[change.other.name] = folder.names[name]
                if change.kind is Kind.RENAME:
                    del folder.names[name]
                if there is not folder:
                    there.changed(token)
                    self._moves.append((folder, there, token))
            case other:
                raise AssertionError(other)
        folder.changed(token)


def recorded(workshop: Workshop, scene: Scene, to: Path) -> list[Change]:
    """Every change that *scene* makes, and when each step was acknowledged. *to* is a file for it."""
    trial = workshop.lay(scene.template)

    def play(_tell) -> None:
        changes: list[Change] = []
        Disk(trial, lambda change: changes.append(change) or 0)

        def step(one) -> None:
            one()
            changes.append(Change(Kind.ACKNOWLEDGED, trial))

        scene.act(workshop, trial, step)
        to.write_bytes(pickle.dumps(changes))

    in_a_child(play)
    return pickle.loads(to.read_bytes())


def _as_it_is(path: Path) -> Any:
    if path.is_file():
        return File(path.read_bytes())
    folder = Folder()
    folder.names = {one.name: _as_it_is(one) for one in path.iterdir()}
    folder.synced()
    return folder


def _lay(
    node: File | Folder,
    place: Path,
    chance: tuple[Random, str],
    number: Callable[[Folder], int],
) -> None:
    if isinstance(node, File):
        place.write_bytes(node.survives(*chance))
        place.chmod(0o600)
        return
    place.mkdir(mode=0o700)
    names, _ = node.history[number(node)]
    for name, child in names.items():
        _lay(child, place / name, chance, number)


def _up_to(most: int, chance: Random, how: str) -> int:
    return {"kept": most, "dropped": 0}.get(how, chance.randint(0, most))


def _pieces(change: Change) -> list[Change]:
    content = change.content or b""
    cuts = [0, *range(SECTOR - change.place % SECTOR, len(content), SECTOR), len(content)]
    return [
        Change(Kind.WRITE, change.path, place=change.place + one, content=content[one:other])
        for one, other in itertools.pairwise(cuts)
    ]


def _apply(content: bytearray, change: Change) -> None:
    if change.kind is Kind.TRUNCATE:
        del content[change.place :]
        return
    written = change.content or b""
    if len(content) < change.place:
        content.extend(bytes(change.place - len(content)))
    content[change.place : change.place + len(written)] = written
