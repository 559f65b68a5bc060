"""`reflect sets`: what there is to be asked. Only what is installed needs the journal."""

from __future__ import annotations

from typing import Annotated

import typer

from reflect_cli.commands import sets_installed
from reflect_cli.commands.groups import WholeSentences
from reflect_cli.commands.options import AsJson, Manner, PassphraseFd, Plain

app = typer.Typer(
    cls=WholeSentences, help="The prompt sets, and what is in them.", no_args_is_help=True
)


@app.command("list")
def list_sets(
    installed: Annotated[
        bool, typer.Option("--installed", help="Those you installed; needs the passphrase.")
    ] = False,
    as_json: AsJson = False,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """List the prompt sets. Reflect's own need no passphrase.

    Exit codes: 0; with --installed also 10 to 14 as `start`.
    """
    import json
    from dataclasses import asdict

    from reflect_cli.library.index import listed

    if installed:
        _list_installed(Manner(passphrase_fd=passphrase_fd), as_json=as_json)
        return
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in listed()], indent=2))
        return
    for one in listed():
        typer.echo(f"{one.name:14} {one.title} (about {one.minutes} minutes)")
    typer.echo("\nTo begin: reflect start NAME.  To read one first: reflect sets show NAME")


def _list_installed(manner: Manner, *, as_json: bool) -> None:
    import json

    from reflect_cli.commands.unlock import open_journal
    from reflect_cli.screens.console import say
    from reflect_cli.screens.installing import NONE_INSTALLED, installed_line

    with open_journal(manner) as journal:
        found = journal.installed.every()
    if as_json:
        names = ("set_id", "version", "title", "since", "words")
        say(json.dumps([{name: getattr(one, name) for name in names} for one in found], indent=2))
        return
    say("\n".join(map(installed_line, found)) or NONE_INSTALLED)


@app.command("calls")
def list_calls(as_json: AsJson = False) -> None:
    """Show the thirty calls, and the sets that serve each.

    Needs no passphrase.
    """
    import json

    from reflect_cli.library.calls import calls
    from reflect_cli.library.coverage import coverage
    from reflect_cli.screens.console import say

    served = coverage()
    if as_json:
        say(json.dumps({call.id: served[call.id] for call in calls()}, indent=2))
        return
    for call in calls():
        sets = ", ".join(f"{name} {count}" for name, count in served[call.id].items())
        say(f"{call.id:4} {call.wording}\n     Questions in: {sets or 'no set'}")


@app.command("show")
def show_set(
    name: Annotated[
        str, typer.Argument(help="A set's name, the path of a set file, or an installed set's id.")
    ],
    plain: Plain = False,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Read a whole set before you trust it. Only an installed one needs the passphrase.

    Exit codes: 0, 20 no such set or a malformed one (every reason is listed); for an installed
    one also 10 to 14 as `start`.
    """
    from reflect_cli.commands.asking import support_for
    from reflect_cli.commands.installing import installed_set, is_id
    from reflect_cli.commands.reading import page_of
    from reflect_cli.commands.unlock import open_journal
    from reflect_cli.library.sets import take
    from reflect_cli.screens.console import wants_plain
    from reflect_cli.screens.voice import show

    if is_id(name):
        with open_journal(Manner(plain, passphrase_fd)) as journal:
            taken = installed_set(journal, name)
    else:
        taken = take(name)
    show("Reflect", page_of(taken), plain=wants_plain(asked=plain), support=support_for())


app.command("install")(sets_installed.install)
app.command("update")(sets_installed.update)
app.command("remove")(sets_installed.remove)
app.command("trust")(sets_installed.trust)
app.command("distrust")(sets_installed.distrust)
