"""`reflect author new`: a few questions, and a set that passes the check already."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reflect_cli.authoring.check import checked
from reflect_cli.authoring.schema import SCHEMA_NAME, schema_text
from reflect_cli.authoring.starter import (
    Answers,
    editor_settings,
    file_stem,
    starter_readme,
    starter_set,
    suggested_id,
)
from reflect_cli.commands.asking import without_answer
from reflect_cli.commands.clock import today
from reflect_cli.commands.set_files import new_file, rules
from reflect_cli.errors import CannotWrite
from reflect_cli.library.sets import SUFFIX
from reflect_cli.promptsets.characters import quoted
from reflect_cli.screens.console import say
from reflect_cli.screens.safe import safe_line
from reflect_cli.screens.voice import ask_line

if TYPE_CHECKING:
    from pathlib import Path

    from reflect_cli.commands.options import Manner

STOPPED = "No file was written."
ALREADY = "{name}: there already, and left as it is."
WRITTEN = "{name}: written."
NEXT = (
    "\nOpen {name} in any text editor and change the words."
    "\nThen:"
    "\n    reflect author check {name}"
    "\n    reflect author walk {name}"
)


@dataclass(frozen=True, slots=True)
class _Question:
    """One thing asked. An empty answer takes *otherwise*, if there is one."""

    field: str
    label: str
    otherwise: str = ""
    can_be_empty: bool = False


_QUESTIONS = (
    _Question("title", "What is the set called?"),
    _Question("group", "Who writes it? A group or an organisation is enough."),
    _Question("id", "Under which id are answers kept? It never changes."),
    _Question("summary", "What is it about, in a sentence or two?"),
    _Question("audience", "Whom is it for?", "Adult men, alone or before a group evening."),
    _Question(
        "contact", "Where can people write to about it? Enter leaves it out.", can_be_empty=True
    ),
    _Question(
        "support", "Who can a man turn to afterwards? A person or a line.", "Your facilitator"
    ),
    _Question("reach", "How is that person or line reached?", "The number on your handout"),
)


def write_new(folder: Path, manner: Manner) -> None:
    """Ask, and write the files into *folder*. Nothing that is there is overwritten."""
    _require_room(folder)
    answers = _asked(manner)
    name = f"{file_stem(answers.id)}{SUFFIX}"
    _refuse_taken(folder / name)
    try:
        (folder / ".vscode").mkdir(parents=True, exist_ok=True)
    except OSError:
        raise _no_room(folder) from None
    new_file(folder / name, starter_set(answers).encode())
    say(WRITTEN.format(name=safe_line(name)))
    others = {
        SCHEMA_NAME: schema_text(),
        ".vscode/settings.json": editor_settings(),
        "README.md": starter_readme(answers, name),
    }
    for other, text in others.items():
        if (folder / other).exists():
            say(ALREADY.format(name=other))
        else:
            new_file(folder / other, text.encode())
            say(WRITTEN.format(name=other))
    say(NEXT.format(name=safe_line(str(folder / name))))


def _require_room(folder: Path) -> None:
    """Raise CannotWrite before anything is asked, where it can be told that *folder* takes no files."""
    whole = folder.absolute()
    nearest = next(place for place in (whole, *whole.parents) if os.path.lexists(place))
    if not (nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)):
        raise _no_room(folder)


def _no_room(folder: Path) -> CannotWrite:
    return CannotWrite(
        f"The folder {quoted(str(folder), 80)} cannot be made or written to.",
        hint="Name another folder.",
    )


def _refuse_taken(path: Path) -> None:
    if path.exists():
        raise CannotWrite(
            f"{quoted(str(path), 80)} is there already, and is left as it is.",
            hint="Name another folder, or give the set another id.",
        )


def _asked(manner: Manner) -> Answers:
    """The answers, each taken only if the set can hold it. Raises Stopped and NoTerminal."""
    answers = Answers(
        title="A set", group="A group", id="group.first-set", summary="A first set.",
        audience="Adult men.", contact="", support="A person", reach="A number",
        today=today().isoformat(),
    )  # fmt: skip
    for question in _QUESTIONS:
        answers = _with_answer(answers, _suggesting(question, answers), manner)
    return answers


def _suggesting(question: _Question, answers: Answers) -> _Question:
    """*question* with what earlier *answers* suggest for it, if it is one of those."""
    if question.field != "id":
        return question
    return replace(question, otherwise=suggested_id(answers.group, answers.title))


def _with_answer(answers: Answers, question: _Question, manner: Manner) -> Answers:
    label = question.label
    if question.otherwise:
        label = f"{label} Enter takes: {question.otherwise}"
    problem = ""
    while True:
        told = f"{problem}\n\n{label}" if problem else label
        typed = ask_line("A new prompt set", told, plain=manner.is_plain)
        if typed is None:
            raise without_answer(STOPPED)
        said = typed.strip() or question.otherwise
        if not said and not question.can_be_empty:
            problem = "This one is needed."
            continue
        tried = replace(answers, **{question.field: said})
        problem = _problem_with(tried)
        if not problem:
            return tried


def _problem_with(answers: Answers) -> str:
    """Why a set cannot hold these answers, in the check's own words."""
    errors = checked(starter_set(answers).encode(), rules()).errors
    return safe_line(f"{errors[0].message} {errors[0].hint}") if errors else ""
