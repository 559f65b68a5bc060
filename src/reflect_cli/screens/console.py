"""What kind of terminal this is, and which voice it calls for."""

from __future__ import annotations

import io
import os
import shutil
import sys
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO


def has_terminal() -> bool:
    """Whether a person sits at both ends: typing in and reading out."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def wants_plain(*, asked: bool, environ: Mapping[str, str] = os.environ) -> bool:
    """Whether to speak in line mode: asked for, a plain terminal, or none at all."""
    accessible = environ.get("ACCESSIBLE", "") not in ("", "0")
    dumb = environ.get("TERM", "dumb") in ("dumb", "")
    return asked or accessible or dumb or not has_terminal()


def wants_colour(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether colour may be used at all (https://no-color.org)."""
    return not environ.get("NO_COLOR")


def terminal_as_input() -> bool:
    """Read from the terminal from here on, when what came through a pipe was read to its end.

    Whether there is one; standard input that is a terminal stays as it is.
    """
    if sys.stdin.isatty():
        return True
    try:
        terminal = os.open("/dev/tty", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    os.dup2(terminal, sys.stdin.fileno())
    os.close(terminal)
    return True


def can_clear(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the terminal knows how to clear its screen and scrollback."""
    return sys.stdout.isatty() and environ.get("TERM", "dumb") not in ("dumb", "")


def clear() -> None:
    """Clear the screen and, where the terminal allows it, the scrollback."""
    if can_clear():
        sys.stdout.write("\x1b[H\x1b[2J\x1b[3J")
        sys.stdout.flush()


def clear_after_another() -> None:
    """Clear what another full-screen program may have left, but not what was there before it."""
    if can_clear():
        sys.stdout.write("\x1b[?1049l\x1b[H\x1b[2J\x1b[?25h\x1b[0m")
        sys.stdout.flush()


def forgiving_streams() -> None:
    """Let no sign that an encoding lacks end the program, nor a stream that was closed before.

    Where a stream is missing something stands in for it, so that no file of ours gets its number:
    an empty input, an output that refuses, and nobody to tell.
    """
    for number, mode in enumerate((os.O_RDONLY, os.O_RDONLY, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, mode)  # takes the lowest free number: this one
    if sys.stdin is None:
        sys.stdin = os.fdopen(0, "r")
    if sys.stdout is None:
        sys.stdout = os.fdopen(1, "w")
    if sys.stderr is None:
        sys.stderr = os.fdopen(2, "w")
    forgiving = ("surrogateescape", "backslashreplace", "backslashreplace")
    for stream, errors in zip((sys.stdin, sys.stdout, sys.stderr), forgiving, strict=True):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=errors)


def say(text: str = "") -> None:
    """One or more lines on stdout; *text* must already be safe."""
    sys.stdout.write(f"{fitted(text, sys.stdout)}\n")
    sys.stdout.flush()


def say_as_it_is(text: str) -> None:
    """Lines on stdout that are laid out already; *text* must already be safe."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def tell(text: str = "") -> None:
    """One or more lines on stderr; *text* must already be safe."""
    sys.stderr.write(f"{fitted(text, sys.stderr)}\n")
    sys.stderr.flush()


def columns() -> int:
    """How wide the terminal is, or what stands in for one."""
    return max(20, shutil.get_terminal_size().columns)


def room_on(stream: TextIO) -> int:
    """How wide the terminal is that *stream* goes to; nought for anything else."""
    return columns() if stream.isatty() else 0


def fitted(text: str, stream: TextIO) -> str:
    """*text* with lines broken between words, where a terminal would break inside them."""
    room = room_on(stream)
    if not room:
        return text
    return "\n".join(_broken(line, room) for line in text.split("\n"))


def _broken(line: str, columns: int) -> str:
    from reflect_cli.promptsets.characters import width

    indent = line[: len(line) - len(line.lstrip(" "))][: columns // 2]
    if indent and width(line) > len(line):
        columns -= columns // 2  # letters two columns wide must not reach the edge
    if len(line) <= columns:
        return line
    fitted = textwrap.wrap(
        line,
        columns,
        subsequent_indent=indent,
        break_long_words=bool(indent),
        break_on_hyphens=False,
    )
    return "\n".join(fitted)
