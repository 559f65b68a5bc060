"""`reflect author`: writing a prompt set. Opens no journal and needs no passphrase."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reflect_cli.commands import author_keys, author_sign
from reflect_cli.commands.options import AsJson

app = typer.Typer(
    help="Write, check and hand out prompt sets. Opens no journal.", no_args_is_help=True
)

SetFiles = Annotated[
    list[Path],
    typer.Argument(metavar="FILE…", help="Set files, or folders with set files in them."),
]
Since = Annotated[
    Path | None,
    typer.Option("--since", metavar="OLD", help="Also check what changed since this older file."),
]


@app.command("check")
def check(
    files: SetFiles,
    since: Since = None,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings count, too.")] = False,
    as_json: AsJson = False,
    paths: Annotated[
        bool, typer.Option("--paths", help="Also list every way through, with its length.")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Check again whenever a file is saved, until Ctrl-C.")
    ] = False,
) -> None:
    """Find what is wrong with a set, and what could be better.

    Everything is told at once, each with its line and what to do. Errors keep a set from being
    used; warnings and notes do not.

    Exit codes: 0 no errors, 2 usage, 20 errors, or no such file, 22 warnings with --strict.
    """
    from reflect_cli.commands.author_check import Wanted, check_files, watch_files

    wanted = Wanted(tuple(files), since, strict=strict, as_json=as_json, paths=paths)
    if watch:
        watch_files(wanted)
    else:
        check_files(wanted)


app.command("key")(author_keys.key)
app.command("sign")(author_sign.sign)
