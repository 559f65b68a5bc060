"""`reflect vault check` and `merge`, by a script: what each says, and the codes they end with."""

import json
import shutil

import pytest

from commands.conftest import PASSPHRASE
from commands.doors import inside, shell
from reflect_cli.vault.kdf import LIGHT
from reflect_cli.vault.vault import create, open_to_change, open_vault
from vault.sample import bytes_of, entry

OTHER = "eleven quiet boats"


def words(text=PASSPHRASE):
    return bytearray(text.encode())


@pytest.fixture
def copy(folder, tmp_path):
    """A copy of the journal that was written to on another computer."""
    there = tmp_path / "copy" / "vault"
    shutil.copytree(folder, there)
    there.parent.chmod(0o700)
    there.chmod(0o700)
    return there


def added(folder, number, monkeypatch, state):
    """Add an entry at another computer: one with a state folder of its own."""
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("REFLECT_HOME", str(state))
        with open_vault(folder, words()) as vault:
            vault.entries.add(entry(number, "written elsewhere"))


def test_a_whole_journal_is_said_to_be_whole(journal):
    done = inside("vault check")

    assert (0, "") == (done.code, done.err)
    assert "as it was signed. Entries: 0, plans: 0, records: 0." in done.out
    found = json.loads(inside("vault check --json").out)
    assert found == {"whole": True, "found": {}, "entries": 0, "plans": 0, "records": 0}


def test_lists_that_are_wrong_are_told_and_put_right_when_asked(journal):
    with open_vault(journal, words()) as vault:
        vault.entries.add(entry(1))
        with vault.transaction():
            vault.database.run("UPDATE entry SET record = 'none'")
    told = inside("vault check")

    assert 13 == told.code
    assert "lists do not show as they stand: 1." in told.out
    assert "To put it right: reflect vault check --rebuild" in told.out
    put_right = inside("vault check --rebuild")
    assert 0 == put_right.code
    assert "computed anew" in put_right.err
    assert "as it was signed. Entries: 1," in put_right.out


def test_a_record_that_was_altered_is_told_and_nothing_is_rebuilt_over_it(journal):
    with open_vault(journal, words()) as vault:
        vault.entries.add(entry(1))
        vault.database._connection.execute("DROP TRIGGER record_never_changes")
        vault.database._connection.execute("UPDATE record SET at = '2020-01-01'")
    done = inside("vault check --rebuild")

    assert 13 == done.code
    assert "Records that are not as they were signed" in done.out
    assert "Copy the whole folder before anything else." in done.out


def test_an_older_copy_put_back_is_refused_until_it_is_accepted(journal, tmp_path):
    shutil.copytree(journal, tmp_path / "older")
    with open_vault(journal, words()) as vault:
        vault.entries.add(entry(1))
    shutil.rmtree(journal)
    shutil.copytree(tmp_path / "older", journal)
    journal.chmod(0o700)

    refused = inside("journal list")
    assert 13 == refused.code
    assert "older than this computer remembers" in refused.err
    taken, whole = inside("vault check --accept-older"), inside("vault check --accept-older")
    assert (0, 0) == (taken.code, whole.code)
    assert "This copy is older than this computer remembers, and is taken as it is." in taken.err
    assert "" == whole.err
    assert 0 == inside("journal list").code


def test_what_a_copy_has_is_taken_in_and_the_copy_stays(journal, copy, monkeypatch, tmp_path):
    added(copy, 7, monkeypatch, tmp_path / "away")
    before = bytes_of(copy)
    done = inside(f"vault merge {copy}")

    assert 0 == done.code, done.err
    assert "Taken in: records 1, paused sessions 0." in done.out
    assert "That copy has nothing that is not here already." in inside(f"vault merge {copy}").out
    assert before == bytes_of(copy)
    assert [entry(7).id] == [one["id"] for one in json.loads(inside("journal list --json").out)]


