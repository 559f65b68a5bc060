"""What to take up: a paused sitting, what comes next on the path, or any other set."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from reflect_cli.commands.asking import picked
from reflect_cli.commands.clock import today
from reflect_cli.commands.due import due_line
from reflect_cli.commands.installing import set_to_begin
from reflect_cli.flows.sitting import GATE_ID
from reflect_cli.journal.path import next_on_path
from reflect_cli.library.calls import wording_of
from reflect_cli.library.index import listed
from reflect_cli.library.sets import SHIPPED, Taken, shipped
from reflect_cli.screens.blocks import Block, text
from reflect_cli.screens.entries import when_words
from reflect_cli.screens.installing import installed_line

if TYPE_CHECKING:
    from reflect_cli.commands.options import Manner
    from reflect_cli.journal.draft import Draft
    from reflect_cli.journal.path import Next
    from reflect_cli.library.index import Listed
    from reflect_cli.vault.vault import Vault

PAUSED_HEAD = "A session is paused."
NEW_ONE = "Begin something new"
WHICH_SET = "Which set?"
FIRST = "You can come once, four times, or go the whole way in about ten sessions. Any of them can be left at any point."
FIRST_OPTIONS = (
    ("first-evening", "One evening, about 20 minutes"),
    ("short", "Four sessions"),
    ("look", "The whole way, a session at a time"),
)
NEXT = "Next on the path: {title}. The call it takes up: {call}"
TAKE_NEXT = "{title} (next on the path)"
SOON = {
    0: "The last session on a memory was today. Two or three days between them are better. You can begin all the same.",
    1: "The last session on a memory was yesterday. Two or three days between them are better. You can begin all the same.",
}
ALL_DONE = "Every call has been worked on at least once. Any set can be taken up again."
ANY_SET = "Choose from all the sets"
_ANY = "any"


def offered(journal: Vault, manner: Manner, *, only: str = "") -> Draft | None:
    """The paused sitting he wants to go on with, if there is one and he does.

    *only* is the id of the set it has to be with, if not any will do.
    """
    every = [draft for draft in journal.drafts.every() if draft.set_id != GATE_ID]
    drafts = [draft for draft in every if not only or draft.set_id == only]
    if not drafts:
        return None
    options = [
        (draft.id, f"Go on with: {draft.title} (paused {when_words(draft.updated)})")
        for draft in drafts
    ]
    line = due_line(journal)
    lead = [text(PAUSED_HEAD), *([text(line)] if line else [])]
    chosen = _picked(lead, [*options, ("", NEW_ONE)], journal, manner)
    return next((draft for draft in drafts if draft.id == chosen), None)


def chosen_set(journal: Vault, manner: Manner) -> Taken:
    """The set he picks; without a terminal, what comes next on the path. Raises NothingChosen."""
    past = journal.worked.past()
    following = next_on_path(past, today())
    if not sys.stdin.isatty():
        return shipped(following.stage if following else SHIPPED[0])
    if past.is_empty:
        lead, options = [text(FIRST)], list(FIRST_OPTIONS)
    elif following is None:
        lead, options = [text(ALL_DONE)], []
    else:
        lead, options = _advice(following), [(following.stage, _label(following))]
    if line := due_line(journal):
        lead = [*lead, text(line)]
    chosen = _picked(lead, [*options, (_ANY, ANY_SET)], journal, manner) if options else _ANY
    return shipped(chosen) if chosen != _ANY else _from_all(journal, manner, lead)


def _advice(following: Next) -> list[Block]:
    title = shipped(following.stage).prompt_set.title
    said = [text(NEXT.format(title=title, call=wording_of(following.call)))]
    return [*said, text(SOON[following.days_since])] if following.days_since is not None else said


def _label(following: Next) -> str:
    return TAKE_NEXT.format(title=shipped(following.stage).prompt_set.title)


def _from_all(journal: Vault, manner: Manner, lead: list[Block]) -> Taken:
    done = journal.entries.set_ids()
    options = [(one.name, _any_label(one, used=one.id in done)) for one in listed()]
    options += [(one.set_id, installed_line(one)) for one in journal.installed.every()]
    above = lead if lead and lead[0] == text(ALL_DONE) else []
    chosen = _picked([*above, text(WHICH_SET)], options, journal, manner)
    return shipped(chosen) if chosen in SHIPPED else set_to_begin(journal, chosen)


class NothingChosen(Exception):
    """He left a menu without choosing."""


def _any_label(one: Listed, *, used: bool) -> str:
    before = ", used before" if used else ""
    return f"{one.title} (about {one.minutes} minutes{before})"


def _picked(
    lead: list[Block], options: list[tuple[str, str]], journal: Vault, manner: Manner
) -> str:
    """The option he picks. Raises NothingChosen when he leaves without one."""
    chosen = picked(lead, options, manner, country=journal.settings.get("country") or "")
    if chosen is None:
        raise NothingChosen
    return chosen
