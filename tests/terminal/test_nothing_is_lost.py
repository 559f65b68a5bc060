"""Killed, hung up, terminated, out of room: what was answered or typed is still there."""

from __future__ import annotations

import contextlib
import os
import random
import resource
import select
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from reflect_cli.library.sets import again
from reflect_cli.session.record import take_out
from reflect_cli.vault.vault import open_vault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reflect_cli.promptsets.model import PromptSet
    from reflect_cli.session.machine import Session

PASSPHRASE = b"seven dull grey stones"
KILLS = 26
SLICES = 4


def kept(folder: Path) -> dict[str, Any]:
    """Everything in the one draft: answers first, half-typed text over them."""
    with open_vault(folder, bytearray(PASSPHRASE)) as vault:
        draft = vault.drafts.latest()
    assert draft is not None
    prompt_set: PromptSet = again(draft.source, "draft")
    session: Session = take_out(prompt_set, draft.state)
    return dict(session.words) | dict(session.unsent)


@pytest.fixture
def long_set(home: Path, tiny_set: str) -> str:
    """A set of many short questions."""
    head = (home / "tiny.reflect.yaml").read_text().split("---\nsection: ask")[0]
    questions = "".join(
        f"---\nprompt: q{n}\nkind: short\nask: |\n  Question number {n}, what then?\n"
        for n in range(200)
    )
    end = "---\nsection: end\ntitle: The end\nclosing: true\n---\nprompt: settle\nkind: read\nsay: |\n  Done.\n"
    path = home / "long.reflect.yaml"
    path.write_text(f"{head}---\nsection: ask\ntitle: Asking\n{questions}{end}")
    return str(path)


def wait_for(process: subprocess.Popen[bytes], words: bytes) -> None:
    seen = b""
    assert process.stdout is not None
    while words not in seen:
        ready, _, _ = select.select([process.stdout], [], [], 20)
        assert ready, seen.decode()
        chunk = os.read(process.stdout.fileno(), 65536)
        assert chunk, seen
        seen += chunk


def begin(*args: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "reflect_cli", *args],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill it, and close our ends of its pipes whatever is left in them."""
    process.kill()
    process.wait()
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdout.close()
    with contextlib.suppress(BrokenPipeError):
        process.stdin.close()


def give(process: subprocess.Popen[bytes], line: str) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{line}\n".encode())
    process.stdin.flush()


@pytest.mark.parametrize("part", range(SLICES))
def test_no_accepted_answer_is_lost_to_a_kill_at_any_moment(
    journal: Path, long_set: str, part: int
):
    """Accepted: the next question has been drawn. Over all parts there are at least 100 kills."""
    assert KILLS * SLICES >= 100
    chance = random.Random(part)
    accepted: dict[str, str] = {}
    number = 0
    for kill in range(KILLS):
        process = begin("start", long_set) if kill == 0 else begin("resume")
        if kill == 0:
            for _ in range(3):
                give(process, "1" if _ == 0 else "")
        wait_for(process, b"what then?")
        for _ in range(chance.randrange(4)):
            give(process, f"answer {kill} {number}")
            wait_for(process, f"Question number {number + 1},".encode())
            accepted[f"q{number}"] = f"answer {kill} {number}"
            number += 1
        if chance.random() < 0.6:
            give(process, f"answer {kill} {number}")
        time.sleep(chance.random() * 0.02)
        end(process)
        now = kept(journal)
        assert accepted.items() <= now.items()
        while f"q{number}" in now:
            accepted[f"q{number}"] = now[f"q{number}"]
            number += 1


@pytest.mark.parametrize("voice", ["full", "plain"])
def test_at_most_three_seconds_of_typing_are_lost_to_a_kill(
    terminal: Callable[..., Any], journal: Path, tiny_set: str, voice: str
):
    screen = writing(terminal, tiny_set, voice)
    typed: list[tuple[float, str]] = []
    end = time.monotonic() + 4.5
    while time.monotonic() < end:
        word = f"w{len(typed)} "
        screen.child.send(word)
        typed.append((time.monotonic(), word))
        time.sleep(0.1)
        screen.look()
    screen.child.kill(signal.SIGKILL)
    killed = time.monotonic()

    found = kept(journal)["told"]
    for moment, word in typed:
        assert word.strip() in found or killed - moment < 3.0, word


@pytest.mark.parametrize("voice", ["full", "plain"])
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
    screen.press("enter")
    screen.see("What comes after it?")
    screen.press("leave")
    screen.ended()

    assert "Words that must not go." == kept(journal)["told"]


def test_words_can_be_sealed_to_another_folder_and_taken_back(
    terminal: Callable[..., Any], journal: Path, tiny_set: str, tmp_path: Path
):
    other = tmp_path / "stick"
    other.mkdir()
    screen = writing(terminal, tiny_set, "plain")
    limit_file_size(screen.child.pid, 0)
    screen.line("Words that must not go.")
    screen.line("/done")
    screen.see("3. Go on")
    limit_file_size(screen.child.pid, 6000)
    screen.line("2")
    screen.see("Which folder?")
    screen.line(str(other))
    screen.see("Sealed to")
    screen.child.kill(signal.SIGKILL)

    (sealed,) = other.iterdir()
    assert b"Words" not in sealed.read_bytes()
    assert 0o600 == sealed.stat().st_mode & 0o777
    back = terminal("resume", "--from", str(sealed), "--plain", columns=200, rows=100)
    back.see("What comes after it?")
    back.line("/pause")
    back.ended()
    assert "Words that must not go." == kept(journal)["told"]


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
