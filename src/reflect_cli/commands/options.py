"""Options that several commands share, worded once."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Annotated

import typer

from reflect_cli.errors import UsageProblem

Plain = Annotated[
    bool,
    typer.Option("--plain", help="Line mode: numbered, no redraw, no colour. Also ACCESSIBLE=1."),
]
PassphraseFd = Annotated[
    int | None,
    typer.Option(
        "--passphrase-fd",
        metavar="N",
        help="Read the passphrase from file descriptor N. Also REFLECT_PASSCOMMAND.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]


def before_command(context: typer.Context, plain: bool, passphrase_fd: int | None) -> bool:
    """Whether a command follows the group these options stand before.

    `--plain` then holds for it. Raises UsageProblem for a descriptor, which belongs behind it.
    """
    name = context.invoked_subcommand
    if name is None:
        return False
    if plain:
        os.environ["ACCESSIBLE"] = "1"
    if passphrase_fd is not None:
        raise UsageProblem(
            "--passphrase-fd has to stand behind the command it is for.",
            hint=f"Type: {context.command_path} {name} … --passphrase-fd N",
        )
    return True


@dataclass(frozen=True, slots=True)
class Manner:
    """How this run speaks, and where its passphrase comes from."""

    plain: Plain = False
    passphrase_fd: PassphraseFd = None

    @property
    def is_plain(self) -> bool:
        """Whether to speak in line mode."""
        from reflect_cli.screens.console import wants_plain

        return wants_plain(asked=self.plain)
