"""The real command with no terminal, its way to a question in line mode, and what was put away."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from typer.testing import CliRunner

from reflect_cli.commands.app import app
from reflect_cli.library.sets import again
from reflect_cli.session.record import take_out
from reflect_cli.vault.vault import open_vault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reflect_cli.promptsets.model import PromptSet

PASSPHRASE = "seven dull grey stones"
NO_PLAN = ("2",)
STEADY = ("1", "", "/skip", "")


def run(*args: str, given: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
    """`reflect ARGS` with no terminal at all."""
    return subprocess.run(
        [sys.executable, "-m", "reflect_cli", *args],
        input=given,
        capture_output=True,
        text=True,
        env={**os.environ, **environ},
        start_new_session=True,
        timeout=60,
        check=False,
    )


def inside(*args: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """The same in this process, for what is asked and said: no other has to start for it."""
    done = CliRunner().invoke(app, list(args), input=given, prog_name="reflect")
    return subprocess.CompletedProcess(args, done.exit_code, done.stdout, done.stderr)


def given(*lines: str) -> str:
    """What comes through a pipe: *lines*, each ended."""
    return "".join(f"{line}\n" for line in lines)


def kept(folder: Path) -> dict[str, Any]:
    """Everything in the one draft: answers first, half-typed text over them."""
    with open_vault(folder, bytearray(PASSPHRASE.encode())) as vault:
        draft = vault.drafts.latest()
    assert draft is not None
    session = take_out(_set_of(draft.source), draft.state)
    return dict(session.words) | dict(session.unsent)


@lru_cache
def _set_of(source: str) -> PromptSet:
    return again(source, "draft")


def at_first_question(
    terminal: Callable[..., Any],
    prompt_set: str,
    *,
    size: tuple[int, int] = (200, 200),
    **environ: str,
) -> Any:
    """Line mode, arrived, at the first question of the set; *size* is columns and rows."""
    own = {"columns": size[0], "rows": size[1], "COLUMNS": "", "LINES": "", **environ}
    screen = terminal("start", prompt_set, "--plain", **own)
    for words, line in (("alone, sober", "1"), ("slow breaths", ""), ("Three questions", "")):
        screen.see(words)
        screen.line(line)
    screen.see("Is there something")
    return screen


def at_long_question(terminal: Callable[..., Any], prompt_set: str, **size: Any) -> Any:
    """Line mode, at the short set's long question."""
    screen = at_first_question(terminal, prompt_set, **size)
    screen.line("1")
    screen.see("step by step")
    return screen


def at_short_question(terminal: Callable[..., Any], prompt_set: str, **size: Any) -> Any:
    """Line mode, at the short set's one-line question."""
    screen = at_first_question(terminal, prompt_set, **size)
    screen.line("2")
    screen.see("What comes after it?")
    return screen


def at_plan(terminal: Callable[..., Any], prompt_set: str, **size: Any) -> Any:
    """Line mode, at the short set's plan."""
    screen = at_short_question(terminal, prompt_set, **size)
    screen.line("Nothing.")
    screen.see("If or when")
    return screen
