"""The full-screen voice in this process: a keyboard made of a pipe, and a screen to look at."""

from __future__ import annotations

import io
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyte
import pytest
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output.vt100 import Vt100_Output

from looking import KEYS, seen
from reflect_cli.screens.full.asker import FullAsker
from reflect_cli.screens.full.stage import alternate_screen
from reflect_cli.screens.ways import Support

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reflect_cli.session.events import Event
    from reflect_cli.session.machine import Session

SUPPORT = Support("Danger now: 999", [("United Kingdom", "Samaritans 116 123")])


class _Screen(io.StringIO):
    """Where prompt_toolkit draws."""

    encoding = "utf-8"

    def __init__(self, columns: int, rows: int) -> None:
        super().__init__()
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)

    def write(self, drawn: str) -> int:
        self._stream.feed(drawn)
        return len(drawn)

    def fileno(self) -> int:
        raise io.UnsupportedOperation


@dataclass
class Playing:
    """Something that talks with a person, running in a thread of its own."""

    keyboard: Any
    screen: pyte.Screen
    thread: threading.Thread | None = None
    ended: list[Any] = field(default_factory=list)

    def look(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def see(self, words: str, seconds: float = 10) -> str:
        """Wait until *words* stand on the screen, line breaks aside, and return the screen."""
        return seen(self.look, words, seconds)

    def type(self, text: str) -> None:
        self.keyboard.send_text(text)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.keyboard.send_text(KEYS[key])

    def result(self, seconds: float = 10) -> Any:
        """What it came to."""
        assert self.thread is not None
        self.thread.join(seconds)
        assert self.ended, self.look()
        if isinstance(self.ended[0], BaseException):
            raise self.ended[0]
        return self.ended[0]


@pytest.fixture
def play() -> Iterator[Callable[..., Playing]]:
    """A function that runs a conversation on a screen of a given size."""
    opened: list[Playing] = []
    pipes = []

    def run(talk: Callable[[], Any], columns: int = 100, rows: int = 30) -> Playing:
        pipe = create_pipe_input()
        keyboard = pipe.__enter__()
        pipes.append(pipe)
        drawn = _Screen(columns, rows)
        output = Vt100_Output(drawn, lambda: Size(rows, columns), term="xterm")
        playing = Playing(keyboard, drawn.screen)

        def held() -> None:
            try:
                with alternate_screen(keyboard, output):
                    playing.ended.append(talk())
            except BaseException as problem:  # noqa: BLE001 - given to the test by `result`
                playing.ended.append(problem)

        playing.thread = threading.Thread(target=held, daemon=True)
        playing.thread.start()
        opened.append(playing)
        return playing

    yield run
    for playing, pipe in zip(opened, pipes, strict=True):
        end = time.monotonic() + 5
        while playing.thread is not None and playing.thread.is_alive() and time.monotonic() < end:
            playing.press("leave")
            playing.thread.join(0.1)
        pipe.__exit__(None, None, None)


@pytest.fixture
def ask(play: Callable[..., Playing]) -> Callable[..., Playing]:
    """A function that asks the current prompt of a sitting; `result` is the event."""

    def run(session: Session, *, keep: Any = lambda _typed: None, **size: int) -> Playing:
        asker = FullAsker(SUPPORT, "People to turn to")

        def talk() -> Event:
            return asker.ask(session, keep)

        return play(talk, **size)

    return run
