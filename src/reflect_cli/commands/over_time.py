"""One question and all its answers: read over time, answered again, held back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reflect_cli.commands.clock import new_id, now, today
from reflect_cli.commands.days_ahead import day_given
from reflect_cli.commands.menus import menu, page
from reflect_cli.errors import NothingToShow, UsageProblem
from reflect_cli.journal.questions import (
    FREELY,
    ONLY_IF_ASKED,
    Showing,
    is_kept_over_time,
    is_painful,
    mark_for,
    prompt_of,
    question_of,
    shown_name,
    when_shown,
    whole_name,
)
from reflect_cli.library.small import again_set, asked_in, asked_today
from reflect_cli.screens import over_time as pages
from reflect_cli.screens.blocks import a_list, text
from reflect_cli.screens.console import say
from reflect_cli.screens.entries import day_words

if TYPE_CHECKING:
    from reflect_cli.commands.options import Manner
    from reflect_cli.journal.entry import Entry, Item
    from reflect_cli.promptsets.model import Prompt
    from reflect_cli.screens.over_time import Shown
    from reflect_cli.vault.answers import Answered
    from reflect_cli.vault.vault import Vault

HEAD = "Look back"
SCALE_GONE = "That scale belongs to a set that is not here, so it cannot be answered again."
NO_SUCH_QUESTION = "That entry has no answer to a question of that name."
NOTHING_HELD = "That entry has no answers that stand over time."
SET_FREE = "Shown when you look back."
SET_ASKED = "Held back. It is shown when you ask for it with --all."
SET_DAY = "Held back until {day}."


@dataclass(frozen=True, slots=True)
class Asked:
    """What to read of a question: how many answers, and whether those held back as well."""

    name: str
    limit: int = 20
    every: bool = False


def listed(journal: Vault, manner: Manner, fewest: int, *, as_json: bool) -> None:
    """Show every question with at least *fewest* answers."""
    found = journal.answers.questions(fewest)
    if as_json:
        stored = [
            {"question": shown_name(one.name), "words": one.words, "answers": one.times, "last": one.last}
            for one in found
        ]  # fmt: skip
        say(json.dumps(stored, ensure_ascii=True, indent=2))
        return
    lines = [pages.question_line(one.name, one.words, one.times, one.last) for one in found]
    blocks = [a_list(line) for line in lines] or [text(pages.NO_QUESTIONS)]
    page(journal, manner, HEAD, blocks)


def told(journal: Vault, manner: Manner, asked: Asked, *, as_json: bool = False) -> None:
    """Show the answers to a question. Raises NothingToShow when there are none."""
    name, answers = _answers(journal, asked.name, asked.limit + 1)
    left_out = len(answers) > asked.limit
    found = [_shown(journal, name, one) for one in answers[-asked.limit :]]
    if as_json:
        stored = [_as_json(one, every=asked.every) for one in found]
        say(json.dumps(stored, ensure_ascii=True, indent=2))
        return
    manners = pages.Manners(asked.every, left_out, not manner.is_plain, _ends(journal, name))
    read = pages.answers_page(name, found, manners)
    page(journal, manner, HEAD, read)


def answered_again(journal: Vault, manner: Manner, typed: str) -> bool:
    """Ask the question with the earlier answers out of sight; then show the last one beside the new.

    Whether it was answered; else the sitting was paused or left.
    """
    from reflect_cli.commands.sittings import begin_small

    name, answers = _answers(journal, typed, 1)
    before = _shown(journal, name, answers[-1])
    _, item = _found(journal, name, answers[-1].entry)
    asked = again_set(name, _asked_today(journal, name), item)
    if asked is None:
        raise UsageProblem(SCALE_GONE)
    sitting = new_id()
    finished = begin_small(asked, journal, manner, sitting_id=sitting)
    if finished and journal.entries.shorts([sitting]):
        _beside_each_other(journal, manner, name, before)
    return finished


def held(journal: Vault, which: str, when: str, typed: str | None) -> None:
    """Set when the answers of an entry may be shown; of one question, if *typed* names it."""
    value = {"free": FREELY, "asked": ONLY_IF_ASKED}.get(when) or day_given(when, after_today=True)
    entry = journal.entries.get(which)
    items = [item for item in entry.items if is_kept_over_time(entry, item)]
    if typed is not None:
        items = [i for i in items if question_of(entry.set_id, i.prompt) in whole_name(typed)]
    if not items:
        raise NothingToShow(NO_SUCH_QUESTION if typed else NOTHING_HELD)
    with journal.transaction():
        for item in items:
            stands_anyway = value == FREELY and not is_painful(item)
            journal.marks.note(
                entry.id, mark_for(item.prompt), "" if stands_anyway else value, now()
            )
    say(
        {FREELY: SET_FREE, ONLY_IF_ASKED: SET_ASKED}.get(value)
        or SET_DAY.format(day=day_words(value))
    )


def _answers(journal: Vault, typed: str, limit: int) -> tuple[str, tuple[Answered, ...]]:
    """The whole name of the question *typed* means, and its last answers. Raises NothingToShow."""
    for name in whole_name(typed):
        if found := journal.answers.over_time(name, limit):
            return name, found
    raise NothingToShow(pages.NO_ANSWERS, hint=pages.QUESTIONS_HINT)


def _found(journal: Vault, name: str, entry_id: str) -> tuple[Entry, Item]:
    entry = journal.entries.get(entry_id)
    given = [item for item in entry.items if not item.skipped and not item.off_path]
    return entry, next(i for i in given if question_of(entry.set_id, i.prompt) == name)


def _shown(journal: Vault, name: str, answer: Answered) -> Shown:
    entry, item = _found(journal, name, answer.entry)
    mark = journal.marks.get(entry.id, mark_for(item.prompt))
    return pages.Shown(
        journal.entries.short_id(entry.id),
        item.at,
        item.question,
        item.answer_words(),
        when_shown(item, mark, today()),
        answer.number,
    )


def _asked_today(journal: Vault, name: str) -> Prompt | None:
    """The prompt that asks the question now, of a set that comes with Reflect or is installed."""
    from reflect_cli.commands.installing import installed_set

    set_id, prompt_id = prompt_of(name)
    found = asked_today(name)
    if found is None and set_id and journal.installed.get(set_id):
        return asked_in(installed_set(journal, set_id).prompt_set, prompt_id)
    return found


def _ends(journal: Vault, name: str) -> tuple[int, int] | None:
    """The lowest and the highest number of a scale, as far as its set is here."""
    prompt = _asked_today(journal, name)
    scale = prompt.scale if prompt else None
    return (scale.lowest, scale.highest) if scale else None


def _as_json(one: Shown, *, every: bool) -> dict[str, object]:
    seen = pages.is_seen(one.when, every=every)
    return {
        "entry": one.short,
        "at": one.at,
        "asked": one.asked,
        "answer": one.answer if seen else None,
        "number": one.number if seen else None,
        "held": one.when.day or one.when.showing.name.lower().replace("_", "-"),
    }


def _beside_each_other(journal: Vault, manner: Manner, name: str, before: Shown) -> None:
    """The earlier answer and the one just given; one that is held back only if he says so."""
    if before.when.showing is Showing.LATER:
        say(pages.ONLY_EARLIER_LATER.format(day=day_words(before.when.day)))
        return
    if before.when.showing is Showing.IF_ASKED:
        options = [("no", pages.SEE_NO), ("yes", pages.SEE_YES)]
        lead = [text(pages.SEE_EARLIER)]
        if menu(journal, manner, lead, options, back=False) != "yes":
            return
    after = _shown(journal, name, journal.answers.over_time(name, 1)[-1])
    page(journal, manner, HEAD, pages.twice_page(before, after))
