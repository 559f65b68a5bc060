"""What can still be read of a damaged journal: each record by itself, and none counted that is not whole."""

from __future__ import annotations

from contextlib import suppress

from reflect_cli.errors import VaultDamaged
from reflect_cli.vault.checking import Trouble, _reads
from reflect_cli.vault.marks import Mark
from reflect_cli.vault.salvage import Readable, what_can_be_read
from vault.rotate_worker import entered
from vault.sample import WHEN, entry

PAGE = 4096


def readable(vault, told=None):
    progress = [] if told is None else told
    return what_can_be_read(
        vault.records, vault.chain, _reads, lambda done, total: progress.append((done, total))
    )


def test_of_a_whole_journal_everything_is_read_but_removed_words(vault):
    assert Readable(0, 0, 41, 1, 43) == readable(vault)
    vault.entries.remove(entry(1).id)
    vault.marks.set(Mark(entry(2).id, "tag:quarry", "on", WHEN))

    assert Readable(0, 0, 40, 1, 45) == readable(vault)


def test_an_altered_record_is_not_counted_as_read_and_a_missing_one_not_at_all(vault):
    for statement in (
        "DROP TRIGGER record_never_changes",
        "DROP TRIGGER record_never_goes",
        "UPDATE record SET at = 'x' WHERE n = 3",
        "PRAGMA foreign_keys = OFF",
        "DELETE FROM record WHERE n = 4",
    ):
        vault.database._connection.execute(statement)

    assert Readable(0, 1, 39, 1, 41) == readable(vault)


def test_it_says_now_and_then_how_far_it_has_come(vault):
    with vault.transaction():
        for number in range(360):
            vault.marks.note(entry(1).id, "follow", str(number), WHEN)
    told = []
    readable(vault, told)

    assert [(200, 403), (400, 403)] == told


def test_whichever_page_is_spoilt_no_record_is_counted_that_could_not_be_read(folder, roots):
    """Where every record can be read, the pages of lists and indexes are told of."""
    raw, told = (folder / "journal.db").read_bytes(), []
    for page in range(PAGE, len(raw), PAGE):
        (folder / "journal.db").write_bytes(raw[:page] + bytes(PAGE) + raw[page + PAGE :])
        with suppress(VaultDamaged), entered(folder, roots) as vault:
            told.append(vault.check())

    counts = [{one.trouble: one.count for one in report.found} for report in told]
    unreadable = [found.get(Trouble.UNREADABLE, 0) for found in counts]
    assert all(counts)
    assert all(43 - lost == one.records for lost, one in zip(unreadable, told, strict=True))
    assert {True, False} == {lost > 0 for lost in unreadable}
    assert all(Trouble.PAGES in one for one in counts if Trouble.UNREADABLE not in one)
