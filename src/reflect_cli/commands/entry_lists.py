"""What the commands over entries share: naming one, listing many, saying what is noted about one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reflect_cli.commands.options import Manner
    from reflect_cli.screens.blocks import Block
    from reflect_cli.screens.ways import Support
    from reflect_cli.vault.entries import EntrySummary
    from reflect_cli.vault.vault import Vault

LAST = "last"
NOTHING_DONE = "Nothing was looked for or changed."
NO_LINE = "Nothing was typed, and nothing came through the input."
LINE_HINT = "Run it at a terminal to be asked, or write it after the command."


def named(journal: Vault, typed: str) -> str:
    """The whole id of the entry *typed* names; `last` is the newest outside the bin.

    Raises NothingToShow, and UsageProblem when more than one is meant.
    """
    from reflect_cli.errors import NothingToShow
    from reflect_cli.screens.entries import NO_ENTRIES

    if typed.strip().lower() != LAST:
        return journal.entries.get(typed).id
    newest = journal.entries.recent(1)
    if not newest:
        raise NothingToShow(NO_ENTRIES)
    return newest[0].id


def lines_of(found: Iterable[EntrySummary]) -> list[str]:
    """A line for each entry: its short id, when, its title."""
    from reflect_cli.screens.entries import list_line

    return [list_line(each.short, each.began, each.title) for each in found]


def as_json(journal: Vault, summary: EntrySummary) -> dict[str, object]:
    """An entry of a list, for scripts."""
    return {
        "id": summary.id,
        "short": summary.short,
        "kind": summary.kind.value,
        "began": summary.began,
        "finished": summary.finished,
        "title": summary.title,
        "set": summary.set_id,
        **noted_as_json(journal, summary.id),
    }


def noted_as_json(journal: Vault, entry_id: str) -> dict[str, object]:
    """The tags of an entry, and when it was put into the bin, or null."""
    from reflect_cli.vault.shown import BINNED

    return {
        "tags": tags_of(journal, entry_id),
        "binned": journal.marks.get(entry_id, BINNED) or None,
    }


def tags_of(journal: Vault, entry_id: str) -> list[str]:
    """The tags of an entry, in the order of the alphabet."""
    from reflect_cli.vault.shown import TAG

    marks = journal.marks.of(entry_id)
    return sorted(name.removeprefix(TAG) for name in marks if name.startswith(TAG))


def support_in(journal: Vault) -> Support:
    """The help lines of his country, one key away while he reads."""
    from reflect_cli.commands.asking import support_for

    return support_for(journal.settings.get("country") or "")


def show_lines(head: str, lines: list[str], manner: Manner, support: Support) -> None:
    """*lines* on stdout in line mode, else in the reader, which leaves nothing behind."""
    from reflect_cli.screens.blocks import a_list
    from reflect_cli.screens.console import say
    from reflect_cli.screens.safe import safe
    from reflect_cli.screens.voice import show

    if manner.is_plain:
        say("\n".join(safe(line) for line in lines))
        return
    blocks: list[Block] = [a_list("\n".join(lines))]
    show(head, blocks, plain=False, support=support)


def print_json(stored: object) -> None:
    """*stored* on stdout, in ASCII."""
    from reflect_cli.screens.console import say

    say(json.dumps(stored, ensure_ascii=True, indent=2))


def asked_line(head: str, label: str, journal: Vault, manner: Manner) -> str:
    """What he types beside *label*, off the command line.

    Raises Stopped when he leaves, and UsageProblem when nothing comes.
    """
    from reflect_cli.errors import Stopped, UsageProblem
    from reflect_cli.screens.console import has_terminal
    from reflect_cli.screens.voice import ask_line

    asked = ask_line(head, label, plain=manner.is_plain, support=support_in(journal))
    if asked is None and has_terminal():
        raise Stopped(NOTHING_DONE)
    if not (asked or "").strip():
        raise UsageProblem(NO_LINE, hint=LINE_HINT)
    return asked or ""
