"""Hung up, terminated, out of room: what was answered or typed is still there."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from terminal.lines import kept

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("uncompiled")

VOICES = ["full", "plain"]
GONE = "The last words could not be saved on this disk, and are gone."


@pytest.mark.parametrize("voice", VOICES)
def test_at_most_three_seconds_of_typing_are_lost_to_a_kill(
    terminal: Callable[..., Any], journal: Path, tiny_set: str, voice: str
):
    screen = writing(terminal, tiny_set, voice)
    typed: list[tuple[float, str]] = []
    end = time.monotonic() + 5.5
    while time.monotonic() < end:
        word = f"w{len(typed)},"
        screen.child.send(word)
        typed.append((time.monotonic(), word))
        time.sleep(0.1)
        screen.look()
    screen.child.kill(signal.SIGKILL)
    killed = time.monotonic()

    old = "".join(word for moment, word in typed if killed - moment > 3.0)
    assert "w9," in old
    assert kept(journal)["told"].startswith(old)


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_puts_away_the_half_typed_line(
    terminal: Callable[..., Any], journal: Path, tiny_set: str, voice: str, number: int
):
    screen = writing(terminal, tiny_set, voice)
    screen.type("half a line")
    screen.see("half a line")
    screen.child.kill(number)

    assert 0 == screen.ended()
    assert "half a line" == kept(journal)["told"]


def writing(terminal: Callable[..., Any], tiny_set: str, voice: str) -> Any:
    """A session at its long question, in either voice."""
    plain = ["--plain"] if voice == "plain" else []
    screen = terminal("start", tiny_set, *plain, columns=200, rows=100)
    for words, given in (
        ("alone, sober", "1"),
        ("slow breaths", ""),
        ("Three questions", ""),
        ("Is there something", "1"),
    ):
        screen.see(words)
        screen.line(given) if plain else screen.press("down", "enter")
    screen.see("step by step")
    return screen


def limit_file_size(process: int, size: int) -> None:
    _, hard = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (size, hard))


def test_a_full_disk_is_told_with_the_words_on_screen_and_saved_when_there_is_room(
    terminal: Callable[..., Any], journal: Path, tiny_set: str
):
    screen = writing(terminal, tiny_set, "full")
    limit_file_size(screen.child.pid, 0)
    screen.type("Words that must not go.", "done")
    shown = screen.see("could not be saved yet")
    assert "Words that must not go." in shown

    limit_file_size(screen.child.pid, resource.RLIM_INFINITY)
    screen.type("1", "enter")
    screen.see("What comes after it?")
    screen.press("leave")
    screen.ended()

    assert "Words that must not go." == kept(journal)["told"]


@pytest.mark.parametrize("voice", VOICES)
def test_words_can_be_sealed_to_another_folder_and_the_session_goes_on(
    terminal: Callable[..., Any], journal: Path, tiny_set: str, tmp_path: Path, voice: str
):
    other = tmp_path / "stick"
    other.mkdir()
    screen = writing(terminal, tiny_set, voice)
    out_of_room(screen, voice)
    screen.see("3 Go on" if voice == "full" else "3. Go on")
    limit_file_size(screen.child.pid, 6000)
    choose(screen, "2")
    screen.see("Which folder?")
    screen.type(str(other), "enter")
    screen.see("Sealed to")
    if voice == "full":
        screen.press("pause")  # of the page that says so, not of the session

    limit_file_size(screen.child.pid, resource.RLIM_INFINITY)
    screen.see("What comes after it?")
    screen.type("More words.", "enter")
    screen.see("If or when")
    screen.child.kill(signal.SIGKILL)
    screen.child.wait()
    screen.child.close()
    assert {"told": "Words that must not go.", "short": "More words."}.items() <= kept(
        journal
    ).items()
    (sealed,) = other.iterdir()
    assert b"Words" not in sealed.read_bytes()
    assert 0o600 == sealed.stat().st_mode & 0o777


def test_sealed_words_can_be_taken_back(
    terminal: Callable[..., Any], journal: Path, tiny_set: str, tmp_path: Path
):
    screen = writing(terminal, tiny_set, "plain")
    out_of_room(screen, "plain")
    screen.see("3. Go on")
    limit_file_size(screen.child.pid, 6000)
    screen.line("2")
    screen.see("Which folder?")
    screen.line(str(tmp_path))
    screen.see("Sealed to")
    screen.child.kill(signal.SIGKILL)

    (sealed,) = tmp_path.glob("*.reflect-sealed")
    back = terminal("resume", "--from", str(sealed), "--plain", columns=200, rows=100)
    back.see("What comes after it?")
    back.line("/pause")
    back.ended()
    assert "Words that must not go." == kept(journal)["told"]


@pytest.mark.parametrize("voice", VOICES)
def test_a_pause_without_room_ends_only_when_he_says_so_and_tells_the_truth(
    terminal: Callable[..., Any], journal: Path, tiny_set: str, voice: str
):
    screen = writing(terminal, tiny_set, voice)
    limit_file_size(screen.child.pid, 0)
    screen.type("Words that will go.", "pause")
    screen.see("could not be saved yet")
    choose(screen, "3")
    screen.see("step by step")
    screen.press("pause")
    shown = screen.see("End here without the last words")
    assert "Words that will go." in shown
    choose(screen, "4")
    screen.see(GONE)

    assert 15 == screen.ended()
    assert b"Paused. Everything" not in screen.raw
    assert "told" not in kept(journal)


@pytest.mark.parametrize("voice", VOICES)
def test_a_pause_without_room_can_be_tried_again_when_there_is_some(
    terminal: Callable[..., Any], journal: Path, tiny_set: str, voice: str
):
    screen = writing(terminal, tiny_set, voice)
    limit_file_size(screen.child.pid, 0)
    screen.type("Words that must not go.", "pause")
    screen.see("could not be saved yet")
    limit_file_size(screen.child.pid, resource.RLIM_INFINITY)
    choose(screen, "1")
    screen.see("Paused. Everything")

    assert 0 == screen.ended()
    assert "Words that must not go." == kept(journal)["told"]


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_leave_while_words_could_not_be_saved_ends_it_and_says_so(
    terminal: Callable[..., Any], journal: Path, tiny_set: str, voice: str, number: int
):
    screen = writing(terminal, tiny_set, voice)
    out_of_room(screen, voice)
    screen.see("could not be saved yet")
    screen.child.kill(number)

    assert 15 == screen.ended()
    assert GONE.encode() in screen.raw
    assert "told" not in kept(journal)


@pytest.mark.parametrize("voice", VOICES)
def test_ctrl_c_while_words_could_not_be_saved_goes_back_to_them(
    terminal: Callable[..., Any], journal: Path, tiny_set: str, voice: str
):
    screen = writing(terminal, tiny_set, voice)
    limit_file_size(screen.child.pid, 0)
    screen.type("Words that must not go.", "pause")
    screen.see("could not be saved yet")
    screen.press("pause")
    screen.see("step by step")
    limit_file_size(screen.child.pid, resource.RLIM_INFINITY)
    time.sleep(0.2)
    screen.press("pause")
    screen.see("Paused. Everything")

    assert 0 == screen.ended()
    assert "Words that must not go." == kept(journal)["told"]


def out_of_room(screen: Any, voice: str) -> None:
    """He answers, and the disk is full."""
    limit_file_size(screen.child.pid, 0)
    done = ["done"] if voice == "full" else ["enter"]
    screen.type("Words that must not go.", *done)
    if voice == "plain":
        screen.line("/done")


def choose(screen: Any, number: str) -> None:
    """The option that stands beside *number*."""
    screen.type(number, "enter")


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("args", [[], ["start"]])
def test_ctrl_c_at_a_menu_ends_it_quietly(
    terminal: Callable[..., Any], journal: Path, voice: str, args: list[str]
):
    plain = ["--plain"] if voice == "plain" else []
    screen = terminal(*plain, *args) if not args else terminal(*args, *plain)
    screen.see("1")
    screen.press("pause")

    assert screen.ended() in (0, 130)
    assert b"Traceback" not in screen.raw


def test_a_second_reflect_is_told_that_the_journal_is_open(
    terminal: Callable[..., Any], journal: Path, tiny_set: str
):
    writing(terminal, tiny_set, "full")
    second = subprocess.run(
        [sys.executable, "-m", "reflect_cli", "journal", "list"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert 11 == second.returncode
    assert "open in another Reflect" in second.stderr
