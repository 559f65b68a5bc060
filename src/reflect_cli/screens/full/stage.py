"""The alternate screen, held from the first page to the last so that scrollback keeps nothing."""

from __future__ import annotations

import contextlib
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from prompt_toolkit.application import create_app_session
from prompt_toolkit.output.vt100 import Vt100_Output

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENTER = "\x1b[?1049h\x1b[H\x1b[2J"
_LEAVE = "\x1b[H\x1b[2J\x1b[?1049l\x1b[?25h"
_held = False


class _HeldOutput(Vt100_Output):
    """Output that leaves entering and leaving the alternate screen to us."""

    def enter_alternate_screen(self) -> None:
        pass

    def quit_alternate_screen(self) -> None:
        pass


@contextmanager
def alternate_screen() -> Iterator[None]:
    """Everything drawn inside is gone from the terminal afterwards. May be nested."""
    global _held  # noqa: PLW0603 - the terminal has one screen
    if _held:
        yield
        return
    _held = True
    _write(_ENTER)
    try:
        with create_app_session(output=_output()):
            yield
    finally:
        _held = False
        with contextlib.suppress(OSError):  # the window may be gone
            _write(_LEAVE)


def _output() -> Vt100_Output:
    return _HeldOutput.from_pty(sys.stdout, term=os.environ.get("TERM"))


def _write(codes: str) -> None:
    sys.stdout.write(codes)
    sys.stdout.flush()
