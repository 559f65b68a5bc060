"""`reflect sets install`, `update`, `remove`, `trust` and `distrust`: sets from other people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from reflect_cli.commands.options import Manner, PassphraseFd, Plain

if TYPE_CHECKING:
    from reflect_cli.commands.installing import Wish
    from reflect_cli.vault.vault import Vault

What = Annotated[
    str | None,
    typer.Argument(
        metavar="[FILE|FOLDER|ZIP|-]",
        help="What you were given; - reads it from a pipe or what you paste. Left out, you are asked.",
    ),
]
AllowOlder = Annotated[
    bool, typer.Option("--allow-older", help="Go back to a version before the installed one.")
]
Yes = Annotated[
    bool, typer.Option("--yes", help="Do not ask. What is refused is refused all the same.")
]
SetId = Annotated[
    str | None, typer.Argument(metavar="[ID]", help="Its id. Left out, you choose from a list.")
]

WHICH_FILE = "Which file? Here and in Downloads there are:"
NO_FILES = "There is no set file here or in Downloads."
OTHER = "Another file"
TYPE_IT = "The file, with its folder: "
WHICH_SET = "Which one?"
REMOVED = "Removed: {title}, and the key trusted for it. What you answered stays in the journal."
NOTHING_REMOVED = "Nothing was removed."
NOT_SIX = "Those are not six words from the list."
NOT_SIX_HINT = "Type the six key words, in their order, in quotation marks."
DISTRUSTED = "Sets signed by {words} are refused from now on."
STAY = "Installed from that key: {titles}. `reflect sets remove` removes them."
FORGIVEN = "Sets signed by {words} are no longer refused."
NO_TERMINAL = "A set is only installed when somebody has been asked."


def install(
    what: What = None,
    allow_older: AllowOlder = False,
    yes: Yes = False,
    plain: Plain = False,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Look at a set from somebody else, and install it if you like.

    It shows what the set is, who signed it and what it can do, and asks. The first time, the key is
    noted with the set; from then on it only comes from that key. It is kept in the journal.
    Exit codes: 0 installed or left, 2 usage or nobody to ask, 10 to 16 as `start`, 20 no such set
    or one with errors, 23 refused: another key, no signature any more, an older version, a name
    that is taken.
    """
    from reflect_cli.commands.installing import Wish

    wish = Wish(allow_older=allow_older, unasked=yes)
    _install(what, Manner(plain, passphrase_fd), wish)


