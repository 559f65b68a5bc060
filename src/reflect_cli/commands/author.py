"""`reflect author`: tools for whoever writes a prompt set, prints it and holds an evening with it."""

from __future__ import annotations

import typer

from reflect_cli.commands import author_present, author_print

app = typer.Typer(help="Write, print and show prompt sets.", no_args_is_help=True)

app.command("print")(author_print.print_set)
app.command("present")(author_present.present)
