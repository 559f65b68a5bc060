"""`reflect start`, `resume` and `write`: everything that begins or continues a sitting."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reflect_cli.commands.options import Manner, PassphraseFd, Plain

SetName = Annotated[
    str | None,
    typer.Argument(metavar="[SET]", help="A set's name, an installed set's id, or a set file."),
]


def start(name: SetName = None, plain: Plain = False, passphrase_fd: PassphraseFd = None) -> None:
    """Begin a guided session; a paused one is offered first.

    Exit codes: 0 kept or paused, 2 usage, 11 busy, 12 wrong passphrase, 13 damaged, 14 newer
    version, 15 cannot write, 16 an unsafe folder, 20 no such set or a malformed one, 23 a file that
    takes the name of an installed set and is not signed by its key, or a key that is distrusted.
    """
    from reflect_cli.commands.installing import is_id, refuse_untrusted, set_to_begin
    from reflect_cli.commands.sittings import begin
    from reflect_cli.commands.unlock import open_journal, open_or_make_journal
    from reflect_cli.library.sets import take

    manner = Manner(plain, passphrase_fd)
    if name and is_id(name):
        with open_journal(manner, writing=True) as journal:
            begin(journal, manner, set_to_begin(journal, name))
        return
    taken = take(name) if name else None
    with open_or_make_journal(manner) as journal:
        if taken:
            refuse_untrusted(journal, taken)
        begin(journal, manner, taken)


def resume(
    sealed: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="Go on from words saved in another folder."),
    ] = None,
    plain: Plain = False,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Go on where you stopped.

    Exit codes: as `start`; 10 no journal yet, 21 nothing is paused.
    """
    from reflect_cli.commands.sittings import go_on
    from reflect_cli.commands.unlock import open_journal

    manner = Manner(plain, passphrase_fd)
    with open_journal(manner, writing=True) as journal:
        go_on(journal, manner, sealed)


def write(
    in_editor: Annotated[
        bool,
        typer.Option("--editor", help="Write in the editor that VISUAL or EDITOR names."),
    ] = False,
    plain: Plain = False,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Write a free entry, typed here or from a pipe.

    With --editor the file lies in memory, is copied into the journal while you write, and is gone
    afterwards. vim, nvim, nano, emacs and micro are started without your settings and add-ons, and
    keep no copies. An editor with windows of its own is refused.
    Exit codes: as `start`; 16 also where there is no storage in memory.
    """
    from reflect_cli.commands.sittings import write_freely
    from reflect_cli.commands.unlock import open_or_make_journal

    manner = Manner(plain, passphrase_fd)
    editor = None
    if in_editor:
        from reflect_cli.commands.outside import NOT_BEGUN, require_editor
        from reflect_cli.screens.console import say

        editor = require_editor(manner)
        if editor is None:
            say(NOT_BEGUN)
            return
    with open_or_make_journal(manner) as journal:
        write_freely(journal, manner, editor)
