"""Where every failure becomes two plain lines on stderr and a documented exit code.

Nothing shown here can hold what a person wrote: foreseen errors carry only our own words, and
an unforeseen one is told by its type and the place in our code, never by its message.
"""

from __future__ import annotations

import errno
import os
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from reflect_cli.errors import PromptSetMalformed, ReflectError

#: Exit code for Ctrl-C outside a sitting, as shells have it.
INTERRUPTED = 130

OUR_MISTAKE = "reflect: something went wrong, and it is our mistake. Nothing acknowledged is lost."


class ReflectGroup(TyperGroup):
    """The root of the command line."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - Typer's context type is private
        """Run a command; turn what goes wrong into words and an exit code."""
        try:
            return super().invoke(ctx)
        except ReflectError as problem:
            _tell(problem)
            raise typer.Exit(problem.exit_code) from None
        except KeyboardInterrupt:
            raise typer.Exit(INTERRUPTED) from None
        except OSError as problem:
            if problem.errno not in (errno.EPIPE, errno.EIO):
                _tell_bug(problem)
                raise typer.Exit(1) from None
            _silence()  # nobody reads any more: a closed pipe, a closed window
            raise typer.Exit(0) from None
        except Exception as problem:
            if type(problem).__module__.startswith("typer"):
                raise
            _tell_bug(problem)
            raise typer.Exit(1) from None


def _tell(problem: ReflectError) -> None:
    from reflect_cli.screens.safe import safe

    lines = [f"reflect: {safe(problem.message)}"]
    if isinstance(problem, PromptSetMalformed) and problem.report:
        lines.append(problem.report)
    if problem.hint:
        lines.append(f"  {safe(problem.hint)}")
    typer.echo("\n".join(lines), err=True)


def _tell_bug(problem: BaseException) -> None:
    from reflect_cli import __version__

    where = "unknown place"
    trace = problem.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if "reflect_cli" in code.co_filename:
            where = f"{code.co_filename.rpartition('reflect_cli/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    typer.echo(f"{OUR_MISTAKE}", err=True)
    typer.echo(
        f"  Please report it: reflect {__version__}, Python {sys.version.split()[0]}, "
        f"{type(problem).__name__} at {where}",
        err=True,
    )


def _silence() -> None:
    """Let Python's own flush at exit find somewhere to write."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
