"""Pages and menus over an open journal: the help lines of his country are one key away.

Leaving now raises LeftNow through all of them, so that no other page comes up after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.commands.asking import support_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reflect_cli.commands.options import Manner
    from reflect_cli.screens.blocks import Block
    from reflect_cli.screens.ways import Support
    from reflect_cli.vault.vault import Vault

BACK = ("", "Back")


def page(journal: Vault, manner: Manner, head: str, blocks: list[Block]) -> None:
    """Show *blocks*. Raises LeftNow."""
    from reflect_cli.screens.voice import show

    show(head, blocks, plain=manner.is_plain, support=support_of(journal), leaving=True)


def menu(
    journal: Vault,
    manner: Manner,
    lead: list[Block],
    options: Sequence[tuple[str, str]],
    *,
    back: bool = True,
) -> str:
    """The option he picks; empty when he goes back. Raises LeftNow."""
    from reflect_cli.screens.console import say
    from reflect_cli.screens.voice import choose

    if manner.is_plain:
        say("")  # so that it is not taken for more of the page above it
    every = [*options, BACK] if back else list(options)
    support = support_of(journal)
    chosen = choose("Reflect", lead, every, plain=manner.is_plain, support=support, leaving=True)
    return chosen or ""


def support_of(journal: Vault) -> Support:
    """The help lines of his country."""
    return support_for(journal.settings.get("country") or "")
