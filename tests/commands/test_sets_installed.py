"""The commands around installed sets: listed, shown, begun, removed, distrusted, and handed over by pipe."""

from __future__ import annotations

import io
import json
import zipfile

import pexpect
import pytest

from commands.conftest import PASSPHRASE
from commands.doors import REFLECT, shell
from commands.handed import GROUP, NAME, SET_ID, file_of, run, sealed, text
from reflect_cli.journal.installed import Installed
from reflect_cli.library.spoken import copy_words, key_words
from reflect_cli.vault.vault import open_vault
from vault.sample import entry

WORDS = key_words(GROUP.public)
LINE = f"{SET_ID}  One evening, looked at again 1.0.0 (signed)"
WHOLE = sealed(text())
HELD = Installed(
    SET_ID, "1.0.0", "One evening, looked at again", text(), "2026", GROUP.public.line, WORDS,
    WHOLE.decode().removeprefix(text()),
)  # fmt: skip


def contents(folder):
    with open_vault(folder, bytearray(PASSPHRASE.encode())) as vault:
        return vault.contents()


def test_what_is_installed_is_listed_shown_and_begun_by_its_id(journal, vault):
    vault.installed.put(HELD)
    vault.close()
    listed = json.loads(run("sets", "list", "--installed", "--json").out)
    shown = run("sets", "show", SET_ID)
    trusted = run("sets", "trust")
    begun = run("start", SET_ID)

    assert [(SET_ID, WORDS)] == [(one["set_id"], one["words"]) for one in listed]
    assert "1. How calm are you?" in shown.out
    assert f"Signed by the key: {WORDS}\nThis copy: {copy_words(WHOLE)}" in shown.out
    assert f"{WORDS}\n  {LINE}" in trusted.out
    assert (0, True) == (begun.code, "Paused." in begun.out + begun.err)


@pytest.mark.parametrize("written", ["{}", "'{}'  ", '"{}"'])
def test_a_file_dropped_into_the_terminal_is_found_under_its_quotes(journal, tmp_path, written):
    file = file_of(tmp_path, text(), "my evening.reflect.yaml")
    done = run("sets", "install", given=f"{written.format(file)}\n1\n")
    dropped = run("sets", "update", given=f"{str(file).replace(' ', chr(92) + ' ')}\n")

    assert 0 == done.code, done.err
    assert f"To begin: reflect start {SET_ID}" in done.out
    assert "this is the same file" in dropped.out


@pytest.mark.parametrize("typed", ["o'clock", "two words", "'", "~nobody/x"])
def test_a_name_with_odd_signs_that_is_not_there_is_told_as_it_was_typed(journal, typed):
    done = run("sets", "install", given=f"{typed}\n")

    assert 20 == done.code
    assert "is not there" in done.err


def test_a_set_without_a_signature_has_copy_words_too(home, tmp_path):
    shown = run("sets", "show", file_of(tmp_path, text()))

    assert f"Not signed.\nThis copy: {copy_words(text().encode())}\n" in shown.out
    assert "This copy" not in run("sets", "show", "short").out


def test_an_id_of_nothing_installed_is_told_and_an_empty_list_says_so(journal):
    done = run("sets", "remove", "no.such-set")

    assert (20, True) == (done.code, "No set of that id is installed." in done.err)
    assert "No set is installed." in run("sets", "list", "--installed").out


def test_without_a_journal_nothing_asks_for_a_passphrase(home):
    for command in (("show",), ("remove",)):
        assert 10 == run("sets", *command, "no.such-set").code


def test_removing_needs_no_trust_and_no_set_that_can_be_read_and_keeps_the_answers(journal, vault):
    vault.entries.add(entry(3, "What I wrote"))
    vault.installed.put(Installed(SET_ID, "x", "A title", "no set", "2026", "RW", WORDS, "# x"))
    vault.close()
    told = run("sets", "distrust", WORDS.upper())
    left = run("sets", "remove", given="2\n")
    done = run("sets", "remove", given="1\n")
    after = contents(journal)

    assert "Installed from that key: A title." in told.out
    assert "Nothing was removed." in left.out
    assert "What you answered stays in the journal." in done.out
    assert ((), 1, 1) == (after.installed, len(after.revisions), len(after.distrusted))


def test_words_that_are_no_key_are_told_before_anything_is_opened(home):
    assert 2 == run("sets", "distrust", "no such words").code


def test_a_zip_and_a_folder_install_like_a_file_and_nothing_is_unpacked(journal, tmp_path):
    folder = tmp_path / "given"
    folder.mkdir()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(f"evening/{NAME}", WHOLE)
    zipped = run("sets", "install", file_of(folder, packed.getvalue(), "set.zip"), "--yes")
    file_of(folder, sealed(text("1.1.0")))
    updated = run("sets", "update", folder, "--yes")

    assert (0, 0) == (zipped.code, updated.code), updated.err
    assert ["1.1.0"] == [one.version for one in contents(journal).installed]
    assert ["evening.reflect.yaml", "set.zip"] == sorted(one.name for one in folder.iterdir())


def test_a_pipe_installs_with_yes_and_otherwise_needs_somebody_to_ask(journal):
    asked = shell("sets install -", given=WHOLE)
    done = shell("sets install - --yes", given=WHOLE)

    assert (2, True) == (asked.code, "or add --yes" in asked.err)
    assert (0, True) == (done.code, WORDS in done.out)


def test_what_came_through_a_pipe_is_asked_about_at_the_terminal(journal, tmp_path):
    """By the real command in a pseudo-terminal: standard input is used up, so he is asked there."""
    file = file_of(tmp_path, WHOLE)
    child = pexpect.spawn(
        "/bin/bash", ["-c", f"cat {file} | {REFLECT} sets install - --plain"], timeout=60
    )
    child.expect("4. Leave it")
    child.sendline("1")
    child.expect("Installed: One evening, looked at again 1.0.0.")
    child.expect(pexpect.EOF)
    child.close()

    assert 0 == child.exitstatus
    assert 1 == len(contents(journal).installed)


def test_a_set_with_errors_is_refused_before_the_journal_is_opened(home, tmp_path):
    done = run("sets", "install", file_of(tmp_path, text().replace("kind: long", "kind: lang")))

    assert (20, True) == (done.code, "error[E027]" in done.err)
