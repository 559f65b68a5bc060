"""Finishing: the sitting becomes an entry and its plans, and the draft goes, all in one write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from reflect_cli.flows.free import FREE_ID
from reflect_cli.flows.letters import is_unwritten
from reflect_cli.flows.sitting import has_words
from reflect_cli.flows.telling import TELL_ID
from reflect_cli.journal.entry import Entry, EntryKind, Item
from reflect_cli.journal.plan import Plan, PlanState, PlanStep
from reflect_cli.promptsets.kinds import PlanMade
from reflect_cli.promptsets.model import Kind, Prompt, Section
from reflect_cli.session.path import How

if TYPE_CHECKING:
    from collections.abc import Callable

    from reflect_cli.flows.ports import Journal
    from reflect_cli.flows.sitting import Sitting
    from reflect_cli.promptsets.kinds import Value
    from reflect_cli.session.machine import Session


#: What sittings of Reflect's own leave; those with any other set are sessions.
_KINDS = {FREE_ID: EntryKind.FREE, TELL_ID: EntryKind.TELLING}


@dataclass(frozen=True, slots=True)
class Kept:
    """What finishing left in the journal; `entry` is None when there was nothing to keep."""

    entry: Entry | None
    plans: tuple[Plan, ...] = ()


def finish(sitting: Sitting, journal: Journal, *, now: str, new_id: Callable[[], str]) -> Kept:
    """Write the entry and its plans and drop the draft, in one transaction.

    A sitting in which nothing was written leaves no entry. Raises CannotWrite; the draft is
    then still there.
    """
    session = sitting.session
    is_empty = not has_words(session) or is_unwritten(session)
    entry = None if is_empty else entry_of(sitting, now)
    plans = tuple(_plans_in(entry, session, new_id)) if entry else ()
    with journal.transaction():
        if entry is not None:
            journal.entries.add(entry)
        for plan in plans:
            journal.plans.add(plan)
        journal.drafts.drop(sitting.id)
    return Kept(entry, plans)


def entry_of(sitting: Sitting, now: str) -> Entry:
    """The entry a sitting makes: every prompt on the path as shown, then words left beside it."""
    session = sitting.session
    prompt_set = session.prompt_set
    return Entry(
        id=sitting.id,
        kind=_KINDS.get(prompt_set.id, EntryKind.SESSION),
        title=prompt_set.title,
        began=sitting.began,
        finished=now,
        items=(*_items_on_path(session), *_items_off_path(session, now)),
        set_id=prompt_set.id,
        set_version=prompt_set.version,
        language=prompt_set.language,
    )


def _items_on_path(session: Session) -> list[Item]:
    at = _times_in(session)
    how = session.how_by_prompt
    items = []
    for section, prompt in session.path:
        if not prompt.kind.asks or prompt.id not in how:
            continue
        value = session.value_of(prompt.id) if how[prompt.id] is How.ANSWERED else None
        items.append(_item(section, prompt, at[prompt.id], value))
    return items


def _items_off_path(session: Session, now: str) -> list[Item]:
    """Words he wrote that stand nowhere on the path: none is left out, whatever became of them."""
    on_path = {
        prompt.id
        for _, prompt in session.path
        if session.how_by_prompt.get(prompt.id) is How.ANSWERED
    }
    at = _times_in(session)
    asked = {
        prompt.id: (section, prompt)
        for section in session.prompt_set.every_section
        for prompt in section.prompts
    }
    items = []
    for key, value in _left_over(session, on_path):
        section, prompt = asked.get(key) or _no_longer_asked(key)
        items.append(_item(section, prompt, at.get(key, now), value, off_path=True))
    return items


def _left_over(session: Session, on_path: set[str]) -> list[tuple[str, Value]]:
    """Answers that no longer count and half-typed words, each once, in the order of the set."""
    order = {
        prompt.id: number
        for number, prompt in enumerate(
            prompt for section in session.prompt_set.every_section for prompt in section.prompts
        )
    }
    answered = dict(session.words)
    left = [(key, value) for key, value in session.words if key not in on_path]
    for key, value in session.unsent:
        taken_back = value in ("", ())  # he erased it, or took back every mark
        if value != answered.get(key) and not taken_back:
            left.append((key, value))
    return sorted(left, key=lambda pair: order.get(pair[0], len(order)))


def _no_longer_asked(prompt_id: str) -> tuple[Section, Prompt]:
    """A stand-in for a prompt that the set he answered no longer has."""
    return Section(id="gone", title=""), Prompt(id=prompt_id, kind=Kind.LONG, text="")


def _times_in(session: Session) -> dict[str, str]:
    """When each prompt was last settled."""
    return {step.prompt: step.at for step in session.trail if step.how is not How.TURNED}


def _item(
    section: Section, prompt: Prompt, at: str, value: Value | None, *, off_path: bool = False
) -> Item:
    return Item(
        prompt=prompt.id,
        kind=prompt.kind.value,
        section=section.title,
        question=prompt.text,
        at=at,
        value=value,
        options=tuple((option.id, option.label) for option in prompt.options),
        calls=prompt.calls,
        off_path=off_path,
    )


def _plans_in(entry: Entry, session: Session, new_id: Callable[[], str]) -> list[Plan]:
    sections = session.prompt_set.every_section
    revisit = {p.id: p.revisit_days for section in sections for p in section.prompts}
    return [
        _plan(entry, item, item.value, revisit.get(item.prompt), new_id())
        for item in entry.items
        if isinstance(item.value, PlanMade) and not item.off_path
    ]


def _plan(entry: Entry, item: Item, made: PlanMade, days: int | None, plan_id: str) -> Plan:
    made_on = date.fromisoformat(item.at[:10])
    return Plan(
        id=plan_id,
        entry=entry.id,
        prompt=item.prompt,
        made=item.at,
        cue=made.cue,
        act=made.act,
        when=made.when,
        who=made.who,
        due=(made_on + timedelta(days=days)).isoformat() if days else "",
        history=(PlanStep(item.at, PlanState.OPEN),),
    )
