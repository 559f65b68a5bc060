"""What `reflect tell` adds to a sitting: his entries to choose passages from, and the check's remarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.flows.bringing import Labelled, brought
from reflect_cli.flows.telling import Telling
from reflect_cli.screens.entries import when_words
from reflect_cli.screens.pointing import remarks_on_page

if TYPE_CHECKING:
    from reflect_cli.flows.ports import Asker
    from reflect_cli.journal.entry import Entry
    from reflect_cli.session.events import Event
    from reflect_cli.session.machine import Session
    from reflect_cli.vault.vault import Vault

#: How many entries can be chosen from, the last added first; `--from` reaches any other.
_SHOWN = 30


def telling(asker: Asker, journal: Vault, named: tuple[str, ...] = ()) -> Telling:
    """The voice for a telling; passages come from the entries *named*, or from the latest."""

    def bring(session: Session) -> str | Event:
        return brought(asker, _labelled(journal, named), session)

    return Telling(asker, bring, remarks_on_page)


def _labelled(journal: Vault, named: tuple[str, ...]) -> list[Labelled]:
    ids = named or [summary.id for summary in journal.entries.recent(_SHOWN)]
    return [_in_a_list(journal.entries.get(each)) for each in ids]


def _in_a_list(entry: Entry) -> Labelled:
    return Labelled(f"{entry.title}, {when_words(entry.began)}", entry)
