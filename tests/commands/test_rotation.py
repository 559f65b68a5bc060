"""A new key for the whole journal by a script: what it says, what opens afterwards, what it refuses."""

import json
import shutil

import pytest

from commands.conftest import PASSPHRASE
from commands.doors import inside, shell
from commands.test_keys import kit, opens, prints_of, words  # noqa: F401 - kit is a fixture
from reflect_cli.commands.rotation import OLD_COPIES
from reflect_cli.screens.progress import in_stages
from reflect_cli.vault.lock import take
from reflect_cli.vault.place import NEW_KEY
from reflect_cli.vault.recovery import kit_from
from reflect_cli.vault.vault import open_vault
from vault.sample import draft, entry, plan, put_copy

NEW = "eleven quiet boats"
TWO = "vault rotate --passphrase-fd 0 --new-passphrase-fd 0"


def test_a_script_gives_the_journal_a_new_key_and_a_copy_from_before_still_joins(
    folder,
    home,
    kit,  # noqa: F811 - the fixture
):
    with open_vault(folder, words(PASSPHRASE)) as vault:
        vault.entries.add(entry(1, "kept"))
        vault.entries.add(entry(2, "taken out later"))
        vault.plans.add(plan())
        vault.drafts.keep(draft())
    copy = put_copy(folder, home / "copy" / "vault")
    with open_vault(folder, words(PASSPHRASE)) as vault:
        vault.entries.remove(entry(2).id)
    shutil.copytree(folder, aside := folder.with_name("vault.before-restore-2026-01-01"))
    done = shell(TWO, given=f"{PASSPHRASE}\n{NEW}\n".encode())

    assert (0, "Making the key. This takes about a second.\n") == (done.code, done.err)
    assert (
        "The journal has a new key. Only the new passphrase opens it.\n"
        "Carried over and found equal: entries 1, plans 1, paused sessions 1.\n"
        "The recovery kit from before does not open it any more.\n"
        "A new recovery kit: reflect vault recovery\n"
        f"\n{OLD_COPIES}\n"
        f"This one too, which a restore moved aside: {aside}\n"
    ) == done.out
    assert (False, True) == (opens(folder, words(PASSPHRASE)), opens(folder, words(NEW)))
    assert not opens(folder, kit_from(kit))
    assert opens(copy, words(PASSPHRASE))

    joined = shell(
        f"vault merge {copy} --passphrase-fd 0 --copy-passphrase-fd 0",
        given=f"{NEW}\n{PASSPHRASE}\n".encode(),
    )
    assert (0, "That copy has nothing that is not here already.\n") == (joined.code, joined.out)
    checked = shell("vault check --json", REFLECT_PASSCOMMAND=f"echo {NEW}")
    assert {"whole": True, "found": {}, "entries": 1, "plans": 1, "records": 4} == json.loads(
        checked.out
    )


def test_the_kit_opens_it_for_the_change_and_the_cost_is_chosen(folder, kit):  # noqa: F811
    done = shell(
        "vault rotate --recovery --memory 256 --passphrase-fd 0 --new-passphrase-fd 0",
        given=f"{kit}\n{NEW}\n".encode(),
    )

    assert 0 == done.code, done.err
    assert not opens(folder, kit_from(kit))
    status = json.loads(inside("vault status --json").out)
    assert (256, False) == (status["key_memory_mib"], status["recovery_kit"])


@pytest.mark.parametrize(
    ("line", "given", "code", "told"),
    [
        ("--new-passphrase-fd 0 --passphrase-fd 0", b"wrong\nnew\n", 12, "does not open this"),
        ("--new-passphrase-fd 0", b"\n", 2, "The passphrase given is empty."),
        ("", b"", 2, "Give it with --new-passphrase-fd N."),
    ],
)
def test_what_cannot_be_changes_nothing(journal, line, given, code, told):
    before = prints_of(journal)
    done = shell(f"vault rotate {line}", given=given)

    assert (code, "") == (done.code, done.out)
    assert told in done.err
    assert before == prints_of(journal)


def test_a_journal_that_is_missing_open_elsewhere_or_damaged_is_told_so(journal, home):
    with take(journal):
        busy = shell("vault rotate --new-passphrase-fd 0", given=b"x\n")
    with open_vault(journal, words(PASSPHRASE)) as vault:
        vault.entries.add(entry(1))
        vault.database._connection.execute("UPDATE entry SET record = 'gone'")
    wrong = shell("vault rotate --new-passphrase-fd 0", given=b"x\n")
    nowhere = shell("vault rotate", REFLECT_HOME=str(home / "none"))

    assert (11, 13, 10) == (busy.code, wrong.code, nowhere.code)
    assert (
        "reflect: Something is wrong in this journal, so it was not given a new key.\n"
        "  `reflect vault check` says what it is. Nothing was changed.\n"
    ) in wrong.err
    assert opens(journal, words(PASSPHRASE))
    assert not (journal / NEW_KEY).exists()


def test_how_far_it_is_shows_only_for_a_large_journal(capsys):
    with in_stages(plain=True) as tell_of:
        for words, total in (("Reading", 1999), ("Comparing", 4000), ("Writing", 2000)):
            for done in (*range(100, total, 100), total):
                tell_of(words, done, total)

    said = capsys.readouterr().err.splitlines()
    assert ["Comparing: 400 of 4000", "Comparing: 800 of 4000"] == said[:2]
    assert ["Writing: 200 of 2000", 20] == [said[10], len(said)]


def test_the_passphrase_it_has_is_no_new_one(folder):
    before = prints_of(folder)
    done = shell(TWO, given=f"{PASSPHRASE}\n{PASSPHRASE}\n".encode())

    assert 2 == done.code
    assert "After a leak it needs another one." in done.err
    assert before["header.json"] == prints_of(folder)["header.json"]
    assert opens(folder, words(PASSPHRASE))
