"""Everything a vault keeps, as one value: taken out whole, and put whole into a new one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reflect_cli.vault.current import Current
from reflect_cli.vault.drafts import Drafts
from reflect_cli.vault.entries import Entries
from reflect_cli.vault.installed import InstalledSets
from reflect_cli.vault.marks import Marks
from reflect_cli.vault.plans import Plans
from reflect_cli.vault.settings import Settings

if TYPE_CHECKING:
    from reflect_cli.journal.draft import Draft
    from reflect_cli.journal.entry import Entry
    from reflect_cli.journal.installed import Distrusted, Installed
    from reflect_cli.journal.plan import Plan
    from reflect_cli.vault.marks import Mark
    from reflect_cli.vault.records import Records


@dataclass(frozen=True, slots=True, repr=False)
class Revision:
    """An entry as it was kept at one time. `at` is ISO 8601 with a zone."""

    entry: Entry
    at: str


@dataclass(frozen=True, slots=True, repr=False)
class Contents:
    """Revisions and plans in the order they were kept, drafts the one kept last at the end."""

    revisions: tuple[Revision, ...] = ()
    plans: tuple[Plan, ...] = ()
    drafts: tuple[Draft, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()
    marks: tuple[Mark, ...] = ()
    installed: tuple[Installed, ...] = ()
    distrusted: tuple[Distrusted, ...] = ()

    @property
    def by_entry(self) -> dict[str, tuple[Entry, int]]:
        """Each entry as last revised, and how many revisions it has, by id, the first kept first."""
        found: dict[str, tuple[Entry, int]] = {}
        for revision in self.revisions:
            _, count = found.get(revision.entry.id, (None, 0))
            found[revision.entry.id] = (revision.entry, count + 1)
        return found


def held_in(records: Records) -> Contents:
    """Everything in the journal of *records*. Raises VaultDamaged, and VaultTooNew for newer ones."""
    current = Current(records)
    kept = Entries(records, current).history()
    return Contents(
        tuple(Revision(entry, at) for entry, at in kept),
        Plans(records, current).every(),
        tuple(reversed(Drafts(records.database).every())),
        tuple(sorted(Settings(records.database).every().items())),
        Marks(records, current).every(),
        InstalledSets(records.database).every(),
        InstalledSets(records.database).distrusted(),
    )


def put_into(records: Records, contents: Contents) -> None:
    """Put all of *contents* into the empty journal of *records*, in one transaction."""
    database, current = records.database, Current(records)
    entries, plans = Entries(records, current), Plans(records, current)
    with database.change():
        for revision in contents.revisions:
            entries.put_back(revision.entry, revision.at)
        for plan in contents.plans:
            plans.add(plan)
        for draft in contents.drafts:
            Drafts(database).keep(draft)
        for name, value in contents.settings:
            Settings(database).set(name, value)
        for mark in contents.marks:
            Marks(records, current).set(mark)
        for one in contents.installed:
            InstalledSets(database).put(one)
        for key in contents.distrusted:
            InstalledSets(database).distrust(key)
