"""A word typed as an answer is found nowhere it should not be, and no socket is opened."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

CANARY = "persimmon-lantern"


def session_with_canary(terminal: Callable[..., Any], tiny_set: str, **options: Any) -> Any:
    screen = terminal("start", tiny_set, **options)
    for words in ("alone, sober", "slow breaths", "Three questions", "Is there something"):
        screen.see(words)
        screen.press("down", "enter")
    screen.see("step by step")
    screen.type(CANARY, "done")
    screen.see("What comes after it?")
    return screen


def finish(screen: Any) -> None:
    screen.press("stop")
    screen.see("This set ends here.")
    screen.press("enter")
    screen.see("How are you now?")
    screen.press("down", "enter")
    screen.see("It can still")
    screen.press("enter")
    screen.see("next hour")
    screen.press("skip")
    screen.see("That was the last")
    screen.press("enter")
    assert 0 == screen.ended()


def files_with(word: str, *folders: Path) -> list[Path]:
    return [
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink() and word.encode() in path.read_bytes()
    ]


def run(*args: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "reflect_cli", *args], capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


def test_an_answer_is_in_no_file_before_during_or_after_the_session(
    terminal: Callable[..., Any], journal: Path, tiny_set: str, tmp_path: Path
):
    screen = session_with_canary(terminal, tiny_set)
    during = files_with(CANARY, tmp_path)
    finish(screen)

    assert [] == during
    assert [] == files_with(CANARY, tmp_path)
    assert CANARY in run("journal", "show")


def test_commands_that_should_not_show_an_answer_do_not(
    terminal: Callable[..., Any], journal: Path, tiny_set: str
):
    finish(session_with_canary(terminal, tiny_set))

    for args in (
        ["journal", "list"],
        ["vault", "status"],
        ["sets", "list"],
        ["support"],
        ["resume"],
        [],
        ["demo"],
    ):
        assert CANARY not in run(*args), args
    assert CANARY not in run("journal", "show", "zzzzzz")


def test_the_process_leaves_no_core_dump(
    terminal: Callable[..., Any], journal: Path, tiny_set: str
):
    screen = session_with_canary(terminal, tiny_set)
    limits = Path(f"/proc/{screen.child.pid}/limits").read_text(encoding="ascii")

    (core,) = [line for line in limits.splitlines() if line.startswith("Max core file size")]
    assert ["0", "0"] == core.split()[4:6]


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_a_whole_session_opens_no_network_socket(
    terminal: Callable[..., Any],
    journal: Path,
    tiny_set: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    trace = tmp_path / "trace"
    wrapper = tmp_path / "python-traced"
    wrapper.write_text(
        f'#!/bin/sh\nexec strace -f -qq -e trace=network -o "{trace}" "{sys.executable}" "$@"\n'
    )
    wrapper.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(wrapper))
    finish(session_with_canary(terminal, tiny_set))

    calls = trace.read_text(encoding="utf-8")
    assert "AF_UNIX" in calls  # the event loop's own pair: the trace can see sockets
    assert "AF_INET" not in calls
    assert "connect(" not in calls
