"""A journal where a program copies it elsewhere: not made unasked, and told once a day."""

import time_machine

from commands.conftest import PASSPHRASE
from commands.doors import shell
from reflect_cli.commands.options import Manner
from reflect_cli.commands.unlock import open_journal
from reflect_cli.paths import vault_folder

WITH = "--passphrase-fd 3 3<<<'seven dull grey stones'"
TOLD = "copies to other computers"


def mark(home, name=".stfolder"):
    (home / name).mkdir()


def test_no_journal_is_made_in_a_copied_folder_unless_it_is_wanted_there(home):
    mark(home)
    for line in ("vault init", "start", "write"):
        done = shell(f"{line} {WITH}", given=b"words\n")
        assert (16, "") == (done.code, done.out)
        assert TOLD in done.err
        assert "--in-synced-folder" in done.err
    assert not vault_folder().exists()

    done = shell(f"vault init --in-synced-folder {WITH}")
    assert (0, True) == (done.code, vault_folder().exists())


def test_who_wanted_it_there_is_not_told_again_while_the_same_program_copies_it(home):
    mark(home)
    shell(f"vault init --in-synced-folder {WITH}")
    assert TOLD not in shell(f"journal list {WITH}").err

    (home / ".stfolder").rmdir()
    mark(home, ".dropbox.cache")
    assert "Dropbox" in shell(f"journal list {WITH}").err


def test_a_journal_that_came_to_lie_there_is_opened_and_told_of_once_a_day(home, journal, capsys):
    assert TOLD not in shell("journal list").err
    mark(home)
    told = []
    for moment in ("2199-01-01 08:00", "2199-01-01 23:00", "2199-01-02 08:00"):
        with time_machine.travel(f"{moment}+00:00", tick=False):
            open_journal(Manner()).close()
        told.append(capsys.readouterr())

    assert [1, 0, 1] == [said.err.count("Syncthing") for said in told]
    assert ["", "", ""] == [said.out for said in told]


def test_the_note_stays_out_of_what_was_asked_for(home, journal):
    mark(home)
    done = shell("journal list --json")

    assert (0, "[]") == (done.code, done.out.strip())
    assert TOLD in done.err
    assert PASSPHRASE not in done.err
