"""`reflect author`: writing, printing and showing a prompt set. Opens no journal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reflect_cli.commands import author_keys, author_present, author_print, author_sign
from reflect_cli.commands.groups import WholeSentences
from reflect_cli.commands.options import AsJson, Manner, Plain

app = typer.Typer(
    cls=WholeSentences,
    help="Write, check, sign, print and show prompt sets. Opens no journal.",
    no_args_is_help=True,
)

SetFiles = Annotated[
    list[Path],
    typer.Argument(metavar="FILE…", help="Set files, or folders with set files in them."),
]
Since = Annotated[
    Path | None,
    typer.Option("--since", metavar="OLD", help="Also check what changed since this older file."),
]


@app.command("new")
def new(
    folder: Annotated[
        Path, typer.Argument(metavar="[FOLDER]", help="Where to; this folder, if left out.")
    ] = Path(),
    plain: Plain = False,
) -> None:
    """Begin a set: a few questions, and a file that passes the check already.

    Beside it: a schema and settings for an editor, and a short README. Nothing is overwritten.

    Exit codes: 0 written, or stopped before anything was, 2 nobody to ask, 15 cannot write.
    """
    from reflect_cli.commands.author_new import write_new

    write_new(folder, Manner(plain))


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


@app.command("fmt")
def fmt(files: SetFiles) -> None:
    """Put set files into the house style. What they say never changes.

    Texts go under “|”, where no sign can end them early; blocks are spaced evenly. The result is
    read again and compared before it is written. A file with errors, or a signed one, stays.

    Exit codes: 0, 15 cannot write, 20 no such set, or one with errors (every one is told).
    """
    from reflect_cli.commands.author_fmt import format_files

    format_files(files)


@app.command("walk")
def walk(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A set file, or a translation.")],
    plain: Plain = False,
) -> None:
    """Go through a set as its reader would. Nothing you type is kept anywhere.

    Needs no journal. The set is shown by itself: without arriving, closing and the one plan that
    Reflect puts around every session.

    Exit codes: 0, 20 no such set, or one with errors (every one is told).
    """
    from reflect_cli.commands.author_walk import walk_through

    walk_through(file, Manner(plain))


@app.command("paths")
def paths(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A set file.")],
    as_json: AsJson = False,
) -> None:
    """List every way through a set, with its length and about how long it takes.

    Answers that lead to the same prompts are one way. At most 100 are listed, with --json 10000.

    Exit codes: 0, 20 no such set, or one with errors (every one is told).
    """
    from reflect_cli.commands.author_paths import show_ways

    show_ways(file, as_json=as_json)


@app.command("diff")
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The older set file.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The newer one.")],
    as_json: AsJson = False,
) -> None:
    """Say in words what changed between two versions of a set.

    Exit codes: 0, 20 no such set, or one with errors (every one is told).
    """
    from reflect_cli.commands.author_versions import show_changes

    show_changes(old, new, as_json=as_json)


@app.command("bump")
def bump(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The set file to raise.")],
    since: Annotated[
        Path, typer.Option("--since", metavar="OLD", help="The file as it was handed out last.")
    ],
) -> None:
    """Raise the version of a set as far as its changes ask, and nothing else in the file.

    Other words raise the third number, something more to answer the second, something gone the
    first. A version that is high enough stays.

    Exit codes: 0, 15 cannot write, 20 no such set, or one with errors (every one is told).
    """
    from reflect_cli.commands.author_versions import raise_version

    raise_version(file, since)


@app.command("translate")
def translate(
    language: Annotated[str, typer.Argument(metavar="LANG", help="A tag such as es or pt-BR.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The set to translate.")],
    fill: Annotated[
        bool, typer.Option("--fill", help="Begin the translation, or put in what it lacks.")
    ] = False,
    whole: Annotated[
        bool, typer.Option("--whole", help="Write the translated set as a set file of its own.")
    ] = False,
) -> None:
    """Say what is stale or missing in a translation, or begin one.

    It lies beside the set, as NAME.LANG.reflect.yaml. --fill puts in the set's own words, to be
    typed over, and a fingerprint of each block; nothing that is there is changed. --whole writes
    NAME-LANG.reflect.yaml, which can be handed on; it is written anew, not changed.

    Exit codes: 0, 2 usage, 15 cannot write, 20 no such file, or one with errors.
    """
    from reflect_cli.commands.author_translate import translate_set

    translate_set(language, file, fill=fill, whole=whole)


app.command("print")(author_print.print_set)
app.command("present")(author_present.present)
app.command("key")(author_keys.key)
app.command("sign")(author_sign.sign)
