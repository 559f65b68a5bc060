"""The alternate screen, held from the first page to the last so that scrollback keeps nothing."""

from __future__ import annotations

import contextlib
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from prompt_toolkit.application import create_app_session
from prompt_toolkit.output.vt100 import Vt100_Output

from reflect_cli.screens.full.paste import PatientInput

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output

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
def alternate_screen(keyboard: Input | None = None, screen: Output | None = None) -> Iterator[None]:
    """Everything drawn inside is gone from the terminal afterwards. May be nested.

    *keyboard* and *screen* are the terminal's own unless they are given.
    """
    global _held  # noqa: PLW0603 - the terminal has one screen
    if _held:
        yield
        return
    screen = screen or _HeldOutput.from_pty(sys.stdout, term=os.environ.get("TERM"))
    _held = True
    try:
        _write(screen, _ENTER)
        with create_app_session(keyboard or PatientInput(sys.stdin), screen):
            yield
    finally:
        _held = False
        with contextlib.suppress(OSError):  # the window may be gone
            _write(screen, _LEAVE)


def _write(screen: Output, codes: str) -> None:
    screen.write_raw(codes)
    screen.flush()
