"""The keyboard, able to take a paste of any size without stopping.

prompt_toolkit looks for the end of a paste in everything that has come so far, again at each
kilobyte, so that ten megabytes take minutes. Here each byte is looked at once, and no more is
held than an answer can hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from prompt_toolkit.input.vt100 import Vt100Input
from prompt_toolkit.input.vt100_parser import Vt100Parser
from prompt_toolkit.key_binding import KeyPress
from prompt_toolkit.keys import Keys

if TYPE_CHECKING:
    from collections.abc import Callable

#: The most characters that an answer can hold on the full screen.
MOST_CHARACTERS = 1_000_000
_END = "\x1b[201~"
_CHUNK = 65536


class PatientParser(Vt100Parser):
    """Reads keys as its parent does, and pastes in one pass.

    A paste that is too long ends up one character longer than an answer may be.
    """

    def __init__(self, heard: Callable[[KeyPress], None]) -> None:
        super().__init__(heard)
        self._pieces: list[str] = []
        self._held = 0
        self._tail = ""

    def feed(self, data: str) -> None:
        """Take what came from the terminal."""
        if not self._in_bracketed_paste:
            start = data.find("\x1b[200~")
            if start < 0:
                super().feed(data)
                return
            super().feed(data[: start + 6])
            data = data[start + 6 :]
            if not self._in_bracketed_paste:
                self.feed(data)
                return
        self._pasted(data)

    def _pasted(self, data: str) -> None:
        data = self._tail + data
        end = data.find(_END)
        if end < 0:
            cut = max(0, len(data) - len(_END) + 1)
            self._tail = data[cut:]
            self._hold(data[:cut])
            return
        self._hold(data[:end])
        pasted = "".join(self._pieces)
        self._pieces, self._held, self._tail = [], 0, ""
        self._in_bracketed_paste = False
        self.feed_key_callback(KeyPress(Keys.BracketedPaste, pasted))
        if data[end + len(_END) :]:
            self.feed(data[end + len(_END) :])

    def _hold(self, piece: str) -> None:
        piece = piece[: MOST_CHARACTERS + 1 - self._held]
        self._held += len(piece)
        self._pieces.append(piece)


class PatientInput(Vt100Input):
    """The terminal's keys, read in larger pieces."""

    def __init__(self, stdin: TextIO) -> None:
        super().__init__(stdin)
        self.vt100_parser = PatientParser(self._buffer_key)

    def _buffer_key(self, key: KeyPress) -> None:
        self._buffer.append(key)

    def read_keys(self) -> list[KeyPress]:
        """The keys that have come."""
        self.vt100_parser.feed(self.stdin_reader.read(_CHUNK))
        heard, self._buffer = self._buffer, []
        return heard
