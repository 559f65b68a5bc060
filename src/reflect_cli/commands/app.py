"""The command line. Every command's body imports what it needs, so that help stays light."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from reflect_cli import __version__
from reflect_cli.commands import demo, doctor, sit, support, tell
from reflect_cli.commands.boundary import ReflectGroup, run
from reflect_cli.commands.groups import read_later
from reflect_cli.commands.options import Manner, PassphraseFd, Plain, before_command

if TYPE_CHECKING:
    from collections.abc import Callable

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


def _group(name: str, purpose: str) -> Callable[[Callable[[], typer.Typer]], None]:
    """A group whose module is read when one of its commands is wanted, not for every start."""

    def add(read: Callable[[], typer.Typer]) -> None:
        app.add_typer(typer.Typer(), name=name, cls=read_later(read), help=purpose)

    return add


app.command("start")(sit.start)
app.command("resume")(sit.resume)
app.command("write")(sit.write)
app.command("tell")(tell.tell)
app.command("support")(support.support)
app.command("doctor")(doctor.doctor)
app.command("demo")(demo.demo)


@_group("journal", "Read what you kept, change it, take it out.")
def _journal() -> typer.Typer:
    from reflect_cli.commands.journal import app as journal

    return journal


@_group("look-back", "Your answers over time, what is due, letters, and the map of the calls.")
def _look_back() -> typer.Typer:
    from reflect_cli.commands.look_back import app as look_back

    return look_back


@_group("plan", "What you said you would do, and what became of it.")
def _plan() -> typer.Typer:
    from reflect_cli.commands.plan import app as plan

    return plan


@_group("sets", "The prompt sets, and what is in them.")
def _sets() -> typer.Typer:
    from reflect_cli.commands.sets import app as sets

    return sets


@_group("author", "Write, check, sign, print and show prompt sets. Opens no journal.")
def _author() -> typer.Typer:
    from reflect_cli.commands.author import app as author

    return author


@_group("vault", "The locked file that holds the journal.")
def _vault() -> typer.Typer:
    from reflect_cli.commands.care import app as vault

    return vault


def main() -> None:
    """Run the command line, as the `reflect` script does."""
    from reflect_cli.screens.console import forgiving_streams

    forgiving_streams()
    run(app)