def test_a_copy_with_another_passphrase_opens_with_that_one(journal, copy, monkeypatch, tmp_path):
    added(copy, 7, monkeypatch, tmp_path / "away")
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("REFLECT_HOME", str(tmp_path / "away"))
        with open_to_change(copy, words()) as vault:
            vault.keys.set_passphrase(words(OTHER), LIGHT)

    nobody = inside(f"vault merge {copy}")
    wrong = shell(f"vault merge {copy} --copy-passphrase-fd 0", given=b"not it\n")
    right = shell(f"vault merge {copy} --copy-passphrase-fd 0", given=f"{OTHER}\n".encode())

    assert nobody.code != 0
    assert "Give it with --copy-passphrase-fd N." in nobody.err
    assert 12 == wrong.code
    assert "The passphrase does not open that copy." in wrong.err
    assert "Taken in: records 1," in right.out


def test_another_journal_and_a_place_without_one_are_refused(journal, tmp_path):
    strange = tmp_path / "strange" / "vault"
    create(strange, words(), LIGHT).close()
    before = (journal / "journal.db").read_bytes()[:16]

    another, nothing = inside(f"vault merge {strange}"), inside(f"vault merge {tmp_path}")

    assert (2, 10) == (another.code, nothing.code)
    assert "That is another journal, not a copy of this one." in another.err
    assert "There is no journal in that place." in nothing.err
    assert before == (journal / "journal.db").read_bytes()[:16]


def test_a_damaged_copy_gives_nothing(journal, copy):
    raw = bytearray((copy / "journal.db").read_bytes())
    raw[5000] ^= 1
    (copy / "journal.db").write_bytes(raw)
    done = inside(f"vault merge {copy}")

    assert 13 == done.code
    assert "That copy is not whole, so nothing was taken in. This journal is as it was." in done.err
    assert "Restore the journal" not in done.err
    assert 0 == inside("vault check").code


@pytest.mark.parametrize("name", ["~nobody-of-that-name/vault", "a" * 5000])
def test_a_name_that_no_disk_can_hold_is_a_place_without_a_journal(journal, name):
    done = inside(f"vault merge '{name}'")

    assert 10 == done.code
    assert "There is no journal in that place." in done.err


def test_a_file_alone_that_has_another_key_is_not_called_damaged_alone(journal, tmp_path):
    strange = tmp_path / "strange" / "vault"
    create(strange, words(), LIGHT).close()
    done = inside(f"vault merge {strange / 'journal.db'}")

    assert 13 == done.code
    assert "That file does not open with this journal's key" in done.err


@pytest.mark.parametrize("gone", [("journal.db",), ("header.json", "header.copy")])
def test_a_file_that_is_gone_is_not_looked_for_in_a_backup_which_has_none(journal, gone):
    for name in gone:
        (journal / name).unlink()
    done = inside("vault check")

    assert 13 == done.code
    assert "from a copy of the folder" in done.err
    assert "reflect vault restore --replace FILE" in done.err


def test_a_damaged_page_is_told_with_what_can_still_be_read(journal):
    with open_vault(journal, words()) as vault, vault.transaction():
        for number in range(60):
            vault.entries.add(entry(number, f"words{number} " * 200))
        leaf = (
            "SELECT pageno FROM dbstat WHERE name = 'record' AND pagetype = 'leaf' LIMIT 1 OFFSET 9"
        )
        (page,) = vault.database.one(leaf)
    raw = bytearray((journal / "journal.db").read_bytes())
    raw[(page - 1) * 4096 + 99] ^= 1
    (journal / "journal.db").write_bytes(raw)

    told = inside("vault check")
    found = json.loads(inside("vault check --json").out)

    assert (13, 13) == (told.code, inside("vault check --json").code)
    assert "Records that lie in damaged parts of the file, and cannot be read: " in told.out
    assert "Copy the whole folder before anything else." in told.out
    assert 0 < found["found"]["unreadable"] < 10
    assert found["entries"] == 60 - found["found"]["unreadable"]
    assert f"Read whole: entries {found['entries']}, plans 0," in told.out


def test_words_that_cannot_be_read_are_not_counted_as_read(journal):
    with open_vault(journal, words()) as vault:
        vault.entries.add(entry(1))
        vault.entries.add(entry(2))
        vault.database._connection.execute("DROP TRIGGER record_never_changes")
        vault.database._connection.execute("UPDATE record SET body = '{}' WHERE n = 1")
    found = json.loads(inside("vault check --json").out)

    assert {"words": 1, "chain": 1} == {k: found["found"][k] for k in ("words", "chain")}
    assert 1 == found["entries"]
