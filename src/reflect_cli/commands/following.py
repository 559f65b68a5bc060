"""Being asked about a plan later, and the days ahead as a calendar file."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING

from reflect_cli.commands.clock import new_id, now, today
from reflect_cli.errors import CannotWrite, NothingToShow, UsageProblem
from reflect_cli.flows.letters import OPENS
from reflect_cli.flows.plans import ASKED_IN, FOLLOW
from reflect_cli.journal.calendar import Day, calendar_text
from reflect_cli.journal.plan import PlanState
from reflect_cli.journal.spans import day_after
from reflect_cli.library.small import FOLLOW_UPS, follow_up_set
from reflect_cli.screens.console import say
from reflect_cli.screens.entries import day_words
from reflect_cli.screens.numbers import in_number
from reflect_cli.screens.plans import ASKED_ON, FOLLOW_UP_WORDS
from reflect_cli.screens.safe import safe_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from reflect_cli.commands.options import Manner
    from reflect_cli.vault.vault import Vault

NOT_ASKED = "You are not asked about this plan by itself."
NOTHING_DUE = "Nothing is due about this plan."
SET_ONE = "`reflect plan follow-up PLAN --after week` sets a day."
NO_DAYS = "No day is set, so no file was written."
WRITTEN = {
    1: "1 day is written to {file}, readable by anyone who has the file.",
    2: "{count} days are written to {file}, readable by anyone who has the file.",
}
IS_THERE = "There already is a file at {file}. It was not changed."
CANNOT = "The calendar could not be written to {file}."
_MANY = 10_000
_MODE = 0o600


def set_days(journal: Vault, which: str, names: Sequence[str]) -> None:
    """He is asked about the plan after each of *names*, and after nothing else."""
    plan = journal.plans.get(which)
    start = today()
    with journal.transaction():
        for name in FOLLOW_UPS:
            day = day_after(name, start) if name in names else ""
            journal.marks.note(plan.id, f"{FOLLOW}{name}", day, now())
    for name in names:
        day = day_words(day_after(name, start))
        say(ASKED_ON.format(words=FOLLOW_UP_WORDS[name], day=day))
    if not names:
        say(NOT_ASKED)


def answered(journal: Vault, manner: Manner, which: str) -> None:
    """Ask what is due about the plan, or go on where that was paused. Raises NothingToShow."""
    from reflect_cli.commands.sittings import begin_small, go_on_if_paused

    plan = journal.plans.get(which)
    due = [name for about, name, _ in due_follow_ups(journal, today()) if about == plan.id]
    if not due:
        raise NothingToShow(NOTHING_DUE, hint=SET_ONE)
    if go_on_if_paused(journal, manner, journal.marks.get(plan.id, f"{ASKED_IN}{due[0]}")):
        return
    sitting = new_id()
    journal.marks.note(plan.id, f"{ASKED_IN}{due[0]}", sitting, now())
    asked = follow_up_set(due[0], plan, day_words(plan.made))
    begin_small(asked, journal, manner, sitting_id=sitting)


def due_follow_ups(journal: Vault, day: date) -> list[tuple[str, str, str]]:
    """What he set and is due on *day*: the plan's id, the follow-up's name, its day; earliest first."""
    found = [
        (about, name, held)
        for name in FOLLOW_UPS
        for about, held in journal.marks.until(f"{FOLLOW}{name}", day.isoformat())
        if journal.plans.is_in_sight(about)
    ]
    return sorted(found, key=lambda one: one[2])


def written_out(journal: Vault, file: Path, *, replacing: bool) -> None:
    """Write the days ahead to *file*, and say where. Raises NothingToShow and CannotWrite."""
    days = sorted(_days(journal), key=lambda one: (one.day, one.uid))
    if not days:
        raise NothingToShow(NO_DAYS, hint="`reflect plan date PLAN DAY` sets one.")
    text = calendar_text(days, datetime.fromisoformat(now()))
    where = safe_line(str(file.absolute()))
    try:
        _write(file, text.encode(), replacing=replacing)
    except FileExistsError:
        hint = "Name another file, or write over this one with --replace."
        raise UsageProblem(IS_THERE.format(file=where), hint=hint) from None
    except (OSError, ValueError):
        hint = "Name a file in a folder you can write to."
        raise CannotWrite(CANNOT.format(file=where), hint=hint) from None
    say(in_number(WRITTEN, len(days), file=where))


def _write(file: Path, data: bytes, *, replacing: bool) -> None:
    """The whole file or none. Raises FileExistsError, unless *replacing*: then the old one goes last."""
    new = file.with_name(f".{file.name}.{os.urandom(4).hex()}") if replacing else file
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    with os.fdopen(os.open(new, flags, _MODE), "wb") as out:
        try:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
            new.replace(file)
        except OSError:
            with suppress(OSError):
                new.unlink()
            raise


def _days(journal: Vault) -> Iterator[Day]:
    """Every day ahead, or passed and still open: of open plans, of follow-ups, of letters."""
    for standing in journal.plans.standing(PlanState.OPEN, _MANY):
        if standing.next:
            yield from _day(journal, standing.plan.id, "plan", standing.next)
    for name in FOLLOW_UPS:
        for about, day in journal.marks.named(f"{FOLLOW}{name}").items():
            if journal.plans.is_in_sight(about):
                yield from _day(journal, about, name, day)
    for about, day in journal.marks.named(OPENS).items():
        yield from _day(journal, about, "letter", day)


def _day(journal: Vault, about: str, what: str, day: str) -> Iterator[Day]:
    """A day whose UID is the same each time, and from which nothing can be told."""
    with suppress(ValueError):
        told = f"{about} {what} {day}".encode()
        uid = hashlib.blake2b(told, key=journal.id()[:64], digest_size=16).hexdigest()
        yield Day(uid, date.fromisoformat(day))
