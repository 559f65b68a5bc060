"""`reflect plan`: what he said he would do, and what became of it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from reflect_cli.commands.groups import WholeSentences
from reflect_cli.commands.options import AsJson, Manner, PassphraseFd, Plain

app = typer.Typer(cls=WholeSentences)

WhichPlan = Annotated[
    str, typer.Argument(metavar="PLAN", help="Its short id, as `plan list` shows it.")
]


class Shown(StrEnum):
    """Which plans are listed."""

    OPEN = "open"
    KEPT = "kept"
    CHANGED = "changed"
    LET_GO = "let-go"
    ALL = "all"


class FollowUp(StrEnum):
    """When he can be asked about a plan."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"


@app.callback(invoke_without_command=True)
def plans(context: typer.Context, plain: Plain = False, passphrase_fd: PassphraseFd = None) -> None:
    """What you said you would do, and what became of it.

    Without a command: the plans that are open, to choose from at a terminal, else as `plan list`.
    """
    from reflect_cli.commands.options import before_command

    if not before_command(context, plain, passphrase_fd):
        from reflect_cli.commands.looking import look_at_plans

        look_at_plans(Manner(plain, passphrase_fd))


@app.command("list")
def list_plans(
    state: Annotated[Shown, typer.Option(help="Which plans; `all` has the open ones first.")] = (
        Shown.OPEN
    ),
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=100_000, help="How many.")] = 20,
    as_json: AsJson = False,
    plain: Plain = False,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """List the plans that are open: those that are due first, then those with a day, then the rest.

    Exit codes: as `journal list`.
    """
    from reflect_cli.commands.planning import listed
    from reflect_cli.commands.unlock import open_journal

    manner = Manner(plain, passphrase_fd)
    with open_journal(manner) as journal:
        listed(journal, manner, state.value, limit, as_json=as_json)


@app.command("show")
def show_plan(
    plan: WhichPlan,
    as_json: AsJson = False,
    plain: Plain = False,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Read one plan, with everything that became of it.

    Exit codes: as `journal list`; 21 there is no such plan.
    """
    from reflect_cli.commands.planning import shown
    from reflect_cli.commands.unlock import open_journal

    manner = Manner(plain, passphrase_fd)
    with open_journal(manner) as journal:
        shown(journal, manner, plan, as_json=as_json)


@app.command("add")
def add_plan(plain: Plain = False, passphrase_fd: PassphraseFd = None) -> None:
    """Make a plan outside a session: one cue, one act of your own, and when it comes up.

    Exit codes: as `start`.
    """
    from reflect_cli.commands.planning import added
    from reflect_cli.commands.unlock import open_or_make_journal

    manner = Manner(plain, passphrase_fd)
    with open_or_make_journal(manner) as journal:
        added(journal, manner)


@app.command("done")
def done(plan: WhichPlan, plain: Plain = False, passphrase_fd: PassphraseFd = None) -> None:
    """Note that you did it, with a line about how you did it.

    The line is asked for, or read from standard input. Exit codes: as `start`; 21 there is no such plan.
    """
    from reflect_cli.commands.planning import closed
    from reflect_cli.commands.unlock import open_journal
    from reflect_cli.journal.plan import PlanState

    manner = Manner(plain, passphrase_fd)
    with open_journal(manner, writing=True) as journal:
        closed(journal, manner, plan, PlanState.KEPT)


@app.command("change")
def change(plan: WhichPlan, plain: Plain = False, passphrase_fd: PassphraseFd = None) -> None:
    """Put another plan in the place of this one. The earlier one stays, with a line about it.

    Exit codes: as `start`; 21 there is no such plan.
    """
    from reflect_cli.commands.planning import changed
    from reflect_cli.commands.unlock import open_journal

    manner = Manner(plain, passphrase_fd)
    with open_journal(manner, writing=True) as journal:
        changed(journal, manner, plan)


@app.command("let-go")
def let_go(plan: WhichPlan, plain: Plain = False, passphrase_fd: PassphraseFd = None) -> None:
    """Let a plan go, with a line of why.

    The line is asked for, or read from standard input. Exit codes: as `done`.
    """
    from reflect_cli.commands.planning import closed
    from reflect_cli.commands.unlock import open_journal
    from reflect_cli.journal.plan import PlanState

    manner = Manner(plain, passphrase_fd)
    with open_journal(manner, writing=True) as journal:
        closed(journal, manner, plan, PlanState.LET_GO)


@app.command("date")
def date_of(
    plan: WhichPlan,
    day: Annotated[
        list[str],
        typer.Argument(
            metavar="DAY...",
            help="Like 2027-03-01, 24 december, tomorrow, friday, in 2 weeks; or `none`.",
        ),
    ],
    plain: Plain = False,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Set the day a plan comes up on.

    Exit codes: as `done`; 2 that is no day, or one gone by.
    """
    from reflect_cli.commands.planning import dated
    from reflect_cli.commands.unlock import open_journal

    with open_journal(Manner(plain, passphrase_fd), writing=True) as journal:
        dated(journal, plan, " ".join(day))


@app.command("follow-up")
def follow_up(
    plan: WhichPlan,
    after: Annotated[
        list[FollowUp] | None,
        typer.Option(help="When you want to be asked about it; can be given more than once."),
    ] = None,
    none: Annotated[bool, typer.Option("--none", help="Not to be asked any more.")] = False,
    plain: Plain = False,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Answer what is due about a plan; or set when you want to be asked, with --after.

    Nothing is asked that you did not set. Exit codes: as `done`; 21 nothing is due about it.
    """
    from reflect_cli.commands.following import answered, set_days
    from reflect_cli.commands.unlock import open_journal

    manner = Manner(plain, passphrase_fd)
    with open_journal(manner, writing=True) as journal:
        if after or none:
            set_days(journal, plan, [one.value for one in after or ()])
        else:
            answered(journal, manner, plan)


@app.command("calendar")
def calendar(
    file: Annotated[
        Path, typer.Argument(metavar="[FILE]", help="Where to; its folder must be there.")
    ] = Path("notes.ics"),
    replace: Annotated[bool, typer.Option("--replace", help="Write over a file.")] = False,
    plain: Plain = False,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Write the days ahead to a calendar file, with neutral titles and none of your words.

    Each day reads "Your note is due". The file is not encrypted, and a calendar that takes it in may
    send the days to other computers. Exit codes: as `journal list`; 2 the file is there already,
    15 it cannot be written, 21 no day is set.
    """
    from reflect_cli.commands.following import written_out
    from reflect_cli.commands.unlock import open_journal

    with open_journal(Manner(plain, passphrase_fd)) as journal:
        written_out(journal, file, replacing=replace)
