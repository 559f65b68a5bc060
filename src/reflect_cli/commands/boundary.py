"""Where every failure becomes two plain lines on stderr and a documented exit code.

Nothing shown here can hold what a person wrote: foreseen errors carry only our own words, and
an unforeseen one is told by its type and the place in our code, never by its message.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import typer

from reflect_cli.commands.groups import WholeSentences
from reflect_cli.errors import LeftNow, OutputRefused, PromptSetMalformed, ReflectError, Stopped

if TYPE_CHECKING:
    from collections.abc import Callable

#: Exit code for Ctrl-C, wherever it comes: stopping is not a failure.
INTERRUPTED = 0

OUR_MISTAKE = "reflect: something went wrong, and it is our mistake. Nothing acknowledged is lost."
STOPPED = "Stopped here. `reflect resume` comes back to a paused session."

_NOBODY_READS = {errno.EPIPE, errno.EIO}  # a closed pipe, a closed window
_REFUSED = {errno.EBADF, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.ENXIO}


class ReflectGroup(WholeSentences):
    """The root of the command line."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - Typer's context type is private
        """Run a command; turn what goes wrong into words and an exit code."""
        try:
            return super().invoke(ctx)
        except BaseException as problem:
            code = _told(problem)
            if code is None:
                raise
            raise typer.Exit(code) from None


def run(command_line: Callable[[], object]) -> None:
    """Run the whole command line; what goes wrong before or after a command is told, too."""
    try:
        command_line()
    except BaseException as problem:
        code = _told(problem)
        if code is None:
            raise
        sys.exit(code)


def _told(problem: BaseException) -> int | None:
    """The exit code for *problem*, which has been told; None when it is not ours to tell."""
    match problem:
        case LeftNow():
            pass
        case Stopped():
            _say(f"\n{problem.message}")
        case ReflectError():
            _tell(problem)
        case KeyboardInterrupt():
            _say(f"\n{STOPPED}")
            return INTERRUPTED
        case OSError(errno=number) if number in _NOBODY_READS:
            _silence(1, 2)
            return 0
        case OSError(errno=number) if number in _REFUSED:
            _silence(1)
            return _told(_output_refused(problem))
        case Exception() if not type(problem).__module__.startswith("typer"):
            _tell_bug(problem)
            return 1
        case _:
            return None
    return problem.exit_code


def _output_refused(problem: OSError) -> OutputRefused:
    reason = os.strerror(problem.errno or errno.EIO)
    return OutputRefused(
        f"The output could not be written: {reason}.", hint="Check where the output goes to."
    )


def _tell(problem: ReflectError) -> None:
    from reflect_cli.screens.console import fitted, room_on
    from reflect_cli.screens.safe import safe

    lines = [fitted(f"reflect: {safe(problem.message)}", sys.stderr)]
    if isinstance(problem, PromptSetMalformed):
        lines.append(problem.report(room_on(sys.stderr)))
    if problem.hint:
        lines.append(fitted(f"  {safe(problem.hint)}", sys.stderr))
    _say("\n".join(filter(None, lines)))


def _tell_bug(problem: BaseException) -> None:
    from reflect_cli import __version__

    where = "unknown place"
    trace = problem.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if "reflect_cli" in code.co_filename:
            where = f"{code.co_filename.rpartition('reflect_cli/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    _say(
        f"{OUR_MISTAKE}\n"
        f"  Please report it: reflect {__version__}, Python {sys.version.split()[0]}, "
        f"{type(problem).__name__} at {where}"
    )


def _say(words: str) -> None:
    """*words* on stderr; where nobody can read them any more, the exit code still tells."""
    with suppress(OSError):
        typer.echo(words, err=True)


def _silence(*streams: int) -> None:
    """Let Python's own flush at exit find somewhere to write."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in streams:
        os.dup2(nowhere, stream)
