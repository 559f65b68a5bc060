"""Options that several commands share, worded once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer

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


@dataclass(frozen=True, slots=True)
class Manner:
    """How this run speaks, and where its passphrase comes from."""

    plain: bool = False
    passphrase_fd: int | None = None

    @property
    def is_plain(self) -> bool:
        """Whether to speak in line mode."""
        from reflect_cli.screens.console import wants_plain

        return wants_plain(asked=self.plain)
