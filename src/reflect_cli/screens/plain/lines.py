"""Reading one line at a time, keeping half a line safe while it is typed.

On a terminal we edit the line ourselves: nothing typed here may be recalled in another program,
and what stands on the unfinished line is handed out every two seconds.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reflect_cli.screens.console import has_terminal, say
from reflect_cli.screens.plain.editing import Line, Row, first_part, redrawn
from reflect_cli.screens.plain.keyboard import Keyboard, keyboard_of, manners, own_keys
from reflect_cli.screens.safe import safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

AUTOSAVE_SECONDS = 2.0
PROMPT = "> "
_PASTE_GAP_SECONDS = 0.03
_CTRL_C, _CTRL_D, _CTRL_Z = "\x03", "\x04", "\x1a"


class InputEnded(Exception):
    """The input is at its end; `text` is what stood on the last, unfinished lines.

    It was ended `by_hand` with Ctrl-D at a terminal, where more may still come.
    """

    def __init__(self, text: str = "", *, by_hand: bool = False) -> None:
        super().__init__()
        self.text = text
        self.by_hand = by_hand


class LineInterrupted(Exception):
    """Ctrl-C or a signal to leave came; `text` is what was typed and not yet an answer."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


def read_line(prompt: str = PROMPT, *, on_pause: Callable[[str], bool] | None = None) -> str:
    """One line without its newline. *on_pause* gets the half-typed line every two seconds.

    *on_pause* says whether it had to tell him something. Raises InputEnded and LineInterrupted.
    """
    if not has_terminal():
        return _sent_line(prompt)
    typing = _Typing(prompt, on_pause)
    with own_keys(), _shown_again(typing):
        return typing.whole()


def read_pasted_line(prompt: str = PROMPT, *, on_pause: Callable[[str], bool]) -> str:
    """As `read_line`; lines pasted in one go after the first belong to the same answer."""
    lines: list[str] = []
    held = time.monotonic()

    def all_with(half: str) -> str:
        return "\n".join([*lines, half])

    try:
        lines.append(read_line(prompt, on_pause=on_pause))
        while has_terminal() and keyboard_of(sys.stdin).is_more_waiting(_PASTE_GAP_SECONDS):
            if time.monotonic() - held > AUTOSAVE_SECONDS:
                on_pause("\n".join(lines))
                held = time.monotonic()
            lines.append(read_line("", on_pause=lambda half: on_pause(all_with(half))))
    except InputEnded as ended:
        raise InputEnded(all_with(ended.text), by_hand=ended.by_hand) from None
    except LineInterrupted as cut:
        raise LineInterrupted(all_with(cut.text)) from None
    return "\n".join(lines)


def _sent_line(prompt: str) -> str:
    """A line that comes through a pipe; it is not shown, so nothing is asked on its line."""
    if prompt.strip() not in ("", PROMPT.strip()):
        say(prompt.strip())
    keyboard = keyboard_of(sys.stdin)
    try:
        while "\n" not in keyboard.unread:
            keyboard.listen(None)
    except EOFError:
        rest = keyboard.everything()
        if not rest:
            raise InputEnded from None
        return rest
    except KeyboardInterrupt:
        raise LineInterrupted(keyboard.everything()) from None
    line, _, keyboard.unread = keyboard.unread.partition("\n")
    return line


@contextmanager
def _shown_again(typing: _Typing) -> Iterator[None]:
    """While this lasts, coming back from Ctrl-Z shows the line again."""
    before = signal.signal(signal.SIGCONT, lambda *_: typing.show_again())
    try:
        yield
    finally:
        signal.signal(signal.SIGCONT, before)


@dataclass(slots=True)
class _Typing:
    """One line being typed at a terminal."""

    prompt: str
    on_pause: Callable[[str], bool] | None
    line: Line = field(default_factory=Line)
    handed_out: str | None = None
    keyboard: Keyboard = field(default_factory=lambda: keyboard_of(sys.stdin))
    due: float = field(default_factory=lambda: time.monotonic() + AUTOSAVE_SECONDS)

    def whole(self) -> str:
        """The line when he has ended it with Enter. Raises as `read_line` does."""
        _show(self.prompt)
        try:
            while (part := first_part(self.keyboard.unread)) != "\n":
                self.keyboard.unread = self.keyboard.unread[len(part) :]
                self._use(part)
        except EOFError:
            raise InputEnded(self._cut()) from None
        except KeyboardInterrupt:
            text = self._cut()
            raise LineInterrupted(text + _typed_in(self.keyboard.everything())) from None
        self.keyboard.unread = self.keyboard.unread[1:]
        return self._cut()

    def show_again(self) -> None:
        """The line as it stands, on a terminal that other programs have written to."""
        manners.take()
        self.line = Line(self.line.text, len(self.line.text))
        _show(f"\r{self.prompt}{safe(self.line.text)}")

    def _use(self, part: str) -> None:
        if not part:
            self._wait()
        elif part == _CTRL_C:
            self.keyboard.everything()
            raise KeyboardInterrupt
        elif part == _CTRL_D:
            raise InputEnded(self._cut(), by_hand=True)
        elif part == _CTRL_Z:
            self._step_aside()
        else:
            self._become(self.line.after(part))

    def _wait(self) -> None:
        if self.on_pause is not None and time.monotonic() >= self.due:
            self._hand_out(self.on_pause)
        patience = None if self.on_pause is None else max(0.0, self.due - time.monotonic())
        self.keyboard.listen(patience)

    def _hand_out(self, on_pause: Callable[[str], bool]) -> None:
        if self.line.text != self.handed_out:
            self.handed_out = self.line.text
            if on_pause(self.line.text):
                self.show_again()
        self.due = time.monotonic() + AUTOSAVE_SECONDS

    def _become(self, after: Line) -> None:
        _show(redrawn(self.line, after, self._row))
        self.line = after

    def _row(self) -> Row:
        """Where the line stands; the cursor obeys the terminal, not what COLUMNS says of it."""
        columns = max(2, os.get_terminal_size(sys.stdout.fileno()).columns)
        return Row(self.prompt, columns, os.environ.get("TERM", "dumb") not in ("", "dumb"))

    def _step_aside(self) -> None:
        """Ctrl-Z: the words are put away first, for whoever stops may not come back."""
        if self.on_pause is not None:
            self._hand_out(self.on_pause)
        _show("\n")
        manners.give_back()
        os.kill(0, signal.SIGTSTP)
        manners.take()  # where nothing can stop us, nothing tells us to go on either

    def _cut(self) -> str:
        """What he typed; what is said next begins on a line of its own."""
        with suppress(OSError):  # the window may be gone
            if not self.line.is_at_end:
                self._become(Line(self.line.text, len(self.line.text)))
            _show("\n")
        return self.line.text


def _typed_in(sent: str) -> str:
    """The text in what was sent, without its keys."""
    found: list[str] = []
    while part := first_part(sent):
        sent = sent[len(part) :]
        found.append(part if part in "\n\t" or part >= " " else "")
    return "".join(found)


def _show(drawn: str) -> None:
    sys.stdout.write(drawn)
    sys.stdout.flush()
