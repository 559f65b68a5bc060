"""Reading from the home menu: one entry after another, one set after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.commands.asking import picked, support_for

if TYPE_CHECKING:
    from reflect_cli.commands.options import Manner

WHICH_ENTRY = "Which entry? The last one kept comes first."
WHICH_SET = "Which set?"
BACK = ("", "Back")
_SHOWN = 200


def read_entries(manner: Manner) -> str:
    """Entries to choose from and read, until he goes back. The passphrase is asked once.

    Gives back the line for the home screen, if something is due. Raises LeftNow.
    """
    from reflect_cli.commands.due import due_line
    from reflect_cli.commands.menus import menu, page
    from reflect_cli.commands.unlock import open_journal
    from reflect_cli.screens.blocks import text
    from reflect_cli.screens.entries import NO_ENTRIES, entry_page, list_line

    with open_journal(manner) as journal:
        found = journal.entries.recent(_SHOWN)
        options = [(e.id, list_line(e.short, e.began, e.title)) for e in found]
        lead = [text(WHICH_ENTRY if found else NO_ENTRIES)]
        while chosen := menu(journal, manner, lead, options):
            entry = journal.entries.get(chosen)
            read = entry_page(entry, journal.entries.short_id(entry.id))
            page(journal, manner, "Journal", read)
        return due_line(journal)


def read_sets(manner: Manner) -> None:
    """Sets to choose from and read, until he goes back. Opens no journal."""
    from reflect_cli.library.index import listed
    from reflect_cli.library.sets import shipped
    from reflect_cli.screens.blocks import text
    from reflect_cli.screens.sets import set_page
    from reflect_cli.screens.voice import show

    options = [(one.name, f"{one.title} (about {one.minutes} minutes)") for one in listed()]
    while chosen := picked([text(WHICH_SET)], [*options, BACK], manner):
        prompt_set = shipped(chosen).prompt_set
        page = set_page(prompt_set)
        show(prompt_set.title, page, plain=manner.is_plain, support=support_for())
