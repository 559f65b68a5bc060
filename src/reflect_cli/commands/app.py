"""The command line. Every command's body imports what it needs, so that help stays light."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from reflect_cli import __version__
from reflect_cli.commands import care, demo, doctor, journal, look_back, sets, sit, support, tell
from reflect_cli.commands.boundary import ReflectGroup, run
from reflect_cli.commands.options import Manner, PassphraseFd, Plain
from reflect_cli.errors import UsageProblem

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
    if passphrase_fd is not None and context.invoked_subcommand is not None:
        raise UsageProblem(
            "--passphrase-fd stands before the command.",
            hint=f"Put it after: reflect {context.invoked_subcommand} … --passphrase-fd N",
        )
    if context.invoked_subcommand is None:
        from reflect_cli.commands.home import at_home

        at_home(Manner(plain, passphrase_fd))


app.command("start")(sit.start)
app.command("resume")(sit.resume)
app.command("write")(sit.write)
app.add_typer(journal.app, name="journal")
app.add_typer(look_back.app, name="look-back")
app.command("tell")(tell.tell)
app.command("support")(support.support)
app.add_typer(sets.app, name="sets")
app.add_typer(care.app, name="vault")
app.command("doctor")(doctor.doctor)
app.command("demo")(demo.demo)


def main() -> None:
    """Run the command line, as the `reflect` script does."""
    from reflect_cli.screens.console import forgiving_streams

    forgiving_streams()
    run(app)
