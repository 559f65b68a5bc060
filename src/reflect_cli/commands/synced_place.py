"""A journal in a folder that is copied elsewhere: refused at first, later told once a day at most.

What was told lies inside the journal. Who chose such a place with his eyes open is not told again
while it is copied by the same program.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from reflect_cli.errors import CannotWrite

if TYPE_CHECKING:
    from pathlib import Path

    from reflect_cli.vault.vault import Vault

CHOSEN = "synced-place-chosen"
TOLD = "synced-place-told"

NOTE = """\
The journal lies in {root}, which looks like {words}. Copies there keep words that were removed, \
and open with passphrases that were changed. Two computers at once can spoil each other's. You \
are told this once a day."""


def remember_chosen(journal: Vault, folder: Path) -> None:
    """Keep that he wants the new *journal* in *folder*, whatever copies it."""
    from reflect_cli.vault.synced import synced

    if found := synced(folder):
        journal.settings.set(CHOSEN, found.by)


def tell_if_synced(journal: Vault, folder: Path) -> None:
    """Say on stderr that *folder* seems to be copied elsewhere, unless that was said today."""
    from reflect_cli.commands.clock import now
    from reflect_cli.screens.console import tell
    from reflect_cli.screens.safe import safe_line
    from reflect_cli.vault.synced import synced

    today = now()[:10]
    if journal.settings.get(TOLD) == today:
        return
    found = synced(folder)
    if found is None or journal.settings.get(CHOSEN) == found.by:
        return
    tell(NOTE.format(root=safe_line(str(found.root)), words=found.words))
    with suppress(CannotWrite):  # then it is told again the next time
        journal.settings.set(TOLD, today)
