"""`reflect look-back`: what there is so far, seen from a distance."""

from __future__ import annotations

import typer

from reflect_cli.commands.options import AsJson, Manner, PassphraseFd, Plain

app = typer.Typer(help="See what you have worked on.", no_args_is_help=True)


@app.callback()
def look_back() -> None:
    """See what you have worked on."""


@app.command("map")
def path_map(
    as_json: AsJson = False, plain: Plain = False, passphrase_fd: PassphraseFd = None
) -> None:
    """Show the thirty calls, and what you have done with each.

    Exit codes: as `journal list`.
    """
    import json

    from reflect_cli.commands.asking import support_for
    from reflect_cli.commands.unlock import open_journal
    from reflect_cli.library.calls import calls
    from reflect_cli.screens.console import say
    from reflect_cli.screens.path_map import map_json, map_page
    from reflect_cli.screens.voice import show

    manner = Manner(plain, passphrase_fd)
    with open_journal(manner) as journal:
        past = journal.worked.past()
        country = journal.settings.get("country") or ""
    wordings = {call.id: call.wording for call in calls()}
    if as_json:
        say(json.dumps(map_json(past, wordings), indent=2, ensure_ascii=True))
        return
    page = map_page(past, wordings)
    show("Reflect", page, plain=manner.is_plain, support=support_for(country))
