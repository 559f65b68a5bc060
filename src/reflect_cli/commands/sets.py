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

    from reflect_cli.flows.length import likely_minutes
    from reflect_cli.library.sets import SHIPPED, shipped
    from reflect_cli.screens.safe import safe_line

    sets = {name: shipped(name).prompt_set for name in SHIPPED}
    if as_json:
        rows = [
            {"name": n, "id": s.id, "version": s.version, "title": s.title} for n, s in sets.items()
        ]
        typer.echo(json.dumps(rows, indent=2))
        return
    for name, prompt_set in sets.items():
        typer.echo(
            f"{name:8} {safe_line(prompt_set.title)} (about {likely_minutes(prompt_set)} minutes)"
        )
    typer.echo("\nTo begin: reflect start NAME.  To read one first: reflect sets show NAME")


@app.command("show")
def show_set(
    name: Annotated[str, typer.Argument(help="A set's name, or the path of a set file.")],
    plain: Plain = False,
) -> None:
    """Read a whole set before you trust it. Needs no passphrase.

    Exit codes: 0, 20 no such set or a malformed one (every reason is listed).
    """
    from reflect_cli.library.sets import take
    from reflect_cli.screens.console import wants_plain
    from reflect_cli.screens.sets import set_page
    from reflect_cli.screens.voice import show

    prompt_set = take(name).prompt_set
    show(prompt_set.title, set_page(prompt_set), plain=wants_plain(asked=plain))
