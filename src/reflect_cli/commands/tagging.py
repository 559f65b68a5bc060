"""`reflect journal tag` and `tags`: words of his own to find entries by."""

from __future__ import annotations

from typing import Annotated

import typer

from reflect_cli.commands.options import AsJson, Manner, PassphraseFd, Plain

NO_TAGS = "No entry has a tag. `reflect journal tag` gives one."
TAGGED = "{short} has the tags: {tags}"
UNTAGGED = "{short} has no tags."


def tag(
    entry: Annotated[str, typer.Argument(help="Its short id; `last` is the newest.")],
    tags_typed: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TAG]...", help="Left out, they are asked for: better so."),
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take these tags away instead.")] = False,
    plain: Plain = False,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Give an entry tags, to find it by with `--tag`. The entry itself does not change.

    Tags on the command line stay in your shell's history; leave them out to be asked.
    Exit codes: as `list`; 2 not a tag, 15 cannot write, 21 there is no such entry.
    """
    from reflect_cli.commands.clock import now
    from reflect_cli.commands.entry_lists import asked_line, named, tags_of
    from reflect_cli.commands.filters import tag_in
    from reflect_cli.commands.unlock import open_journal
    from reflect_cli.screens.console import say
    from reflect_cli.screens.safe import safe_line
    from reflect_cli.vault.marks import Mark
    from reflect_cli.vault.shown import TAG

    manner = Manner(plain, passphrase_fd)
    given = [tag_in(each) for each in tags_typed or ()]
    with open_journal(manner, writing=True) as journal:
        entry_id = named(journal, entry)
        if not given:
            asked = asked_line("Tags", "Tags, with commas between them:", journal, manner)
            given = [tag_in(each) for each in asked.split(",")]
        with journal.transaction():
            for each in given:
                mark = Mark(entry_id, f"{TAG}{each}", "" if remove else "on", now())
                journal.marks.set(mark)
        kept, short = tags_of(journal, entry_id), journal.entries.short_id(entry_id)
    told = (
        TAGGED.format(short=short, tags=", ".join(kept)) if kept else UNTAGGED.format(short=short)
    )
    say(safe_line(told))


def tags(as_json: AsJson = False, plain: Plain = False, passphrase_fd: PassphraseFd = None) -> None:
    """List the tags there are, and on how many entries each is.

    Exit codes: as `list`.
    """
    from reflect_cli.commands import entry_lists as lists
    from reflect_cli.commands.unlock import open_journal
    from reflect_cli.screens.safe import safe_line

    manner = Manner(plain, passphrase_fd)
    with open_journal(manner) as journal:
        counted = journal.entries.tags()
        support = lists.support_in(journal)
    if as_json:
        lists.print_json(counted)
        return
    lines = [f"{count:5}  {safe_line(name)}" for name, count in counted.items()]
    lists.show_lines("Tags", lines or [NO_TAGS], manner, support)
