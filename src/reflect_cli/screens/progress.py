"""How far something long has come, on stderr: a bar at a terminal, lines in line mode."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reflect_cli.screens.console import tell, wants_colour

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Below this nothing is shown: it is over before anybody looks.
_FEWEST = 400
_LINES = 10


@contextmanager
def progress(label: str, *, plain: bool) -> Iterator[Callable[[int, int], None]]:
    """A function to call with (done, total) as *label* goes on."""
    if plain or not sys.stderr.isatty():
        yield _in_lines(label)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True, no_color=not wants_colour(), highlight=False)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(label, total=None, visible=False)

        def shown(done: int, total: int) -> None:
            if total >= _FEWEST and (done % 50 == 0 or done == total):
                bar.update(task, completed=done, total=total, visible=True)

        yield shown


def _in_lines(label: str) -> Callable[[int, int], None]:
    def told(done: int, total: int) -> None:
        if total >= _FEWEST and done % (total // _LINES) == 0:
            tell(f"{label}: {done} of {total}")

    return told
