"""The filters that list, search, export and bin share: options of the command line, worded once."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Annotated

import typer

from reflect_cli.errors import UsageProblem

if TYPE_CHECKING:
    from datetime import date

    from reflect_cli.journal.entry import EntryKind
    from reflect_cli.journal.wanted import Wanted
    from reflect_cli.vault.vault import Vault

_DAYS = "Write it like 2026-11-24, 2026-11, 2026, yesterday, last month, or '3 weeks ago'."
NO_DAY_LEFT = "Those days leave none over: the first is after the last."
HOW_DAYS = "--from takes the earlier day, --to the later one."
NO_SUCH_CALL = "There is no such call."

Text = str | None
Several = list[str] | None


@dataclass(frozen=True, slots=True)
class Filters:
    """What was asked for, as typed; several filters together narrow it down."""

    since: Annotated[
        Text, typer.Option("--from", metavar="DAY", help="Begun that day or later.")
    ] = None
    until: Annotated[
        Text, typer.Option("--to", "--until", metavar="DAY", help="Begun that day or earlier.")
    ] = None
    on: Annotated[Text, typer.Option("--on", metavar="DAY", help="Begun on that day.")] = None
    year: Annotated[int | None, typer.Option(min=1, max=9998, help="Begun in that year.")] = None
    month: Annotated[
        Text, typer.Option("--month", metavar="MONTH", help="In that month of any year.")
    ] = None
    day: Annotated[int | None, typer.Option(min=1, max=31, help="On that day of any month.")] = None
    this_day: Annotated[
        bool, typer.Option("--today-in-history", help="On today's day in every year.")
    ] = False
    set_name: Annotated[Text, typer.Option("--set", metavar="SET", help="From that set.")] = None
    stage: Annotated[
        Text, typer.Option("--stage", metavar="STAGE", help="From a stage, or on its calls.")
    ] = None
    call: Annotated[Text, typer.Option("--call", metavar="CALL", help="On a call, such as c7.")] = (
        None
    )
    kind: Annotated[
        Text, typer.Option("--kind", metavar="KIND", help="session, free or telling.")
    ] = None
    tags: Annotated[
        Several, typer.Option("--tag", metavar="TAG", help="With this tag, or one of several.")
    ] = None
    every_tag: Annotated[
        bool, typer.Option("--and", help="With every --tag named, not just one.")
    ] = False
    without_tags: Annotated[
        Several, typer.Option("--not-tag", metavar="TAG", help="Without this tag.")
    ] = None
    tagged: Annotated[
        bool | None, typer.Option("--tagged/--untagged", help="With any tag; with none.")
    ] = None
    text: Annotated[
        Text,
        typer.Option("--text", "--contains", metavar="WORDS", help="With these words in it."),
    ] = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked for."""
        asked = (getattr(self, field.name) for field in fields(self) if field.name != "tagged")
        return not any(asked) and self.tagged is None

    def wanted(self, *, text: str = "", ids: tuple[str, ...] = (), binned: bool = False) -> Wanted:
        """The same as a value, its days counted from today. Raises UsageProblem."""
        from reflect_cli.commands.clock import today
        from reflect_cli.journal.wanted import Wanted

        first, last = self._days(today())
        month, day = _month(self.month), self.day
        if self.this_day:
            month, day = today().month, today().day
        return Wanted(
            text=" ".join(filter(None, [text, self.text])),
            first=first,
            last=last,
            year=self.year,
            month=month,
            day=day,
            set_id=self.set_name or "",
            stage=_stage(self.stage),
            call=_call(self.call),
            kind=_kind(self.kind),
            tags=_tags(self.tags),
            every_tag=bool(self.every_tag),
            without_tags=_tags(self.without_tags),
            tagged=self.tagged,
            ids=ids,
            binned=binned,
        )

    def _days(self, today: date) -> tuple[str, str]:
        firsts, lasts = [], []
        for words, is_first, is_last in (
            (self.since, True, False),
            (self.until, False, True),
            (self.on, True, True),
        ):
            if words:
                first, last = _days_in(words, today)
                firsts += [first.isoformat()] * is_first
                lasts += [last.isoformat()] * is_last
        since, until = max(firsts, default=""), min(lasts, default="")
        if since and until and since > until:
            raise UsageProblem(NO_DAY_LEFT, hint=HOW_DAYS)
        return since, until

    def wanted_in(
        self, journal: Vault, *, text: str = "", ids: tuple[str, ...] = (), binned: bool = False
    ) -> Wanted:
        """As `wanted`. Raises UsageProblem also for a call of no set, that nothing kept is on."""
        from reflect_cli.journal.path import STAGES

        call = _call(self.call)
        thirty = {each for calls in STAGES.values() for each in calls}
        if call and call not in thirty and not journal.worked.has(call):
            raise UsageProblem(NO_SUCH_CALL, hint="There are c1 to c30: `reflect sets calls`.")
        return self.wanted(text=text, ids=ids, binned=binned)


def tag_in(typed: str) -> str:
    """A tag as it is kept: small letters, without @ or # before it. Raises UsageProblem."""
    tag = " ".join(typed.split()).lstrip("@#").strip().lower()
    if not tag or not tag.isprintable() or len(tag) > 60:
        raise UsageProblem("That is not a tag.", hint="A tag is one word, or a few: --tag quarry.")
    return tag


def _days_in(words: str, today: date) -> tuple[date, date]:
    from reflect_cli.journal.days import days_in

    try:
        return days_in(words, today)
    except ValueError:
        raise UsageProblem("That day was not understood.", hint=_DAYS) from None


def _month(words: str | None) -> int | None:
    from reflect_cli.journal.days import month_in

    if not words:
        return None
    number = month_in(words)
    if number is None:
        raise UsageProblem("There is no such month.", hint="Give its name, or 1 to 12.")
    return number


def _stage(words: str | None) -> str:
    from reflect_cli.journal.path import STAGES

    if words and words not in STAGES:
        raise UsageProblem("There is no such stage.", hint=f"There are: {', '.join(STAGES)}.")
    return words or ""


def _call(words: str | None) -> str:
    return (words or "").strip().lower()


def _kind(words: str | None) -> EntryKind | None:
    from reflect_cli.journal.entry import EntryKind

    if not words:
        return None
    try:
        return EntryKind(words)
    except ValueError:
        kinds = ", ".join(EntryKind)
        raise UsageProblem("There is no such kind of entry.", hint=f"There are: {kinds}.") from None


def _tags(typed: list[str] | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag_in(each) for each in typed or ()))
