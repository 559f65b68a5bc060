"""Closed, full or narrow streams, odd names and damage: each is a sentence with its exit code."""

import json
import os
from pathlib import Path

import pytest

from commands.conftest import PASSPHRASE
from commands.doors import inside, shell
from commands.handed import run


def a_sentence(done, code):
    """Whether *done* ended with *code* and said why in our words."""
    assert code == done.code, done
    assert done.err.startswith("reflect: "), done
    assert "our mistake" not in done.err
    assert "Traceback" not in done.err + done.out
    return done.err


@pytest.mark.parametrize("stream", [">&-", ">/dev/full"])
@pytest.mark.parametrize("line", ["journal list", "sets list", "--help", "vault status"])
def test_an_output_that_takes_nothing_is_told(journal, line, stream):
    told = a_sentence(shell(f"{line} {stream}"), 15)

    assert "The output could not be written" in told


@pytest.mark.parametrize("stream", ["2>&-", "2>/dev/full"])
def test_an_exit_code_is_right_even_where_nothing_can_be_told(journal, stream):
    assert 21 == shell(f"journal show zzzzzz {stream}").code


def test_a_closed_input_is_an_empty_one(journal):
    done = shell("write <&-")

    assert (0, "") == (done.code, done.err)
    assert "Nothing was written" in done.out


def test_with_every_stream_closed_nothing_lands_in_a_file_of_the_journal(journal):
    shell("write", given=b"quiet canary words\n")
    before = {file.name: file.read_bytes() for file in journal.iterdir()}
    for line in ("journal show", "journal show --json", "resume", "vault status"):
        shell(f"{line} <&- >&- 2>&-")
        shell(f"{line} >&-")

    after = {file.name: file.read_bytes() for file in journal.iterdir()}
    assert before.keys() == after.keys()
    assert b"" == after["lock"]
    assert not any(b"canary" in content for content in after.values())


@pytest.mark.parametrize("number", ["-3", "1", "2", "77", "3000000000000", str(10**30)])
def test_a_descriptor_that_gives_no_passphrase_is_a_usage_error(journal, number):
    told = a_sentence(shell(f"journal list --passphrase-fd {number}"), 2)

    assert "file descriptor" in told.lower()


def test_descriptor_one_is_never_closed_under_the_output(journal):
    """Otherwise the lock file would get its number, and the entries be printed into it."""
    shell("write", given=b"quiet canary words\n")
    shell("journal show --passphrase-fd 1 1<>/dev/null")

    assert b"" == (journal / "lock").read_bytes()


def test_the_first_line_of_the_input_can_be_the_passphrase_and_the_rest_an_entry(folder):
    done = shell("write --passphrase-fd 0", given=f"{PASSPHRASE}\none\ntwo\n".encode())

    assert (0, "") == (done.code, done.err)
    shown = shell(f"journal show --passphrase-fd 3 3<<<'{PASSPHRASE}'")
    assert "| one\n| two\n" in shown.out
    assert PASSPHRASE not in shown.out


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_an_encoding_without_a_sign_ends_nothing(journal, encoding):
    shell("write", given="snö ☃ and \U0001f33f\n".encode())
    shown = shell("journal show", PYTHONIOENCODING=encoding)
    listed = shell("sets show recall --plain", PYTHONIOENCODING=encoding)
    told = shell("sets show ☃", PYTHONIOENCODING=encoding)

    assert (0, "") == (shown.code, shown.err)
    assert "\\u2603" in shown.out
    assert (0, "") == (listed.code, listed.err)
    a_sentence(told, 20)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_bytes_that_are_no_text_are_kept_as_far_as_they_can_be(journal, home, encoding):
    done = shell("start short --plain", given=b"1\n\n\xff\xfe words\n", PYTHONIOENCODING=encoding)

    assert 0 == done.code, done
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("x" * 5000, "no prompt set called “xxx"),
        ("~nosuch/x", "“x” is not there."),
        ("nosuch.yaml", "“nosuch.yaml” is not there."),
        ("./nosuch", "“nosuch” is not there."),
        ("/tmp", "“tmp” is a folder"),
        ("/etc/passwd/x", "“x” cannot be read."),
        ("recal", "Did you mean “recall”?"),
        ("re\x1b[2Jcall", "“re<U+001B>[2Jcall”"),
        ("\udcff", "“<U+DCFF>”"),
    ],
    ids=["long", "nobody", "yaml", "dot", "folder", "below", "near", "control", "bytes"],
)
def test_a_set_that_is_not_there_is_told_for_what_was_typed(name, says):
    told = a_sentence(shell('sets show "$NAME"', NAME=name), 20)

    assert says in told
    assert "\x1b" not in told


def test_speaking_with_men_is_found_by_its_earlier_name():
    assert shell("sets show speak --plain") == shell("sets show talk --plain")


