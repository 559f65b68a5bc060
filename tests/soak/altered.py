"""Files that were altered: each byte, each length, each page; and old ones put back."""

from __future__ import annotations

import itertools
import os
import random
from contextlib import closing
from typing import TYPE_CHECKING

from reflect_cli.errors import ReflectError
from reflect_cli.vault import age
from reflect_cli.vault.backup import archive_of, read
from reflect_cli.vault.database import Database, open_database
from reflect_cli.vault.marks import Mark
from reflect_cli.vault.unlocking import HeaderFiles, read_headers, unlock
from soak.reached import Reached, in_time, spread
from soak.workshop import LATER, Held, Workshop, stepped
from vault.age_by_hand import locked
from vault.kept import backup
from vault.sample import TABLES, draft, entry, plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PAGE = 4096
MASKS = (0x01, 0x80, 0xFF)
NONE_ACCEPTED = "0 accepted, only our own errors"


class Journal:
    """The journal file of a trial, to be altered and looked at; opening it costs no stretching."""

    def __init__(self, workshop: Workshop, template: str = "base") -> None:
        self.folder = workshop.lay(template) / "vault"
        self.path = self.folder / "journal.db"
        self.opened = unlock(read_headers(self.folder), workshop.first)
        self.content = self.path.read_bytes()

    def put(self, content: bytes) -> None:
        """*content* in place of the file, and nothing beside it."""
        self.path.with_name("journal.db-wal").unlink(missing_ok=True)
        self.path.write_bytes(content)

    def rows(self) -> dict[str, list]:
        """Every row of every table; every page is read. Raises our own errors."""
        database = open_database(self.folder, self.opened.master, self.opened.header)
        with closing(database):
            found = {name: database.rows(f"SELECT * FROM {name} ORDER BY 1") for name in TABLES}
            found["pages"] = database.rows("PRAGMA integrity_check")
            found["index"] = _indexed(database)
            return found


def _indexed(database: Database) -> list:
    return database.rows("SELECT rowid FROM entry_search WHERE entry_search MATCH 'filler OR w*'")


def bytes_of_the_journal(workshop: Workshop, count: int, seed: int) -> Reached:
    """Each byte of the journal file, with each mask."""
    reached = Reached("flip a byte of the journal file, 3 masks", NONE_ACCEPTED)
    journal = Journal(workshop)
    whole = journal.rows()
    content = journal.path.read_bytes()
    flips = [(place, mask) for place in range(len(content)) for mask in MASKS]
    for place, mask in spread(flips, count, seed):
        _poke(journal.path, place, content[place] ^ mask)
        try:
            found = journal.rows()
        except ReflectError:
            reached.was("refused")
            _poke(journal.path, place, content[place])
            continue
        reached.was_wrong("accepted" if found == whole else "gave other words")
        journal.put(content)
    assert journal.rows() == whole  # the file was left as it was found all along
    return reached


def _poke(path: Path, place: int, value: int) -> None:
    descriptor = os.open(path, os.O_WRONLY)
    os.pwrite(descriptor, bytes([value]), place)
    os.close(descriptor)


def bytes_of_the_wal(workshop: Workshop, count: int, seed: int) -> Reached:
    """Each byte of a -wal left by a crash: what comes before the damage is there, and nothing else."""
    reached = Reached("flip a byte of a -wal, or cut it", "what was kept before it, or refused")
    journal = Journal(workshop, "crashed")
    wal = journal.path.with_name("journal.db-wal")
    content = wal.read_bytes()
    known = _kept_in_turn(journal, content)
    flips = [(place, mask) for place in range(len(content)) for mask in MASKS]
    cuts = [(place, 0) for place in range(0, len(content), 97)]
    for place, mask in spread([*flips, *cuts], count, seed):
        journal.put(journal.content)
        altered = content[:place]
        if mask:
            altered += bytes([content[place] ^ mask]) + content[place + 1 :]
        wal.write_bytes(altered)
        wal.chmod(0o600)
        try:
            found = _kept(journal)
        except ReflectError:
            reached.was("refused")
            continue
        if found in known:
            reached.was("as before, up to the damage")
        else:
            reached.was_wrong("gave other words")
    return reached


