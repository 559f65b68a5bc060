"""`reflect journal edit`: another version of one answer; the earlier ones stay readable."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from reflect_cli.commands.options import Manner, PassphraseFd, Plain

if TYPE_CHECKING:
    from reflect_cli.flows.sitting import Sitting
    from reflect_cli.journal.entry import Entry, Item
    from reflect_cli.promptsets.model import PromptSet, Scale
    from reflect_cli.vault.vault import Vault

WHICH = "Which answer?"
KEPT = (
    "Kept as version {number} of {short}. `reflect journal show {short} --version {before}` shows "
    "the one before."
)
AS_IT_WAS = "Nothing was changed."
BY_ITSELF = (
    "The entry was removed meanwhile. What you wrote is kept as an entry of its own: {short}"
)
IS_PLAN = "That answer is a plan, which has a history of its own."
PLAN_HINT = "`reflect plan` changes it."
_LONGEST_LABEL = 60


def edit(
    entry: Annotated[
        str, typer.Argument(help="Its short id, as `list` shows it; `last` is the newest.")
    ] = "last",
    answer: Annotated[
        int | None,
        typer.Option(
            "--answer", min=1, metavar="N", help="Which answer, as `show --numbers` counts."
        ),
    ] = None,
    plain: Plain = False,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Change one answer of an entry. It becomes a new version; the earlier ones stay readable.

    From a pipe the input is the new answer. Exit codes: as `list`; 2 usage, 15 cannot write, 21
    there is no such entry or answer.
    """
    from reflect_cli.commands.entry_lists import named
    from reflect_cli.commands.sittings import carry
    from reflect_cli.commands.unlock import open_journal

    manner = Manner(plain, passphrase_fd)
    with open_journal(manner, writing=True) as journal:
        found = journal.entries.get(named(journal, entry))
        number = _number(found, answer, journal, manner)
        if number is None:
            return
        sitting = _begun(found, number, journal)
        if sys.stdin.isatty():
            carry(sitting, journal, manner)
        else:
            _from_pipe(sitting, journal)


def set_of(source: str, journal: Vault) -> PromptSet:
    """The set a paused change goes on with; its entry may have been removed meanwhile."""
    from reflect_cli.errors import NothingToShow
    from reflect_cli.flows.revising import in_source, set_to_change
    from reflect_cli.journal.entry import Item

    entry_id, number, prompt = in_source(source)
    try:
        entry = journal.entries.get(entry_id)
        item = entry.items[number - 1]
    except NothingToShow:
        return set_to_change(Item(prompt, "long", "", "", ""), "Free entry")
    return set_to_change(item, entry.title, _scale_of(entry, item))


def keep_change(sitting: Sitting, journal: Vault) -> None:
    """Make the finished change a new version of its entry, and say so."""
    from reflect_cli.commands.clock import now
    from reflect_cli.errors import NothingToShow
    from reflect_cli.flows.revising import by_itself, in_source, revised
    from reflect_cli.screens.console import say

    entry_id, number, _ = in_source(sitting.source)
    told, at = AS_IT_WAS, now()
    with journal.transaction():
        try:
            before = journal.entries.get(entry_id)
        except NothingToShow:
            alone = by_itself(sitting, at)
            journal.entries.add(alone)
            told = BY_ITSELF.format(short=journal.entries.short_id(alone.id))
        else:
            after = revised(before, number, sitting, at)
            if after is not None:
                journal.entries.revise(after, at)
                told = _kept_words(journal, entry_id)
        journal.drafts.drop(sitting.id)
    say(told)


def _kept_words(journal: Vault, entry_id: str) -> str:
    count = len(journal.entries.revisions(entry_id))
    short = journal.entries.short_id(entry_id)
    return KEPT.format(number=count, short=short, before=count - 1)


def _begun(entry: Entry, number: int, journal: Vault) -> Sitting:
    """The sitting that asks for the answer again, with what stands there already in its field."""
    from reflect_cli.commands.clock import new_id, now
    from reflect_cli.commands.sittings import with_ways
    from reflect_cli.flows.revising import set_to_change, source_of
    from reflect_cli.flows.sitting import begun

    item = entry.items[number - 1]
    asked = with_ways(journal, set_to_change(item, entry.title, _scale_of(entry, item)))
    sitting = begun(asked, source_of(entry, number), new_id=new_id(), now=now())
    words = () if item.value is None else ((item.prompt, item.value),)
    return sitting.after(replace(sitting.session, words=words))


def _number(entry: Entry, asked: int | None, journal: Vault, manner: Manner) -> int | None:
    """The number of the answer to change; None when he leaves without choosing one."""
    from reflect_cli.commands.asking import picked
    from reflect_cli.errors import NothingToShow, UsageProblem
    from reflect_cli.flows.revising import can_change
    from reflect_cli.screens.blocks import text

    if asked is not None and asked > len(entry.items):
        raise NothingToShow(
            "There is no such answer.", hint="`reflect journal show --numbers` counts them."
        )
    if asked is not None and not can_change(entry.items[asked - 1]):
        raise UsageProblem(IS_PLAN, hint=PLAN_HINT)
    possible = [n for n, item in enumerate(entry.items, start=1) if can_change(item)]
    if asked is not None or len(possible) == 1:
        return asked or possible[0]
    if not possible:
        raise NothingToShow("There is no answer to change in this entry.")
    if not sys.stdin.isatty():
        raise UsageProblem(
            "Which answer is meant?", hint="Say it with --answer N; `show --numbers` counts them."
        )
    options = [(str(n), _label(entry.items[n - 1])) for n in possible]
    country = journal.settings.get("country") or ""
    chosen = picked([text(WHICH)], [*options, ("", "Back")], manner, country=country)
    return int(chosen) if chosen else None


def _label(item: Item) -> str:
    from reflect_cli.screens.safe import safe_line

    words = safe_line(item.question or item.answer_words())
    return words if len(words) <= _LONGEST_LABEL else f"{words[:_LONGEST_LABEL].rstrip()} …"


def _scale_of(entry: Entry, item: Item) -> Scale | None:
    """The scale of a question of a shipped set, whose ends an entry does not keep."""
    from reflect_cli.library.sets import SHIPPED, shipped

    name = entry.set_id.removeprefix("reflect.")
    if item.kind != "scale" or name not in SHIPPED:
        return None
    known = {prompt.id: prompt for prompt in shipped(name).prompt_set.prompts}
    return known[item.prompt].scale if item.prompt in known else None


def _from_pipe(sitting: Sitting, journal: Vault) -> None:
    """The text on standard input as the new answer. Raises UsageProblem where a text is no answer."""
    from reflect_cli.commands.clock import now
    from reflect_cli.commands.sittings import text_in
    from reflect_cli.errors import UsageProblem
    from reflect_cli.promptsets.kinds import problem_with
    from reflect_cli.session.events import Answered, Finished

    prompt = sitting.session.prompt_set.sections[0].prompts[0]
    given = text_in(sys.stdin.buffer.read())
    if problem := problem_with(prompt, given):
        raise UsageProblem(f"{problem} Nothing was changed.", hint="Run it at a terminal instead.")
    session = sitting.session.apply(Answered(given), now()).apply(Finished(), now())
    keep_change(sitting.after(session), journal)