def test_an_id_that_is_no_text_is_an_entry_that_is_not_there(journal):
    told = a_sentence(shell(r"journal show $'\xff'"), 21)

    assert "`reflect journal list`" in told


def test_a_command_that_is_only_a_space_is_told(journal):
    assert "holds no command" in a_sentence(shell("journal list", REFLECT_PASSCOMMAND=" "), 2)


def test_a_home_of_nobody_is_told(journal):
    assert "REFLECT_HOME" in a_sentence(shell("journal list", REFLECT_HOME="~nosuch/x"), 2)


def test_a_folder_whose_name_is_no_text_holds_a_journal_like_any_other(journal, home):
    odd = os.fsencode(home) + b"/x\xff"

    assert 0 == shell("vault init", REFLECT_HOME=odd).code
    assert 0 == shell("journal list", REFLECT_HOME=odd).code
    assert "<U+DCFF>" in shell("vault status", REFLECT_HOME=odd).out


@pytest.mark.parametrize("kind", ["link", "file", "below a file"])
def test_a_home_that_can_be_no_folder_is_told_before_the_passphrase(home, kind):
    place = home / "place"
    place.symlink_to("/nowhere/at/all") if kind == "link" else place.write_text("")
    where = place / "deeper" if kind == "below a file" else place
    told = a_sentence(shell("start", REFLECT_HOME=str(where), REFLECT_PASSCOMMAND=""), 16)

    assert "passphrase" not in told.lower()


def test_without_a_terminal_only_that_is_said(home):
    done = shell("start")

    assert 2 == done.code
    assert done.err.startswith("reflect: There is no terminal to ask for the passphrase.\n")


@pytest.mark.parametrize("secret", ["", "not it", "x" * 5000, "half \udcff sign"])
def test_a_passphrase_no_journal_has_is_a_wrong_one(folder, secret):
    told = a_sentence(shell("journal list --passphrase-fd 3 3<<<$S", S=secret), 12)

    assert "does not open this journal" in told


# ── what `vault status` says, and what journal commands say before they ask ──────────────────


def without(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).unlink()


def spoil(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_bytes(b"{}")


def newer(folder: Path) -> None:
    for name in ("header.json", "header.copy"):
        header = json.loads((folder / name).read_text()) | {"min_reader": 99}
        (folder / name).write_text(json.dumps(header, sort_keys=True, separators=(",", ":")))


DAMAGE = {
    "both-missing": (lambda f: without(f, "header.json", "header.copy"), "missing", 13),
    "both-damaged": (lambda f: spoil(f, "header.json", "header.copy"), "damaged", 13),
    "one-each": (lambda f: (without(f, "header.json"), spoil(f, "header.copy")), "damaged", 13),
    "file-missing": (lambda f: without(f, "journal.db"), "missing", 13),
    "file-empty": (lambda f: (f / "journal.db").write_bytes(b""), "damaged", 13),
    "file-short": (lambda f: spoil(f, "journal.db"), "damaged", 13),
    "newer": (newer, "newer", 14),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_status_shows_the_facts_and_ends_with_what_is_wrong(folder, what):
    act, says, code = DAMAGE[what]
    act(folder)

    done = inside("vault status")
    assert says in a_sentence(done, code)
    assert "Key file" in done.out
    facts = json.loads(inside("vault status --json").out)
    assert {facts["header"], facts["header_copy"], facts["database"]} != {"whole", "there"}


@pytest.mark.parametrize("what", DAMAGE)
def test_what_can_be_known_without_the_passphrase_is_told_before_it_is_asked(folder, what):
    act, says, code = DAMAGE[what]
    act(folder)

    for line in ("journal list", "start", "resume"):
        told = a_sentence(inside(line), code)
        assert says in told
        assert "terminal" not in told


@pytest.mark.parametrize(("name", "how"), [("header.json", spoil), ("header.copy", without)])
def test_one_whole_copy_of_the_key_file_is_enough_and_puts_the_other_right(journal, name, how):
    how(journal, name)

    done = inside("vault status")
    assert (0, "") == (done.code, done.err)
    assert "One whole copy is enough" in done.out
    opened = inside("journal list")
    assert 0 == opened.code
    assert "put right" in opened.err
    assert "whole (both copies)" in inside("vault status").out
    assert "" == inside("journal list").err


def test_a_sound_journal_is_told_as_one(folder):
    done = inside("vault status")

    assert (0, "") == (done.code, done.err)
    assert "whole (both copies)" in done.out


def test_a_descriptor_before_its_command_is_told_where_it_belongs(home):
    done = run("--passphrase-fd", 3, "start", "short")

    assert (2, "") == (done.code, done.out)
    assert "has to stand behind the command" in done.err
    assert "Type: reflect start … --passphrase-fd N" in done.err
