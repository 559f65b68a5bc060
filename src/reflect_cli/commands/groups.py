"""A group of commands whose list says the whole first sentence of each, however long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typer.core import TyperGroup

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import typer

_NEVER_CUT = 1000


class WholeSentences(TyperGroup):
    """Lines that are too long go on in the next one, where Typer would cut them."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - Typer's types are private
        """List the commands of the group."""
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [
            (name, command.get_short_help_str(_NEVER_CUT))
            for name, command in found
            if command is not None and not command.hidden
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def add_commands(app: typer.Typer, commands: Mapping[str, Callable[..., None]]) -> None:
    """Give *app* the *commands*, by name and in that order."""
    for name, command in commands.items():
        app.command(name)(command)
