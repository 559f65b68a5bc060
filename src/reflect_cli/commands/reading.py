"""Reading from the home menu: one entry after another, one set after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.commands.asking import picked, support_for

if TYPE_CHECKING:
    from reflect_cli.commands.options import Manner
    from reflect_cli.library.sets import Taken
    from reflect_cli.screens.blocks import Block

WHICH_ENTRY = "Which entry? The last one kept comes first."
WHICH_SET = "Which set?"
INSTALLED = ("installed", "Sets from other people (needs the passphrase)")
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
    """Sets to choose from and read, until he goes back. Only installed ones need the journal.

    Raises LeftNow.
    """
    from reflect_cli.library.index import listed
    from reflect_cli.library.sets import shipped
    from reflect_cli.paths import vault_folder
    from reflect_cli.screens.blocks import text
    from reflect_cli.screens.sets import set_page
    from reflect_cli.screens.voice import show
    from reflect_cli.vault.vault import exists

    options = [(one.name, f"{one.title} (about {one.minutes} minutes)") for one in listed()]
    if exists(vault_folder()):
        options.append(INSTALLED)
    while chosen := picked([text(WHICH_SET)], [*options, BACK], manner):
        if chosen == INSTALLED[0]:
            _read_installed(manner)
            continue
        prompt_set = shipped(chosen).prompt_set
        page = set_page(prompt_set)
        show(prompt_set.title, page, plain=manner.is_plain, support=support_for())


def _read_installed(manner: Manner) -> None:
    """Sets from other people; their titles are told to nobody without the passphrase."""
    from reflect_cli.commands.installing import installed_set
    from reflect_cli.commands.menus import menu, page
    from reflect_cli.commands.unlock import open_journal
    from reflect_cli.screens.blocks import text
    from reflect_cli.screens.installing import NONE_INSTALLED, installed_line

    with open_journal(manner) as journal:
        found = journal.installed.every()
        options = [(one.set_id, installed_line(one)) for one in found]
        lead = [text(WHICH_SET if found else NONE_INSTALLED)]
        while chosen := menu(journal, manner, lead, options):
            page(journal, manner, "Reflect", page_of(installed_set(journal, chosen)))


def page_of(taken: Taken) -> list[Block]:
    """A whole set to read; one from other people under the words of its key and of this copy."""
    from reflect_cli.library.spoken import copy_words, key_words
    from reflect_cli.promptsets.model import is_own
    from reflect_cli.screens.installing import signed_by
    from reflect_cli.screens.sets import set_page

    page = set_page(taken.prompt_set)
    if is_own(taken.prompt_set.id):
        return page
    key = key_words(taken.said.key) if taken.said else ""
    return [*signed_by(key, copy_words(taken.whole.encode())), *page]
