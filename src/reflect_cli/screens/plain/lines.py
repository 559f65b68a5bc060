"""Reading one line at a time, keeping half a line safe while it is typed.

On a terminal the line is edited by readline, with its history off: nothing typed here may be
recalled in another program. A timer looks at the unfinished line every two seconds.
"""

from __future__ import annotations

import select
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reflect_cli.screens.interrupts import waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType, ModuleType

AUTOSAVE_SECONDS = 2.0
_PASTE_GAP_SECONDS = 0.03


class InputEnded(Exception):
    """Standard input is at its end; `text` is what stood on the last, unfinished line."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.text = text


class LineInterrupted(Exception):
    """Ctrl-C or a signal to leave came; `text` is the half-typed line."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


def read_line(prompt: str = "> ", *, on_pause: Callable[[str], None] | None = None) -> str:
    """One line without its newline. *on_pause* gets the half-typed line every two seconds.

    Raises InputEnded and LineInterrupted.
    """
    editor = _line_editor()
    try:
        with waiting(), _every_few_seconds(editor, on_pause):
            return _typed(prompt, editor)
    except EOFError:
        raise InputEnded from None
    except KeyboardInterrupt:
        raise LineInterrupted(editor.get_line_buffer() if editor else "") from None


def read_pasted_line(prompt: str = "> ", *, on_pause: Callable[[str], None] | None = None) -> str:
    """As `read_line`; lines pasted in one go after the first belong to the same answer."""
    line = read_line(prompt, on_pause=on_pause)
    while sys.stdin.isatty() and _more_is_waiting():
        line = f"{line}\n{read_line('', on_pause=on_pause)}"
    return line


def _typed(prompt: str, editor: ModuleType | None) -> str:
    if editor is None:
        sys.stdout.write(prompt)
        sys.stdout.flush()
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        return _clean(line.removesuffix("\n"))
    return _clean(input(prompt))


def _clean(line: str) -> str:
    """The line with bytes that are not text replaced, so that it can always be kept."""
    return line.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _line_editor() -> ModuleType | None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    try:
        import readline
    except ImportError:
        return None
    readline.set_auto_history(False)
    readline.parse_and_bind("set enable-bracketed-paste off")
    readline.set_completer(None)
    readline.parse_and_bind("tab: self-insert")
    return readline


@contextmanager
def _every_few_seconds(
    editor: ModuleType | None, on_pause: Callable[[str], None] | None
) -> Iterator[None]:
    if editor is None or on_pause is None:
        yield
        return
    last = ""

    def look(_number: int, _frame: FrameType | None) -> None:
        nonlocal last
        line = _clean(editor.get_line_buffer())
        if line != last:
            last = line
            on_pause(line)

    before = signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, AUTOSAVE_SECONDS, AUTOSAVE_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _more_is_waiting() -> bool:
    ready, _, _ = select.select([sys.stdin], [], [], _PASTE_GAP_SECONDS)
    return bool(ready)
