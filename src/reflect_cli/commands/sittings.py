"""Carrying sittings for the commands: the gate, conducting, finishing, and how each ended."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from reflect_cli.commands.choosing import NothingChosen, chosen_set, offered
from reflect_cli.commands.clock import new_id, now
from reflect_cli.commands.editing import keep_change, set_of
from reflect_cli.commands.gate import GATE_SETTING, close_gate, is_gate
from reflect_cli.commands.telling import forget_named, telling
from reflect_cli.errors import CannotWrite, NothingToShow, UsageProblem
from reflect_cli.flows.conduct import Desk, conduct
from reflect_cli.flows.finish import finish
from reflect_cli.flows.free import FREE_ID, free_set
from reflect_cli.flows.holding import hold_back
from reflect_cli.flows.letters import OPENS, seal
from reflect_cli.flows.plans import settle
from reflect_cli.flows.revising import EDIT_ID
from reflect_cli.flows.sitting import GATE_ID, begun, is_not_safe, resumed
from reflect_cli.flows.telling import TELL_ID, page_in
from reflect_cli.library.compiled import as_source
from reflect_cli.library.dressing import dressed, with_ways_out
from reflect_cli.library.help_lines import YOUR_PERSON, in_short, sections_for
from reflect_cli.library.sets import Taken, again, shipped
from reflect_cli.library.small import FOLLOW_UPS, is_small
from reflect_cli.screens import words
from reflect_cli.screens.console import clear, say, tell
from reflect_cli.screens.entries import day_words
from reflect_cli.screens.interrupts import is_alone
from reflect_cli.screens.numbers import in_number
from reflect_cli.screens.safe import safe_line
from reflect_cli.screens.voice import speaking
from reflect_cli.screens.ways import Support
from reflect_cli.session.events import Answered, Finished
from reflect_cli.session.machine import Phase

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reflect_cli.commands.options import Manner
    from reflect_cli.flows.conduct import Carried
    from reflect_cli.flows.ports import Asker
    from reflect_cli.flows.sitting import Sitting
    from reflect_cli.journal.draft import Draft
    from reflect_cli.promptsets.kinds import Value
    from reflect_cli.promptsets.model import PromptSet
    from reflect_cli.screens.editors import Editor
    from reflect_cli.vault.vault import Vault

NOTHING_PAUSED = "Nothing is paused."
GATE_FIRST = "Some screens come before the first entry, and they have not been passed yet."


def begin(journal: Vault, manner: Manner, taken: Taken | None) -> None:
    """Offer what is paused, pass the gate once, then a new sitting with a set."""
    if not is_past_gate(journal, manner):
        return
    try:
        sitting = _taken_up(journal, manner, taken)
    except NothingChosen:
        say(words.NOTHING_BEGUN)
        return
    carry(sitting, journal, manner)


def go_on(journal: Vault, manner: Manner, sealed: Path | None) -> None:
    """Continue the latest paused sitting, or the one sealed to a file.

    Raises NothingToShow when nothing is paused.
    """
    if sealed is not None:
        from reflect_cli.commands.rescue import taken_back

        taken_back(journal, sealed)
    draft = journal.drafts.latest()
    if draft is None:
        raise NothingToShow(NOTHING_PAUSED, hint="`reflect start` begins a session.")
    passed = carry(taken_out(journal, draft), journal, manner)
    if passed and draft.set_id == GATE_ID:
        begin(journal, manner, None)


def write_freely(journal: Vault, manner: Manner, editor: Editor | None = None) -> None:
    """A free entry, in *editor* if there is one; what comes through a pipe is kept at once."""
    sitting = begun(with_ways(journal, free_set()), "", new_id=new_id(), now=now())
    if not sys.stdin.isatty():
        _keep_from_pipe(sitting, journal)
    elif is_past_gate(journal, manner):
        if editor:
            from reflect_cli.commands.outside import write_in

            write_in(editor, sitting, journal, manner)
        else:
            carry(sitting, journal, manner)


def _keep_from_pipe(sitting: Sitting, journal: Vault) -> None:
    """What comes through the pipe is the last answer of *sitting*, which is kept at once."""
    if journal.settings.get(GATE_SETTING) is None:
        raise UsageProblem(GATE_FIRST, hint="`reflect start` shows them, once.")
    written = text_in(sys.stdin.buffer.read())
    if not written.strip():
        say(words.NOTHING_KEPT)
        return
    session = sitting.session.apply(Answered(written), now()).apply(Finished(), now())
    keep(sitting.after(session), journal)


def text_in(given: bytes) -> str:
    """What came through the pipe as text; told, if some of it was none."""
    try:
        return given.decode("utf-8").strip("\n")
    except UnicodeDecodeError:
        tell(words.NOT_TEXT)
        return given.decode("utf-8", "replace").strip("\n")


def keep(sitting: Sitting, journal: Vault) -> None:
    """Make the finished sitting an entry, or a new version of one, with what follows, and say so."""
    if sitting.session.prompt_set.id == EDIT_ID:
        keep_change(sitting, journal)
        return
    with journal.transaction():
        kept = finish(sitting, journal, now=now(), new_id=new_id)
        settle(kept, journal.plans, journal.marks, follow_ups=tuple(FOLLOW_UPS))
        seal(kept, journal.marks)
        hold_back(kept, sitting.session.prompt_set, journal.marks)
        forget_named(journal, sitting.id)
    if is_not_safe(sitting.session):
        say(words.LINES_AGAIN.format(lines=in_short(country_of(journal))))
    if kept.entry is None:
        say(words.NOTHING_KEPT)
        return
    opens = journal.marks.get(kept.entry.id, OPENS)
    short = journal.entries.short_id(kept.entry.id)
    saved = words.SAVED_LETTER.format(day=day_words(opens)) if opens else words.SAVED
    say(saved.format(short=short))
    if page_in(kept.entry):
        say(words.PAGE_KEPT)
    if kept.plans:
        say(in_number(words.PLANS_KEPT, len(kept.plans)))


def _taken_up(journal: Vault, manner: Manner, taken: Taken | None) -> Sitting:
    """The paused sitting he goes on with, or a new one. Raises NothingChosen."""
    draft = offered(journal, manner)
    if draft is not None:
        return taken_out(journal, draft)
    chosen = taken or chosen_set(journal, manner)
    whole = as_asked(journal, chosen.prompt_set)
    return begun(whole, chosen.source, new_id=new_id(), now=now())


def is_past_gate(journal: Vault, manner: Manner) -> bool:
    """Whether the gate is passed, or is now; a paused one goes on where it was."""
    if journal.settings.get(GATE_SETTING) is not None:
        return True
    waiting = [draft for draft in journal.drafts.every() if draft.set_id == GATE_ID]
    if waiting:
        return carry(taken_out(journal, waiting[0]), journal, manner)
    gate = shipped("gate")
    whole = with_ways_out(gate.prompt_set, "")
    return carry(begun(whole, gate.source, new_id=new_id(), now=now()), journal, manner)


def country_of(journal: Vault) -> str:
    """The country of his help lines, as he chose it; empty if he did not."""
    return journal.settings.get("country") or ""


def _named(journal: Vault) -> str:
    return journal.settings.get("someone-to-call") or ""


def with_ways(journal: Vault, prompt_set: PromptSet) -> PromptSet:
    """A small set with the side paths open beside it."""
    return with_ways_out(prompt_set, country_of(journal), named=_named(journal))


def as_asked(journal: Vault, main: PromptSet) -> PromptSet:
    """*main* as it is asked: a small set with the ways out beside it, any other with all screens."""
    if is_small(main):
        return with_ways(journal, main)
    worked = journal.worked
    return dressed(
        main,
        country_of(journal),
        named=_named(journal),
        often=worked.often(),
        last=worked.last_person(),
    )


def taken_out(journal: Vault, draft: Draft) -> Sitting:
    """The sitting that *draft* holds, as it is asked."""
    if draft.set_id == FREE_ID:
        return resumed(draft, with_ways(journal, free_set()))
    if draft.set_id == EDIT_ID:
        return resumed(draft, with_ways(journal, set_of(draft.source, journal)))
    own = again(draft.source, draft.set_id)
    gate = draft.set_id == GATE_ID
    return resumed(draft, with_ways_out(own, "") if gate else as_asked(journal, own))


def begin_small(whole: PromptSet, journal: Vault, manner: Manner, *, sitting_id: str = "") -> bool:
    """A sitting with a set put together here. Whether it was finished; else it is paused."""
    if not is_past_gate(journal, manner):
        return False
    return carry(_small(whole, journal, sitting_id or new_id()), journal, manner)


def begin_answered(whole: PromptSet, journal: Vault, manner: Manner, known: Value) -> None:
    """As `begin_small`, with *known* for its first answer; what comes through a pipe is the rest."""
    is_piped = not sys.stdin.isatty()
    if not is_piped and not is_past_gate(journal, manner):
        return
    sitting = _small(whole, journal, new_id())
    sitting = sitting.after(sitting.session.apply(Answered(known), now()))
    if is_piped:
        _keep_from_pipe(sitting, journal)
    else:
        carry(sitting, journal, manner)


def go_on_if_paused(journal: Vault, manner: Manner, sitting_id: str) -> bool:
    """Go on with the sitting of that id, and say so, if it is paused; whether it was."""
    draft = journal.drafts.get(sitting_id) if sitting_id else None
    if draft is None:
        return False
    say(words.GOING_ON)
    carry(taken_out(journal, draft), journal, manner)
    return True


def _small(whole: PromptSet, journal: Vault, sitting_id: str) -> Sitting:
    own = as_asked(journal, whole)
    return begun(own, as_source(whole), new_id=sitting_id, now=now())


def carry(
    sitting: Sitting,
    journal: Vault,
    manner: Manner,
    through: Callable[[Asker], Asker] | None = None,
) -> bool:
    """Conduct *sitting* and say how it ended. Whether it was finished, and the gate passed.

    *through* puts something between the voice and the sitting. Raises CannotWrite when he ended
    although the last words could not be saved.
    """
    from reflect_cli.commands.rescue import sealer

    # From here on the disk may be full: compiled code written half is read back as broken.
    sys.dont_write_bytecode = True
    country = country_of(journal)
    named = YOUR_PERSON.format(named=_named(journal)) if _named(journal) else ""
    short = "\n".join(filter(None, [in_short(country), named]))
    support = Support(short, sections_for(country, own=sitting.session.prompt_set))
    with speaking(plain=manner.is_plain, support=support) as voice:
        if through is None and sitting.session.prompt_set.id == TELL_ID:
            asker: Asker = telling(voice, journal, sitting.id)
        else:
            asker = through(voice) if through else voice
        carried = conduct(sitting, Desk(asker, journal.drafts, now, sealer(journal)))
    sitting, phase = carried.sitting, carried.sitting.session.phase
    if phase is Phase.LEFT:
        clear()
        if is_alone():
            say(words.ALONE)
    if not carried.is_kept:
        _tell_unkept(carried)
    elif phase is Phase.FINISHED and is_gate(sitting):
        return close_gate(sitting, journal)
    elif phase is Phase.FINISHED:
        keep(sitting, journal)
    elif phase is Phase.PAUSED or is_alone():
        say(words.PAUSED)
    return phase is Phase.FINISHED and carried.is_kept


def _tell_unkept(carried: Carried) -> None:
    """Say where the words are, if they are not in the journal. Raises CannotWrite if nowhere."""
    if not carried.sealed_to:
        raise CannotWrite(words.PAUSED_UNSAVED, hint=words.PAUSED_UNSAVED_HINT)
    where = safe_line(carried.sealed_to)
    say(words.PAUSED_SEALED.format(where=where))
    say(words.PAUSED_SEALED_HINT.format(where=where))