def _kept(journal: Journal) -> list:
    rows = journal.rows()
    return [rows[name] for name in ("record", "entry", "draft", "setting")]


def _kept_in_turn(journal: Journal, content: bytes) -> list:
    """What the file holds with each possible beginning of its -wal."""
    known = []
    for length in range(32, len(content) + 1, 24 + PAGE):
        journal.put(journal.content)
        wal = journal.path.with_name("journal.db-wal")
        wal.write_bytes(content[:length])
        wal.chmod(0o600)
        if (found := _kept(journal)) not in known:
            known.append(found)
    assert len(known) >= 3  # before, with the entry, with the draft as well
    return known


def bits_of_the_header(workshop: Workshop, count: int, seed: int) -> Reached:
    """Each bit and each mask of both copies of the key file, and every shorter one."""
    reached = Reached("flip a bit or byte of the key file, or cut it", NONE_ACCEPTED)
    raw = (workshop.lay("base") / "vault" / "header.json").read_bytes()
    masks = (*(1 << bit for bit in range(8)), 0xFF)
    altered = [_flipped(raw, place, mask) for place in range(len(raw)) for mask in masks]
    altered += [raw[:length] for length in range(len(raw))]

    def open_it(content: bytes) -> object:
        return unlock(HeaderFiles(content, content), workshop.first)

    return _refused(reached, spread(altered, count, seed), open_it)


def bytes_of_a_backup(_workshop: Workshop, count: int, seed: int) -> Reached:
    """Each byte of a locked backup with each mask, and every shorter one."""
    reached = Reached("flip a byte of a backup, 3 masks, or cut it", NONE_ACCEPTED)
    file = locked(archive_of(backup()))
    altered = [(place, mask) for place in range(len(file)) for mask in (*MASKS, 0)]

    def open_it(where: tuple[int, int]) -> object:
        place, mask = where
        content = _flipped(file, place, mask) if mask else file[:place]
        return read(age.unlock(content, bytearray(b"pw")))

    assert read(age.unlock(file, bytearray(b"pw"))) == backup()
    return _refused(reached, spread(altered, count, seed), open_it)


def _flipped(content: bytes, place: int, mask: int) -> bytes:
    return content[:place] + bytes([content[place] ^ mask]) + content[place + 1 :]


def _refused(reached: Reached, altered, open_it: Callable) -> Reached:
    for content in altered:
        try:
            open_it(content)
        except ReflectError:
            reached.was("refused")
        else:
            reached.was_wrong("accepted")
    return reached


def pages(workshop: Workshop, count: int, seed: int) -> Reached:
    """Pages swapped, zeroed, doubled, cut off, and brought from another journal with the same keys."""
    reached = Reached("swap, zero, double, cut, transplant pages", NONE_ACCEPTED)
    journal, other = Journal(workshop), _another(workshop)
    journal = Journal(workshop)
    whole = journal.rows()
    content = journal.path.read_bytes()
    for altered in spread(list(_rearranged(content, other)), count, seed):
        journal.put(altered)
        try:
            found = journal.rows()
        except ReflectError:
            reached.was("refused")
            continue
        reached.was_wrong("accepted" if found == whole else "gave other words")
    return reached


def _another(workshop: Workshop) -> bytes:
    """The journal file of another vault made with the same passphrase and as many pages."""
    folder = workshop.lay("nothing")
    with workshop.made(folder / "vault") as vault, vault.transaction():
        for number in range(1, 9):
            vault.entries.add(entry(number, "Other words. " + "filler " * 60))
    return (folder / "vault" / "journal.db").read_bytes()


