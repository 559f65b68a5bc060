"""Groups of commands: their lists say whole first sentences, and a group is read when it is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_NEVER_CUT = 1000


class WholeSentences(TyperGroup):
    """Lines that are too long go on in the next one, where Typer would cut them."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - Typer's types are private
        """List the commands of the group."""
        found = [(name, self.commands[name]) for name in self.list_commands(ctx)]
        rows = [
            (name, command.get_short_help_str(_NEVER_CUT))
            for name, command in found
            if not command.hidden
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 - Typer's types are private
        """The command of that name, a group with all that is in it; None where there is none."""
        command = super().get_command(ctx, cmd_name)
        return command.whole() if isinstance(command, ReadLater) else command


class ReadLater(TyperGroup):
    """The place of a group in a list. What is in it is read once one of its commands is wanted."""

    read: ClassVar[Callable[[], typer.Typer]]

    def whole(self) -> Any:  # noqa: ANN401 - Typer's types are private
        """The group itself."""
        around = typer.Typer(add_completion=False, rich_markup_mode=None)
        around.add_typer(type(self).read(), name=self.name)
        return typer.main.get_group(around).commands[self.name or ""]


def read_later(read: Callable[[], typer.Typer]) -> type[ReadLater]:
    """What stands for the group that *read* gives. All of them would cost a third of a short run."""
    return type("ReadLater", (ReadLater,), {"read": staticmethod(read)})


def add_commands(app: typer.Typer, commands: Mapping[str, Callable[..., None]]) -> None:
    """Give *app* the *commands*, by name and in that order."""
    for name, command in commands.items():
        app.command(name)(command)
