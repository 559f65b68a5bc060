"""`reflect look-back`: the same question over time, what is due, letters ahead, the map."""

from __future__ import annotations

from typing import Annotated

import typer

from reflect_cli.commands.gathering import gathered
from reflect_cli.commands.groups import WholeSentences
from reflect_cli.commands.options import AsJson, Manner, PassphraseFd, Plain

app = typer.Typer(cls=WholeSentences)

Question = Annotated[
    str, typer.Argument(metavar="QUESTION", help="Its name, as `questions` shows it.")
]


@app.callback(invoke_without_command=True)
def look_back(
    context: typer.Context, plain: Plain = False, passphrase_fd: PassphraseFd = None
) -> None:
    """Your answers over time, what is due, letters, and the map of the calls.

    Without a command: all of it to choose from at a terminal, else as `look-back due`.
    """
    from reflect_cli.commands.options import before_command

    if not before_command(context, plain, passphrase_fd):
        from reflect_cli.commands.looking import look_back_at_all

        look_back_at_all(Manner(plain, passphrase_fd))


@app.command("questions")
def questions(
    every: Annotated[
        bool, typer.Option("--all", help="Also the questions answered only once.")
    ] = False,
    as_json: AsJson = False,
    plain: Plain = False,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """List the questions you have answered more than once.

    Exit codes: as `journal list`.
    """
    from reflect_cli.commands.over_time import listed
    from reflect_cli.commands.unlock import open_journal

    manner = Manner(plain, passphrase_fd)
    with open_journal(manner) as journal:
        listed(journal, manner, 1 if every else 2, as_json=as_json)


@app.command("question")
@gathered
def question(
    name: Question,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, max=100_000, help="How many, the last ones.")
    ] = 20,
    every: Annotated[
        bool, typer.Option("--all", help="Also those that are shown only when you ask.")
    ] = False,
    as_json: AsJson = False,
    *,
    manner: Manner,
) -> None:
    """Read your answers to one question, the oldest first; a scale is a series of numbers.

    Answers that go to a memory begin as "only when you ask". Exit codes: as `journal list`; 21 there
    is no answer to such a question.
    """
    from reflect_cli.commands.over_time import Asked, told
    from reflect_cli.commands.unlock import open_journal

    with open_journal(manner) as journal:
        told(journal, manner, Asked(name, limit, every), as_json=as_json)


@app.command("again")
def again(name: Question, plain: Plain = False, passphrase_fd: PassphraseFd = None) -> None:
    """Answer a question again without seeing what you wrote; then read both side by side.

    The new answer is an entry of its own; the earlier one stays as it is. Exit codes: as `start`;
    21 there is no answer to such a question.
    """
    from reflect_cli.commands.over_time import answered_again
    from reflect_cli.commands.unlock import open_journal

    manner = Manner(plain, passphrase_fd)
    with open_journal(manner, writing=True) as journal:
        answered_again(journal, manner, name)


@app.command("hold")
def hold(
    entry: Annotated[str, typer.Argument(metavar="ENTRY", help="The short id of an entry.")],
    when: Annotated[
        list[str],
        typer.Argument(
            metavar="WHEN...",
            help="`free`, `asked` (only when you ask), or a day: 2027-03-01, in 2 weeks.",
        ),
    ],
    name: Annotated[
        str | None,
        typer.Option("--question", help="Only its answer to this one; else all its answers."),
    ] = None,
    plain: Plain = False,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Set when an answer may be shown as you look back.

    Nothing is hidden in the journal itself. Exit codes: as `start`; 2 that is no day
    ahead, 21 there is no such entry or answer.
    """
    from reflect_cli.commands.over_time import held
    from reflect_cli.commands.unlock import open_journal

    with open_journal(Manner(plain, passphrase_fd), writing=True) as journal:
        held(journal, entry, " ".join(when), name)


@app.command("due")
def due(as_json: AsJson = False, plain: Plain = False, passphrase_fd: PassphraseFd = None) -> None:
    """Show what is due: plans, what you want to be asked, letters, questions to come back to.

    Exit codes: as `journal list`; 21 nothing is due.
    """
    from reflect_cli.commands.due import told
    from reflect_cli.commands.unlock import open_journal

    manner = Manner(plain, passphrase_fd)
    with open_journal(manner) as journal:
        told(journal, manner, as_json=as_json)


@app.command("letter")
def letter(
    opens: Annotated[
        str | None,
        typer.Option(
            "--opens", metavar="DAY", help="Like 2027-03-01 or 'in 2 weeks'; else it is asked."
        ),
    ] = None,
    plain: Plain = False,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Write a letter to yourself that opens on a day. Until then it is in no list and not found.

    With --opens, from a pipe the input is the letter. Exit codes: as `start`; 2 that is no day ahead.
    """
    from reflect_cli.commands.letters import written
    from reflect_cli.commands.unlock import open_or_make_journal

    manner = Manner(plain, passphrase_fd)
    with open_or_make_journal(manner) as journal:
        written(journal, manner, opens)


@app.command("letters")
def letters(
    as_json: AsJson = False, plain: Plain = False, passphrase_fd: PassphraseFd = None
) -> None:
    """List the letters that wait, and when each opens; none of their words.

    Exit codes: as `journal list`.
    """
    from reflect_cli.commands.letters import listed
    from reflect_cli.commands.unlock import open_journal

    manner = Manner(plain, passphrase_fd)
    with open_journal(manner) as journal:
        listed(journal, manner, as_json=as_json)


@app.command("open")
def open_letter(
    which: Annotated[
        str, typer.Argument(metavar="LETTER", help="Its short id, as `letters` shows it.")
    ],
    early: Annotated[
        bool, typer.Option("--open-early", help="Open it although its day has not come.")
    ] = False,
    plain: Plain = False,
    passphrase_fd: PassphraseFd = None,
) -> None:
    """Open a letter whose day has come. From then on it is an entry like any other.

    Exit codes: as `start`; 21 its day has not come, or no such letter waits.
    """
    from reflect_cli.commands.letters import opened
    from reflect_cli.commands.unlock import open_journal

    manner = Manner(plain, passphrase_fd)
    with open_journal(manner, writing=True) as journal:
        opened(journal, manner, which, early=early)


@app.command("map")
def path_map(
    as_json: AsJson = False, plain: Plain = False, passphrase_fd: PassphraseFd = None
) -> None:
    """Show the thirty calls, and what you have done with each.

    Exit codes: as `journal list`.
    """
    import json

    from reflect_cli.commands.asking import support_for
    from reflect_cli.commands.unlock import open_journal
    from reflect_cli.library.calls import calls
    from reflect_cli.screens.console import say
    from reflect_cli.screens.path_map import map_json, map_page
    from reflect_cli.screens.voice import show

    manner = Manner(plain, passphrase_fd)
    with open_journal(manner) as journal:
        past = journal.worked.past()
        country = journal.settings.get("country") or ""
    wordings = {call.id: call.wording for call in calls()}
    if as_json:
        say(json.dumps(map_json(past, wordings), indent=2, ensure_ascii=True))
        return
    page = map_page(past, wordings)
    show("Reflect", page, plain=manner.is_plain, support=support_for(country))
