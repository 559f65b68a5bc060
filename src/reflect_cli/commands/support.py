"""`reflect support`: people to turn to. Needs no passphrase and opens no journal."""

from __future__ import annotations

from typing import Annotated

import typer

from reflect_cli.commands.options import Plain


def support(
    country: Annotated[
        str, typer.Option("--country", "-c", help="us, ca, uk, ie, au, nz or se.")
    ] = "",
    plain: Plain = False,
) -> None:
    """Help lines by country. Needs no passphrase, opens no journal.

    Exit codes: 0, 2 a country Reflect has no lines for.
    """
    from reflect_cli.errors import UsageProblem
    from reflect_cli.library.help_lines import COUNTRIES, sections_for
    from reflect_cli.promptsets.characters import quoted
    from reflect_cli.screens.console import wants_plain
    from reflect_cli.screens.voice import SUPPORT_TITLE, show
    from reflect_cli.screens.ways import Support

    wanted = country.strip().lower()
    if wanted and wanted not in COUNTRIES:
        raise UsageProblem(
            f"Reflect has no lines for {quoted(country, 20)}.",
            hint=f"It has: {', '.join(COUNTRIES)}. Without --country, all are shown.",
        )
    page = Support("", sections_for(wanted)).page
    show(SUPPORT_TITLE, page, plain=wants_plain(asked=plain))
