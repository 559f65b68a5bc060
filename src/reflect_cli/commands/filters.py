"""The filters that list, search, export and bin share: options of the command line, worded once."""

from __future__ import annotations

import functools
import inspect
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from reflect_cli.errors import UsageProblem

if TYPE_CHECKING:
    from collections.abc import Callable
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

    since: Annotated[Text, typer.Option("--from", metavar="DAY", help="Begun that day or later.")]
    until: Annotated[
        Text, typer.Option("--to", "--until", metavar="DAY", help="Begun that day or earlier.")
    ]
    on: Annotated[Text, typer.Option("--on", metavar="DAY", help="Begun on that day.")]
    year: Annotated[int | None, typer.Option(min=1, max=9998, help="Begun in that year.")]
    month: Annotated[
        Text, typer.Option("--month", metavar="MONTH", help="In that month of any year.")
    ]
    day: Annotated[int | None, typer.Option(min=1, max=31, help="On that day of any month.")]
    this_day: Annotated[
        bool, typer.Option("--today-in-history", help="On today's day in every year.")
    ]
    set_name: Annotated[Text, typer.Option("--set", metavar="SET", help="From that set.")]
    stage: Annotated[
        Text, typer.Option("--stage", metavar="STAGE", help="From a stage, or on its calls.")
    ]
    call: Annotated[Text, typer.Option("--call", metavar="CALL", help="On a call, such as c7.")]
    kind: Annotated[Text, typer.Option("--kind", metavar="KIND", help="session, free or telling.")]
    tags: Annotated[
        Several, typer.Option("--tag", metavar="TAG", help="With this tag, or one of several.")
    ]
    every_tag: Annotated[bool, typer.Option("--and", help="With every --tag named, not just one.")]
    without_tags: Annotated[
        Several, typer.Option("--not-tag", metavar="TAG", help="Without this tag.")
    ]
    tagged: Annotated[
        bool | None, typer.Option("--tagged/--untagged", help="With any tag; with none.")
    ]
    text: Annotated[
        Text,
        typer.Option("--text", "--contains", metavar="WORDS", help="With these words in it."),
    ]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked for."""
        return not any(getattr(self, field.name) is not None for field in fields(self))

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
            if words is not None:
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


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """*command* with the filters among its options; it takes them together, as `filters`."""
    hints = get_type_hints(Filters, include_extras=True)
    own = get_type_hints(command, include_extras=True)
    names = [field.name for field in fields(Filters)]

    @functools.wraps(command)
    def with_filters(**options: Any) -> None:  # noqa: ANN401 - whatever Typer read
        asked: dict[str, Any] = {name: options.pop(name) for name in names}
        unset = {name: value for name, value in asked.items() if name != "tagged" and not value}
        asked |= dict.fromkeys(unset)
        command(**options, filters=Filters(**asked))

    shown = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=_unset(hints[name]),
            annotation=hints[name],
        )
        for name in names
    ]
    kept = [
        parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=own[parameter.name])
        for parameter in inspect.signature(command).parameters.values()
        if parameter.name != "filters"
    ]
    signature = inspect.Signature([*kept, *shown], return_annotation=None)
    with_filters.__signature__ = signature  # type: ignore[attr-defined] # how Typer sees them
    with_filters.__annotations__ = {each.name: each.annotation for each in [*kept, *shown]}
    return with_filters


def tag_in(typed: str) -> str:
    """A tag as it is kept: small letters, without @ or # before it. Raises UsageProblem."""
    tag = " ".join(typed.split()).lstrip("@#").strip().lower()
    if not tag or not tag.isprintable() or len(tag) > 60:
        raise UsageProblem("That is not a tag.", hint="A tag is one word, or a few: --tag quarry.")
    return tag


def _unset(hint: Any) -> bool | None:  # noqa: ANN401 - a type
    return False if hint.__origin__ is bool else None


def _days_in(words: str, today: date) -> tuple[date, date]:
    from reflect_cli.journal.days import days_in

    try:
        return days_in(words, today)
    except ValueError:
        raise UsageProblem("That day was not understood.", hint=_DAYS) from None


def _month(words: str | None) -> int | None:
    from reflect_cli.journal.days import month_in

    if words is None:
        return None
    number = month_in(words)
    if number is None:
        raise UsageProblem("There is no such month.", hint="Give its name, or 1 to 12.")
    return number


def _stage(words: str | None) -> str:
    from reflect_cli.journal.path import STAGES

    if words is not None and words not in STAGES:
        raise UsageProblem("There is no such stage.", hint=f"There are: {', '.join(STAGES)}.")
    return words or ""


def _call(words: str | None) -> str:
    return (words or "").strip().lower()


def _kind(words: str | None) -> EntryKind | None:
    from reflect_cli.journal.entry import EntryKind

    if words is None:
        return None
    try:
        return EntryKind(words)
    except ValueError:
        kinds = ", ".join(EntryKind)
        raise UsageProblem("There is no such kind of entry.", hint=f"There are: {kinds}.") from None


def _tags(typed: list[str] | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag_in(each) for each in typed or ()))
