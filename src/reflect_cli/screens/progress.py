"""How far something long has come: a bar that leaves nothing behind, or now and then a line."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from reflect_cli.screens.console import tell, wants_colour

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Told = Callable[[int, int], None]
    ToldOf = Callable[[str, int, int], None]

#: Less than this is over before it could be read.
_WORTH_TELLING = 2000
_SO_FAR = "{words}: {done} of {total}"


@contextmanager
def progress(words: str, *, plain: bool) -> Iterator[Told]:
    """What to call with how much is done, and of how much; *words* say what it is, on stderr."""
    with in_stages(plain=plain) as told_of:
        yield partial(told_of, words)


@contextmanager
def in_stages(*, plain: bool) -> Iterator[ToldOf]:
    """As `progress`, for one thing after another: what it is comes first with each call."""
    if plain or not sys.stderr.isatty():
        yield _in_lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True, no_color=not wants_colour(), highlight=False)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None, visible=False)
        yield lambda words, done, total: bar.update(
            task, description=words, completed=done, total=total, visible=True
        )


def _in_lines() -> ToldOf:
    told: dict[str, int] = {}

    def tell_of(words: str, done: int, total: int) -> None:
        tenth = done * 10 // total if total else 10
        if total >= _WORTH_TELLING and tenth > told.get(words, 0):
            told[words] = tenth
            tell(_SO_FAR.format(words=words, done=done, total=total))

    return tell_of