def _rearranged(content: bytes, other: bytes) -> Iterator[bytes]:
    at = range(0, len(content), PAGE)
    for one, two in itertools.combinations(at, 2):
        yield _with(_with(content, one, content[two : two + PAGE]), two, content[one : one + PAGE])
    for place in at:
        yield _with(content, place, bytes(PAGE))
        yield _with(content, place, content[place - PAGE : place] or content[-PAGE:])
        yield content[:place]
        yield content[: place + PAGE // 3]
        if place < len(other):
            yield _with(content, place, other[place : place + PAGE])
    yield from (b"", b"SQLite format 3\0" + content[16:], b"SQLite format 3\0" + bytes(PAGE))
    yield from (os.urandom(len(content)), content[:16] + os.urandom(len(content) - 16), other)


def _with(content: bytes, place: int, page: bytes) -> bytes:
    return content[:place] + page + content[place + len(page) :]


def old_pages(workshop: Workshop, count: int, seed: int) -> Reached:
    """Some pages, or all, or the -wal, as they were before more was written."""
    reached = Reached(
        "put old pages, an old file or an old -wal back", "nothing missing unreported"
    )
    trial = workshop.lay("base")
    path = trial / "vault" / "journal.db"
    wal = path.with_name("journal.db-wal")
    old = path.read_bytes()
    old_wal = _written_to(workshop, trial, wal)
    new = path.read_bytes()
    whole = workshop.held(workshop.shot(trial) / "vault")
    chance = random.Random(seed)
    for altered, beside in in_time(_put_back(old, new, old_wal, chance, count)):
        shot = workshop.shot(trial)
        (shot / "vault" / "journal.db").write_bytes(altered)
        if beside is not None:
            (shot / "vault" / "journal.db-wal").write_bytes(beside)
            (shot / "vault" / "journal.db-wal").chmod(0o600)
        try:
            found = workshop.held(shot / "vault")
        except (ReflectError, AssertionError):
            reached.was("refused, or reported by the check")
            continue
        if found == whole:
            reached.was("held every word")
        elif _kept_for_good(found) == _kept_for_good(whole):
            reached.was("held every entry, plan and mark, with an older draft or setting")
        else:
            reached.was_wrong("missed words, unreported")
    return reached


def _kept_for_good(held: Held | None) -> tuple:
    """What is signed: a paused session or a setting may change at any time, and is not."""
    assert held is not None  # the file is there
    return held.contents.revisions, held.contents.plans, held.contents.marks


def _written_to(workshop: Workshop, trial: Path, wal: Path) -> bytes:
    """More in the journal of *trial*, by two openings; the -wal of the first one."""
    folder = trial / "vault"
    with workshop.entered(folder, workshop.first) as vault:
        for number in range(70, 74):
            vault.entries.add(entry(number, f"newer {number} " * 40))
        kept = wal.read_bytes()
    with workshop.entered(folder, workshop.first) as vault:
        vault.entries.revise(entry(70, "changed"), LATER)
        vault.entries.remove(entry(3).id)
        vault.entries.add(entry(75, "newest"))
        vault.plans.step(plan().id, stepped(1))
        vault.marks.set(Mark(entry(5).id, "tags", "hard", LATER))
        vault.drafts.keep(draft("d1", "typed since"))
        vault.settings.set("country", "be")
    return kept


def _put_back(
    old: bytes, new: bytes, old_wal: bytes, chance: random.Random, count: int
) -> Iterator[tuple[bytes, bytes | None]]:
    yield from ((old, None), (new, old_wal), (old, old_wal), (new[: len(old)], None))
    differ = [p for p in range(0, len(old), PAGE) if old[p : p + PAGE] != new[p : p + PAGE]]
    yield from ((_with(new, p, old[p : p + PAGE]), None) for p in differ)
    for _ in range(count):
        mixed = new
        for place in chance.sample(differ, chance.randint(1, len(differ))):
            mixed = _with(mixed, place, old[place : place + PAGE])
        yield mixed, None
