"""`reflect sets`: what there is to be asked. Opens no journal."""

from __future__ import annotations

from typing import Annotated

import typer

from reflect_cli.commands.options import AsJson, Plain

app = typer.Typer(help="The prompt sets, and what is in them.", no_args_is_help=True)


@app.command("list")
def list_sets(as_json: AsJson = False) -> None:
    """List the prompt sets. Needs no passphrase."""
    import json
    from dataclasses import asdict

    from reflect_cli.library.index import listed

    if as_json:
        typer.echo(json.dumps([asdict(one) for one in listed()], indent=2))
        return
    for one in listed():
        typer.echo(f"{one.name:14} {one.title} (about {one.minutes} minutes)")
    typer.echo("\nTo begin: reflect start NAME.  To read one first: reflect sets show NAME")


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
    name: Annotated[str, typer.Argument(help="A set's name, or the path of a set file.")],
    plain: Plain = False,
) -> None:
    """Read a whole set before you trust it. Needs no passphrase.

    Exit codes: 0, 20 no such set or a malformed one (every reason is listed).
    """
    from reflect_cli.commands.asking import support_for
    from reflect_cli.library.sets import take
    from reflect_cli.screens.console import wants_plain
    from reflect_cli.screens.sets import set_page
    from reflect_cli.screens.voice import show

    prompt_set = take(name).prompt_set
    page = set_page(prompt_set)
    show("Reflect", page, plain=wants_plain(asked=plain), support=support_for())
