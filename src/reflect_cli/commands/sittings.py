"""Carrying sittings for the commands: the gate, choosing a set, conducting, finishing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from reflect_cli.commands.clock import new_id, now
from reflect_cli.commands.gate import GATE_SETTING, close_gate, is_gate
from reflect_cli.errors import NothingToShow
from reflect_cli.flows.conduct import Desk, conduct
from reflect_cli.flows.finish import finish
from reflect_cli.flows.free import FREE_ID, free_set
from reflect_cli.flows.sitting import GATE_ID, begun, resumed
from reflect_cli.library.help_lines import crisis_text, sections_for
from reflect_cli.library.sets import SHIPPED, Taken, again, shipped, take
from reflect_cli.promptsets.around import around
from reflect_cli.screens import words
from reflect_cli.screens.console import clear, say
from reflect_cli.screens.voice import choose, speaking
from reflect_cli.session.events import Answered, Finished
from reflect_cli.session.machine import Phase

if TYPE_CHECKING:
    from pathlib import Path

    from reflect_cli.commands.options import Manner
    from reflect_cli.flows.sitting import Sitting
    from reflect_cli.journal.draft import Draft
    from reflect_cli.promptsets.model import PromptSet
    from reflect_cli.vault.vault import Vault

NOTHING_PAUSED = "Nothing is paused."
NEW_ONE = "Begin something new"
PAUSED_HEAD = "A sitting is paused."
WHICH_SET = "Which set?"


def begin(journal: Vault, manner: Manner, taken: Taken | None) -> None:
    """Offer what is paused, pass the gate once, then a new sitting with a set."""
    if journal.settings.get(GATE_SETTING) is None and not _through_gate(journal, manner):
        return
    draft = _offered(journal, manner)
    if draft is not None:
        _carry(_taken_out(journal, draft), journal, manner)
        return
    chosen = taken or _chosen_set(journal, manner)
    if chosen is None:
        return
    whole = _dressed(journal, chosen.prompt_set)
    _carry(begun(whole, chosen.source, new_id=new_id(), now=now()), journal, manner)


def go_on(journal: Vault, manner: Manner, sealed: Path | None) -> None:
    """Continue the latest paused sitting, or the one sealed to a file.

    Raises NothingToShow when nothing is paused.
    """
    if sealed is not None:
        from reflect_cli.commands.rescue import unsealed

        journal.drafts.keep(unsealed(journal, sealed))
    draft = journal.drafts.latest()
    if draft is None:
        raise NothingToShow(NOTHING_PAUSED, hint="`reflect start` begins a session.")
    passed = _carry(_taken_out(journal, draft), journal, manner)
    if passed and draft.set_id == GATE_ID:
        begin(journal, manner, None)


def write_freely(journal: Vault, manner: Manner) -> None:
    """A free entry; what comes through a pipe is one text and is kept at once."""
    sitting = begun(free_set(), "", new_id=new_id(), now=now())
    if sys.stdin.isatty():
        _carry(sitting, journal, manner)
        return
    written = sys.stdin.buffer.read().decode("utf-8", "replace").strip("\n")
    if not written.strip():
        say(words.NOTHING_KEPT)
        return
    session = sitting.session.apply(Answered(written), now()).apply(Finished(), now())
    keep(sitting.after(session), journal)


def _through_gate(journal: Vault, manner: Manner) -> bool:
    """Whether the gate is passed; a paused one goes on where it was."""
    waiting = [draft for draft in journal.drafts.every() if draft.set_id == GATE_ID]
    if waiting:
        return _carry(_taken_out(journal, waiting[0]), journal, manner)
    gate = shipped("gate")
    sitting = begun(gate.prompt_set, gate.source, new_id=new_id(), now=now())
    return _carry(sitting, journal, manner)


def _offered(journal: Vault, manner: Manner) -> Draft | None:
    """The paused sitting he wants to go on with, if there is one and he does."""
    drafts = [draft for draft in journal.drafts.every() if draft.set_id != GATE_ID]
    if not drafts:
        return None
    from reflect_cli.screens.blocks import text
    from reflect_cli.screens.entries import when_words

    options = [
        (draft.id, f"Go on with: {draft.title} (paused {when_words(draft.updated)})")
        for draft in drafts
    ]
    picked = choose(
        "Reflect", [text(PAUSED_HEAD)], [*options, ("", NEW_ONE)], plain=manner.is_plain
    )
    if picked is None:
        raise KeyboardInterrupt
    return next((draft for draft in drafts if draft.id == picked), None)


def _chosen_set(journal: Vault, manner: Manner) -> Taken | None:
    """The set he picks; without a terminal, the first he has not done yet."""
    done = journal.entries.set_ids()
    sets = {name: shipped(name) for name in SHIPPED}
    ahead = [name for name in SHIPPED if sets[name].prompt_set.id not in done]
    if not sys.stdin.isatty():
        return take(ahead[0] if ahead else SHIPPED[0])
    from reflect_cli.screens.blocks import text

    order = [*ahead, *(name for name in SHIPPED if name not in ahead)]
    options = [(name, _set_label(sets[name].prompt_set, done)) for name in order]
    picked = choose("Reflect", [text(WHICH_SET)], options, plain=manner.is_plain)
    return sets[picked] if picked else None


def _set_label(prompt_set: PromptSet, done: frozenset[str]) -> str:
    mark = " (done before)" if prompt_set.id in done else ""
    return f"{prompt_set.title}{mark}"


def _dressed(journal: Vault, main: PromptSet) -> PromptSet:
    country = journal.settings.get("country") or ""
    arrive, close = shipped("arrive").prompt_set, shipped("close").prompt_set
    return around(arrive, main, close, crisis_text(country))


def _taken_out(journal: Vault, draft: Draft) -> Sitting:
    if draft.set_id == FREE_ID:
        return resumed(draft, free_set())
    own = again(draft.source, draft.set_id)
    return resumed(draft, own if draft.set_id == GATE_ID else _dressed(journal, own))


def _carry(sitting: Sitting, journal: Vault, manner: Manner) -> bool:
    """Conduct *sitting* and say how it ended. Whether it was finished, and the gate passed."""
    from reflect_cli.commands.rescue import sealer

    support = sections_for(journal.settings.get("country") or "")
    with speaking(plain=manner.is_plain, support=support) as asker:
        sitting = conduct(sitting, Desk(asker, journal.drafts, now, sealer(journal)))
    phase = sitting.session.phase
    if phase is Phase.FINISHED and is_gate(sitting):
        return close_gate(sitting, journal)
    if phase is Phase.FINISHED:
        keep(sitting, journal)
    elif phase is Phase.LEFT:
        clear()
    else:
        say(words.PAUSED)
    return phase is Phase.FINISHED


def keep(sitting: Sitting, journal: Vault) -> None:
    """Make the finished sitting an entry, and say so."""
    kept = finish(sitting, journal, now=now(), new_id=new_id)
    if kept.entry is None:
        say(words.NOTHING_KEPT)
        return
    say(words.SAVED.format(short=journal.entries.short_id(kept.entry.id)))
    if kept.plans:
        count = len(kept.plans)
        say(words.PLANS_KEPT[min(count, 2)].format(count=count))
