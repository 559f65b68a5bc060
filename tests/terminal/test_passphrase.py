"""At the passphrase: tries that count, bytes that are no text, leaving, and the echo afterwards."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import termios
import time
from typing import TYPE_CHECKING, Any

import pytest

from terminal.test_doors import prints_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

GOOD = "seven dull grey stones"


@pytest.fixture
def asked(terminal: Callable[..., Any], journal: Path) -> Any:
    """The journal's list, asking for the passphrase."""
    screen = terminal("journal", "list", "--plain", REFLECT_PASSCOMMAND="")
    screen.see("Passphrase:")
    return screen


@pytest.fixture
def first_run(terminal: Callable[..., Any], home: Path) -> Any:
    """Making a journal, asking for its passphrase."""
    screen = terminal("vault", "init", columns=200)
    screen.see("New passphrase:")
    return screen


def test_an_empty_line_and_bytes_that_are_no_text_are_wrong_tries(asked: Any, journal: Path):
    before = prints_of(journal)
    asked.line("")
    asked.see("Two tries more. Passphrase:")
    asked.child.send(b"\xff\xfe\n")
    asked.see("One try more. Passphrase:")
    asked.line("")

    assert 12 == asked.ended()
    assert before == prints_of(journal)


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_leaving_at_the_passphrase_is_no_failure_and_says_how_to_come_back(asked: Any, key: str):
    asked.child.send(key)

    asked.see("Nothing was opened. `reflect resume` comes back to a paused session.")
    assert 0 == asked.ended()


def test_leaving_at_any_other_question_is_no_failure_either(
    terminal: Callable[..., Any], journal: Path
):
    screen = terminal("journal", "search", "--plain", columns=200)
    screen.see("Words to look for:")
    screen.press("pause")
    screen.see("Nothing was looked for or changed.")

    assert 0 == screen.ended()


def test_a_terminal_is_no_descriptor_to_read_a_passphrase_from(
    terminal: Callable[..., Any], journal: Path
):
    screen = terminal("journal", "list", "--passphrase-fd", "0", columns=200)
    screen.see("is a terminal, and would show what is typed.")

    assert 2 == screen.ended()


def test_leaving_when_a_passphrase_is_chosen_makes_nothing(first_run: Any, home: Path):
    first_run.line("some words here")
    first_run.see("The same again:")
    first_run.press("pause")

    first_run.see("No journal was made.")
    assert 0 == first_run.ended()
    assert not (home / "reflect").exists()


def test_bytes_that_are_no_text_are_told_when_a_passphrase_is_chosen(first_run: Any):
    first_run.child.send(b"\xff\xfe\n")
    first_run.see("signs in it that are not text (UTF-8). Choose another.")
    first_run.see("six words chosen by chance. New passphrase:")
    first_run.line(GOOD)
    first_run.see("The same again:")
    first_run.line(GOOD)
    first_run.see("Later, with: reflect vault recovery")
    first_run.press("down", "enter")
    first_run.see("The journal is made")

    assert 0 == first_run.ended()


def test_after_hearing_how_long_it_would_hold_another_can_be_chosen(first_run: Any):
    first_run.line("1234")
    first_run.see("less than a minute")
    first_run.see("With an empty line you choose another. The same again:")
    first_run.line("")
    first_run.see("The same again: Type your own")
    first_run.line(GOOD)
    first_run.see("about: centuries")
    first_run.line(GOOD)
    first_run.see("Later, with: reflect vault recovery")
    first_run.press("down", "enter")
    first_run.see("The journal is made")

    assert 0 == first_run.ended()


@pytest.fixture
def own_terminal() -> Iterator[tuple[int, int]]:
    """Both ends of a terminal that outlives the command run in it."""
    ours, theirs = pty.openpty()
    yield ours, theirs
    os.close(ours)
    os.close(theirs)


def echoes(terminal: int) -> bool:
    return bool(termios.tcgetattr(terminal)[3] & termios.ECHO)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT])
def test_however_it_is_ended_the_terminal_shows_again_what_is_typed(
    journal: Path, own_terminal: tuple[int, int], number: int
):
    ours, theirs = own_terminal
    process = subprocess.Popen(
        [sys.executable, "-c", ASKS_IN_ITS_OWN_TERMINAL, "journal", "list"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        env={**os.environ, "REFLECT_PASSCOMMAND": ""},
    )
    shown = b""
    while b"Passphrase:" not in shown:
        shown += os.read(ours, 4096)
    assert not echoes(theirs)
    time.sleep(0.1)
    process.send_signal(number)

    assert 0 == process.wait(20)
    assert echoes(theirs)


ASKS_IN_ITS_OWN_TERMINAL = """
import fcntl, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
from reflect_cli.commands.app import main
main()
"""


def test_an_older_key_file_put_back_is_told(
    terminal: Callable[..., Any], journal: Path, monkeypatch: pytest.MonkeyPatch
):
    from reflect_cli.vault.kdf import LIGHT
    from reflect_cli.vault.vault import open_to_change

    old = (journal / "header.json").read_bytes()
    with open_to_change(journal, bytearray(GOOD.encode())) as vault:
        vault.keys.set_passphrase(bytearray(b"another lantern"), LIGHT)
    for name in ("header.json", "header.copy"):
        (journal / name).write_bytes(old)
    screen = terminal("journal", "list", "--plain", columns=200)

    assert "An older key file was put back" in screen.see("There are no entries yet.")
    assert 0 == screen.ended()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount")
def test_on_a_read_only_disk_reading_works_and_beginning_is_refused_at_once(
    terminal: Callable[..., Any], journal: Path, home: Path
):
    place = str(home / "reflect")
    bound = subprocess.run(["mount", "--bind", place, place], check=False, capture_output=True)
    if bound.returncode:
        pytest.skip("this system does not let us mount")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", place], check=True)
        listed = terminal("journal", "list", "--plain", columns=200)
        listed.see("It can be read; nothing new can be kept in it.")
        listed.see("There are no entries yet.")
        started = terminal("start", "recall", "--plain", columns=200, REFLECT_PASSCOMMAND="")
        started.see("cannot be written to")
        codes = (listed.ended(), started.ended())
    finally:
        subprocess.run(["umount", "-l", place], check=True)

    assert (0, 15) == codes
    assert b"Passphrase" not in started.raw