def update(
    what: What = None,
    allow_older: AllowOlder = False,
    yes: Yes = False,
    plain: Plain = False,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Install a newer version of an installed set: what changes is told in words first.

    Answers are never touched; each keeps the question it was given to.
    Exit codes: as `install`; 21 no set of that id is installed.
    """
    from reflect_cli.commands.installing import Wish

    wish = Wish(only_update=True, allow_older=allow_older, unasked=yes)
    _install(what, Manner(plain, passphrase_fd), wish)


def remove(name: SetId = None, plain: Plain = False, passphrase_fd: PassphraseFd = None) -> None:
    """Remove an installed set, and forget the key trusted for it. Your answers stay.

    A paused session with it can still be finished. Exit codes: 0 removed or left, 2 nobody to ask,
    10 to 16 as `start`, 20 no such set is installed, 21 none is.
    """
    from reflect_cli.commands.asking import without_answer
    from reflect_cli.commands.installing import MISSING_HINT
    from reflect_cli.commands.unlock import open_journal
    from reflect_cli.errors import PromptSetMissing
    from reflect_cli.screens.console import say
    from reflect_cli.screens.safe import safe

    manner = Manner(plain, passphrase_fd)
    with open_journal(manner, writing=True) as journal:
        chosen = name or _chosen_id(journal, manner)
        one = journal.installed.get(chosen) if chosen else None
        if chosen and one is None:
            raise PromptSetMissing("No set of that id is installed.", hint=MISSING_HINT)
        if chosen is None:
            raise without_answer(NOTHING_REMOVED)
        if one is None:
            say(NOTHING_REMOVED)
            return
        journal.installed.remove(one.set_id)
    say(safe(REMOVED.format(title=one.title)))


def trust(plain: Plain = False, passphrase_fd: PassphraseFd = None) -> None:
    """Show the keys you trust, each with the sets it is trusted for.

    Exit codes: 0, 10 to 14 as `start`.
    """
    from reflect_cli.commands.asking import support_for
    from reflect_cli.commands.unlock import open_journal
    from reflect_cli.screens.installing import trust_page
    from reflect_cli.screens.voice import show

    manner = Manner(plain, passphrase_fd)
    with open_journal(manner) as journal:
        page = trust_page(journal.installed.every(), journal.installed.distrusted())
        country = journal.settings.get("country") or ""
    show("Reflect", page, plain=manner.is_plain, support=support_for(country))


def distrust(
    words: Annotated[str, typer.Argument(metavar="WORDS", help="The six key words, in quotes.")],
    undo: Annotated[bool, typer.Option("--undo", help="Trust that key again.")] = False,
    plain: Plain = False,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Refuse everything signed by a key from now on, as when it was stolen.

    Exit codes: 0, 2 not six words, 10 to 16 as `start`.
    """
    from reflect_cli.commands.clock import now
    from reflect_cli.commands.unlock import open_journal
    from reflect_cli.errors import UsageProblem
    from reflect_cli.journal.installed import Distrusted
    from reflect_cli.library.spoken import as_words
    from reflect_cli.screens.console import say
    from reflect_cli.screens.safe import safe

    six = as_words(words)
    if not six:
        raise UsageProblem(NOT_SIX, hint=NOT_SIX_HINT)
    with open_journal(Manner(plain, passphrase_fd), writing=True) as journal:
        if undo:
            journal.installed.forgive(six)
            say(FORGIVEN.format(words=six))
            return
        journal.installed.distrust(Distrusted(six, now()))
        titles = [one.title for one in journal.installed.every() if one.words == six]
    say(DISTRUSTED.format(words=six))
    if titles:
        say(safe(STAY.format(titles=", ".join(titles))))


def _install(what: str | None, manner: Manner, wish: Wish) -> None:
    from reflect_cli.commands.asking import without_answer
    from reflect_cli.commands.installing import NOTHING_INSTALLED, handed_over_set, install
    from reflect_cli.commands.unlock import open_or_make_journal
    from reflect_cli.errors import NoTerminal
    from reflect_cli.library.handed_over import INPUT
    from reflect_cli.screens.console import say, terminal_as_input
    from reflect_cli.screens.safe import safe

    chosen = what or _chosen_file(manner)
    if not chosen:
        raise without_answer(NOTHING_INSTALLED)
    taken = handed_over_set(chosen)
    if chosen == INPUT and not wish.unasked and not terminal_as_input():
        raise NoTerminal(NO_TERMINAL, hint="Run it in a terminal, or add --yes.")
    with open_or_make_journal(manner) as journal:
        told = install(journal, taken, manner, wish)
    say(safe(told))


def _chosen_file(manner: Manner) -> str | None:
    """A file he picks or types, so that its name stays out of the shell's history."""
    from pathlib import Path

    from reflect_cli.commands.asking import picked, support_for
    from reflect_cli.library.handed_over import as_dropped, set_files
    from reflect_cli.screens.blocks import text
    from reflect_cli.screens.voice import ask_line

    found = [*set_files(Path()), *set_files(Path("~/Downloads").expanduser())]
    options = [*((str(path), str(path)) for path in found), ("", OTHER)]
    if found:
        chosen = picked([text(WHICH_FILE)], options, manner)
        if chosen != "":
            return chosen
    label = TYPE_IT if found else f"{NO_FILES} {TYPE_IT}"
    typed = ask_line("Reflect", label, plain=manner.is_plain, support=support_for())
    return typed and as_dropped(typed.strip())


def _chosen_id(journal: Vault, manner: Manner) -> str | None:
    from reflect_cli.commands.asking import picked
    from reflect_cli.errors import NothingToShow
    from reflect_cli.screens.blocks import text
    from reflect_cli.screens.installing import NONE_INSTALLED, installed_line

    options = [(one.set_id, installed_line(one)) for one in journal.installed.every()]
    if not options:
        raise NothingToShow(NONE_INSTALLED)
    country = journal.settings.get("country") or ""
    return picked([text(WHICH_SET)], [*options, ("", "Leave it")], manner, country=country)
