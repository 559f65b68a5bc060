"""The command line. Every command's body imports what it needs, so that help stays light."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from reflect_cli import __version__
from reflect_cli.commands import (
    author,
    care,
    demo,
    doctor,
    journal,
    look_back,
    plan,
    sets,
    sit,
    support,
    tell,
)
from reflect_cli.commands.boundary import ReflectGroup, run
from reflect_cli.commands.options import Manner, PassphraseFd, Plain, before_command

app = typer.Typer(
    name="reflect",
    cls=ReflectGroup,
    help="A private place for honest questions. Answers are kept encrypted on this device.",
    epilog="Without a command: a menu. Help for people in difficulty: reflect support",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"reflect {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def home(
    context: typer.Context,
    plain: Plain = False,
    passphrase_fd: PassphraseFd = None,
    _version_wanted: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Show the menu when no command is given."""
    if plain:
        os.environ["ACCESSIBLE"] = "1"  # for whatever command follows
    if not before_command(context, plain, passphrase_fd):
        from reflect_cli.commands.home import at_home

        at_home(Manner(plain, passphrase_fd))


app.command("start")(sit.start)
app.command("resume")(sit.resume)
app.command("write")(sit.write)
app.add_typer(journal.app, name="journal")
app.add_typer(look_back.app, name="look-back")
app.add_typer(plan.app, name="plan")
app.command("tell")(tell.tell)
app.command("support")(support.support)
app.add_typer(sets.app, name="sets")
app.add_typer(author.app, name="author")
app.add_typer(care.app, name="vault")
app.command("doctor")(doctor.doctor)
app.command("demo")(demo.demo)


def main() -> None:
    """Run the command line, as the `reflect` script does."""
    from reflect_cli.screens.console import forgiving_streams

    forgiving_streams()
    run(app)
