"""What `reflect tell` adds to a sitting: his entries to choose passages from, and the check's remarks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reflect_cli.commands.choosing import NothingChosen, offered
from reflect_cli.commands.clock import new_id, now, today
from reflect_cli.flows.bringing import Labelled, brought
from reflect_cli.flows.letters import OPENS
from reflect_cli.flows.sitting import begun
from reflect_cli.flows.telling import TELL_ID, Telling
from reflect_cli.journal.questions import Showing, mark_for, when_shown
from reflect_cli.library.sets import shipped
from reflect_cli.screens import words
from reflect_cli.screens.console import say
from reflect_cli.screens.entries import when_words
from reflect_cli.screens.pointing import remarks_on_page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reflect_cli.commands.options import Manner
    from reflect_cli.flows.ports import Asker
    from reflect_cli.journal.entry import Entry
    from reflect_cli.session.events import Event
    from reflect_cli.session.machine import Session
    from reflect_cli.vault.vault import Vault

#: How many entries can be chosen from, the last added first; `--from` reaches any other.
_SHOWN = 30


#: The setting that holds, for a telling that is not finished, the ids of the entries he named.
_FROM = "tell-from:{sitting}"


def telling(asker: Asker, journal: Vault, sitting_id: str) -> Telling:
    """The voice for a telling; passages come from the entries he named for it, or from the latest."""
    named = (journal.settings.get(_FROM.format(sitting=sitting_id)) or "").split()

    def bring(session: Session) -> str | Event:
        return brought(asker, _labelled(journal, named), session)

    return Telling(asker, bring, remarks_on_page)


def prepare_telling(journal: Vault, manner: Manner, named: tuple[str, ...]) -> None:
    """What he will say to a man, prepared; a paused one is offered first.

    Passages can be taken from the entries *named* by their ids, also when it is paused between, or
    else from the latest ones.
    """
    from reflect_cli.commands.sittings import as_asked, carry, is_past_gate, taken_out

    if not is_past_gate(journal, manner):
        return
    try:
        draft = offered(journal, manner, only=TELL_ID)
    except NothingChosen:
        say(words.NOTHING_BEGUN)
        return
    if draft is not None:
        sitting = taken_out(journal, draft)
    else:
        taken = shipped("tell")
        whole = as_asked(journal, taken.prompt_set)
        sitting = begun(whole, taken.source, new_id=new_id(), now=now())
    if named:
        journal.settings.set(_FROM.format(sitting=sitting.id), " ".join(named))
    carry(sitting, journal, manner)


def forget_named(journal: Vault, sitting_id: str) -> None:
    """The telling is over, and so is what it was to take passages from."""
    journal.settings.drop(_FROM.format(sitting=sitting_id))


def _labelled(journal: Vault, named: Sequence[str]) -> list[Labelled]:
    there = journal.entries.shorts(named)
    ids = [each for each in named if each in there]
    ids = ids or [summary.id for summary in journal.entries.recent(_SHOWN)]
    return [_in_a_list(journal.entries.get(each), journal.marks.of(each)) for each in ids]


def _in_a_list(entry: Entry, marks: Mapping[str, str]) -> Labelled:
    """*entry* without what *marks* hold back for a later day; to choose an entry is to ask for it."""
    is_letter = marks.get(OPENS, "") > today().isoformat()
    items = tuple(
        item
        for item in entry.items
        if when_shown(item, marks.get(mark_for(item.prompt), ""), today()).showing
        is not Showing.LATER
    )
    label = f"{entry.title}, {when_words(entry.began)}"
    return Labelled(label, replace(entry, items=() if is_letter else items))
