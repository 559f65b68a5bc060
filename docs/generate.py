#!/usr/bin/env python3
"""Writes docs/commands.md from the program's own help. `make docs` runs it.

A house test fails while the page on disk says something else than the program.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from typer.testing import CliRunner

from reflect_cli.commands.app import app

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).resolve().parent / "commands.md"
WIDTH = 80
HEAD = """\
# Commands

Made from `--help` by docs/generate.py; do not edit it by hand. `make docs` renews it.

Exit codes and environment variables are in the [README](../README.md), longer explanations in
the [user guide](user-guide.md).
"""


def commands_page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *(_section(path) for path in command_paths())])


def command_paths() -> tuple[tuple[str, ...], ...]:
    """The words after `reflect` for every command and group, `reflect` alone first."""
    return tuple(_paths(typer.main.get_command(app), ()))


def help_of(path: tuple[str, ...]) -> str:
    """What `reflect PATH --help` prints on a terminal 80 columns wide."""
    told = CliRunner().invoke(app, [*path, "--help"], prog_name="reflect", terminal_width=WIDTH)
    if told.exit_code:
        raise RuntimeError(f"reflect {' '.join(path)} --help ended with {told.exit_code}")
    return told.stdout.rstrip()


def _paths(command: Any, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:  # noqa: ANN401 - Typer's own type is private
    yield path
    for name, below in getattr(command, "commands", {}).items():
        yield from _paths(below, (*path, name))


def _section(path: tuple[str, ...]) -> str:
    return f"## {' '.join(('reflect', *path))}\n\n```text\n{help_of(path)}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(commands_page(), encoding="utf-8")
