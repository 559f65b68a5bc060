"""Installing a set: read, checked, held against what is installed, shown, and only then asked about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reflect_cli.errors import NothingToShow, PromptSetMissing, SetRefused
from reflect_cli.journal.installed import Installed
from reflect_cli.journal.trust import Offered, Standing, refuse, stands
from reflect_cli.library.sets import Taken, again, taken_from
from reflect_cli.signing.seal import opened

if TYPE_CHECKING:
    from reflect_cli.commands.options import Manner
    from reflect_cli.promptsets.model import PromptSet
    from reflect_cli.screens.blocks import Block
    from reflect_cli.vault.vault import Vault

_AN_ID = re.compile(r"[a-z][a-z0-9-]*(\.[a-z0-9-]+)+")
_FILES = (".yaml", ".yml", ".zip", ".txt")

NOTHING_INSTALLED = "Nothing was installed."
THERE = "{title} {version} is installed already, and this is the same file."
INSTALLED = "Installed: {title} {version}. To begin: reflect start {id}"
UPDATED = "Installed: {title} {version}, in place of {old}. Your answers are as they were."
SIGNED_NOW = (
    "{title} {version} is the same text, and signed now. From here on it only comes from this key."
)
NOT_THERE = "No set with the id of this one is installed."
NOT_THERE_HINT = "`reflect sets install FILE` installs it."
NEW_KEY = "This file is signed by a new key. The key you trusted signed that it follows, and a person has to say yes."
NEW_KEY_HINT = "Run it again without --yes."
MISSING_HINT = "`reflect sets list --installed` shows what there is."


#: Where leaving it is the first thing to choose.
_WITH_CARE = (Standing.NEW_KEY, Standing.OLDER)


@dataclass(frozen=True, slots=True)
class Wish:
    """How he asked: only an update, an older version allowed, or without being asked."""

    only_update: bool = False
    allow_older: bool = False
    unasked: bool = False


def is_id(name: str) -> bool:
    """Whether *name* is the id of a set, which only an installed one is called by."""
    return bool(_AN_ID.fullmatch(name)) and not name.endswith(_FILES)


def handed_over_set(what: str) -> Taken:
    """The set in what was handed over, without errors, its signature whole."""
    from reflect_cli.library.handed_over import handed_over

    given = handed_over(what)
    return taken_from(given.data, given.name)


def installed_set(journal: Vault, name: str) -> Taken:
    """The installed set whose id is *name*. Raises PromptSetMissing."""
    one = journal.installed.get(name)
    if one is None:
        raise PromptSetMissing("No set of that id is installed.", hint=MISSING_HINT)
    said = opened((one.source + one.trailer).encode()).said
    return Taken(again(one.source, name), one.source, said, one.trailer)


def refuse_untrusted(journal: Vault, taken: Taken) -> None:
    """Raise SetRefused when a set from a file takes the name of an installed one, or of ours."""
    from reflect_cli.library.compiled import compiled

    if compiled(taken.source.encode()) is None:
        held = journal.installed.get(taken.prompt_set.id)
        refuse(offered(taken), held, _distrusted(journal))


def offered(taken: Taken) -> Offered:
    """*taken* as it is judged."""
    from reflect_cli.library.spoken import key_words

    prompt_set, said = taken.prompt_set, taken.said
    if said is None:
        return Offered(prompt_set.id, prompt_set.version, taken.source)
    before = said.before.line if said.before else ""
    return Offered(
        prompt_set.id, prompt_set.version, taken.source, said.key.line, key_words(said.key), before
    )


def install(journal: Vault, taken: Taken, manner: Manner, wish: Wish) -> str:
    """Show *taken*, ask, and keep it in the journal; what to say then.

    Raises SetRefused, NothingToShow for an update of what is not installed, Stopped when he
    leaves it, and NoTerminal when there is nobody to ask.
    """
    from reflect_cli.commands.clock import now
    from reflect_cli.screens.installing import options_for

    held, given = journal.installed.get(taken.prompt_set.id), offered(taken)
    if wish.only_update and held is None:
        raise NothingToShow(NOT_THERE, hint=NOT_THERE_HINT)
    standing = stands(given, held, _distrusted(journal), allow_older=wish.allow_older)
    prompt_set = taken.prompt_set
    named = {"title": prompt_set.title, "version": prompt_set.version, "id": prompt_set.id}
    if standing is Standing.THERE:
        return THERE.format(**named)
    page = _page(journal, taken, held, standing)
    if wish.unasked:
        _show_unasked(page, standing)
    else:
        options = options_for(update=held is not None, careful=standing in _WITH_CARE)
        _ask(prompt_set, page, options, manner, journal.settings.get("country") or "")
    since = held.since if held else now()
    one = Installed(
        given.set_id, given.version, prompt_set.title, given.source, since,
        given.key, given.words, taken.trailer,
    )  # fmt: skip
    journal.installed.put(one)
    if held is None:
        return INSTALLED.format(**named)
    if standing is Standing.SIGNED_NOW:
        return SIGNED_NOW.format(**named)
    return UPDATED.format(**named, old=held.version)


def _show_unasked(page: list[Block], standing: Standing) -> None:
    """Say what is installed without asking. Raises SetRefused where a person has to say yes."""
    from reflect_cli.screens.blocks import plain_text
    from reflect_cli.screens.console import say

    if standing is Standing.NEW_KEY:
        raise SetRefused(NEW_KEY, hint=NEW_KEY_HINT)
    say(plain_text(page))


def _ask(
    prompt_set: PromptSet,
    page: list[Block],
    options: list[tuple[str, str]],
    manner: Manner,
    country: str,
) -> None:
    """Show what it is and ask. Raises Stopped when he leaves it, NoTerminal with nobody to ask."""
    from reflect_cli.commands.asking import picked, support_for, without_answer
    from reflect_cli.promptsets.characters import quoted
    from reflect_cli.screens.installing import INSTALL, LINES, READ_FIRST
    from reflect_cli.screens.sets import set_page
    from reflect_cli.screens.voice import show

    support = support_for(country)
    while True:
        chosen = picked(page, options, manner, country=country)
        if chosen == READ_FIRST:
            head = quoted(prompt_set.title)
            show(head, set_page(prompt_set), plain=manner.is_plain, support=support)
        elif chosen == LINES:
            show("People to turn to", support.page, plain=manner.is_plain)
        elif chosen == INSTALL:
            return
        else:
            raise without_answer(NOTHING_INSTALLED)


def _page(journal: Vault, taken: Taken, held: Installed | None, standing: Standing) -> list[Block]:
    from reflect_cli.authoring.for_readers import changed_words
    from reflect_cli.flows.length import likely_minutes
    from reflect_cli.library.spoken import copy_words, key_words
    from reflect_cli.screens.installing import Offer, changes_page, offer_page

    prompt_set, said = taken.prompt_set, taken.said
    others = [one for one in journal.installed.every() if one.set_id != prompt_set.id]
    page = offer_page(
        Offer(
            prompt_set,
            standing,
            minutes=likely_minutes(prompt_set),
            words=key_words(said.key) if said else "",
            copy=copy_words(taken.whole.encode()),
            is_trusted=bool(said and held and held.key == said.key.line),
            known=tuple(one.title for one in others if said and one.key == said.key.line),
            alike=alike(prompt_set.title, others),
        )
    )
    if held is None:
        return page
    old = again(held.source, held.set_id)
    changed = changed_words(old, prompt_set)
    back = standing is Standing.OLDER
    return [*page, *changes_page(old.version, prompt_set.version, changed, back=back)]


def alike(title: str, others: list[Installed]) -> str:
    """The title of another set, or our own name, that *title* looks like; or nothing."""
    from reflect_cli.library.index import listed
    from reflect_cli.promptsets.lookalike import skeleton

    titles = ["Reflect", *(one.title for one in others), *(one.title for one in listed())]
    return next((other for other in titles if skeleton(other) == skeleton(title)), "")


def _distrusted(journal: Vault) -> set[str]:
    return {one.words for one in journal.installed.distrusted()}
